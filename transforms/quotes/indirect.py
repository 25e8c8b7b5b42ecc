"""Reported speech without marks: "Nord sier at a", "Nord mener a", "A, opplyser politiet", "ifølge Nord a"."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.quotes import QuoteKind, QuoteRule
from transforms.quotes.clause import Clause, Source, according_clause, clause_after, closes
from transforms.quotes.lexicon import Verb
from transforms.quotes.narration import is_first_person, is_narrated, sentences_between
from transforms.quotes.report import Report, read_report
from transforms.quotes.subject import read_subject
from transforms.quotes.speech import Block, Speech, trim
from transforms.quotes.tokens import Tokens

_FARTHEST_THAT = 14  # words from the verb to "at"
_SHORTEST_CLAUSE = 3  # words
_VERB_WITHIN = 14  # words from the start of a bare clause to its verb
_LONGEST_SPEECH = 5  # sentences that lost their dash
_FINAL = ".!?…:;, "


def read_indirect(tokens: Tokens, block: Block, start: int, end: int) -> Iterator[Speech]:
    """The reported clauses of the reporter's sentence `start:end`."""
    first, limit = tokens.at(start), tokens.at(end)
    if limit - first < _SHORTEST_CLAUSE:
        return
    found = (
        _according(tokens, block, start, end, first, limit)
        or _clause_first(tokens, block, start, end, first, limit)
        or _reported(tokens, block, end, first, limit)
        or _in_mood(tokens, block, start, end, first, limit)
    )
    yield from found


def _speech(
    tokens: Tokens,
    block: Block,
    start: int,
    end: int,
    rule: QuoteRule,
    source: Source | None,
    kind: QuoteKind = QuoteKind.INDIRECT,
) -> list[Speech]:
    words = trim(tokens.text, start, end, _FINAL)
    if words[0] >= words[1] or _all_in_marks(block, words):
        return []
    return [Speech(kind, *words, end, block.index, rule, source)]


def _all_in_marks(block: Block, words: tuple[int, int]) -> bool:
    """A clause wholly in marks is a fragment and nothing else."""
    return any(one.start <= words[0] and words[1] <= one.end for one in block.pairs.marked)


def _reported(tokens: Tokens, block: Block, end: int, first: int, limit: int) -> list[Speech]:
    """`X sier at a`, `X mener a`: every report of the sentence, each up to the next."""
    found: list[Speech] = []
    taken = 0
    reports = [
        report
        for index in tokens.cues_between(tokens.starts[first], tokens.ends[limit - 1])
        if (report := read_report(tokens, index, first, limit)) and _may_report(tokens, report)
    ]
    for number, report in enumerate(reports):
        if report.verb < taken:
            continue
        content = _content(tokens, report, limit)
        if content is None:
            continue
        rule, at = content
        stop = _content_end(tokens, report, reports[number + 1 :], at, end)
        found += _speech(tokens, block, tokens.starts[at], stop, rule, report.source)
        taken = tokens.at(stop)
    return found


def _may_report(tokens: Tokens, report: Report) -> bool:
    if report.negated or report.cue.verb not in {Verb.SAY, Verb.THINK}:
        return False
    generic = tokens.lexicon.generic
    speaker = report.source.speaker
    vague = speaker is None or tokens.text[speaker.start : speaker.end].lower() in generic
    return report.cue.verb is Verb.SAY or not vague


def _content(tokens: Tokens, report: Report, limit: int) -> tuple[QuoteRule, int] | None:
    """The rule and the first word of the content clause."""
    lexicon = tokens.lexicon
    if report.after < limit and tokens.lows[report.after] in lexicon.objects:
        return None
    for index in range(report.after, min(limit, report.after + _FARTHEST_THAT)):
        low = tokens.lows[index]
        if low in lexicon.that:
            return (QuoteRule.INDIRECT_THAT, index + 1) if index + 1 < limit else None
        if (
            low in lexicon.finite
            or low in lexicon.auxiliaries
            or low in lexicon.cues
            or ":" in tokens.gap(index)
        ):
            break
    return _bare_content(tokens, report, limit)


def _bare_content(tokens: Tokens, report: Report, limit: int) -> tuple[QuoteRule, int] | None:
    """A clause without a conjunction: it has a finite verb of its own, behind its subject."""
    lexicon, index = tokens.lexicon, report.after
    while index < limit and tokens.lows[index] in lexicon.adverbs and tokens.gap(index) in {" ", ""}:
        index += 1
    shortest = 2 if index < limit and tokens.lows[index] in lexicon.pronouns else _SHORTEST_CLAUSE
    if not report.cue.bare or limit - index < shortest or not _only_blank(tokens, index):
        return None
    low = tokens.lows[index]
    if (
        low
        in lexicon.prepositions
        | lexicon.finite
        | lexicon.auxiliaries
        | lexicon.conjunctions
        | lexicon.negations
    ):
        return None
    if low in lexicon.subordinators:
        return None
    if low in lexicon.impersonal and not _is_finite(tokens, index + 1):
        return None
    for at in range(index + 1, min(limit, index + _VERB_WITHIN)):
        if tokens.gap(at).strip() in {",", ":", ";"}:
            return None
        if _is_finite(tokens, at) or (report.cue.free and tokens.lows[at].endswith(lexicon.verb_endings)):
            return QuoteRule.INDIRECT_BARE, index
    return None


def _is_finite(tokens: Tokens, index: int) -> bool:
    low = tokens.lows[index]
    return low in tokens.lexicon.finite or low in tokens.lexicon.auxiliaries


def _only_blank(tokens: Tokens, index: int) -> bool:
    gap = tokens.gap(index)
    return (
        gap.isspace()
        or (tokens.lexicon.noun_capitals and gap == ", ")
        or gap.strip() in {"«", "“", '"', "”", "»", "„"}
    )


def _content_end(tokens: Tokens, own: Report, later: list[Report], at: int, end: int) -> int:
    """The end of the sentence, or the next report beside this one, or a relay: ", ifølge NTB"."""
    for report in later:
        if report.first > at + 1 and not _is_subordinate(tokens, report.first):
            return (
                tokens.ends[report.first - 1]
                if tokens.gap(report.first).strip()
                else _before_conjunction(tokens, report)
            )
    relative = own.first > 0 and tokens.lows[own.first - 1] in tokens.lexicon.subordinators
    for index in range(at + 1, tokens.at(end)):
        if tokens.gap(index).startswith(",") and (
            _leaves(tokens, index) or (relative and _is_finite(tokens, index))
        ):
            return tokens.ends[index - 1]
    return end


def _leaves(tokens: Tokens, index: int) -> bool:
    """Behind a comma: a relay (", ifølge NTB") or the reporter's own predicate (", men har ikke svart")."""
    lexicon, low = tokens.lexicon, tokens.lows[index]
    if low in lexicon.according:
        return True
    if low not in lexicon.conjunctions or index + 1 >= len(tokens):
        return False
    following = tokens.lows[index + 1]
    return lexicon.verb_second and (following in lexicon.finite or following in lexicon.auxiliaries)


def _is_subordinate(tokens: Tokens, first: int) -> bool:
    lexicon = tokens.lexicon
    return tokens.lows[first - 1] in lexicon.that | lexicon.subordinators


def _before_conjunction(tokens: Tokens, report: Report) -> int:
    return tokens.ends[report.first - 2]


def _according(tokens: Tokens, block: Block, start: int, end: int, first: int, limit: int) -> list[Speech]:
    """`Ifølge X a`, `A, ifølge X`; a fragment in marks carries the source instead."""
    for index in range(first, limit):
        clause = according_clause(tokens, index, limit) or _postposition(tokens, index, first)
        if clause is None:
            continue
        if any(start <= one.start < end for one in block.pairs.marked):
            return []
        return _according_content(tokens, block, (start, end), index, clause, limit)
    return []


def _postposition(tokens: Tokens, index: int, first: int) -> Clause | None:
    """`Nordin mukaan a`: the source before its word."""
    if index <= first or tokens.lows[index] not in tokens.lexicon.according_after:
        return None
    start = next((at for at in range(index - 1, first, -1) if "," in tokens.gap(at)), first)
    subject = read_subject(tokens, start, index)
    if subject is None:
        return None
    cue = tokens.span(index, index + 1)
    return Clause(Source(cue, tokens.lows[index], subject.span, pronoun=subject.pronoun), index + 1)


def _according_content(
    tokens: Tokens, block: Block, sentence: tuple[int, int], index: int, clause: Clause, limit: int
) -> list[Speech]:
    start, end = sentence
    rule = QuoteRule.ACCORDING_TO
    fronted = (
        index == tokens.at(start)
        or _source_fronted(tokens, clause, start)
        or tokens.lows[index - 1] in tokens.lexicon.conjunctions
    )
    fronted = fronted or (
        tokens.gap(index).startswith(",") and limit - clause.after > index - tokens.at(start)
    )
    if fronted and clause.after < limit:
        content = _behind_apposition(tokens, clause.after, limit)
        return _speech(tokens, block, tokens.starts[content], end, rule, clause.source)
    if clause.after < limit and tokens.gap(clause.after).isspace():
        return _speech(tokens, block, start, end, rule, clause.source)
    return _speech(tokens, block, start, tokens.ends[index - 1], rule, clause.source)


def _source_fronted(tokens: Tokens, clause: Clause, start: int) -> bool:
    return (
        clause.source.speaker is not None and clause.source.speaker.start == tokens.starts[tokens.at(start)]
    )


def _behind_apposition(tokens: Tokens, index: int, limit: int) -> int:
    """The verb behind "Ifølge Nord, leder i Y," or "Ifølge stipendiat Nord ved Y"; the words behind a comma elsewhere."""
    lexicon = tokens.lexicon
    for at in range(index, min(limit, index + _FARTHEST_THAT)):
        if lexicon.verb_second and (
            tokens.lows[at] in lexicon.finite or tokens.lows[at] in lexicon.auxiliaries
        ):
            return at
        if (
            not lexicon.verb_second
            and tokens.gap(at).startswith(",")
            and not _is_apposition(tokens, at, limit)
        ):
            return at
    return index


def _is_apposition(tokens: Tokens, index: int, limit: int) -> bool:
    """`Selon Nord, directeur de Y, la gare`: a noun without an article, and a comma that ends it."""
    lexicon, low = tokens.lexicon, tokens.lows[index]
    if low in lexicon.determiners or low in lexicon.stops or tokens.capital(index):
        return False
    return any(tokens.gap(at).startswith(",") for at in range(index + 1, min(limit, index + _FARTHEST_THAT)))


def _clause_first(tokens: Tokens, block: Block, start: int, end: int, first: int, limit: int) -> list[Speech]:
    """`Veien er stengt, opplyser politiet.` and, in the first person, a quote that lost its dash."""
    if tokens.text[end - 1] == ":":
        return []
    for index in range(limit - 1, first + 1, -1):
        if not tokens.gap(index).startswith((",", "!", "?")):
            continue
        clause = clause_after(tokens, index, limit)
        if clause is None or not closes(tokens, clause, end) or _has_content(tokens, clause.after, limit):
            continue
        stop = tokens.ends[index - 1]
        if is_first_person(tokens, start, stop):
            start = _spoken_from(tokens, block, start)
            return _speech(tokens, block, start, stop, QuoteRule.LOST_DASH, clause.source, QuoteKind.DIRECT)
        return _speech(tokens, block, start, stop, QuoteRule.INDIRECT_CLAUSE_FIRST, clause.source)
    return []


def _has_content(tokens: Tokens, index: int, limit: int) -> bool:
    """`Its head, Kari Nord, told them that`: the content stands behind the verb."""
    return any(low in tokens.lexicon.that for low in tokens.lows[index : min(limit, index + _FARTHEST_THAT)])


def _spoken_from(tokens: Tokens, block: Block, start: int) -> int:
    """The first of the sentences before a lost-dash clause that are the speaker's too."""
    before = sentences_between(tokens, block.start, start)[-_LONGEST_SPEECH:]
    for sentence in reversed(before):
        if is_narrated(tokens, *sentence) or block.pairs.marked:
            break
        start = sentence[0]
    return start


def _in_mood(tokens: Tokens, block: Block, start: int, end: int, first: int, limit: int) -> list[Speech]:
    """German Konjunktiv I: the mood alone reports."""
    if any(low in tokens.lexicon.mood for low in tokens.lows[first:limit]):
        return _speech(tokens, block, start, end, QuoteRule.MOOD, None)
    return []
