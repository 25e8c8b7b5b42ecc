"""Fragments in marks: which have a source, and which are titles, nicknames or scare quotes."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.quotes import QuoteRule
from transforms.quotes.clause import Source, according_clause
from transforms.quotes.intro import read_intro
from transforms.quotes.lexicon import Verb
from transforms.quotes.marks import Marked
from transforms.quotes.report import Report, read_report
from transforms.quotes.speech import Block
from transforms.quotes.tokens import Tokens

_NEAR_NAMING = 14  # words from "kaller" to the mark


def is_name_or_title(tokens: Tokens, one: Marked) -> bool:
    """Whether a word for a work, a ship or a name stands right before the mark: "romanen «Skjerm»"."""
    index = tokens.at(one.start) - 1
    if index < 0 or tokens.text[tokens.ends[index] : one.start].strip(" \u00a0,"):
        return False
    return tokens.lows[index] in tokens.lexicon.works


def fragment_source(tokens: Tokens, block: Block, one: Marked) -> tuple[QuoteRule, Source] | None:
    """The source in the sentence around a fragment: `ifølge X`, a naming verb, or a reporting verb."""
    start, end = tokens.sentence(one.start)
    first, limit = tokens.at(max(start, block.start)), tokens.at(min(max(end, one.end), block.end))
    mark = tokens.at(one.start)
    according = _according(tokens, first, limit)
    if according:
        return QuoteRule.FRAGMENT_ACCORDING, according
    introduced = _introduced(tokens, block, one)
    if introduced:
        return QuoteRule.FRAGMENT_CUE, introduced
    report = next(_reports(tokens, one, first, limit), None)
    if report is None:
        return None
    capital = tokens.text[one.inner_start].isupper() and not tokens.lexicon.noun_capitals
    if report.cue.verb is Verb.NAME and not (0 < mark - report.verb <= _NEAR_NAMING and not capital):
        return None
    if report.cue.verb is not Verb.NAME and (report.verb > mark or capital):
        return None
    return QuoteRule.FRAGMENT_CUE, report.source


def _reports(tokens: Tokens, one: Marked, first: int, limit: int) -> Iterator[Report]:
    """Reports of the sentence outside the mark, the nearest before it first."""
    cues = tokens.cues_between(tokens.starts[first], tokens.ends[limit - 1]) if first < limit else ()
    for index in reversed(cues):
        if one.start <= tokens.starts[index]:
            continue
        report = read_report(tokens, index, first, limit)
        if report and not report.negated:
            yield report


def _introduced(tokens: Tokens, block: Block, one: Marked) -> Source | None:
    """`Nord skrev: «... som dyr»`: a fragment behind a colon."""
    end = len(tokens.text[block.start : one.start].rstrip()) + block.start
    return read_intro(tokens, block.start, end) if tokens.text[end - 1] == ":" and end > block.start else None


def _according(tokens: Tokens, first: int, limit: int) -> Source | None:
    for index in range(first, limit):
        if tokens.lows[index] in tokens.lexicon.according:
            clause = according_clause(tokens, index, limit)
            if clause:
                return clause.source
    return None
