"""The words of an article with their places, names and reporting verbs: what the grammar reads."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, compress, count
from typing import TYPE_CHECKING

from schemas.entities import Label
from transforms.lowercase import lowercase
from transforms.quotes.lexicon import Lexicon
from transforms.quotes.marks import Marked
from transforms.quotes.record import Span

if TYPE_CHECKING:
    from transforms.entities import Mention

TIGHT = frozenset(("", " ", "\u00a0", "  ", "-", "’", "'"))  # gaps inside a clause
_PHRASE = 8  # words; no longer ones are followed
_LETTER = r"[0-9a-zß-öø-ÿ\w]"  # any of \w; `re` knows those named from a table
# Groups, so that a split gives words and gaps in turn.
_WORD = re.compile(rf"({_LETTER}{_LETTER}*+(?:-\w+)*+)")
# French verbs carry their subject behind a hyphen: a-t-il, dit-elle.
_WORD_PART = re.compile(rf"({_LETTER}+)")


@dataclass(frozen=True, slots=True)
class Tokens:
    """Words by index: `starts`, `ends` (code points), `lows` (lower case), `gaps` (what stands before).

    The last of the gaps is what stands behind the last word.

    `names` gives for the first word of a name the word after its last and its label; `cues` are
    the indices of words that may report, `sources` of those that name a source ("ifølge"), `moods`
    of verbs whose mood reports, `plurals` of "we" in all forms.
    """

    text: str
    lexicon: Lexicon
    starts: Sequence[int]
    ends: Sequence[int]
    lows: Sequence[str]
    gaps: Sequence[str]
    cues: Sequence[int]
    sources: Sequence[int]
    moods: Sequence[int]
    plurals: Sequence[int]
    names: dict[int, tuple[int, Label]]
    in_marks: Sequence[int]  # by word: 1 inside quotation marks
    sentence_starts: Sequence[int]
    sentence_ends: Sequence[int]

    def __len__(self) -> int:
        """How many words."""
        return len(self.starts)

    def at(self, place: int) -> int:
        """Index of the first word that starts at or after the code point `place`."""
        return bisect_left(self.starts, place)

    def span(self, first: int, after: int) -> Span:
        """From the word `first` to the word before `after`."""
        return Span(self.starts[first], self.ends[after - 1])

    def capital(self, index: int) -> bool:
        """Whether the word starts with a capital letter."""
        return self.text[self.starts[index]].isupper()

    def sentence(self, place: int) -> tuple[int, int]:
        """The sentence at the code point `place`."""
        index = bisect_right(self.sentence_starts, place) - 1
        return (self.sentence_starts[index], self.sentence_ends[index]) if index >= 0 else (place, place)

    def cues_between(self, start: int, end: int) -> Sequence[int]:
        """Indices of the words in `start:end` (code points) that may report."""
        return within(self.cues, self.at(start), self.at(end))

    def is_finite(self, index: int) -> bool:
        """Whether the word is a common finite verb or an auxiliary."""
        if self.lows[index] not in self.lexicon.verbs:
            return False
        return not (index and self.lows[index - 1] in self.lexicon.prepositions)  # "i går"

    def may_start_clause(self, index: int) -> bool:
        """A cheap look at the word, whether a reporting clause may start: behind most commas none does."""
        return self.lexicon.subject_first or self.lows[index] in self.lexicon.clause_starts

    def sentences_before(self, place: int, most: int) -> Iterator[tuple[int, int]]:
        """Up to `most` sentences before the one at `place`, the nearest first."""
        index = bisect_right(self.sentence_starts, place) - 1
        for at in range(index - 1, max(-1, index - 1 - most), -1):
            yield self.sentence_starts[at], self.sentence_ends[at]

    def sentences_in(self, start: int, end: int) -> range:
        """Indices of the sentences that start in `start:end`."""
        return range(bisect_left(self.sentence_starts, start), bisect_left(self.sentence_starts, end))

    def by_sentence(self, indices: Iterable[int]) -> dict[int, list[int]]:
        """Those of the words `indices` that stand in a sentence, by the index of the sentence."""
        found: dict[int, list[int]] = {}
        for index in indices:
            place = self.starts[index]
            number = bisect_right(self.sentence_starts, place) - 1
            if number >= 0 and place < self.sentence_ends[number]:
                found.setdefault(number, []).append(index)
        return found

    def starts_at(self, place: int, start: int) -> bool:
        """Whether no word stands between the code points `start` and `place`."""
        index = self.at(start)
        return index >= len(self.starts) or self.starts[index] >= place


def within(indices: Sequence[int], first: int, limit: int) -> Sequence[int]:
    """Those of the sorted `indices` in `first:limit`."""
    return indices[bisect_left(indices, first) : bisect_left(indices, limit)]


def any_within(indices: Sequence[int], first: int, limit: int) -> bool:
    """Whether one of the sorted `indices` is in `first:limit`."""
    at = bisect_left(indices, first)
    return at < len(indices) and indices[at] < limit


def leads_to_that(tokens: Tokens, index: int, limit: int) -> bool:
    """`av de spurte at`: whether the phrase at `index` goes on to a conjunction of reported speech."""
    for at in range(index + 1, min(limit, index + _PHRASE)):
        if tokens.lows[at] in tokens.lexicon.that:
            return True
        if tokens.gaps[at] not in {" ", "\u00a0"} or tokens.lows[at] in tokens.lexicon.joints:
            return False
    return False


def skip_adverbs(tokens: Tokens, index: int, limit: int) -> int:
    """The first word that is no adverb, if only blanks stand between."""
    while index < limit and tokens.lows[index] in tokens.lexicon.adverbs:
        index += 1
        if index < limit and tokens.gaps[index] not in TIGHT:
            break
    return index


def read_tokens(
    text: str,
    lexicon: Lexicon,
    mentions: Iterable[Mention],
    sentence_spans: Sequence[tuple[int, int]],
    marked: Iterable[Marked] = (),
) -> Tokens:
    """The words of `text`; words inside a longer mention count for it."""
    parts = (_WORD_PART if lexicon.clitics else _WORD).split(lowercase(text))
    places = list(accumulate(map(len, parts)))
    starts, ends, lows = places[:-1:2], places[1::2], parts[1::2]
    known = list(compress(count(), map(lexicon.looked_for.__contains__, lows)))
    cues = [index for index in known if lows[index] in lexicon.cues]
    sources = [
        index for index in known if lows[index] in lexicon.sources and _names_source(lexicon, lows, index)
    ]
    moods = [index for index in known if lows[index] in lexicon.mood]
    return Tokens(
        text=text,
        lexicon=lexicon,
        starts=starts,
        ends=ends,
        lows=lows,
        gaps=parts[::2],
        cues=cues,
        sources=sources,
        moods=moods,
        plurals=[index for index in known if lows[index] in lexicon.first_plural],
        names=_names(mentions, starts, ends),
        in_marks=_in_marks(marked, starts),
        sentence_starts=[start for start, _ in sentence_spans],
        sentence_ends=[end for _, end in sentence_spans],
    )


def _names_source(lexicon: Lexicon, lows: Sequence[str], index: int) -> bool:
    """Whether a whole phrase stands here: "i følge", not any "i"."""
    behind = index + 1
    for rest in lexicon.sources[lows[index]]:  # noqa: SIM110 - a generator costs more than the look
        if tuple(lows[behind : behind + len(rest)]) == rest:
            return True
    return False


def _in_marks(marked: Iterable[Marked], starts: Sequence[int]) -> bytearray:
    inside = bytearray(len(starts))
    for one in marked:
        first, after = bisect_left(starts, one.start), bisect_left(starts, one.end)
        inside[first:after] = b"\x01" * (after - first)
    return inside


def _names(
    mentions: Iterable[Mention], starts: Sequence[int], ends: Sequence[int]
) -> dict[int, tuple[int, Label]]:
    names: dict[int, tuple[int, Label]] = {}
    for mention in mentions:
        first = bisect_left(starts, mention.start)
        if first == len(starts) or starts[first] != mention.start:  # inside a word
            continue
        after = first + 1 if mention.end <= ends[first] else bisect_left(starts, mention.end, first)
        if first not in names or names[first][0] < after:
            names[first] = (after, mention.label)
    return names
