"""Reports that share a verb: "9 prosent svarer at a, 5 prosent at b"."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.quotes import QuoteRule
from transforms.quotes.speech import Found
from transforms.quotes.subject import Subject, read_subject
from transforms.quotes.tokens import Tokens

_MOST = 4  # reports under one verb


def split_elided(tokens: Tokens, found: Found) -> Iterator[Found]:
    """The content of each source, where a comma, a source and "at" go on without a verb of their own."""
    for _ in range(_MOST):
        source, elided = found.source, _next_source(tokens, found)
        if source is None or elided is None:
            break
        index, subject = elided
        yield found._replace(end=tokens.ends[index - 1])
        source = source._replace(speaker=subject.span, pronoun=False)
        found = found._replace(start=tokens.starts[subject.after + 1], source=source)
    yield found


def _next_source(tokens: Tokens, found: Found) -> tuple[int, Subject] | None:
    """The word behind the comma and the subject that starts there."""
    if found.rule is not QuoteRule.INDIRECT_THAT:
        return None
    first, limit = tokens.at(found.start), tokens.at(found.end)
    for index in range(first + 1, limit - 1):
        if not tokens.gaps[index].startswith(",") or tokens.lows[index] in tokens.lexicon.stops:
            continue
        subject = read_subject(tokens, index, limit - 1)
        if subject and tokens.lows[subject.after] in tokens.lexicon.that and _is_source(tokens, subject):
            return index, subject
    return None


def _is_source(tokens: Tokens, subject: Subject) -> bool:
    """A share, a name or a definite noun: not "a, en påstand at b"."""
    first = tokens.at(subject.span.start)
    last = tokens.lows[subject.after - 1]
    lexicon = tokens.lexicon
    return first in tokens.names or last in lexicon.units or last.endswith(lexicon.definite_endings)
