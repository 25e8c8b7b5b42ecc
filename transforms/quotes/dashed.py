"""Speech behind dialogue dashes: "– A, sier Nord. – B", "Nord: – A", "– A."."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from schemas.entities import Label
from schemas.quotes import QuoteKind, QuoteRule
from transforms.quotes.clause import clause_after, closes
from transforms.quotes.dashes import Opener
from transforms.quotes.interrupted import goes_on
from transforms.quotes.intro import read_intro
from transforms.quotes.narration import resumed_until, sentences_between, spoken_until, told_behind
from transforms.quotes.source import Clause, Source
from transforms.quotes.speech import Block, Speech, Telling, char_before, trim
from transforms.quotes.tokens import Tokens, within
from transforms.quotes.unlisted import unlisted_clause

_MOST_TRIES = 60  # of places where a clause could start; more are no prose
_SENTENCE_ENDS = frozenset(".!?…")
_TOLD = 3.5  # log-odds that the reporter speaks before a clause
_WORDS_BEFORE = 3  # of a clause that lost its comma
# What can stand between the words and the reporting clause.
_SEPARATOR = re.compile(r"[,!?…»”\"–—-](?:[ \u00a0]+(?=\w)|(?<=[!?])-? ?(?=\w))")


class _Turn(NamedTuple):
    """What stands from one dash to the next, and the source in front of it."""

    block: Block
    start: int
    end: int
    intro: Source | None
    telling: Telling


def read_dashed(tokens: Tokens, block: Block, telling: Telling) -> Iterator[Speech]:
    """The speech behind every dialogue dash of the paragraph, up to the next dash or the reporter's words."""
    following = [*(opener.dash for opener in block.openers[1:]), block.end]
    for opener, next_dash in zip(block.openers, following, strict=False):
        end = _before_marked_sentence(tokens, block, opener, next_dash)
        yield from _read_turn(
            tokens, _Turn(block, opener.words, end, _introduced(tokens, block, opener), telling)
        )


def _before_marked_sentence(tokens: Tokens, block: Block, opener: Opener, end: int) -> int:
    """A sentence that opens with a mark it does not close is somebody else's: that mark ends the turn."""
    first = bisect_left(block.pairs.unclosed, opener.words)
    for mark in block.pairs.unclosed[first : bisect_left(block.pairs.unclosed, end)]:
        if char_before(tokens.text, mark, opener.words) in _SENTENCE_ENDS:
            return mark
    return end


def _introduced(tokens: Tokens, block: Block, opener: Opener) -> Source | None:
    """The source in front of a dash on the same line: `Nord svarer: – A`."""
    if opener.at_start or char_before(tokens.text, opener.dash, block.start) != ":":
        return None
    return read_intro(tokens, block.start, opener.dash)


def _read_turn(tokens: Tokens, turn: _Turn) -> Iterator[Speech]:
    """The words before each reporting clause, then what stands behind the last."""
    start, last = turn.start, None
    while start < turn.end:
        found = find_clause(tokens, turn.block, start, turn.end)
        if found is None or not _all_spoken(tokens, start, found[0], turn.telling, resumed=last is not None):
            break
        stop, clause = found
        _, sentence_end = tokens.sentence(clause.source.cue.start if clause.source.cue else stop)
        taken = min(max(sentence_end, stop), turn.end)
        words = trim(tokens.text, start, stop)
        if words[0] < words[1]:
            rule = QuoteRule.DASH_RESUMED if last else QuoteRule.DASH_CLAUSE_AFTER
            joined = last is not None
            last = Speech(
                QuoteKind.DIRECT, *words, taken, turn.block.number, rule, clause.source, joined, dashed=True
            )
            yield last
            if goes_on(tokens, tokens.at(start), tokens.at(stop), clause, tokens.at(taken)):
                last = _second_half(tokens, clause, last)
                yield last
        start = taken
    rest = _rest_behind(tokens, turn, start, last) if last else _whole(tokens, turn)
    yield from (rest,) if rest else ()


def _second_half(tokens: Tokens, clause: Clause, first: Speech) -> Speech:
    """`er stengt.` in `– Veien, sier Nord, er stengt.`."""
    start, end = trim(tokens.text, tokens.starts[clause.after], first.taken)
    return first._replace(start=start, end=end, rule=QuoteRule.DASH_RESUMED, joined=True)


def _rest_behind(tokens: Tokens, turn: _Turn, start: int, last: Speech) -> Speech | None:
    """`– A, sier Nord. B.`: the words go on without a dash."""
    start, end = trim(tokens.text, start, turn.end)
    sentences = sentences_between(tokens, start, end)
    stop = resumed_until(tokens, sentences, turn.telling) if sentences else None
    if stop is None:
        return None
    return last._replace(start=start, end=stop, taken=stop, rule=QuoteRule.DASH_RESUMED, joined=True)


def _whole(tokens: Tokens, turn: _Turn) -> Speech | None:
    """A dash without a clause behind its words."""
    start, end = trim(tokens.text, turn.start, turn.end)
    sentences = sentences_between(tokens, start, end)
    if not sentences:
        return None
    stop = spoken_until(tokens, sentences, turn.telling)
    rule = QuoteRule.DASH_CLAUSE_BEFORE if turn.intro else None
    return Speech(QuoteKind.DIRECT, start, stop, stop, turn.block.number, rule, turn.intro, dashed=True)


def _all_spoken(tokens: Tokens, start: int, stop: int, telling: Telling, *, resumed: bool) -> bool:
    """Whether no reporter's sentence stands before the words of the clause, from the clause before on."""
    sentences = sentences_between(tokens, *trim(tokens.text, start, stop))
    if not resumed:
        return not telling.run_on or told_behind(tokens, sentences, telling) < _TOLD
    before = sentences[:-1]
    return not before or resumed_until(tokens, before, telling) == before[-1][1]


def find_clause(tokens: Tokens, block: Block, start: int, end: int) -> tuple[int, Clause] | None:
    """Where the words stop and the first reporting clause behind them, between `start` and `end`."""
    found: tuple[int, Clause] | None = None
    tries = 0
    for match in _SEPARATOR.finditer(tokens.text, start, end):
        if found and match.start() > tokens.sentence(found[0])[1]:
            break
        index = tokens.at(match.end())
        if index >= len(tokens) or not tokens.may_start_clause(index) or _inside(block, match.start()):
            continue
        tries += 1
        clause = _clause_at(tokens, index, match.end(), end)
        if tries > _MOST_TRIES:
            break
        if clause is None:
            continue
        # "– A, sa han, forteller Nord": the name reports, the pronoun is part of the story.
        if found is None or (found[1].source.pronoun and _is_verb_clause(tokens, clause)):
            found = (_words_end(tokens.text, match), clause)
    return found or _unlisted(tokens, start, end) or _without_comma(tokens, start, end)


def _is_verb_clause(tokens: Tokens, clause: Clause) -> bool:
    """Of a name and with a verb: not the relay in "sa hun, ifølge NTB"."""
    source = clause.source
    return source.cue is not None and not source.pronoun and tokens.at(source.cue.start) not in tokens.sources


def _unlisted(tokens: Tokens, start: int, end: int) -> tuple[int, Clause] | None:
    """`– A, kontrer skipperen.`: behind the last comma, a verb that no list has."""
    first = max(start, tokens.sentence(max(end - 2, start))[0])
    comma = tokens.text.rfind(",", first, end)
    if comma < 0 or tokens.at(comma) - tokens.at(first) < _WORDS_BEFORE:
        return None
    clause = unlisted_clause(tokens, tokens.at(comma), tokens.at(end), marked=False)
    return (comma, clause) if clause else None


def _without_comma(tokens: Tokens, start: int, end: int) -> tuple[int, Clause] | None:
    """`– Å se det sier Nord.`: the comma is lost, verb and name end the paragraph."""
    limit = tokens.at(end)
    first = max(tokens.at(tokens.sentence(max(end - 2, start))[0]), tokens.at(start))
    for index in within(tokens.cues, first + _WORDS_BEFORE, limit)[-1:]:
        name = tokens.names.get(index + 1)
        if name and name[0] == limit and name[1] is Label.PER:
            clause = clause_after(tokens, index, limit)
            return (tokens.ends[index - 1], clause) if clause else None
    return None


def _clause_at(tokens: Tokens, index: int, place: int, end: int) -> Clause | None:
    _, sentence_end = tokens.sentence(place)
    sentence_end = min(sentence_end, end)
    clause = clause_after(tokens, index, tokens.at(sentence_end))
    return clause if clause and closes(tokens, clause, sentence_end) else None


def _inside(block: Block, place: int) -> bool:
    return block.pairs.around(place) is not None


def _words_end(text: str, match: re.Match[str]) -> int:
    """A comma or dash belongs to the clause, a mark of exclamation or a closing mark to the words."""
    return match.start() + (text[match.start()] in '!?…»”"')
