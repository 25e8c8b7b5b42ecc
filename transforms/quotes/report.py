"""A reporting verb in the reporter's own sentence: "I går sa Kari Nord at ...", "Nord svarer:"."""

from __future__ import annotations

from typing import NamedTuple

from transforms.quotes.clause import cue_at
from transforms.quotes.lexicon import Cue, Verb
from transforms.quotes.medium import read_medium, skip_hearer
from transforms.quotes.passive import is_passive
from transforms.quotes.reporter import find_subject
from transforms.quotes.source import Source
from transforms.quotes.subject import Subject, read_subject
from transforms.quotes.tokens import Tokens

_REACH = 30  # words between the start of a clause and its verb
_CLAUSE_ENDS = frozenset(";:–—")
_NEAR = 7  # words between an auxiliary and its participle
_IMPERSONAL = Verb.IMPERSONAL  # Python 3.11 looks members up at a price


class Report(NamedTuple):
    """Who reports with which verb; `first` and `after` are the words that the clause takes."""

    source: Source
    cue: Cue
    first: int  # index of the clause's first word
    verb: int  # index of the reporting word
    after: int  # index of the word behind verb and subject, where the content or its conjunction can start
    negated: bool


def read_report(tokens: Tokens, index: int, first: int, limit: int) -> Report | None:
    """The report of the verb at the word `index` in the sentence of the words `first:limit`."""
    if is_passive(tokens, index, first):
        return None
    read = _read_verb(tokens, index, first, limit)
    if read is None:
        return None
    cue, verb = read
    start = clause_start(tokens, verb, first)
    if cue.verb is _IMPERSONAL and not _is_impersonal(tokens, index):
        return None
    if cue.verb is _IMPERSONAL:
        subject, after = _document(tokens, start, verb, limit), index + 1
    else:
        subject, after = find_subject(tokens, start, verb, index, limit)
    if subject is None and not tokens.lexicon.drops_subject:
        return None
    if subject and (_speaks(tokens, subject) or _speaks_behind(tokens, subject, verb, limit)):
        return None
    medium, after = _behind(tokens, cue, after, limit)
    speaker = subject.span if subject else None
    pronoun = subject is None or subject.pronoun
    source = Source(tokens.span(index, index + 1), cue.lemma, speaker, medium, pronoun)
    return Report(source, cue, start, index, after, _negated(tokens, verb, index, after))


def report_of(tokens: Tokens, index: int, limit: int, source: Source) -> Report | None:
    """The report of the finite verb at the word `index`, whose subject is the `source` of what precedes."""
    cue = cue_at(tokens, index, limit, finite=True)
    if cue is None or cue.verb is Verb.IMPERSONAL:
        return None
    medium, after = _behind(tokens, cue, index + 1, limit)
    own = source._replace(cue=tokens.span(index, index + 1), lemma=cue.lemma, medium=medium)
    return Report(own, cue, index, index, after, _negated(tokens, index, index, after))


def _behind(tokens: Tokens, cue: Cue, after: int, limit: int) -> tuple[str | None, int]:
    """Whom the words were given to, and the word behind that and the verb's particle."""
    if after < limit and tokens.lows[after] == cue.particle:
        after += 1
    hearer, after = skip_hearer(tokens, after, limit, cue.lemma)
    return (hearer, after) if hearer else read_medium(tokens, after, limit)


def _read_verb(tokens: Tokens, index: int, first: int, limit: int) -> tuple[Cue, int] | None:
    """What the word means, and the finite verb: itself, or the auxiliary before it."""
    if cue := cue_at(tokens, index, limit, finite=True):
        return cue, index
    cue = cue_at(tokens, index, limit, finite=False)
    verb = _auxiliary(tokens, index, first)
    if verb is None and index > first and tokens.lows[index - 1] in tokens.lexicon.conjunctions:
        verb = index  # "har sagt A og kalt det «b»"
    return (cue, verb) if cue and verb is not None else None


def _is_impersonal(tokens: Tokens, index: int) -> bool:
    """`heter det`, `det heter`: without the pronoun the verb says what something is called."""
    beside = tokens.lows[max(index - 1, 0) : index + 2]
    return any(low in tokens.lexicon.impersonal for low in beside)


def _speaks(tokens: Tokens, subject: Subject) -> bool:
    """`vi`, `du`: the writer, or the reader."""
    low = tokens.text[subject.span.start : subject.span.end].lower()
    return low in tokens.lexicon.first_person or low in tokens.lexicon.second_person


def _speaks_behind(tokens: Tokens, subject: Subject, verb: int, limit: int) -> bool:
    """`Personlig tror jeg`: the writer behind the verb, and no name or pronoun before it."""
    lexicon, before = tokens.lexicon, tokens.at(subject.span.start)
    if not lexicon.verb_second or verb + 1 >= limit or subject.pronoun or before in tokens.names:
        return False
    low = tokens.lows[verb + 1]
    return low in lexicon.first_person and low not in lexicon.hearers and low not in lexicon.determiners


def clause_start(tokens: Tokens, verb: int, first: int) -> int:
    """Index of the first word of the clause whose finite verb is at `verb`."""
    lexicon = tokens.lexicon
    for index in range(verb - 1, max(first, verb - _REACH) - 1, -1):
        low, gap = tokens.lows[index], tokens.gaps[index]
        if low in lexicon.subordinators and tokens.gaps[verb].startswith(","):
            continue  # "Nord, som leder utvalget, sier"
        if low in lexicon.that or (index > first and not _CLAUSE_ENDS.isdisjoint(gap)):
            return index + 1 if low in lexicon.that else index
        if low not in lexicon.joints:
            continue
        if low in lexicon.subordinators and _has_own_subject(tokens, index + 1):
            return index + 1
        if index == first or "," in gap or _has_verb(tokens, first, index):
            return index + 1
    return first


def _has_own_subject(tokens: Tokens, index: int) -> bool:
    """`what he called`: a pronoun or a name behind the word that opens the clause."""
    return tokens.lows[index] in tokens.lexicon.pronouns or index in tokens.names


def _has_verb(tokens: Tokens, first: int, limit: int) -> bool:
    lexicon, lows = tokens.lexicon, tokens.lows[max(first, limit - _REACH) : limit]
    return not (
        lexicon.finite.isdisjoint(lows)
        and lexicon.auxiliaries.isdisjoint(lows)
        and lexicon.cues.keys().isdisjoint(lows)
    )


def _auxiliary(tokens: Tokens, index: int, first: int) -> int | None:
    for at in range(index - 1, max(first, index - _NEAR) - 1, -1):
        if tokens.lows[at] in tokens.lexicon.auxiliaries:
            return at
        if tokens.lows[at] in tokens.lexicon.that:
            return None
    return None


def _document(tokens: Tokens, start: int, verb: int, limit: int) -> Subject | None:
    """The judgment in "I dommen heter det" and in "Det heter i dommen"."""
    lexicon = tokens.lexicon
    if tokens.lows[start] in lexicon.prepositions:
        return read_subject(tokens, start + 1, verb)
    for index in range(verb + 1, min(limit, verb + _NEAR)):
        if tokens.lows[index] in lexicon.prepositions:
            return read_subject(tokens, index + 1, limit)
    return None


def _negated(tokens: Tokens, verb: int, index: int, after: int) -> bool:
    lows = tokens.lows
    beside = (
        *lows[verb + 1 : index],
        lows[index - 1],
        *lows[index + 1 : index + 2],
        *lows[after : after + 1],
    )
    return not tokens.lexicon.negations.isdisjoint(beside)
