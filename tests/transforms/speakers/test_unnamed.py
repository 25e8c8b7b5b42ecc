"""Sources without a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    Says = Callable[[str, str], dict[str, str | None]]


@pytest.mark.parametrize(
    ("language", "text", "speakers"),
    [
        ("nb", "Et vitne sier at bilen kjørte fort.", {"bilen kjørte": "vitne"}),
        ("nb", "Amerikanske medier skriver at møtet er avlyst.", {"møtet er": "amerikanske medier"}),
        ("nb", "I undersøkelsen svarer hver tredje velger at de er usikre.", {"de er": "hver tredje velger"}),
        (
            "nb",
            ("To brødre er siktet. Den eldste er 24 år.\n– Han nekter, sier forsvareren."),
            {"Han nekter": "forsvareren"},
        ),
        (
            "nb",
            ("En mann i 30-årene er pågrepet. Mannen nekter for alt.\n– Jeg var hjemme, sier mannen."),
            {"Jeg var": "mann i 30-årene"},
        ),
        (
            "nn",
            ("Ei kvinne i 40-åra frå Odda såg bilen.\n– Han køyrde fort, fortel ho."),
            {"Han køyrde": "kvinne i 40-åra frå Odda"},
        ),
        (
            "da",
            "En kvinde i 50'erne så ulykken. Kvinden fortæller, at bilen kørte stærkt.",
            {"bilen kørte": "kvinde i 50"},
        ),
        (
            "sv",
            ("En kvinna från Lund såg branden.\n– Det var hemskt, säger hon."),
            {"Det var": "kvinna från Lund"},
        ),
        (
            "en",
            "A spokesman for the airline said the flight was late.",
            {"the flight": "spokesman for the airline"},
        ),
        (
            "nb",
            ("En kilde i politiet snakket med avisa.\n– Ingen ville gå, sier kilden."),
            {"Ingen ville": "kilde i politiet"},
        ),
        (
            "nb",
            "I fjor svarte 40 prosent av velgerne ja. Nå sier 35 prosent at de er imot.",
            {"de er": "35 prosent av velgerne"},
        ),
    ],
)
def test_unnamed_lead_to_the_fullest_name(
    says: Says, language: str, text: str, speakers: dict[str, str | None]
) -> None:
    found = says(language, text)
    assert {words: found.get(words, "no quote") for words in speakers} == speakers
