"""Reported speech behind its verb: "Nord sier at veien er stengt.", "Nord mener veien er stengt."."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemas.quotes import QuoteRule
from transforms.quotes.elided import split_elided
from transforms.quotes.lexicon import Verb
from transforms.quotes.report import Report, read_report
from transforms.quotes.speech import Found, Sentence
from transforms.quotes.tokens import Tokens

_FARTHEST_THAT = 14  # words from the verb to "at"
_SHORTEST_CLAUSE = 3  # words
_SHORTEST_WITH_PRONOUN = 2  # "de venter"
_VERB_WITHIN = 14  # words from the start of a bare clause to its verb
_LONGEST_ADJUNCT = 6  # words
_MOST_CUES = 12  # in a sentence; more are no prose
_WITH_CONTENT = frozenset((Verb.SAY, Verb.THINK, Verb.IMPERSONAL))
_OPENING_MARKS = frozenset('«“"”»„')


def read_indirect(tokens: Tokens, sentence: Sentence) -> Iterator[Found]:
    """Every content clause in the sentence, each up to the next report."""
    if not _may_have_content(tokens, sentence):
        return
    reports = _reports(tokens, sentence)
    taken = sentence.first
    for number, report in enumerate(reports):
        if report.verb < taken:
            continue
        found = content_of(tokens, report, reports[number + 1 :], sentence)
        if found:
            yield from split_elided(tokens, found)
            taken = tokens.at(found.end)


def content_of(tokens: Tokens, report: Report, later: Sequence[Report], sentence: Sentence) -> Found | None:
    """The content clause of a report in the sentence, up to the next of the `later` reports."""
    content = _content(tokens, report, sentence.limit) if _may_report(tokens, report) else None
    if content is None:
        return None
    rule, first = content
    stop = _content_end(tokens, report, later, first, sentence)
    return Found(tokens.starts[first], stop, rule, report.source)


def _may_have_content(tokens: Tokens, sentence: Sentence) -> bool:
    """A cheap look: most sentences have neither a conjunction nor a verb that needs none."""
    lexicon, lows = tokens.lexicon, tokens.lows[sentence.first : sentence.limit]
    return not (lexicon.that.isdisjoint(lows) and lexicon.bare_forms.isdisjoint(lows))


def _reports(tokens: Tokens, sentence: Sentence) -> Sequence[Report]:
    first, limit = sentence.first, sentence.limit
    found = [read_report(tokens, index, first, limit) for index in sentence.cues[:_MOST_CUES]]
    return [report for report in found if report]


def _may_report(tokens: Tokens, report: Report) -> bool:
    """Not negated, no naming verb; thoughts only of somebody in particular."""
    if report.negated or report.cue.verb not in _WITH_CONTENT:
        return False
    speaker = report.source.speaker
    generic = tokens.lexicon.generic
    vague = speaker is None or tokens.text[speaker.start : speaker.end].lower() in generic
    return not vague or (report.cue.verb is not Verb.THINK and report.cue.finite)


def _content(tokens: Tokens, report: Report, limit: int) -> tuple[QuoteRule, int] | None:
    """The rule and the first word of the content clause."""
    lexicon, first = tokens.lexicon, report.after
    while first < limit and _is_hearer(tokens, first, limit):
        first += 1
    if first < limit and tokens.lows[first] in lexicon.objects:
        return None
    for index in _without_relatives(tokens, first, min(limit, first + _FARTHEST_THAT)):
        low = tokens.lows[index]
        if low in lexicon.that:
            return (QuoteRule.INDIRECT_THAT, index + 1) if index + 1 < limit else None
        if low in lexicon.cues or tokens.is_finite(index) or ":" in tokens.gaps[index]:
            break
    return _bare_content(tokens, report, first, limit)


def _without_relatives(tokens: Tokens, first: int, limit: int) -> Iterator[int]:
    """The words `first:limit` but those of ", som leder utvalget,": a clause between two commas."""
    relatives, closed = tokens.lexicon.relatives, first
    for index in range(first, limit):
        if index < closed:
            continue
        if tokens.lows[index] in relatives and tokens.gaps[index].startswith(","):
            ends = (at for at in range(index + 1, limit) if tokens.gaps[at].startswith(","))
            closed = next(ends, index)
        if index >= closed:
            yield index


def _is_hearer(tokens: Tokens, index: int, limit: int) -> bool:
    """`fortalte meg at`; a form that is a subject too is none in nynorsk "seier han ikkje kjem"."""
    lexicon, low = tokens.lexicon, tokens.lows[index]
    if low not in lexicon.hearers:
        return False
    return low not in lexicon.pronouns or (index + 1 < limit and tokens.lows[index + 1] in lexicon.that)


def _bare_content(tokens: Tokens, report: Report, first: int, limit: int) -> tuple[QuoteRule, int] | None:
    """A clause without a conjunction: it has a finite verb of its own, behind its subject."""
    lexicon = tokens.lexicon
    first = _skip_adjunct(tokens, first, limit)
    while first < limit and tokens.lows[first] in lexicon.adverbs and tokens.gaps[first] in {" ", ""}:
        first += 1
    if not report.cue.bare or first >= limit or not _can_start(tokens, first, limit):
        return None
    for index in range(first + 1, min(limit, first + _VERB_WITHIN)):
        if tokens.gaps[index].strip() in {",", ":", ";"}:
            return None
        looks_finite = report.cue.free and tokens.lows[index].endswith(lexicon.verb_endings)
        if looks_finite or tokens.is_finite(index):
            return QuoteRule.INDIRECT_BARE, first
    return None


def _skip_adjunct(tokens: Tokens, first: int, limit: int) -> int:
    """The word behind "in a statement", "on Monday", and in German behind all up to the comma."""
    lexicon = tokens.lexicon
    if first >= limit or tokens.lows[first] not in lexicon.prepositions:
        return first
    for index in range(first + 1, min(limit, first + _LONGEST_ADJUNCT)):
        if lexicon.noun_capitals:
            if tokens.gaps[index] == ", ":
                return index
        elif tokens.lows[index] in lexicon.carriers or tokens.lows[index] in lexicon.adverbs:
            return index + 1
    return first


def _can_start(tokens: Tokens, first: int, limit: int) -> bool:
    """Whether a bare clause can start with the word: its subject does, right behind the verb."""
    lexicon, low, gap = tokens.lexicon, tokens.lows[first], tokens.gaps[first]
    shortest = _SHORTEST_WITH_PRONOUN if low in lexicon.pronouns else _SHORTEST_CLAUSE
    comma = lexicon.noun_capitals and gap == ", "
    if limit - first < shortest or not (gap.isspace() or comma or gap.strip() in _OPENING_MARKS):
        return False
    if (
        low in lexicon.prepositions
        or low in lexicon.joints
        or low in lexicon.negations
        or tokens.is_finite(first)
    ):
        return False
    if low not in lexicon.impersonal:
        return True
    behind = first + 1  # "det absolutt ikke må": adverbs before the verb
    while behind < limit and (
        tokens.lows[behind] in lexicon.adverbs or tokens.lows[behind] in lexicon.negations
    ):
        behind += 1
    return behind < limit and (tokens.is_finite(behind) or _is_definite_phrase(tokens, behind, limit))


def _is_definite_phrase(tokens: Tokens, index: int, limit: int) -> bool:
    """`det beste alternativet er`: adjective, noun with its article, verb."""
    endings = tokens.lexicon.definite_endings
    noun = index + 1
    return noun + 1 < limit and tokens.lows[noun].endswith(endings) and tokens.is_finite(noun + 1)


def _content_end(tokens: Tokens, own: Report, later: Sequence[Report], first: int, sentence: Sentence) -> int:
    """The end of the sentence, or the next report beside this one, or a relay: ", ifølge NTB"."""
    beside = (
        report for report in later if report.first > first + 1 and not _is_subordinate(tokens, report.first)
    )
    following = next(beside, None)
    end, limit = sentence.end, sentence.limit
    if following:
        limit = following.first
        end = tokens.ends[limit - (1 if tokens.gaps[limit].strip() else 2)]
    subordinate = _in_subordinate(tokens, own, sentence)
    for index in range(first + 1, limit):
        if not tokens.gaps[index].startswith(","):
            continue
        verb = tokens.is_finite(index) or tokens.lows[index] in tokens.lexicon.cues
        if _leaves(tokens, index, sentence.limit) or (subordinate and verb):
            return tokens.ends[index - 1]
    return end


def _in_subordinate(tokens: Tokens, report: Report, sentence: Sentence) -> bool:
    """`Nord, som sier at a, er glad`; `Da Nord sa at a, gikk de`: the verb behind the comma is another's."""
    subordinators = tokens.lexicon.subordinators
    if report.first > 0 and tokens.lows[report.first - 1] in subordinators:
        return True
    return tokens.lexicon.verb_second and tokens.lows[sentence.first] in subordinators


def _leaves(tokens: Tokens, index: int, limit: int) -> bool:
    """Behind a comma: a relay (", ifølge NTB") or the reporter's own words (", men har ikke svart")."""
    lexicon, low = tokens.lexicon, tokens.lows[index]
    if low in lexicon.according:
        return True
    if low not in lexicon.conjunctions or index + 1 >= limit:
        return False
    if tokens.lows[index + 1] in lexicon.first_person:  # ", og jeg tror henne": the writer
        return True
    if index + 2 < limit and tokens.lows[index + 2] in lexicon.units:  # ", mens 3 prosent vil gå"
        return True
    if not lexicon.verb_second:
        return False
    return tokens.is_finite(index + 1) or _is_main_clause(tokens, index + 1, limit)


def _is_main_clause(tokens: Tokens, first: int, limit: int) -> bool:
    """`, og kommunen vil derfor ikke`: adverbs stand behind the verb, in a reported clause before it."""
    lexicon = tokens.lexicon
    if tokens.lows[first] in lexicon.that:
        return False
    for index in range(first, min(limit - 1, first + _VERB_WITHIN)):
        if tokens.is_finite(index):
            behind = tokens.lows[index + 1]
            return behind in lexicon.negations or behind in lexicon.adverbs
        if tokens.lows[index] in lexicon.negations:
            return False
    return False


def _is_subordinate(tokens: Tokens, first: int) -> bool:
    low = tokens.lows[first - 1]
    return low in tokens.lexicon.that or low in tokens.lexicon.subordinators
