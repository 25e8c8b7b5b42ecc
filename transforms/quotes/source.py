"""Who is said to have said it: the source of a quote, and the phrases that name one."""

from __future__ import annotations

from typing import NamedTuple

from transforms.quotes.record import Span
from transforms.quotes.subject import read_subject
from transforms.quotes.tokens import Tokens


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
