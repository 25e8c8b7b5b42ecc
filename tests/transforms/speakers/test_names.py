"""Names: surnames, first names, namesakes, slips."""

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
            "de",
            "Die Vogelforscherin Ngo Thi Lan, die es leitet, ist da.\n„Sie brüten“, sagt die Forscherin.",
            {"Sie brüten": "Ngo Thi Lan"},
        ),
        (
            "nb",
            ("Ordfører Tone Vik (Sp) la fram planen mandag.\n– Vi har råd til dette, sier Vik."),
            {"Vi har": "Tone Vik"},
        ),
        (
            "nb",
            ("Eleven Jonas Berg Moe vant konkurransen.\n– Jeg er glad, sier Jonas."),
            {"Jeg er": "Jonas Berg Moe"},
        ),
        (
            "nb",
            (
                "Kari Lund leder laget. Broren Per Lund er trener.\n"
                "– Vi vant, sier Per Lund.\n"
                "– Det var på tide, sier Kari Lund."
            ),
            {"Vi vant": "Per Lund", "Det var": "Kari Lund"},
        ),
        (
            "nb",
            (
                "Professor Sverre Hage ved Universitetet i Tromsø har sett på tallene.\n"
                "– De er for lave, sier Hage til NRK."
            ),
            {"De er": "Sverre Hage"},
        ),
        (
            "nb",
            (
                "Statsadvokat Kjersti Fjell og forsvarer Bjørn Nes var enige.\n"
                "– Saken må opp igjen, sier Nes.\n"
                "– Det er på tide, sier Fjell."
            ),
            {"Saken må": "Bjørn Nes", "Det er": "Kjersti Fjell"},
        ),
        (
            "nb",
            (
                "Nato-sjefen var ikke til stede. Høyres Anders Vold stilte i stedet.\n"
                "– Vi må ruste opp, sier Vold."
            ),
            {"Vi må": "Anders Vold"},
        ),
        (
            "nb",
            ("SVs finanspolitiske talsperson Ingrid Bø kom med forslaget.\n– Det er penger nok, sier Bø."),
            {"Det er": "Ingrid Bø"},
        ),
        (
            "nb",
            ("Zelenskyj var i Oslo. Volodymyr Zelenskyj møtte kongen.\n– Takk, sa Zelenskij."),
            {"Takk": "Volodymyr Zelenskyj"},
        ),
        (
            "nb",
            (
                "Ole Hansen ble valgt. Kona Lise Hansen var med.\n"
                "– Jeg gleder meg, sier Ole Hansen.\n"
                "– Jeg gruer meg, sier hun."
            ),
            {"Jeg gleder": "Ole Hansen", "Jeg gruer": "Lise Hansen"},
        ),
        (
            "nb",
            "– Dette er en skandale, sier Odd Lie og Mari Vik i en felles uttalelse.",
            {"Dette er": "Odd Lie og Mari Vik"},
        ),
        (
            "en",
            (
                "Mr Paul Reed and Mrs Joan Reed own the farm.\n"
                "“We will stay,” said Mrs Reed.\n"
                "“I will go,” said Mr Reed."
            ),
            {"We will": "Joan Reed", "I will": "Paul Reed"},
        ),
        (
            "de",
            (
                "Frau Weber und Herr Weber sind da. Anna Weber und Paul Weber wohnen hier.\n"
                "„Es ist laut“, sagt Frau Weber."
            ),
            {"Es ist": "Anna Weber"},
        ),
    ],
)
def test_names_lead_to_the_fullest_name(
    says: Says, language: str, text: str, speakers: dict[str, str | None]
) -> None:
    found = says(language, text)
    assert {words: found.get(words, "no quote") for words in speakers} == speakers
