"""Pronouns: gender, subject before object, through quotes of others."""

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
                "Rektor Anne Moen møtte statsråd Ola Dahl i Bergen.\n"
                "– Det ble et godt møte, sier hun.\n"
                "– Jeg lærte mye, sier han."
            ),
            {"Det ble": "Anne Moen", "Jeg lærte": "Ola Dahl"},
        ),
        (
            "nb",
            ("Trener Erik Holm har snakket med Lars Vang om kontrakten.\n– Han må bestemme seg, sier han."),
            {"Han må": "Erik Holm"},
        ),
        (
            "nb",
            (
                "– Vi ble overrasket, sier Ida Strand.\n"
                "Politiet kom etter ti minutter. Hun forteller at de sperret veien."
            ),
            {"Vi ble": "Ida Strand", "de sperret": "Ida Strand"},
        ),
        (
            "nn",
            (
                "Rektor Anne Moen møtte fylkesråd Ola Dahl i Førde.\n"
                "– Det vart eit godt møte, seier ho.\n"
                "– Eg lærte mykje, seier han."
            ),
            {"Det vart": "Anne Moen", "Eg lærte": "Ola Dahl"},
        ),
        (  # a woman's name, as in the language's kin, though elsewhere a man's
            "nn",
            "Kari Nesset venta på Anne Moen.\n– No kjem ho, sa ho.",
            {"No kjem": "Kari Nesset"},
        ),
        (
            "da",
            (
                "Rektor Anne Holm mødte borgmester Ole Dahl i Vejle.\n"
                "- Det blev et godt møde, siger hun.\n"
                "- Jeg lærte meget, siger han."
            ),
            {"Det blev": "Anne Holm", "Jeg lærte": "Ole Dahl"},
        ),
        (
            "sv",
            (
                "Rektorn Anna Holm mötte ministern Olof Dahl i Lund.\n"
                "– Det blev ett bra möte, säger hon.\n"
                "– Jag lärde mig mycket, säger han."
            ),
            {"Det blev": "Anna Holm", "Jag lärde": "Olof Dahl"},
        ),
        (
            "en",
            (
                "Mayor Anna Holt met the builder Peter Dale in Leeds.\n"
                "“It was a good meeting,” she said.\n"
                "“I learned a lot,” he said."
            ),
            {"It was": "Anna Holt", "I learned": "Peter Dale"},
        ),
        (
            "de",
            (
                "Bürgermeisterin Anna Holm traf den Unternehmer Peter Dahl in Kiel.\n"
                "„Es war ein gutes Treffen“, sagte sie.\n"
                "„Ich habe viel gelernt“, sagte er."
            ),
            {"Es war": "Anna Holm", "Ich habe": "Peter Dahl"},
        ),
        (
            "fr",
            (
                "La maire Anne Morel a rencontré l’entrepreneur Pierre Duval à Lyon.\n"
                "« C’était une bonne réunion », a-t-elle déclaré."
            ),
            {"C’était une": "Anne Morel"},
        ),
        (
            "nl",
            (
                "Burgemeester Anna Holm sprak met ondernemer Pieter Dahl.\n"
                '"Het was een goed gesprek", zegt ze.\n'
                '"Ik heb veel geleerd", zegt hij.'
            ),
            {"Het was": "Anna Holm", "Ik heb": "Pieter Dahl"},
        ),
        (
            "nb",
            (
                "Siri Lie har bodd her i ti år. Hun vil flytte. Naboen Kåre Hjelm vil bli.\n"
                "– Jeg trives, sier han.\n"
                "– Jeg vil til byen, sier hun."
            ),
            {"Jeg trives": "Kåre Hjelm", "Jeg vil": "Siri Lie"},
        ),
        (
            "nb",
            (
                "Tore Lid fikk sparken. Styreleder Mons Vik vil ikke svare. Lid er skuffet.\n"
                "– Jeg ringte ham, men han la på, sier han."
            ),
            {"Jeg ringte": "Tore Lid"},
        ),
        (
            "nb",
            ("Sjef for museet Tor Egge åpnet døra. Museet fyller hundre år.\n– Velkommen, sier han."),
            {"Velkommen": "Tor Egge"},
        ),
        (
            "nn",
            (
                "Bonde Leif Myklebust og kona Anna Myklebust driv garden.\n"
                "– Vi sluttar til hausten, seier Leif Myklebust.\n"
                "– Det er trist, seier ho."
            ),
            {"Vi sluttar": "Leif Myklebust", "Det er": "Anna Myklebust"},
        ),
        (
            "fi",
            ("Pormestari Anna Laine avasi sillan.\n– Tämä on hieno päivä, Laine sanoo."),
            {"Tämä on": "Anna Laine"},
        ),
    ],
)
def test_pronouns_lead_to_the_fullest_name(
    says: Says, language: str, text: str, speakers: dict[str, str | None]
) -> None:
    found = says(language, text)
    assert {words: found.get(words, "no quote") for words in speakers} == speakers
