"""What a mention is called in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from transforms.entities.persons import is_variant

if TYPE_CHECKING:
    from collections.abc import Callable

    from transforms.entities import Mention

    Find = Callable[[str, str], tuple[Mention, ...]]


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("nb", "Da kom Kari Nord. Og Nord gikk.", ["Kari Nord", "Kari Nord"]),
        ("nb", "Da kom Kari Nord. Og Kari gikk.", ["Kari Nord", "Kari Nord"]),
        ("nb", "Da kom Kari Moe Nord. Og Moe Nord gikk. Og Kari Nord.", ["Kari Moe Nord"] * 3),
        ("nb", "Da kom Kari Nord, Per Nord og Nord.", ["Kari Nord", "Per Nord", "Per Nord"]),
        ("nb", "Da kom Kari Nord og Per Nord. Og Kari gikk.", ["Kari Nord", "Per Nord", "Kari Nord"]),
        ("nb", "Da kom Nord. Kari Nord gikk.", ["Kari Nord", "Kari Nord"]),
        ("nb", "Da kom Kari Nord. Nords bil sto igjen.", ["Kari Nord", "Kari Nord"]),
        ("nb", "Se på Kari Nordlands bil og på Kari Nordland.", ["Kari Nordland", "Kari Nordland"]),
        ("nb", "Da kom Wolodymyr Zelenskyj. Og Zelenskij gikk.", ["Wolodymyr Zelenskyj"] * 2),
        ("nb", "Vi så Norges flagg og Natos skip.", ["Norge", "Nato"]),
        ("nb", "Vi traff Norges sjakkforbund (NSF). Og NSF svarte.", ["Norges sjakkforbund"] * 3),
        ("nb", "Vi spurte Norges klimapanel. Nå har Klimapanelet svart.", ["Norges klimapanel"] * 2),
        ("nb", "HAMNVÅG (NTB): Det regner i Hamnvåg.", ["Hamnvåg", "NTB", "Hamnvåg"]),
        ("en", "He met Joan Reed, Paul Reed and Mrs Reed.", ["Joan Reed", "Paul Reed", "Joan Reed"]),
        ("en", "He worked for Kelvar Lifts. At Kelvar, nobody knew.", ["Kelvar Lifts", "Kelvar Lifts"]),
    ],
)
def test_every_mention_has_the_fullest_name(find: Find, language: str, text: str, names: list[str]) -> None:
    assert [m.name for m in find(language, text)] == names


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Zelenskyj", "Zelenskij", True),
        ("Neumann", "Naumann", True),
        ("Hansen", "Hanssen", True),
        ("Hansen", "Jansen", True),
        ("Nord", "Nord", False),
        ("Hansen", "Hansson", False),
        ("Andersen", "Pedersen", False),
    ],
)
def test_one_letter_is_a_slip_in_a_long_name(one: str, other: str, same: bool) -> None:  # noqa: FBT001 - a table's column
    assert is_variant(one, other) is same
