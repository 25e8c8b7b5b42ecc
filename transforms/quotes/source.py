"""Who is said to have said it: the source of a quote, and the phrases that name one."""

from __future__ import annotations

from typing import NamedTuple

from transforms.quotes.record import Span
from transforms.quotes.subject import Subject, read_subject
from transforms.quotes.tokens import TIGHT, Tokens

_LONGEST_VERB = 4  # words: "er blitt gjort kjent"


class Source(NamedTuple):
    """What a reporting clause says about its quote."""

    cue: Span | None
    lemma: str | None
    speaker: Span | None
    medium: str | None = None
    pronoun: bool = False  # the speaker is a pronoun


class Clause(NamedTuple):
    """A reporting clause: its source and the index of the word after verb and subject."""

    source: Source
    after: int


def according_clause(tokens: Tokens, index: int, limit: int, *, behind: bool = False) -> Clause | None:
    """`ifølge Nord`, `according to Nord`; `so Nord` only `behind` the words."""
    lexicon, low = tokens.lexicon, tokens.lows[index]
    if low in lexicon.according_clauses and (clause := _knowing(tokens, index, limit)):
        return clause
    phrases = lexicon.according.get(low, ()) + (lexicon.according_behind.get(low, ()) if behind else ())
    for rest in phrases:
        stop = index + 1 + len(rest)
        if tuple(tokens.lows[index + 1 : stop]) != rest or stop >= limit:
            continue
        of = bool(rest) and tokens.lows[stop] in lexicon.prepositions  # "nach den Worten von Nord"
        subject = read_subject(tokens, stop + of, limit)
        if subject:
            cue = tokens.span(index, stop)
            lemma = tokens.text[cue.start : cue.end].lower()
            return Clause(Source(cue, lemma, subject.span, pronoun=subject.pronoun), subject.after)
    return None


def _knowing(tokens: Tokens, index: int, limit: int) -> Clause | None:
    """`etter det NTB erfarer`, `så vidt Nord kjenner til`, `etter det VG får opplyst`: whoever knows."""
    low = tokens.lows[index]
    for rest in tokens.lexicon.according_clauses[low]:
        first = index + 1 + len(rest)
        if tuple(tokens.lows[index + 1 : first]) != rest or first >= limit:
            continue
        subject = read_subject(tokens, first, limit)
        nobody = tokens.lexicon.first_person | tokens.lexicon.impersonal
        if subject is None or tokens.lows[first] in nobody:
            return None
        verb = subject.after
        after = _verb_end(tokens, verb, limit)
        if after is None or not _is_verb(tokens, verb):
            return None
        cue = next((at for at in range(verb, after) if tokens.lows[at] in tokens.lexicon.cues), verb)
        return Clause(_source(tokens, cue, subject), after)
    return None


def _verb_end(tokens: Tokens, verb: int, limit: int) -> int | None:
    """The word behind the verb and its particle: behind a comma, or the next verb."""
    if verb >= limit or tokens.gaps[verb] not in TIGHT:
        return None
    for index in range(verb + 1, min(limit, verb + _LONGEST_VERB + 1)):
        if tokens.gaps[index] not in TIGHT or tokens.is_finite(index):
            return index
    return limit if limit - verb <= _LONGEST_VERB else None


def _is_verb(tokens: Tokens, index: int) -> bool:
    """A verb by its list or its ending: not the rest of `etter det første målet i går`."""
    low, lexicon = tokens.lows[index], tokens.lexicon
    return low in lexicon.cues or low in lexicon.verbs or low.endswith(lexicon.verb_endings)


def _source(tokens: Tokens, verb: int, subject: Subject) -> Source:
    """The subject of a verb that need not be one of reporting."""
    cues = tokens.lexicon.cues.get(tokens.lows[verb])
    lemma = cues[0].lemma if cues else tokens.lows[verb]
    return Source(tokens.span(verb, verb + 1), lemma, subject.span, pronoun=subject.pronoun)
