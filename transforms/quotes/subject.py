"""Whose words: the noun phrase beside a reporting verb, down to the name, pronoun or noun that counts."""

from __future__ import annotations

from typing import NamedTuple

from schemas.entities import Label
from transforms.quotes.record import Span
from transforms.quotes.tokens import Tokens

_LONGEST_PHRASE = 12  # words
_FARTHEST_NAME = 14  # words from the role to the name in "leder i X og Y, Kari Nord"
_SHORTEST_DEFINITE = 5  # letters
_BLANK = frozenset(("", " ", "\u00a0", "  ", "\n", "-", "’", "'"))
_AFTER_INITIAL = frozenset((". ", ".", ".\u00a0"))
_OPENING_BRACKET = " ("
_HYPHENATED = "- "  # "landbruks- og matminister"
_PER = Label.PER  # Python 3.11 looks members up at a price


class Subject(NamedTuple):
    """The mention that counts as the speaker, and the index of the word after the phrase."""

    span: Span
    after: int
    pronoun: bool = False


class _Phrase(NamedTuple):
    first: int
    after: int
    person: int | None  # index of the first word of the last person in it


def read_subject(tokens: Tokens, index: int, limit: int) -> Subject | None:
    """The subject that starts at the word `index`, or behind adverbs there; `limit` is not passed."""
    lexicon = tokens.lexicon
    while index < limit and tokens.lows[index] in lexicon.adverbs and index not in tokens.names:
        index += 1
        if index < limit and tokens.gaps[index] not in _BLANK:
            return None
    if index >= limit:
        return None
    if tokens.lows[index] in lexicon.pronouns and not _is_determiner(tokens, index, limit):
        return Subject(tokens.span(index, index + 1), index + 1, pronoun=True)
    phrase = _read_phrase(tokens, index, limit)
    return _head(tokens, phrase, limit) if phrase else None


def _is_determiner(tokens: Tokens, index: int, limit: int) -> bool:
    """`de` in "de militære", `die` in "die Polizei": a pronoun that opens a phrase."""
    following = index + 1
    if tokens.lows[index] not in tokens.lexicon.determiners or following >= limit:
        return False
    return tokens.gaps[following] in _BLANK and tokens.lows[following] not in tokens.lexicon.stops


def _read_phrase(tokens: Tokens, first: int, limit: int) -> _Phrase | None:
    """Words up to a comma, a preposition, a verb: determiner, adjectives, titles, noun, name."""
    index, person, farthest = first, None, min(limit, first + _LONGEST_PHRASE)
    while index < farthest:
        if index > first and not _continues(tokens, index):
            break
        name = tokens.names.get(index)
        if name and name[0] <= limit:
            person = index if name[1] is _PER else person
            index = name[0]
            if _name_ends_phrase(tokens, index):
                break
            continue
        low = tokens.lows[index]
        if index > first and not tokens.capital(index) and _leaves_phrase(tokens, index):
            break
        stops = low in tokens.lexicon.stops and tokens.gaps[index] != _HYPHENATED
        if stops and not _inside_phrase(tokens, index, first):
            break
        index += 1
        if _ends_with_article(tokens, index):
            break
    return _Phrase(first, index, person) if index > first else None


def _name_ends_phrase(tokens: Tokens, index: int) -> bool:
    """Behind a name that is no genitive, a small word is the verb: "Ifølge CNN varte møtet"."""
    if index >= len(tokens) or tokens.capital(index):
        return False
    genitive = tokens.lexicon.verb_second and tokens.lows[index - 1].endswith("s")
    return not genitive and tokens.gaps[index] in _BLANK


def _continues(tokens: Tokens, index: int) -> bool:
    gap = tokens.gaps[index]
    if gap in _BLANK or gap == _HYPHENATED:
        return True
    if gap == "," and tokens.lows[index].isdigit():
        return tokens.lows[index - 1].isdigit()
    if gap.strip() in {"«", "»", '"', "”", "“", "„"}:
        return True
    before = tokens.lows[index - 1]
    return gap in _AFTER_INITIAL and (len(before) == 1 or before in tokens.lexicon.abbreviations)


def _leaves_phrase(tokens: Tokens, index: int) -> bool:
    """A reporting verb; in German any small word behind a noun, be it verb or article: "Laut Amt stammt"."""
    lexicon = tokens.lexicon
    if tokens.lows[index] in lexicon.cues:
        return tokens.lows[index - 1] not in lexicon.determiners  # "a report"
    if tokens.lows[index - 1] in lexicon.works and tokens.lows[index].endswith(lexicon.verb_endings):
        return True  # "a report published on Friday"
    if not tokens.capital(index - 1):
        return False
    # "ifølge Nord være": a small word behind a name inside the sentence, genitives apart.
    inside = tokens.gaps[index - 1] == " " and not tokens.lows[index - 1].endswith("s")
    return lexicon.noun_capitals or inside


def _ends_with_article(tokens: Tokens, index: int) -> bool:
    """Whether a noun with its article at the end ("politiet") stands before `index`, and no name behind."""
    low = tokens.lows[index - 1]
    if len(low) < _SHORTEST_DEFINITE or not low.endswith(tokens.lexicon.definite_endings):
        return False
    return index < len(tokens) and index not in tokens.names and not tokens.capital(index)


def _inside_phrase(tokens: Tokens, index: int, first: int) -> bool:
    """A determiner that opens the phrase, or a capital inside it: "Det hvite hus"."""
    return tokens.capital(index) if index > first else tokens.lows[index] in tokens.lexicon.determiners


def _head(tokens: Tokens, phrase: _Phrase, limit: int) -> Subject:
    if phrase.person is not None:
        after = tokens.names[phrase.person][0]
        return _with_partner(tokens, phrase.person, after, limit)
    appositive = _appositive(tokens, phrase, limit)
    if appositive is not None:
        after = tokens.names[appositive][0]
        return Subject(tokens.span(appositive, after), after)
    sender = _sender(tokens, phrase, limit)
    if sender is not None:
        return sender
    first = _head_start(tokens, phrase)
    after = _head_end(tokens, phrase, first)
    return _with_partner(tokens, first, after, limit, max(after, phrase.after))


def _sender(tokens: Tokens, phrase: _Phrase, limit: int) -> Subject | None:
    """The police in "en melding fra politiet"."""
    last, index = phrase.after - 1, phrase.after
    if tokens.lows[last] not in tokens.lexicon.carriers:
        return None
    if last > phrase.first and tokens.lexicon.verb_second and tokens.lows[last - 1].endswith("s"):
        return Subject(tokens.span(last - 1, last), phrase.after)  # "i tilsynets vedtak"
    if index + 1 >= limit:
        return None
    if tokens.gaps[index] not in _BLANK or tokens.lows[index] not in tokens.lexicon.prepositions:
        return None
    return read_subject(tokens, index + 1, limit)


def _head_start(tokens: Tokens, phrase: _Phrase) -> int:
    """The name at the end of the phrase, else its noun."""
    for index in range(phrase.after - 1, phrase.first - 1, -1):
        name = tokens.names.get(index)
        if name and name[0] >= phrase.after:
            return index
    start = _after_determiners(tokens, phrase)
    last = phrase.after - 1
    if tokens.lexicon.noun_capitals:
        return last
    run = last
    while run > start and tokens.capital(run) and tokens.capital(run - 1) and not _genitive(tokens, run - 1):
        run -= 1
    if tokens.lows[last] in tokens.lexicon.units:
        while run > start and tokens.lows[run - 1].isdigit():
            run -= 1
        return run
    if tokens.capital(last):
        return run + 1 if tokens.lows[run] in tokens.lexicon.courtesies and run < last else run
    return start if tokens.lexicon.head_first else last


def _genitive(tokens: Tokens, index: int) -> bool:
    """`Kasakhstans` before "London-ambassadør"."""
    name = tokens.names.get(index)
    return name is not None and name[1] is not _PER and tokens.lows[index].endswith("s")


def _head_end(tokens: Tokens, phrase: _Phrase, first: int) -> int:
    """French and Spanish nouns stand before their adjectives."""
    small = not tokens.capital(first) and first not in tokens.names
    return first + 1 if tokens.lexicon.head_first and small else phrase.after


def _after_determiners(tokens: Tokens, phrase: _Phrase) -> int:
    first = phrase.first
    while first < phrase.after - 1 and tokens.lows[first] in tokens.lexicon.determiners:
        first += 1
    return first


def _with_partner(tokens: Tokens, first: int, after: int, limit: int, end: int = 0) -> Subject:
    """`Nord og Dahl`: two names joined count as one mention."""
    end = max(after, end)
    if (
        after + 1 < limit
        and tokens.lows[after] in tokens.lexicon.conjunctions
        and tokens.gaps[after] in _BLANK
    ):
        partner = tokens.names.get(after + 1)
        if partner and first in tokens.names and partner[1] is tokens.names[first][1]:
            return Subject(tokens.span(first, partner[0]), partner[0])
    return Subject(tokens.span(first, after), end)


def _appositive(tokens: Tokens, phrase: _Phrase, limit: int) -> int | None:
    """The person whom a role introduces: "lederen i Oslo, Kari Nord," and "leder i Oslo Kari Nord"."""
    if tokens.capital(phrase.after - 1) and not (
        tokens.lexicon.noun_capitals or phrase.first == phrase.after - 1
    ):
        return None
    definite = tokens.lows[phrase.first] in tokens.lexicon.determiners
    index = phrase.after
    while index < min(limit, phrase.after + _FARTHEST_NAME):
        gap, low = tokens.gaps[index], tokens.lows[index]
        comma = gap.startswith(",")
        ordinal = gap in _AFTER_INITIAL and tokens.lows[index - 1].isdigit()  # "leder i 1. mai-komiteen"
        tied = gap in _BLANK or gap == _OPENING_BRACKET or gap.startswith(")")
        if not (comma or tied or ordinal):
            return None
        name = tokens.names.get(index)
        if name and name[1] is _PER:
            object_of = tokens.lows[index - 1] in tokens.lexicon.prepositions
            return index if comma or not (object_of or definite) else None
        verb = phrase.first in tokens.names and low in tokens.lexicon.cues  # "Ifølge NTB sier Nord"
        if (verb or low in tokens.lexicon.barriers) and not name:
            return None
        if low in tokens.lexicon.media_prepositions and index + 1 < len(tokens) and tokens.capital(index + 1):
            return None
        index = name[0] if name else index + 1
    return None
