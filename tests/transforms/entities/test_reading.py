"""How what an engine says of words becomes stretches of the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from schemas.entities import Label
from schemas.segments import SegmentKind
from transforms.entities.engine import Span, Tagged
from transforms.entities.reading import read_names
from transforms.segments import Segment


@dataclass(frozen=True, slots=True)
class Saying:
    """An engine that takes the words `first:stop` of each sentence for the name of a body."""

    first: int
    stop: int
    name: str = "saying"
    skims: bool = True

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[Tagged]:
        """The same answer for each sentence."""
        return [(Span(self.first, self.stop, Label.ORG, 0.9),) for _ in sentences]


@pytest.mark.parametrize(
    ("first", "stop", "name"),
    [
        (2, 3, ["Nordvik"]),
        (1, 4, ["Nordvik"]),
        (2, 6, ["Nordvik / Sund!"]),
        (2, 4, ["Nordvik"]),
        (3, 4, []),
    ],
)
def test_a_name_has_no_marks_around_it(first: int, stop: int, name: list[str]) -> None:
    text = "Hos (Nordvik / Sund!)"
    found = read_names(text, [Segment(SegmentKind.PARAGRAPH, 0, len(text))], "nb", Saying(first, stop))
    assert [text[one.start : one.end] for one in found] == name


@dataclass(slots=True)
class Listening:
    """An engine that keeps the first word of each sentence that it is given, and finds no names."""

    skims: bool
    name: str = "listening"
    heard: list[str] = field(default_factory=list)

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[Tagged]:
        """No names."""
        self.heard += [sentence[0] for sentence in sentences]
        return [() for _ in sentences]


@pytest.mark.parametrize(("skims", "heard"), [(True, ["Kari"]), (False, ["Kari", "Det"])])
def test_an_engine_that_skims_is_spared_sentences_that_cannot_hold_a_name(
    *, skims: bool, heard: list[str]
) -> None:
    text, engine = "Kari Nord kom. Det var mye regn.", Listening(skims=skims)
    read_names(text, [Segment(SegmentKind.PARAGRAPH, 0, len(text))], "nb", engine)
    assert engine.heard == heard
