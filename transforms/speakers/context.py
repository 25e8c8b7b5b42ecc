"""Quotes without a source of their own: the turn, the question before or the story around tells whose they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from schemas.quotes import QuoteKind, QuoteRule, SpeakerKind
from schemas.segments import SegmentKind
from transforms.quotes import Quote
from transforms.speakers.identity import INTERVIEWER, NOBODY, Identity, of_person
from transforms.speakers.trail import Trail

_WORD = re.compile(r"\w+")
_LIKELY, _GUESS = 0.85, 0.6
_STEM, _FUNCTION_WORD = 5, 3  # letters
_SAME_WORDS = 0.6  # share of a title's words that a quote repeats when it is the same
_TITLES = frozenset({QuoteRule.DASH_TITLE, QuoteRule.MARKS_TITLE})
_SAME_SOURCE = frozenset({QuoteRule.MOOD, QuoteRule.FRAGMENT_CONTINUED})
_FOLLOWED = frozenset({QuoteRule.DASH_FOLLOWED, QuoteRule.MARKS_FOLLOWED})


@dataclass(frozen=True, slots=True)
class Dialogue:
    """The quotes of an article in order, and who speaks, as far as it is known (None: not yet)."""

    text: str
    quotes: Sequence[Quote]
    trail: Trail
    speakers: list[Identity | None]

    def fill(self) -> list[Identity]:
        """Who speaks in every quote. What depends on later quotes comes last."""
        for stage in range(3):
            for index, quote in enumerate(self.quotes):
                if self.speakers[index] is None and _stage(quote) <= stage:
                    self.speakers[index] = self._speaker(index, quote)
        return [speaker or NOBODY for speaker in self.speakers]

    def _speaker(self, index: int, quote: Quote) -> Identity | None:
        if quote.rule == QuoteRule.DASH_QUESTION:
            return INTERVIEWER
        same = self._of_turn(index, quote)
        if same:
            return same
        if quote.rule in _TITLES or quote.segment_kind in {SegmentKind.HEADLINE, SegmentKind.SUBHEADING}:
            return self._of_title(index, quote)
        if quote.rule == QuoteRule.DASH_ANSWER:
            return self._interviewee(index) or self._of_story(index, quote)
        if quote.rule in _FOLLOWED:
            return self._followed(index, quote)
        if quote.rule in _SAME_SOURCE:
            return self._before(index) or self._of_story(index, quote)
        return self._of_story(index, quote)

    def _of_turn(self, index: int, quote: Quote) -> Identity | None:
        """Who speaks in another part of the same turn, nearest first."""
        others = [i for i, q in enumerate(self.quotes) if q.turn == quote.turn and i != index]
        for other in sorted(others, key=lambda i: (abs(i - index), i)):
            speaker = self.speakers[other]
            if speaker and speaker.name:
                return _less(speaker, _LIKELY)
        return None

    def _before(self, index: int) -> Identity | None:
        for other in range(index - 1, -1, -1):
            speaker = self.speakers[other]
            if speaker and speaker.name:
                return _less(speaker, _LIKELY)
        return None

    def _after(self, index: int) -> Identity | None:
        for other in range(index + 1, len(self.quotes)):
            speaker = self.speakers[other]
            if speaker and speaker.name and self.quotes[other].rule not in _TITLES:
                return _less(speaker, _LIKELY)
        return None

    def _interviewee(self, index: int) -> Identity | None:
        """Whom the story turned to right before the question, else who spoke before it, else who speaks next."""
        asked = index
        for other in range(index - 1, -1, -1):
            quote, speaker = self.quotes[other], self.speakers[other]
            if quote.rule == QuoteRule.DASH_QUESTION:
                asked = other
            elif speaker and speaker.kind is SpeakerKind.PERSON and quote.kind is QuoteKind.DIRECT:
                return self._turned(quote.end, self.quotes[asked].start) or _less(speaker, _LIKELY)
        return self._after(index)

    def _followed(self, index: int, quote: Quote) -> Identity | None:
        """Who speaks in the next paragraph, unless the story just turned to somebody else."""
        before = self.quotes[index - 1].end if index else 0
        turned = self._turned(before, quote.start) if index else None
        return turned or self._after(index) or self._of_story(index, quote)

    def _turned(self, start: int, end: int) -> Identity | None:
        person = self.trail.turned_to(start, end)
        return of_person(person, _GUESS) if person else None

    def _of_story(self, index: int, quote: Quote) -> Identity | None:
        """Whom the reporter spoke of last, else who spoke last."""
        person = self.trail.subject_before(quote.start)
        if person and person.starts:
            return of_person(person, _GUESS)
        return self._before(index)

    def _of_title(self, index: int, quote: Quote) -> Identity | None:
        """Who says the same in the story; else who speaks next below a subheading, or alone in the article."""
        words = _content(self.text[quote.start : quote.end])
        shares = [
            (len(words & _content(self.text[other.start : other.end])), -abs(i - index), i)
            for i, other in enumerate(self.quotes)
            if i != index and (s := self.speakers[i]) and s.name
        ]
        most, _, nearest = max(shares, default=(0, 0, 0))
        speaker = self.speakers[nearest]
        if speaker and most and most >= _SAME_WORDS * len(words):
            return _less(speaker, _LIKELY)
        return self._after(index) if quote.segment_kind is SegmentKind.SUBHEADING else self._only_speaker()

    def _only_speaker(self) -> Identity | None:
        known = {s.name: s for s in self.speakers if s and s.name}
        return _less(next(iter(known.values())), _GUESS) if len(known) == 1 else None


def _content(text: str) -> set[str]:
    """The beginnings of the longer words of a text: enough to know them in another form."""
    return {word[:_STEM] for word in _WORD.findall(text.lower()) if len(word) > _FUNCTION_WORD}


def _stage(quote: Quote) -> int:
    """When a quote can be told: 0 from what is before it, 1 from the quotes behind it, 2 from all of them."""
    if quote.rule in _TITLES:
        return 2
    return int(quote.rule in _FOLLOWED or quote.rule == QuoteRule.DASH_ANSWER)


def _less(speaker: Identity, certainty: float) -> Identity:
    return Identity(speaker.name, speaker.kind, speaker.role, speaker.party, speaker.certainty * certainty)
