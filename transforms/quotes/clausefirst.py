"""Reported speech before its verb: "Veien er stengt, opplyser politiet."."""

from __future__ import annotations

import re

from schemas.quotes import QuoteKind, QuoteRule
from transforms.quotes.clause import clause_after, closes
from transforms.quotes.interrupted import goes_on
from transforms.quotes.lexicon import Verb
from transforms.quotes.narration import is_first_person, is_narrated
from transforms.quotes.source import Clause
from transforms.quotes.speech import Found, Sentence
from transforms.quotes.tokens import Tokens
from transforms.quotes.voice import voice

_SEPARATOR = re.compile(r"[,!?](?<=[\w%)»”\"].)\W?")
_FARTHEST_THAT = 14  # words from the verb to "at"
_SHORTEST = 2  # words
_LONGEST_SPEECH = 5  # sentences that lost their dash
_FARTHEST = 60  # words from the end of the sentence back to the clause


def read_clause_first(tokens: Tokens, sentence: Sentence) -> list[Found]:
    """The words before the clause, then those that go on behind it; a quote if only its dash is lost."""
    if tokens.text[sentence.end - 1] == ":":
        return []
    nearest = tokens.starts[max(sentence.first + 1, sentence.limit - _FARTHEST) - 1]
    # No clause starts behind the last word that may report or name a source.
    farthest = tokens.starts[max((*sentence.cues, *sentence.sources), default=sentence.first)]
    for match in reversed(list(_SEPARATOR.finditer(tokens.text, nearest, farthest))):
        index = tokens.at(match.end())
        if not sentence.first < index < sentence.limit:
            continue
        if not tokens.text[match.start() - 1].isalnum() and not _tells(tokens, sentence.first, index):
            continue
        clause = clause_after(tokens, index, sentence.limit)
        if clause is None or not closes(tokens, clause, sentence.end):
            continue
        if _has_content(tokens, clause, sentence) or _only_beside_speech(tokens, clause):
            continue
        halved = goes_on(tokens, sentence.first, index, clause, sentence.limit)
        if halved or index >= sentence.first + _SHORTEST:
            found = _before(tokens, sentence, match.start(), clause)
            if not halved:
                return [found]
            return [found, found._replace(start=tokens.starts[clause.after], end=sentence.end)]
    return []


def _tells(tokens: Tokens, first: int, limit: int) -> bool:
    """`Hun spilte i «Svale», sier Nord`, not `På spørsmålet «Vil du?», svarer Nord`: a clause of its own."""
    return any(tokens.is_finite(index) and not tokens.in_marks[index] for index in range(first, limit)) and (
        tokens.lows[first] not in tokens.lexicon.subordinators
    )


def _before(tokens: Tokens, sentence: Sentence, stop: int, clause: Clause) -> Found:
    """The words up to the comma at `stop`; in the first person they are a quote that lost its dash."""
    if is_first_person(tokens, sentence.start, stop) or _first_person_before(tokens, sentence):
        start = _spoken_from(tokens, sentence)
        return Found(start, stop, QuoteRule.LOST_DASH, clause.source, QuoteKind.DIRECT)
    return Found(sentence.start, stop, QuoteRule.INDIRECT_CLAUSE_FIRST, clause.source)


def _has_content(tokens: Tokens, clause: Clause, sentence: Sentence) -> bool:
    """`Its head, Kari Nord, told them that`: the content stands behind the verb."""
    lexicon, after = tokens.lexicon, clause.after
    behind = tokens.lows[after : min(sentence.limit, after + _FARTHEST_THAT)]
    for index, low in enumerate(behind, after):
        if low in lexicon.that:
            return True
        adds = low in lexicon.relatives or low in lexicon.conjunctions
        if adds and tokens.gaps[index].startswith(","):
            break  # ", sier Nord, som håper at": the conjunction is the addition's
    # Where the subject precedes the verb, "On Monday, Nord said the road" looks the same.
    adverbial = not behind or behind[0] in lexicon.prepositions or behind[0] in lexicon.adverbs
    return lexicon.subject_first and not adverbial and not tokens.gaps[after].startswith(",")


def _only_beside_speech(tokens: Tokens, clause: Clause) -> bool:
    """`, fortsetter Nord` stands behind words in marks or a dash only."""
    cue = clause.source.cue
    readings = tokens.lexicon.cues.get(tokens.lows[tokens.at(cue.start)], ()) if cue else ()
    return any(reading.lemma == clause.source.lemma and reading.verb is Verb.SPOKEN for reading in readings)


def _first_person_before(tokens: Tokens, sentence: Sentence) -> bool:
    """`Min klient nekter. Han er lei seg, sier Nord.`: the sentence before speaks, this one goes on."""
    before = next(tokens.sentences_before(sentence.start, 1), None)
    if before is None or before[0] < sentence.block.start or tokens.cues_between(*before):
        return False
    return tokens.lows[sentence.first] in tokens.lexicon.third_person and is_first_person(tokens, *before)


def _spoken_from(tokens: Tokens, sentence: Sentence) -> int:
    """The first of the sentences before a lost-dash clause that are the speaker's too."""
    start = sentence.start
    for before in tokens.sentences_before(start, _LONGEST_SPEECH):
        if (
            before[0] < sentence.block.start
            or sentence.block.pairs.between(*before)
            or is_narrated(tokens, *before)
            or voice(tokens, *before) < 0
        ):
            break
        start = before[0]
    return start
