"""Texts whose paragraphs are lost: the reporter goes on right behind somebody's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from transforms.quotes import Quote

    Lines = Callable[[str, str], list[str]]
    Read = Callable[[str, str], tuple[Quote, ...]]

# Two turns that end in what only a reporter says make the text one without paragraphs.
TOLD = {
    "nb": "– Jeg vet det, sier Kari Nord. Hun er 66 år og bor i Lia. På bordet står et glass fra 1920.\n",
    "nn": "– Eg veit det, seier Kari Nord. Ho er 66 år og bur i Lia. På bordet står eit glas frå 1920.\n",
    "da": "– Jeg ved det, siger Kari Nord. Hun er 66 år og bor i Lund. På bordet står et glas fra 1920.\n",
    "sv": "– Jag vet det, säger Kari Nord. Hon är 66 år och bor i Lund. På bordet står ett glas från 1920.\n",
}


@pytest.mark.parametrize(
    ("language", "words", "told"),
    [
        ("nb", "Jeg går ned. Hva skal jeg der?", "Nord peker mot Oslo. I 1966 var det 9000 båter her."),
        ("nb", "Det er dyrt. Vi må selge.", "Mannen hennes heter Ola Dahl. Han henter ved."),
        ("nb", "Han er snill. Han kan alt.", "I Bergen har Ola Dahl ventet i 12 år."),
        ("nn", "Eg går ned. Kva skal eg der?", "I Bergen er det 9 grader. Ola Dahl hentar ved."),
        ("da", "Jeg går ned. Hvad skal jeg der?", "I Aarhus er der 9 grader. Ola Dahl henter brænde."),
        ("sv", "Jag går ner. Vad ska jag där?", "I Malmö är det 9 grader. Ola Dahl hämtar ved."),
    ],
)
def test_a_turn_ends_where_the_reporter_is_heard(read: Read, language: str, words: str, told: str) -> None:
    text = f"{TOLD[language] * 2}– {words} {told}"
    quote = read(language, text)[-1]
    assert text[quote.start : quote.end] == words


def test_in_paragraphs_of_their_own_the_words_fill_the_paragraph(read: Read) -> None:
    text = "– Jeg går ned. I Bergen er det 9 grader. Ola Dahl henter ved.\n– Vi venter, sier Nord."
    assert text[read("nb", text)[0].end - 3 : read("nb", text)[0].end] == "ed."


def test_a_clause_behind_the_reporters_sentences_is_not_the_turns(lines: Lines) -> None:
    told = "Dahl er 66 år. I Bergen er det 9 grader. Veien er stengt, skriver VG."
    found = lines("nb", f"{TOLD['nb'] * 2}– Vi venter. {told}")
    assert found[-2:] == ["direct: Vi venter. / - / -", "indirect: Veien er stengt / skriver / VG"]


def test_we_of_the_reporter_tells_nothing(read: Read) -> None:
    text = f"Vi går inn.\n{TOLD['nb'] * 2}– Jeg blir her. Vi går videre mot Fjellet i Oslo."
    quote = read("nb", text)[-1]
    assert text[quote.start : quote.end] == "Jeg blir her."


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "nb",
            "9 prosent svarer at de er imot, 5 prosent at de er for.",
            ["de er imot / svarer / 9 prosent", "de er for / svarer / 5 prosent"],
        ),
        (
            "nn",
            "Kari Nord seier at ho er imot, Ola Dahl at han er for.",
            ["ho er imot / seier / Kari Nord", "han er for / seier / Ola Dahl"],
        ),
        (
            "da",
            "9 procent svarer, at de er imod, 5 procent, at de er for.",
            ["de er imod / svarer / 9 procent", "de er for / svarer / 5 procent"],
        ),
        (
            "sv",
            "9 procent svarar att de är emot, 5 procent att de är för.",
            ["de är emot / svarar / 9 procent", "de är för / svarar / 5 procent"],
        ),
        (
            "nb",
            "Nord sier at veien er stengt, og at brua er åpen.",
            ["veien er stengt, og at brua er åpen / sier / Nord"],
        ),
    ],
)
def test_two_sources_share_a_verb(lines: Lines, language: str, text: str, expected: list[str]) -> None:
    assert lines(language, text) == [f"indirect: {line}" for line in expected]
