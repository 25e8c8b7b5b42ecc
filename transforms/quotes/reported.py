"""Reported speech in the reporter's sentences: those that no dash and no mark has taken."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from schemas.quotes import QuoteKind, QuoteRule
from schemas.segments import SegmentKind
from transforms.quotes.according import read_according
from transforms.quotes.back import read_back
from transforms.quotes.clausefirst import read_clause_first
from transforms.quotes.indirect import read_indirect
from transforms.quotes.link import Page
from transforms.quotes.speech import Block, Found, Sentence, Speech, trim
from transforms.quotes.tokens import Tokens, any_within, within

_PROSE = frozenset((SegmentKind.LEDE, SegmentKind.PARAGRAPH, SegmentKind.CAPTION))
_SHORTEST = 3  # words of a sentence that reports
_FINAL = ".!?…:;, "
_DIRECT, _PARTIAL = QuoteKind.DIRECT, QuoteKind.PARTIAL  # Python 3.11 looks members up at a price


class _Before(NamedTuple):
    """What a sentence means for the next one."""

    told: tuple[int, int] | None  # its stretch, if the reporter tells in it and reports nothing
    reports: bool


_NOTHING = _Before(None, reports=False)


def read_reported(page: Page) -> Iterator[Speech]:
    """The indirect speech of the article."""
    tokens = page.tokens
    if not tokens.lexicon.known:
        return
    reporting = tokens.sentences_with((*tokens.cues, *tokens.sources, *tokens.moods))
    before, unread = _NOTHING, None
    for block in page.blocks:
        if block.kind not in _PROSE:
            continue
        sentences = tokens.sentences_in(block.start, block.end)
        if reporting.isdisjoint(sentences):
            # Nothing to read; its last sentence stands before the first of the next paragraph.
            unread = (block, sentences[-1]) if sentences else unread
            continue
        if unread:
            before = _unread(tokens, _Stretches.of(page, unread[0]), unread[1])
            unread = None
        stretches = _Stretches.of(page, block)
        for number in _that_matter(sentences, reporting):
            this = _unread(tokens, stretches, number)
            if this.told and number in reporting:
                sentence = _sentence(tokens, block, *this.told, has_fragment=this.reports)
                found = _read_sentence(tokens, sentence, before)
                yield from found
                this = _Before(None, reports=True) if found else this
            before = this


def _that_matter(sentences: range, reporting: frozenset[int]) -> Sequence[int]:
    """Those of a paragraph's sentences that may report, each with the one before it, and the last."""
    found = reporting.intersection(sentences)
    before = [number - 1 for number in found if number > sentences.start]
    return sorted(found.union(before, sentences[-1:]))


class _Stretches(NamedTuple):
    """What dashes and marks took of a paragraph: direct speech with its clauses; where fragments start."""

    taken: Sequence[tuple[int, int]]
    fragments: Sequence[int]

    @classmethod
    def of(cls, page: Page, block: Block) -> _Stretches:
        """Those of the block, in order."""
        speeches = page.speeches[block.number]
        if not speeches:
            return _UNTOUCHED
        return cls(
            [(one.start, one.taken) for one in speeches if one.kind is _DIRECT],
            [one.start for one in speeches if one.kind is _PARTIAL],
        )


_UNTOUCHED = _Stretches((), ())


def _unread(tokens: Tokens, stretches: _Stretches, number: int) -> _Before:
    """What the sentence means for the next one if it reports nothing but what stands in marks."""
    start, end = tokens.sentence_starts[number], tokens.sentence_ends[number]
    if _covers(stretches.taken, start, end):
        return _Before(None, reports=True)
    fragments = stretches.fragments
    return _Before((start, end), bisect_left(fragments, start) < bisect_left(fragments, end))


def _sentence(tokens: Tokens, block: Block, start: int, end: int, *, has_fragment: bool) -> Sentence:
    first, limit = tokens.at(start), tokens.at(end)
    cues, sources = within(tokens.cues, first, limit), within(tokens.sources, first, limit)
    return Sentence(block, start, end, first, limit, cues, sources, has_fragment)


def _covers(taken: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    if not taken:
        return False
    index = bisect_right(taken, end - 1, key=_first) - 1
    return index >= 0 and taken[index][1] > start


def _first(stretch: tuple[int, int]) -> int:
    return stretch[0]


def _read_sentence(tokens: Tokens, sentence: Sentence, before: _Before) -> list[Speech]:
    """What the sentence reports, by the first pattern that fits."""
    first, limit = sentence.first, sentence.limit
    if sentence.sources and limit - first >= _SHORTEST:
        according = read_according(tokens, sentence)
        if according:  # a fragment in marks carries the source instead
            return [] if sentence.has_fragment else _speeches(tokens, sentence, according)
    if sentence.sources or sentence.cues:
        found = _with_cue(tokens, sentence, before.told)
        if found:
            return found
    if before.reports and any_within(tokens.moods, first, limit):
        return _speeches(tokens, sentence, Found(sentence.start, sentence.end, QuoteRule.MOOD, None))
    return []


def _with_cue(tokens: Tokens, sentence: Sentence, last: tuple[int, int] | None) -> list[Speech]:
    back = read_back(tokens, sentence.start, sentence.end) if last else None
    if last and back:
        return _speeches(tokens, sentence, Found(*last, QuoteRule.INDIRECT_NEXT_SENTENCE, back))
    if sentence.limit - sentence.first < _SHORTEST:
        return []
    before = read_clause_first(tokens, sentence)
    if before:
        inner = _relayed(tokens, sentence, before[0])
        before = [inner] if inner else before
    founds = before or read_indirect(tokens, sentence)
    return [speech for one in founds for speech in _speeches(tokens, sentence, one)]


def _relayed(tokens: Tokens, sentence: Sentence, before: Found) -> Found | None:
    """`Politiet sier at a, melder NTB`: the agency passes on what the police say."""
    if before.kind is _DIRECT:
        return None
    limit = tokens.at(before.end)
    cues = within(sentence.cues, sentence.first, limit)
    inner = next(read_indirect(tokens, sentence._replace(end=before.end, limit=limit, cues=cues)), None)
    return inner if inner and inner.rule is QuoteRule.INDIRECT_THAT else None


def _speeches(tokens: Tokens, sentence: Sentence, found: Found) -> list[Speech]:
    """The one speech, or none: a clause wholly in marks is a fragment and nothing else."""
    start, end = trim(tokens.text, found.start, found.end, _FINAL)
    if start >= end or _all_in_marks(sentence.block, start, end):
        return []
    # Behind its clause a quote goes on in the same turn.
    cue = found.source.cue if found.source else None
    joined = found.kind is _DIRECT and cue is not None and cue.start < start
    rule, source = found.rule, found.source
    return [Speech(found.kind, start, end, sentence.end, sentence.block.number, rule, source, joined)]


def _all_in_marks(block: Block, start: int, end: int) -> bool:
    around = block.pairs.around(start + 1)
    return around is not None and around.start <= start and end <= around.end
