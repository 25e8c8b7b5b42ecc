"""Writes the text of one invented article, and knows who says what in it."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import NamedTuple

from schemas.entities import Label
from schemas.quotes import QuoteKind, QuoteRule, SpeakerKind
from schemas.segments import SegmentKind
from transforms.quotes import Quote, Span
from transforms.quotes.confidence import confidences

from .sheet import Name, Sheet, Slots, Value, Words
from .world import Frame, Person, World

LENGTHS = (1600, 3600)  # code points at which an article ends: three kilobytes on average
SILENT = 0.08  # articles without a quote
OTHER_SPEAKS = 0.3  # that a quote is the other person's
NAMES_OTHER = 0.2  # utterances that name the other person
MOST_SENTENCES = 3

#: What a paragraph is, and how often: six quotes an article.
PARAGRAPHS = {"plain": 48, "quote": 42, "subheads": 6, "captions": 4}

#: What is left of a rule's confidence when the speaker is found a step or two away.
CERTAINTY = (1, 1, 1, 1, 1, 1, 0.95, 0.9, 0.7, 0.45)

_KINDS = {"fragment": QuoteKind.PARTIAL, "indirect": QuoteKind.INDIRECT}  # by the rule's first word
_SEGMENTS = {"subheads": SegmentKind.SUBHEADING, "captions": SegmentKind.CAPTION}


class Source(NamedTuple):
    """Who is quoted; nothing where the text does not say."""

    name: str | None = None
    kind: SpeakerKind | None = None
    role: str | None = None
    party: str | None = None


class Reporter:
    """One article about two people; `story` seeds it. The first of `cast` speaks."""

    def __init__(self, story: str, world: World, language: str) -> None:
        self.draw = random.Random(story)
        self.world = world
        self.phrases = world.phrases[language]
        self.sheet = Sheet()
        self.quotes: list[Quote] = []
        self.cast = self._two_people()
        self.medium = "Ritzau" if language == "da" else "NTB"

    def write(self) -> str:
        """Write the whole article; returns its headline."""
        self._segment(SegmentKind.HEADLINE, self._one_of("headlines"))
        headline = self.sheet.text
        self._segment(SegmentKind.LEDE, self._one_of("ledes"))
        self._segment(SegmentKind.PARAGRAPH, self.phrases["intro"])
        weights = PARAGRAPHS | ({"quote": 0} if self.draw.random() < SILENT else {})
        length = self.draw.randint(*LENGTHS)
        while self.sheet.length < length:
            self._paragraph(self.draw.choices(list(weights), list(weights.values()))[0])
        return headline

    def _paragraph(self, kind: str) -> None:
        if kind == "quote":
            self._quote()
        elif kind == "plain":
            sentences = (self._one_of("plain") for _ in range(self.draw.randint(2, 4)))
            self._segment(SegmentKind.PARAGRAPH, " ".join(sentences))
        else:
            self._segment(_SEGMENTS[kind], self._one_of(kind))

    def _quote(self) -> None:
        frame = self._frame()
        goes_on = frame.rule == QuoteRule.DASH_CONTINUED
        if not goes_on and self.draw.random() < OTHER_SPEAKS:
            self.cast.reverse()
        slots = self._slots()
        spans = self.sheet.segment(SegmentKind.PARAGRAPH, frame.text, slots)
        turn = self.quotes[-1].turn + (not goes_on) if self.quotes else 0
        self.quotes.append(self._quoted(frame, turn, slots, spans))

    def _frame(self) -> Frame:
        """How the next quote stands; one without a source goes on only where the same person spoke before."""
        frame = self.draw.choices(self.world.frames, self.world.frame_weights)[0]
        spoken = bool(self.quotes) and self.quotes[-1].rule == QuoteRule.DASH_CLAUSE_AFTER
        return frame if spoken or frame.rule != QuoteRule.DASH_CONTINUED else self.world.frames[0]

    def _quoted(self, frame: Frame, turn: int, slots: Slots, spans: Mapping[str, Span]) -> Quote:
        words = next(spans[slot] for slot in "ukf" if slot in spans)
        source = self._source(frame, slots)
        return Quote(
            _KINDS.get(frame.rule.split("_")[0], QuoteKind.DIRECT),
            words.start,
            words.end,
            turn,
            cue=spans.get("cue"),
            cue_lemma=self.phrases["cues"][slots["cue"]] if "cue" in spans else None,
            speaker=next((spans[slot] for slot in ("a", "A", "org") if slot in spans), None),
            medium=self.medium if "medium" in spans else None,
            segment_kind=SegmentKind.PARAGRAPH,
            rule=frame.rule,
            confidence=confidences()[QuoteRule(frame.rule)] * self.draw.choice(CERTAINTY),
            speaker_name=source.name,
            speaker_kind=source.kind,
            speaker_role=source.role,
            speaker_party=source.party,
        )

    def _source(self, frame: Frame, slots: Slots) -> Source:
        """Who is quoted."""
        if frame.rule == QuoteRule.MARKS_ALONE:
            return Source()
        if "{org}" in frame.text:
            org = slots["org"]
            return Source(org.name if isinstance(org, Name) else str(org), SpeakerKind.ORGANISATION)
        person = self.cast[0]
        return Source(person.name, SpeakerKind.PERSON, self._role(person), person.party)

    def _segment(self, kind: SegmentKind, template: str) -> None:
        self.sheet.segment(kind, template, self._slots())

    def _slots(self) -> Slots:
        """What may stand in a phrase; one set serves a whole segment."""
        place, org = self._one_of("places"), self._one_of("orgs")
        return {
            "place": Name(place, Label.GPE, place),
            "org": _organisation(org),
            "org_cap": _organisation(_capital(org)),
            "day": self._one_of("days"),
            "n": str(self.draw.randint(3, 940)),
            "u": Words(self._utterance()),
            "k": Words(self._one_of("clauses")),
            "f": self._one_of("fragments"),
            "cue": self.draw.choice(list(self.phrases["cues"])),
            "medium": self.medium,
            **self._person("a", self.cast[0]),
            **self._person("b", self.cast[1]),
        }

    def _person(self, slot: str, person: Person) -> Slots:
        role = self._role(person)
        name = Name(person.name, Label.PER, person.name, role, person.party)
        return {
            slot: name,
            slot.upper(): name._replace(printed=person.last),
            f"r{slot}": role,
            f"r{slot}_cap": _capital(role),
            f"p{slot}": f" ({person.party})" if person.party else "",
        }

    def _role(self, person: Person) -> str:
        roles: list[str] = self.phrases["roles"]
        return roles[person.role % len(roles)]

    def _utterance(self) -> str:
        """One to three sentences; the mark behind the last stands in the frame."""
        sentences = range(self.draw.randint(1, MOST_SENTENCES))
        kinds = ["about" if self.draw.random() < NAMES_OTHER else "utterances" for _ in sentences]
        return ". ".join(self._one_of(kind) for kind in kinds)

    def _one_of(self, kind: str) -> str:
        phrase: str = self.draw.choice(self.phrases[kind])
        return phrase

    def _two_people(self) -> list[Person]:
        people, ranks = self.world.people, self.world.ranks
        one, other = self.draw.choices(people, cum_weights=ranks, k=2)
        return [one, other if other is not one else people[one is people[0]]]


def _organisation(printed: str) -> Value:
    """An organisation that has a name, or a noun for one (`politiet`)."""
    return Name(printed, Label.ORG, printed) if printed[0].isupper() else printed


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
