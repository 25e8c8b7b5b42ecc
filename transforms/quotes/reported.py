"""Reported speech in the reporter's sentences: those that no dash and no mark has taken."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from schemas.quotes import QuoteKind, QuoteRule
from schemas.segments import SegmentKind
from transforms.quotes.according import read_according
from transforms.quotes.addition import read_additions
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


def read_reported(page: Page) -> Iterator[Speech]:
    """The indirect speech of the article."""
    tokens = page.tokens
    if not tokens.lexicon.known:
        return
    cues, sources = tokens.by_sentence(tokens.cues), tokens.by_sentence(tokens.sources)
    reporting = cues.keys() | sources.keys() | tokens.by_sentence(tokens.moods).keys()
    last: tuple[int, int] | None = None  # the reporter's sentence before
    reported = False  # whether it reports
    for block in page.blocks:
        if block.kind not in _PROSE:
            continue
        sentences = tokens.sentences_in(block.start, block.end)
        if reporting.isdisjoint(sentences):
            sentences = sentences[-1:]  # nothing to read; the last stands before the next paragraph's first
        speeches = page.speeches[block.number]
        yield from _additions(tokens, block, speeches)
        taken, fragments = _in_dashes_and_marks(speeches)
        for number in sentences:
            start, end = tokens.sentence_starts[number], tokens.sentence_ends[number]
            if taken and _covers(taken, start, end):
                last, reported = None, True
                continue
            fragment = bool(fragments) and bisect_left(fragments, start) < bisect_left(fragments, end)
            found: Sequence[Speech] = ()
            if number in reporting:
                words = tokens.at(start), tokens.at(end), cues.get(number, ()), sources.get(number, ())
                found = _read_sentence(
                    tokens, Sentence(block, start, end, *words, fragment), last, reported=reported
                )
                yield from found
            reported, last = bool(found) or fragment, None if found else (start, end)


def _in_dashes_and_marks(speeches: Sequence[Speech]) -> tuple[Sequence[tuple[int, int]], Sequence[int]]:
    """The stretches that direct speech takes, and where fragments start."""
    if not speeches:
        return (), ()
    taken = [(one.start, one.taken) for one in speeches if one.kind is _DIRECT]
    return taken, [one.start for one in speeches if one.kind is _PARTIAL]


def _additions(tokens: Tokens, block: Block, speeches: Sequence[Speech]) -> Iterator[Speech]:
    """What is added behind the reporting clauses of direct speech."""
    for speech, behind in zip_longest(speeches, speeches[1:]):
        source = speech.source
        if speech.kind is not _DIRECT or source is None or source.cue is None:
            continue
        first = tokens.at(max(source.cue.end, source.speaker.end if source.speaker else 0))
        end = tokens.sentence(source.cue.start)[1]
        limit = tokens.at(min(end, behind.start if behind else end))
        cues = within(tokens.cues, first, limit) if source.cue.start >= speech.end else ()
        if cues:
            rest = Sentence(block, tokens.starts[first], end, first, limit, cues, (), has_fragment=False)
            for found in read_additions(tokens, rest, source):
                yield from _speeches(tokens, rest, found)


def _covers(taken: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    index = bisect_right(taken, end - 1, key=_first) - 1
    return index >= 0 and taken[index][1] > start


def _first(stretch: tuple[int, int]) -> int:
    return stretch[0]


def _read_sentence(
    tokens: Tokens, sentence: Sentence, last: tuple[int, int] | None, *, reported: bool
) -> list[Speech]:
    """What the sentence reports, by the first pattern that fits."""
    first, limit = sentence.first, sentence.limit
    if sentence.sources and limit - first >= _SHORTEST:
        according = read_according(tokens, sentence)
        if according:  # a fragment in marks carries the source instead
            return [] if sentence.has_fragment else _speeches(tokens, sentence, according)
    if sentence.sources or sentence.cues:
        found = _with_cue(tokens, sentence, last)
        if found:
            return found
    if reported and any_within(tokens.moods, first, limit):
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
        before = [inner] if inner else [*before, *_added(tokens, sentence, before[-1])]
    founds = before or read_indirect(tokens, sentence)
    return [speech for one in founds for speech in _speeches(tokens, sentence, one)]


def _added(tokens: Tokens, sentence: Sentence, found: Found) -> Iterator[Found]:
    """`a, sier Nord, og legger til at b`."""
    source = found.source
    if source and source.speaker and source.cue and found.end <= source.cue.start:
        first = tokens.at(max(source.cue.end, source.speaker.end))
        yield from read_additions(tokens, sentence._replace(first=first), source)


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
