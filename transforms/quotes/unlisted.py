"""Reporting clauses whose verb no list has: ", kontrer skipperen." right behind the words."""

from __future__ import annotations

from schemas.entities import Label
from transforms.quotes.source import Clause, Source
from transforms.quotes.subject import read_subject
from transforms.quotes.tokens import Tokens

_SHORTEST_VERB = 3  # letters


def unlisted_clause(tokens: Tokens, index: int, limit: int, *, marked: bool) -> Clause | None:
    """A word and its subject that end the sentence `index:limit`: a name, a pronoun, a definite noun.

    Behind a closing mark (`marked`) any small word can be the verb; behind a comma it has to look like one.
    """
    lexicon, low = tokens.lexicon, tokens.lows[index] if index < limit else ""
    if len(low) < _SHORTEST_VERB or low in lexicon.stops or tokens.capital(index) or index + 1 >= limit:
        return None
    if (
        not (marked or low.endswith(lexicon.verb_endings))
        or not lexicon.known
        or not tokens.gaps[index + 1].isspace()
    ):
        return None
    subject = read_subject(tokens, index + 1, limit)
    if subject is None or not _is_source(tokens, index + 1, subject.span.start, limit):
        return None
    if subject.after < limit and tokens.gaps[subject.after][:1] not in {",", ".", "("}:
        return None
    verb = tokens.span(index, index + 1)
    return Clause(Source(verb, low, subject.span, pronoun=subject.pronoun), subject.after)


def _is_source(tokens: Tokens, first: int, mention: int, limit: int) -> bool:
    """A person or pronoun, or a noun with its article that ends the sentence."""
    lexicon = tokens.lexicon
    name = tokens.names.get(tokens.at(mention))
    if tokens.lows[first] in lexicon.pronouns or (name and name[1] is Label.PER):
        return True
    last = tokens.lows[limit - 1]
    if lexicon.definite_endings:
        return first == limit - 1 and last.endswith(lexicon.definite_endings)
    return tokens.lows[first] in lexicon.determiners and first == limit - 2
