"""Ages and origins that stand for a person: "34-åringen", "svensken"."""

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
            ("Emil Rud (34) ble reddet av naboen.\n– Jeg er heldig, sier 34-åringen."),
            {"Jeg er": "Emil Rud"},
        ),
        ("nb", ("Johan Falk gikk ned i spagat.\n– Jeg er fornøyd, sier svensken."), {"Jeg er": "Johan Falk"}),
        (
            "sv",
            ("Emil Rud (34) räddades av grannen.\n– Jag har tur, säger 34-åringen."),
            {"Jag har": "Emil Rud"},
        ),
        (
            "nn",
            ("Solveig Hole (34) vann løpet.\n– Eg er sliten, seier 34-åringen."),
            {"Eg er": "Solveig Hole"},
        ),
        (
            "da",
            (
                "Den 34-årige Bo Juhl fandt ringen. Museumsinspektør Ida Holm har set den.\n"
                '"Den er ægte," siger hun.\n'
                '"Jeg var heldig," siger Juhl.'
            ),
            {"Den er": "Ida Holm", "Jeg var": "Bo Juhl"},
        ),
        (
            "de",
            ("Der 34-jährige Tim Vogel gewann.\n„Ich bin müde“, sagte der 34-Jährige."),
            {"Ich bin": "Tim Vogel"},
        ),
        ("en", ("Tom Hale, 34, won the race.\n“I am tired,” said the 34-year-old."), {"I am": "Tom Hale"}),
    ],
)
def test_an_age_or_origin_leads_to_whose_it_is(
    says: Says, language: str, text: str, speakers: dict[str, str | None]
) -> None:
    found = says(language, text)
    assert {words: found.get(words, "no quote") for words in speakers} == speakers
