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
        (
            "nb",
            (
                "En 47 år gammel mann er dømt for tyveri.\nAktor Jonas Vik er fornøyd.\n"
                "– Straffen er riktig, sier Vik.\n47-åringen sier at han angrer.\n– Jeg skammer meg, sa han."
            ),
            {
                "Straffen er": "Jonas Vik",
                "han angrer": "47 år gammel mann",
                "Jeg skammer": "47 år gammel mann",
            },
        ),
        (
            "de",
            "Ein 34-jähriger Mann aus Kiel wurde verletzt.\n„Es war dunkel“, sagte der 34-Jährige.",
            {"Es war": "34-jähriger Mann aus Kiel"},
        ),
        (
            "nn",
            (
                "Ein mann i 30-åra er sikta.\nPresten Ola Moe fann bilen.\n– Han brann, seier Moe.\n"
                "34-åringen forklarer at bremsene svikta."
            ),
            {"bremsene svikta": "mann i 30-åra"},
        ),
        (
            "nb",
            (
                "Et vitne forteller at bilen slingret.\nEier Per Moe fikk skader på gjerdet.\n"
                "– Jeg så lysene, sier vitnet."
            ),
            {"Jeg så": "vitne"},
        ),
        (
            "sv",
            (
                "Vaktmästaren Leif Moberg har slutat.\nEn granne säger att porten stod öppen.\n"
                "– Jag hörde musik, säger grannen."
            ),
            {"porten stod": "granne", "Jag hörde": "granne"},
        ),
        (
            "en",
            (
                "Ruth Hale, who runs the shop, saw it.\nOne resident said the bridge had moved.\n"
                '"It creaked all night," the resident said.'
            ),
            {"the bridge": "resident", "It creaked": "resident"},
        ),
        (
            "nb",
            (
                "Kari Lund leder laget.\n– Vi vant, sier Lund.\n"
                "En forsker sier at kampen var jevn. Hun mener at laget hadde flaks."
            ),
            {"kampen var": "forsker", "laget hadde": "forsker"},
        ),
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
