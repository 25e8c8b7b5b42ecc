"""Quotes without a source of their own: the turn, a question or the story around tells whose they are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from schemas.quotes import QuoteKind, QuoteRule, SpeakerKind
from schemas.segments import SegmentKind
from transforms.quotes import Quote
from transforms.speakers.identity import INTERVIEWER, NOBODY, Identity, of_person
from transforms.speakers.trail import Trail

_UNNAMED = SpeakerKind.UNNAMED
_WORD = re.compile(r"\w+")
_LIKELY, _GUESS = 0.85, 0.6
_STEM, _FUNCTION_WORD = 5, 3  # letters
_SAME_WORDS = 0.6  # share of a title's words that a quote repeats when it is the same
_WINDOW = 60  # quotes that are looked at on either side: keeps long pages linear
_TITLES = frozenset({QuoteRule.DASH_TITLE, QuoteRule.MARKS_TITLE})
_CONTINUED = frozenset({QuoteRule.DASH_CONTINUED, QuoteRule.MARKS_CONTINUED})
_FOLLOWED = frozenset({QuoteRule.DASH_FOLLOWED, QuoteRule.MARKS_FOLLOWED})
_SAME_SOURCE = frozenset({QuoteRule.MOOD, QuoteRule.FRAGMENT_CONTINUED})


@dataclass(frozen=True, slots=True)
class Dialogue:
    """The quotes of an article in order, and who speaks, as far as it is known (None: not yet)."""

    text: str
    quotes: Sequence[Quote]
    trail: Trail
    speakers: list[Identity | None]
    turns: Mapping[int, Sequence[int]]  # the quotes of each turn

    def fill(self) -> list[Identity]:
        """Who speaks in every quote. What depends on later quotes comes last."""
        open_ones = [index for index, speaker in enumerate(self.speakers) if speaker is None]
        for stage in range(3):
            for index in open_ones:
                quote = self.quotes[index]
                if self.speakers[index] is None and _stage(quote) <= stage:
                    self.speakers[index] = self._speaker(index, quote)
        return [self._settled(i, speaker or NOBODY) for i, speaker in enumerate(self.speakers)]

    def _settled(self, index: int, speaker: Identity) -> Identity:
        """A title may name its subject before a colon: who says the same in the story counts."""
        if speaker.kind is not _UNNAMED or self.quotes[index].segment_kind is not SegmentKind.HEADLINE:
            return speaker
        return self._same_words(index, self.quotes[index]) or speaker

    def _speaker(self, index: int, quote: Quote) -> Identity | None:
        if quote.rule == QuoteRule.DASH_QUESTION or self._is_question(index, quote):
            return INTERVIEWER
        same = self._of_turn(index, quote)
        if same:
            return same
        if quote.rule in _TITLES or quote.segment_kind in {SegmentKind.HEADLINE, SegmentKind.SUBHEADING}:
            return self._of_title(index, quote)
        found = None
        if quote.rule == QuoteRule.DASH_ANSWER:
            found = self._interviewee(index)
        elif quote.rule in _FOLLOWED:
            found = self._followed(index, quote)
        elif quote.rule in _SAME_SOURCE:
            found = self._before(index)
        return found or self._of_story(index, quote)

    def _is_question(self, index: int, quote: Quote) -> bool:
        """Whether a quote without a clause asks, and the next paragraph answers."""
        if quote.rule not in _CONTINUED | _FOLLOWED or self.text[quote.end - 1] != "?":
            return False
        behind = self.quotes[index + 1] if index + 1 < len(self.quotes) else None
        if (
            behind is None
            or behind.turn == quote.turn
            or (behind.kind is not QuoteKind.DIRECT and not behind.cue)
        ):
            return False
        return self.trail.layout.segment(behind.start) == self.trail.layout.segment(quote.start) + 1

    def _of_turn(self, index: int, quote: Quote) -> Identity | None:
        """Who speaks in another part of the same turn, nearest first."""
        if quote.speaker:
            return None
        others = self.turns.get(quote.turn, ())[:_WINDOW]
        for other in sorted(others, key=lambda i: (abs(i - index), i)):
            speaker = self.speakers[other]
            if other != index and speaker and speaker.name:
                return _less(speaker, _LIKELY)
        return None

    def _around(self, index: int, step: int) -> Iterator[tuple[Quote, Identity]]:
        """The quotes before or behind one, nearest first, with speakers that have a name."""
        for other in range(index + step, index + step * _WINDOW, step):
            if not 0 <= other < len(self.quotes):
                return
            speaker = self.speakers[other]
            if speaker and speaker.name:
                yield self.quotes[other], speaker

    def _before(self, index: int) -> Identity | None:
        return next((_less(speaker, _LIKELY) for _, speaker in self._around(index, -1)), None)

    def _after(self, index: int) -> Identity | None:
        behind = (speaker for quote, speaker in self._around(index, 1) if quote.rule not in _TITLES)
        return next((_less(speaker, _LIKELY) for speaker in behind), None)

    def _interviewee(self, index: int) -> Identity | None:
        """Whom the story turned to before the question, else who spoke before it, else who speaks next."""
        asked = index
        while asked > 0 and self.quotes[asked - 1].rule == QuoteRule.DASH_QUESTION:
            asked -= 1
        for quote, speaker in self._around(asked, -1):
            if speaker.kind is SpeakerKind.PERSON and quote.kind is QuoteKind.DIRECT:
                return self._turned(quote.end, self.quotes[asked].start) or _less(speaker, _LIKELY)
        return self._after(index)

    def _followed(self, index: int, quote: Quote) -> Identity | None:
        """Who speaks in the next paragraph, unless the story just turned to somebody else."""
        turned = self._turned(self.quotes[index - 1].end, quote.start) if index else None
        return turned or self._after(index)

    def _turned(self, start: int, end: int) -> Identity | None:
        person = self.trail.turned_to(start, end)
        return of_person(person, _GUESS) if person else None

    def _of_story(self, index: int, quote: Quote) -> Identity | None:
        """Whom the reporter spoke of last, else who spoke last."""
        person = self.trail.subject_before(quote.start)
        return of_person(person, _GUESS) if person and person.starts else self._before(index)

    def _of_title(self, index: int, quote: Quote) -> Identity | None:
        """Who says the same in the story; else who speaks next below a subheading, or most and first."""
        same = self._same_words(index, quote)
        if same:
            return same
        return (
            self._after(index) if quote.segment_kind is SegmentKind.SUBHEADING else self._main_speaker(index)
        )

    def _same_words(self, index: int, quote: Quote) -> Identity | None:
        """Who says most of the same words elsewhere."""
        words = _content(self.text[quote.start : quote.end])
        around = (*self._around(index, 1), *self._around(index, -1))
        shares = [(len(words & _content(self.text[q.start : q.end])), speaker) for q, speaker in around]
        most, speaker = max(shares, key=lambda share: share[0], default=(0, None))
        return _less(speaker, _LIKELY) if speaker and most and most >= _SAME_WORDS * len(words) else None

    def _main_speaker(self, index: int) -> Identity | None:
        """Who speaks first in the story, if nobody speaks as often."""
        behind = [speaker for _, speaker in self._around(index, 1)]
        times = Counter(speaker.name for speaker in behind).most_common(2)
        first = (
            bool(behind) and times[0][0] == behind[0].name and (len(times) == 1 or times[0][1] > times[1][1])
        )
        return _less(behind[0], _GUESS) if first else None


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
