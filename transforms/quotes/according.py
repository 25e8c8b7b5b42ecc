"""Reported speech with a preposition for a verb: "Ifølge Nord er veien stengt."."""

from __future__ import annotations

from schemas.quotes import QuoteRule
from transforms.quotes.clause import subject_first
from transforms.quotes.lexicon import Verb
from transforms.quotes.source import Clause, Source, according_clause
from transforms.quotes.speech import Found, Sentence
from transforms.quotes.subject import read_subject
from transforms.quotes.tokens import Tokens

_NEAR = 14  # words from the name to the verb behind its apposition
_MOST_TRIES = 8  # in a sentence


def read_according(tokens: Tokens, sentence: Sentence) -> Found | None:
    """What somebody says according to the sentence."""
    for index in sentence.sources[:_MOST_TRIES]:
        clause = according_clause(tokens, index, sentence.limit) or _postposition(
            tokens, index, sentence.first
        )
        if clause:
            if _relays(tokens, clause.after, sentence.limit):
                return None
            start, end = _content(tokens, sentence, index, clause)
            return Found(start, end, QuoteRule.ACCORDING_TO, clause.source)
    return _fronted_clause(tokens, sentence)


def _relays(tokens: Tokens, index: int, limit: int) -> bool:
    """`Ifølge NTB sier politiet at`: the agency passes on what the police say."""
    if index >= limit or tokens.gaps[index] != " ":
        return False
    cues = tokens.lexicon.cues.get(tokens.lows[index], ())
    says = any(cue.finite and cue.verb in {Verb.SAY, Verb.THINK} for cue in cues)
    return says and not tokens.lexicon.that.isdisjoint(tokens.lows[index + 1 : min(limit, index + _NEAR)])


def _fronted_clause(tokens: Tokens, sentence: Sentence) -> Found | None:
    """`Wie die Polizei mitteilte, ist die Straße gesperrt`."""
    first, limit = sentence.first, sentence.limit
    if tokens.lows[first] not in tokens.lexicon.verb_last_relatives:
        return None
    clause = subject_first(tokens, first + 1, limit)
    if clause is None or clause.after >= limit or not tokens.gaps[clause.after].startswith(","):
        return None
    return Found(tokens.starts[clause.after], sentence.end, QuoteRule.ACCORDING_TO, clause.source)


def _postposition(tokens: Tokens, index: int, first: int) -> Clause | None:
    """`Nordin mukaan a`: the source before its word."""
    if index <= first or tokens.lows[index] not in tokens.lexicon.according_after:
        return None
    nearest = max(first, index - _NEAR)
    start = next((at for at in range(index - 1, nearest, -1) if "," in tokens.gaps[at]), nearest)
    subject = read_subject(tokens, start, index)
    if subject is None:
        return None
    cue = tokens.span(index, index + 1)
    return Clause(Source(cue, tokens.lows[index], subject.span, pronoun=subject.pronoun), index + 1)


def _content(tokens: Tokens, sentence: Sentence, index: int, clause: Clause) -> tuple[int, int]:
    """Behind a fronted source the words from the verb on, before one behind all words from the start."""
    after, limit = clause.after, sentence.limit
    if after < limit and _is_fronted(tokens, sentence, index, clause):
        return tokens.starts[_behind_apposition(tokens, after, limit)], sentence.end
    inside = index > sentence.first and tokens.lows[index - 1] in tokens.lexicon.auxiliaries
    if after < limit and (inside or tokens.gaps[after].isspace()):  # "Veien skal ifølge Nord være stengt"
        return sentence.start, sentence.end
    return sentence.start, tokens.ends[index - 1]


def _is_fronted(tokens: Tokens, sentence: Sentence, index: int, clause: Clause) -> bool:
    speaker = clause.source.speaker
    if index == sentence.first or (speaker and speaker.start == tokens.starts[sentence.first]):
        return True
    if tokens.lows[index - 1] in tokens.lexicon.conjunctions:
        return True
    if tokens.lows[clause.after] in tokens.lexicon.subordinators:  # ", ifølge Nord, som ..."
        return False
    if tokens.lows[index - 1] in tokens.lexicon.auxiliaries:  # "Kommunen vil, ifølge Nord, selge"
        return False
    if tokens.lexicon.verb_second and any(map(tokens.is_finite, range(sentence.first, index))):
        return False  # "Veien er stengt, ifølge Nordveg, et firma som driver den"
    # Between commas the source belongs to the longer side.
    return tokens.gaps[index].startswith(",") and sentence.limit - clause.after > index - sentence.first


def _behind_apposition(tokens: Tokens, index: int, limit: int) -> int:
    """The verb behind "Ifølge stipendiat Nord ved Y"; where none must follow, the words behind a comma."""
    lexicon = tokens.lexicon
    if lexicon.verb_second and _is_verb_place(tokens, index):
        return index
    for at in range(index, min(limit, index + _NEAR) if lexicon.verb_second else index):
        if tokens.gaps[at].startswith(",") and (tokens.is_finite(at) or tokens.lows[at] in lexicon.cues):
            return at
    for at in range(index, min(limit, index + _NEAR)):
        if lexicon.verb_second:
            if tokens.is_finite(at):
                return at
        elif tokens.gaps[at].startswith(",") and not _is_apposition(tokens, at, limit):
            return at
    return index


def _is_verb_place(tokens: Tokens, index: int) -> bool:
    """`Ifølge Nord frykter de`: the small word right behind the source, unless that goes on."""
    lexicon, low = tokens.lexicon, tokens.lows[index]
    goes_on = low in lexicon.prepositions or low in lexicon.joints or low in lexicon.determiners
    return tokens.gaps[index] == " " and not goes_on and not tokens.capital(index)


def _is_apposition(tokens: Tokens, index: int, limit: int) -> bool:
    """`Selon Nord, directeur de Y, la gare`: a noun without an article, and a comma that ends it."""
    lexicon, low = tokens.lexicon, tokens.lows[index]
    if low in lexicon.determiners or low in lexicon.stops or tokens.capital(index):
        return False
    if not any(low in lexicon.prepositions for low in tokens.lows[index + 1 : index + 4]):
        return False
    return any(tokens.gaps[at].startswith(",") for at in range(index + 1, min(limit, index + _NEAR)))
