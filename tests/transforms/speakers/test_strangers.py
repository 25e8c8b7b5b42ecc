"""Speakers with a name where no engine found one: part of a known name, or a capital that says enough."""

from __future__ import annotations

import pytest

from schemas.entities import Label
from schemas.segments import SegmentKind
from transforms.entities import Mention
from transforms.quotes import extract
from transforms.segments import Segment
from transforms.speakers import resolve

PER, ORG = Label.PER, Label.ORG


def speaker(language: str, text: str, *known: tuple[str, Label]) -> tuple[str | None, str | None]:
    """Name and kind of the last quote's speaker, when an engine found the `known` names once each."""
    lines = [line for line in text.split("\n") if line]
    kind = SegmentKind.PARAGRAPH
    segments = [Segment(kind, text.index(line), text.index(line) + len(line)) for line in lines]
    mentions = [
        Mention(text.index(name), text.index(name) + len(name), label, name, None, None, kind, 0.9, "test")
        for name, label in known
    ]
    quotes = resolve(text, segments, mentions, extract(text, segments, mentions, language), language)
    return quotes[-1].speaker_name, quotes[-1].speaker_kind


@pytest.mark.parametrize(
    ("language", "text", "known", "name"),
    [
        (
            "en",
            "Nordby Motors will close. Nordby said the plant was too old.",
            ("Nordby Motors", ORG),
            ("Nordby Motors", "organisation"),
        ),
        (
            "de",
            "Die Imkerin Vo Thi Hoa ist da. Vo nennt das „ein Wunder mit Flügeln“.",
            ("Vo Thi Hoa", PER),
            ("Vo Thi Hoa", "person"),
        ),
        (
            "nb",
            "Lise Torp leder laget. Torp sier at det går bra.",
            ("Lise Torp", PER),
            ("Lise Torp", "person"),
        ),
        (
            "nb",
            "Lise Torp leder laget.\n– Det går bra, sier Torp.",
            ("Lise Torp", PER),
            ("Lise Torp", "person"),
        ),
        (
            "nb",
            "Lise Torp leder laget.\n– Det går bra, sier Odd Torp.",
            ("Lise Torp", PER),
            ("Odd Torp", "person"),
        ),
        ("nb", "Det var stille.\n– Det går bra, sier Lise Torp.", None, ("Lise Torp", "person")),
    ],
)
def test_a_name_that_was_overlooked(
    language: str, text: str, known: tuple[str, Label] | None, name: tuple[str, str]
) -> None:
    assert speaker(language, text, *([known] if known else [])) == name


def test_a_noun_that_opens_a_sentence_is_nobody() -> None:
    text = "Lise Torp leder laget. Naboen sier at det går bra."
    name, _ = speaker("nb", text, ("Lise Torp", PER))
    assert name != "Naboen"
