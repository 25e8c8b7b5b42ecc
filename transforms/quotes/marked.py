"""Speech in quotation marks: "«A», sier Nord", "Nord skriver: «A.»", "«A.»"."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from schemas.entities import Label
from schemas.quotes import QuoteKind, QuoteRule
from transforms.quotes.clause import clause_behind
from transforms.quotes.fragment import read_fragment
from transforms.quotes.inside import read_clause_inside
from transforms.quotes.intro import last_cue, read_intro
from transforms.quotes.lexicon import FRAGMENT_VERBS
from transforms.quotes.marks import Marked
from transforms.quotes.source import Clause, Source
from transforms.quotes.speech import Block, Speech, char_before, trim
from transforms.quotes.tokens import Tokens
from transforms.quotes.unlisted import unlisted_clause

_ENDS = frozenset(".!?…")
_BEFORE_SENTENCE = frozenset('.!?…:,–—-»”"“)')
_BEFORE_RESUMPTION = frozenset(",.;:!?–-")
_NAME_LENGTH = 3  # words; names and titles are no longer
_RESUMABLE = frozenset((QuoteRule.MARKS_CLAUSE_AFTER, QuoteRule.MARKS_RESUMED))


def read_marked(tokens: Tokens, block: Block, taken: Sequence[tuple[int, int]]) -> Iterator[Speech]:
    """The quotes among the marks of the paragraph, outside the sorted stretches `taken` by dashes."""
    last: Speech | None = None
    for one in block.pairs.marked:
        index = bisect_right(taken, one.start, key=_first) - 1
        if index >= 0 and one.start < taken[index][1]:
            continue
        for speech in _read_one(tokens, block, one, last):
            last = speech
            yield speech


def _first(stretch: tuple[int, int]) -> int:
    return stretch[0]


def _read_one(tokens: Tokens, block: Block, one: Marked, last: Speech | None) -> Sequence[Speech]:
    start, end = trim(tokens.text, one.inner_start, one.inner_end, ",")
    if start >= end:
        return ()
    if _opens_sentence(tokens, block, one, start):
        if tokens.lexicon.clause_inside_marks and (inside := read_clause_inside(tokens, block, one)):
            return inside
        after = _with_clause_after(tokens, block, one, start, end)
        if after:
            return (after,)
    found = _resumed(tokens, block, one, last)
    if not found and _opens_sentence(tokens, block, one, start):
        found = _with_clause_before(tokens, block, one, start, end) or _alone(tokens, block, one, start, end)
    found = found or read_fragment(tokens, block, one, last)
    return (found,) if found else ()


def _opens_sentence(tokens: Tokens, block: Block, one: Marked, start: int) -> bool:
    """Starts like a sentence, at a place where one can start."""
    first = tokens.text[start]
    if first.isalpha() and not first.isupper():
        return False
    before = char_before(tokens.text, one.start, block.start)
    return not before or before in _BEFORE_SENTENCE or _verb_before(tokens, one)


def _verb_before(tokens: Tokens, one: Marked) -> bool:
    """`Nord said “A.”`: the verb right before the mark."""
    index = tokens.at(one.start) - 1
    cues = tokens.lexicon.cues.get(tokens.lows[index], ()) if index >= 0 else ()
    return any(cue.verb not in FRAGMENT_VERBS for cue in cues)


def _with_clause_after(tokens: Tokens, block: Block, one: Marked, start: int, end: int) -> Speech | None:
    clause = (
        clause_behind(tokens, one.end, block.end)
        or _unlisted(tokens, one.end, block.end)
        or _in_brackets(tokens, one)
    )
    if clause is None:
        return None
    taken = min(tokens.sentence(tokens.starts[clause.after - 1])[1], block.end)
    following = block.pairs.between(one.end, taken)
    taken = max(following[0].start if following else taken, one.end)
    rule = QuoteRule.MARKS_CLAUSE_AFTER
    return Speech(QuoteKind.DIRECT, start, end, taken, block.number, rule, clause.source)


def _unlisted(tokens: Tokens, place: int, end: int) -> Clause | None:
    index = tokens.at(place)
    if index >= len(tokens) or tokens.text[place : tokens.starts[index]].strip() not in {"", ","}:
        return None
    limit = tokens.at(min(tokens.sentence(tokens.starts[index])[1], end))
    return unlisted_clause(tokens, index, limit, marked=True)


def _in_brackets(tokens: Tokens, one: Marked) -> Clause | None:
    """`"A" (Nord, candidato).`: a person in brackets behind whole sentences."""
    index = tokens.at(one.end)
    name = tokens.names.get(index)
    long = tokens.at(one.inner_end) - tokens.at(one.inner_start) > _NAME_LENGTH
    if not name or name[1] is not Label.PER or not long or tokens.gaps[index].strip('"”»“« ,.') != "(":
        return None
    return Clause(Source(None, None, tokens.span(index, name[0])), name[0])


def _resumed(tokens: Tokens, block: Block, one: Marked, last: Speech | None) -> Speech | None:
    """`“A,” she added. “B.”`: marks that open where the clause of the quote before ends."""
    if last is None or last.rule not in _RESUMABLE or last.source is None or last.source.cue is None:
        return None
    if tokens.text[last.taken : one.start].strip() or clause_behind(tokens, one.end, block.end):
        return None
    before = char_before(tokens.text, one.start, last.end)
    if before not in _BEFORE_RESUMPTION:  # "en parlant d’un « retour »"
        return None
    start, end = trim(tokens.text, one.inner_start, one.inner_end, ",")
    source, rule = last.source, QuoteRule.MARKS_RESUMED
    if before == ":":
        source = last_cue(tokens, source, one.start)
    return Speech(QuoteKind.DIRECT, start, end, one.end, block.number, rule, source, joined=True)


def _with_clause_before(tokens: Tokens, block: Block, one: Marked, start: int, end: int) -> Speech | None:
    colon = char_before(tokens.text, one.start, block.start) == ":"
    if not colon and not _verb_before(tokens, one):
        return None
    source = read_intro(tokens, block.start, one.start)
    short = tokens.at(end) - tokens.at(start) <= _NAME_LENGTH and tokens.text[end - 1] not in _ENDS
    if source is None or (source.cue is None and (short or not colon)):
        return None
    return Speech(QuoteKind.DIRECT, start, end, one.end, block.number, QuoteRule.MARKS_CLAUSE_BEFORE, source)


def _alone(tokens: Tokens, block: Block, one: Marked, start: int, end: int) -> Speech | None:
    """Whole sentences without a source here: they fill the paragraph, or are too long for a name."""
    text = tokens.text
    long = tokens.at(end) - tokens.at(start) > _NAME_LENGTH
    ended = text[end - 1] in _ENDS or text[one.end : one.end + 1] == "."
    if _fills(tokens, block, one):
        kept = ended or long or block.is_title
    else:
        before = char_before(text, one.start, block.start)
        kept = long and (ended or not tokens.lexicon.known) and before != ","
    rule = QuoteRule.MARKS_TITLE if block.is_title else None
    return Speech(QuoteKind.DIRECT, start, end, one.end, block.number, rule, None) if kept else None


def _fills(tokens: Tokens, block: Block, one: Marked) -> bool:
    """Whether nothing else stands in the paragraph, or what stands behind a headline's colon."""
    if not tokens.starts_at(one.start, block.start):
        return False
    return tokens.starts_at(block.end, one.end) or (
        block.is_title and tokens.text[one.end : one.end + 1] == ":"
    )
