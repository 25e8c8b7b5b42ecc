"""Fragments in marks: which have a source, and which are titles, nicknames or scare quotes."""

from __future__ import annotations

from schemas.quotes import QuoteKind, QuoteRule
from transforms.quotes.clause import clause_behind
from transforms.quotes.intro import last_cue, read_intro
from transforms.quotes.lexicon import FRAGMENT_VERBS, Verb
from transforms.quotes.marks import Marked
from transforms.quotes.passive import read_agent
from transforms.quotes.report import Report, read_report
from transforms.quotes.source import Source, according_clause
from transforms.quotes.speech import Block, Speech, char_before, trim
from transforms.quotes.tokens import Tokens, within

_NEAR_NAMING = 14  # words from "kaller" to the mark
_REACH = 40  # words on both sides of the mark that can hold its source
_MOST_CUES = 4  # before the mark
_NAME_LENGTH = 3  # words; longer ones with a capital are no names
_WITHOUT_SENTENCE_END = 2  # code points between the end of a sentence and the start of the next


def read_fragment(tokens: Tokens, block: Block, one: Marked, last: Speech | None) -> Speech | None:
    """The fragment if it has a source; `last` is the quote before it in the paragraph."""
    start, end = trim(tokens.text, one.inner_start, one.inner_end, ",")
    if start >= end or _is_title(tokens, one) or _is_name(tokens, one):
        return None
    found = _clause_goes_on(tokens, one, last) or _source(tokens, block, one) or _behind(tokens, block, one)
    if found:
        rule, source = found
        return Speech(QuoteKind.PARTIAL, start, end, one.end, block.number, rule, source)
    if _goes_on(tokens, one, last):
        rule = QuoteRule.FRAGMENT_CONTINUED
        return Speech(QuoteKind.PARTIAL, start, end, one.end, block.number, rule, None, joined=True)
    return None


def _is_title(tokens: Tokens, one: Marked) -> bool:
    """Whether a word for a work, a ship or a name stands right before the mark: "romanen «Skjerm»"."""
    index = tokens.at(one.start) - 1
    if index < 0 or tokens.text[tokens.ends[index] : one.start].strip(" \u00a0,"):
        return False
    return tokens.lows[index] in tokens.lexicon.works and not tokens.text[one.inner_start].islower()


def _clause_goes_on(tokens: Tokens, one: Marked, last: Speech | None) -> tuple[QuoteRule, Source] | None:
    """`« A », a dit Nord, en parlant d’un « retour »`: the clause of the quote before goes on."""
    if last is None or last.source is None or last.source.cue is None or last.kind is not QuoteKind.DIRECT:
        return None
    cue = last.source.cue
    if not last.end <= cue.start < one.start or tokens.sentence(cue.start)[1] <= one.start:
        return None
    return QuoteRule.FRAGMENT_CUE, last_cue(tokens, last.source, one.start)


def _source(tokens: Tokens, block: Block, one: Marked) -> tuple[QuoteRule, Source] | None:
    """The source in the sentence around: `ifølge X`, a colon's, a naming or a reporting verb's."""
    start, end = tokens.sentence(one.start)
    mark = tokens.at(one.start)
    first = max(tokens.at(max(start, block.start)), mark - _REACH)
    limit = min(tokens.at(min(max(end, one.end), block.end)), mark + _REACH)
    according = _according(tokens, first, limit)
    if according:
        return QuoteRule.FRAGMENT_ACCORDING, according
    if char_before(tokens.text, one.start, block.start) == ":":
        introduced = read_intro(tokens, block.start, one.start)
        return (QuoteRule.FRAGMENT_CUE, introduced) if introduced else None
    agent = _agent(tokens, one, first, limit)
    if agent:
        return QuoteRule.FRAGMENT_CUE, agent
    report = _report(tokens, one, first, limit)
    return (QuoteRule.FRAGMENT_CUE, report.source) if report and _reaches(tokens, report, one) else None


def _according(tokens: Tokens, first: int, limit: int) -> Source | None:
    for index in within(tokens.sources, first, limit):
        clause = according_clause(tokens, index, limit)
        if clause:
            return clause.source
    return None


def _agent(tokens: Tokens, one: Marked, first: int, limit: int) -> Source | None:
    """`blir i vedtaket omtalt som «lite»`: the naming verb before the mark is passive."""
    cues = tokens.cues_between(tokens.starts[first], one.start) if first < limit else ()
    return read_agent(tokens, cues[-1], first, limit) if cues else None


def _report(tokens: Tokens, one: Marked, first: int, limit: int) -> Report | None:
    """The nearest report before the mark."""
    for index in reversed(
        tokens.cues_between(tokens.starts[first], one.start)[-_MOST_CUES:] if first < limit else ()
    ):
        report = read_report(tokens, index, first, limit)
        if report and not report.negated:
            return report
    return None


def _reaches(tokens: Tokens, report: Report, one: Marked) -> bool:
    """A naming verb reaches a few words far; a short fragment with a capital is a name."""
    verb = report.cue.verb
    long = tokens.at(one.inner_end) - tokens.at(one.inner_start) > _NAME_LENGTH
    if (
        tokens.text[one.inner_start].isupper()
        and not (verb is Verb.NAME and long)
        and not tokens.lexicon.noun_capitals
    ):
        return False
    return verb not in FRAGMENT_VERBS or tokens.at(one.start) - report.verb <= _NEAR_NAMING


def _behind(tokens: Tokens, block: Block, one: Marked) -> tuple[QuoteRule, Source] | None:
    """`«gjenføde regjeringen», som Nord sa`."""
    clause = clause_behind(tokens, one.end, block.end)
    return (QuoteRule.FRAGMENT_CUE, clause.source) if clause else None


def _is_name(tokens: Tokens, one: Marked) -> bool:
    """A few words with a capital or a number: «Mein Kampf», «2083»."""
    first = tokens.text[one.inner_start]
    short = tokens.at(one.inner_end) - tokens.at(one.inner_start) <= _NAME_LENGTH
    return short and (first.isdigit() or (first.isupper() and not tokens.lexicon.noun_capitals))


def _goes_on(tokens: Tokens, one: Marked, last: Speech | None) -> bool:
    """Another fragment in the same or the next sentence: the source is still the same."""
    if last is None or last.kind is not QuoteKind.PARTIAL or tokens.text[one.inner_start].isupper():
        return False
    following = tokens.sentence(last.start)[1] + _WITHOUT_SENTENCE_END
    return tokens.sentence(min(following, one.start))[1] >= one.end
