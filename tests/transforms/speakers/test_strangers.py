"""Speakers with a name where no engine found one: part of a known name, or a capital that says enough."""

from __future__ import annotations

import pytest

from schemas.entities import Label
from schemas.segments import SegmentKind
from transforms.entities import Mention
from transforms.quotes import extract
from transforms.segments import Segment
from transforms.speakers import resolve

PER, ORG, GPE = Label.PER, Label.ORG, Label.GPE


def speaker(language: str, text: str, *known: tuple[str, Label]) -> tuple[str | None, str | None]:
    """Name and kind of the last quote's speaker, when an engine found each of `known` once, last."""
    lines = [line for line in text.split("\n") if line]
    kind = SegmentKind.PARAGRAPH
    segments = [Segment(kind, text.index(line), text.index(line) + len(line)) for line in lines]
    mentions = [
        Mention(text.rindex(name), text.rindex(name) + len(name), label, name, None, None, kind, 0.9, "test")
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


@pytest.mark.parametrize(
    ("language", "text", "first", "word", "name"),
    [
        (
            "en",
            "Nordby Motors will close. Nordby said the plant was old.",
            ("Nordby Motors", ORG),
            ("Nordby", PER),
            "Nordby Motors",
        ),
        ("nb", "Da kom Lise Valle.\n– Ja, sier Valle.", ("Lise Valle", PER), ("Valle", GPE), "Lise Valle"),
        ("nb", "Valle IL tapte.\n– Nei, sier Valle.", ("Valle IL", ORG), ("Valle", GPE), "Valle"),
        (
            "de",
            "Die Ministerin Ute Brandt kam.\n„Ja“, sagte die Ministerin.",
            ("Ute Brandt", PER),
            ("Ministerin", ORG),
            "Ute Brandt",
        ),
    ],
)
def test_a_name_that_was_taken_for_something_else(
    language: str, text: str, first: tuple[str, Label], word: tuple[str, Label], name: str
) -> None:
    assert speaker(language, text, first, word)[0] == name


def test_a_noun_that_opens_a_sentence_is_nobody() -> None:
    text = "Lise Torp leder laget. Naboen sier at det går bra."
    name, _ = speaker("nb", text, ("Lise Torp", PER))
    assert name != "Naboen"


def test_a_post_is_nobodys_who_has_but_one_name() -> None:
    text = "Utbyggeren Torvind vil ha 30 turbiner. Ifølge kommunedirektøren taper kommunen penger."
    assert speaker("nb", text, ("Torvind", PER)) == ("kommunedirektøren", "role")
