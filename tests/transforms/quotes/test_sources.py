"""Who is said to have said it, where no reporting clause stands: `ifølge`, `etter det NTB erfarer`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    Lines = Callable[[str, str], list[str]]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("nb", "Etter det NTB erfarer, er begge siktet.", "er begge siktet / erfarer / NTB"),
        ("nb", "Etter det VG kjenner til, har styret sagt nei.", "har styret sagt nei / kjenner / VG"),
        ("nb", "Etter det NRK får opplyst, er veien åpen.", "er veien åpen / opplyst / NRK"),
        ("nb", "Etter det politiet opplyser, var ingen i huset.", "var ingen i huset / opplyser / politiet"),
        ("nb", "Begge er siktet, etter det NTB erfarer.", "Begge er siktet / erfarer / NTB"),
        ("nb", "Så vidt Nord vet, er brua trygg.", "er brua trygg / vet / Nord"),
        ("nn", "Etter det NTB kjenner til, er saka avgjord.", "er saka avgjord / kjenner / NTB"),
        ("nn", "Etter det NRK får opplyst, er vegen open.", "er vegen open / opplyst / NRK"),
        ("da", "Efter hvad Ritzau erfarer, er begge sigtet.", "er begge sigtet / erfarer / Ritzau"),
        ("sv", "Enligt vad TT erfar är båda åtalade.", "är båda åtalade / erfar / TT"),
        ("sv", "Såvitt TT vet, är vägen öppen.", "är vägen öppen / vet / TT"),
    ],
)
def test_what_somebody_has_learnt_is_theirs(lines: Lines, language: str, text: str, expected: str) -> None:
    assert lines(language, text) == [f"indirect: {expected}"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nb", "Etter det første målet, som kom sent, var kampen over."),
        ("nb", "Etter det jeg forstår, er veien stengt."),
        ("nb", "Etter det gikk Nord hjem."),
        ("nb", "Etter det dårlige været i går, er veien stengt."),
        ("nn", "Etter det vi kjenner til, er vegen stengd."),
        ("sv", "Efter det gick Nord hem."),
    ],
)
def test_what_comes_after_something_is_nobodys(lines: Lines, language: str, text: str) -> None:
    assert lines(language, text) == []
