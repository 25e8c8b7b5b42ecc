"""Words on both sides of their reporting clause: "Veien, sier Nord, er stengt."."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from transforms.quotes import Quote

    Lines = Callable[[str, str], list[str]]
    Read = Callable[[str, str], tuple[Quote, ...]]


@pytest.mark.parametrize(
    ("language", "before", "clause", "behind"),
    [
        ("nb", "Veien", "sier Nord", "er stengt til mandag"),
        ("nb", "Men brua", "skriver Nord", "tåler ikke mer vann, og den bør rives"),
        ("nb", "Kommunen bør", "skriver Nord", "selge tomta før jul"),
        ("nn", "Vegen", "seier Nord", "er stengd til måndag"),
        ("nn", "Kommunen bør", "skriv Nord", "selje tomta før jul"),
        ("da", "Vejen", "siger Nord", "er lukket til mandag"),
        ("sv", "Vägen", "säger Nord", "är stängd till måndag"),
        ("de", "Die Straße", "sagt Nord", "ist gesperrt"),
        ("en", "The road", "says Nord", "is closed"),
    ],
)
def test_the_reporters_words_go_on_behind_the_clause(
    lines: Lines, language: str, before: str, clause: str, behind: str
) -> None:
    cue, speaker = clause.split()
    expected = [f"indirect: {part} / {cue} / {speaker}" for part in (before, behind)]
    assert lines(language, f"{before}, {clause}, {behind}.") == expected


@pytest.mark.parametrize("dash", ["– ", ""])
def test_spoken_words_go_on_in_the_same_turn(read: Read, dash: str) -> None:
    text = f"{dash}Vi må, sier Nord, selge tomta."
    quotes = read("nb", text)
    assert [text[quote.start : quote.end].rstrip(".") for quote in quotes] == ["Vi må", "selge tomta"]
    assert [(quote.kind, quote.turn) for quote in quotes] == [("direct", 0)] * 2


@pytest.mark.parametrize(
    "behind",
    [
        "som bor i Bergen",
        "leder i Veivesenet",
        "og viser til raset",
        "men Dahl er uenig",
        "før han går hjem",
        "er glad",
    ],
)
def test_whole_words_do_not_go_on(lines: Lines, behind: str) -> None:
    assert lines("nb", f"Veien er stengt, sier Nord, {behind}.") == [
        "indirect: Veien er stengt / sier / Nord"
    ]
