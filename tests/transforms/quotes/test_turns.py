"""Which paragraphs are one speaker's, and what each rule is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from schemas.segments import SegmentKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from transforms.quotes import Quote

    Read = Callable[[str, str], tuple[Quote, ...]]


@pytest.mark.parametrize(
    ("text", "rules", "turns"),
    [
        ("– A er bra, sier Nord.\n– B er bra.", ["dash_clause_after", "dash_continued"], [0, 0]),
        ("– A er bra, sier Nord. – B er bra.", ["dash_clause_after", "dash_resumed"], [0, 0]),
        ("– A er bra.\n– B er bra, sier Nord.", ["dash_followed", "dash_clause_after"], [0, 0]),
        (
            "– A er bra.\n– B er bra.\n– C er bra, sier Nord.",
            ["dash_followed", "dash_followed", "dash_clause_after"],
            [0, 0, 0],
        ),
        ("– Er A bra?\n– A er bra.", ["dash_question", "dash_answer"], [0, 1]),
        ("– Er A bra?\n– A er bra, sier Nord.", ["dash_question", "dash_clause_after"], [0, 1]),
        ("– Er A bra?\n# Bra A\n– A er bra.", ["dash_question", "dash_answer"], [0, 1]),
        ("Er A bra?\n– A er bra.", ["dash_answer"], [0]),
        ("– A er bra, sier Nord.\n# Bra A\n– B er bra.", ["dash_clause_after", "dash_alone"], [0, 1]),
        ("– A er bra, sier Nord.\nDahl er uenig.\n– B er bra.", ["dash_clause_after", "dash_alone"], [0, 1]),
        (
            "– A er bra, sier Nord.\n! Bildet viser A.\n– B er bra.",
            ["dash_clause_after", "dash_continued"],
            [0, 0],
        ),
        ("# – Bra A\n– A er bra, sier Nord.", ["dash_title", "dash_clause_after"], [0, 1]),
        ("= – Bra A\nNord er glad.", ["dash_title"], [0]),
        ("– A, sier Nord og legger til:\n– B.", ["dash_clause_after", "dash_clause_before"], [0, 0]),
    ],
)
def test_paragraphs_of_one_speaker_share_a_turn(
    read: Read, text: str, rules: list[str], turns: list[int]
) -> None:
    quotes = read("nb", text)
    assert [quote.rule for quote in quotes] == rules
    assert [quote.turn for quote in quotes] == turns


@pytest.mark.parametrize(
    ("text", "medium"),
    [
        ("– Vi venter, sier Nord til NTB.", "NTB"),
        ("– Vi venter, sier ordfører Kari Nord (Ap) til NTB.", "NTB"),
        ("– Vi venter, sier daglig leder Kari Nord i Havlinjen til NTB.", "NTB"),
        ("– Vi venter, skriver Nord i en sms til VG.", "VG"),
        ("Politiet sier til VG at en mann er pågrepet.", "VG"),
        ("– Vi venter, sier Nord til Dahl.", None),
        ("– Vi venter, sier Nord.", None),
    ],
)
def test_the_medium_is_whom_the_words_were_given_to(read: Read, text: str, medium: str | None) -> None:
    assert [quote.medium for quote in read("nb", text)] == [medium]


def test_lemmas_are_dictionary_forms(read: Read) -> None:
    assert [quote.cue_lemma for quote in read("nb", "– A, sa Nord.\n– B, legger hun til.")] == [
        "si",
        "legge til",
    ]


def test_quotes_in_captions_end_before_the_credit(read: Read) -> None:
    (quote,) = read("nb", "! KLAR: Lederen: – Vi vil. Foto: Per Moe / NTB")
    assert (quote.start, quote.end) == (19, 26)
    assert quote.segment_kind is SegmentKind.CAPTION


def test_the_reporter_goes_on_in_a_text_without_paragraphs(read: Read) -> None:
    told = "Kari Nord gikk hjem. Ola Dahl ble igjen. Han var trøtt. Det regnet. Per Moe kom sent."
    text = f"– Vi venter, sier Nord. {told}\n– Det går bra. {told}"
    assert [text[quote.start : quote.end] for quote in read("nb", text)] == ["Vi venter", "Det går bra."]
