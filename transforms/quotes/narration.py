"""Where a speaker's words end and the reporter's begin, when neither dash nor mark says so."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.entities import Label
from transforms.quotes.back import read_back
from transforms.quotes.speech import Telling
from transforms.quotes.tokens import Tokens
from transforms.quotes.voice import reports, voice

_END_MARKS = '.!?…:»”"“)'
_FOR_SURE = 0.5  # log-odds; fewer do not end a turn
_PER = Label.PER  # Python 3.11 looks members up at a price
_SHORT_REST = 2  # sentences behind a reporting clause that may be the speaker's


def sentences_between(tokens: Tokens, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences of the stretch `start:end`, cut at its edges."""
    found = []
    at = start
    while at < end:
        _, stop = tokens.sentence(at)
        stop = min(max(stop, at + 1), end)
        found.append((at, stop))
        at = stop
        while at < end and tokens.text[at].isspace():
            at += 1
    return found


def is_spoken(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a sentence speaks in the first or second person."""
    return is_first_person(tokens, start, end) or _has(tokens, start, end, tokens.lexicon.second_person)


def is_first_person(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a sentence speaks in the first person."""
    return _has(tokens, start, end, tokens.lexicon.first_person)


def _has(tokens: Tokens, start: int, end: int, words: frozenset[str]) -> bool:
    """Whether one of `words` stands in `start:end`; words in marks and names do not count."""
    first, stop = tokens.at(start), tokens.at(end)
    return not words.isdisjoint(tokens.lows[first:stop]) and any(
        tokens.lows[index] in words
        and not tokens.in_marks[index]
        and (index == first or not tokens.capital(index) or tokens.ends[index] - tokens.starts[index] == 1)
        for index in range(first, stop)
    )


def is_told(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a sentence speaks about a person, as a reporter does."""
    first, stop = tokens.at(start), tokens.at(end)
    if first >= stop or is_spoken(tokens, start, end):
        return False
    return _starts_with_person(tokens, first) or any(_is_person(tokens, at) for at in range(first, stop))


def is_narrated(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a sentence speaks about somebody as a reporter does, or reports."""
    if is_spoken(tokens, start, end):
        return False
    return is_told(tokens, start, end) or reports(tokens, tokens.at(start), tokens.at(end))


def _starts_with_person(tokens: Tokens, first: int) -> bool:
    return tokens.lows[first] in tokens.lexicon.third_person or _is_person(tokens, first)


def _is_person(tokens: Tokens, index: int) -> bool:
    name = tokens.names.get(index)
    return name is not None and name[1] is _PER


def _is_ended(text: str, end: int) -> bool:
    """A sentence has an end mark; a heading that was run into the text has none."""
    return text[end - 1] in _END_MARKS


def resumed_until(tokens: Tokens, rest: Sequence[tuple[int, int]], telling: Telling) -> int | None:
    """End of the speaker's words among the sentences behind a reporting clause; None if there are none.

    In a text that lost its paragraphs only the first person tells.
    """
    stop = None
    for start, end in rest:
        spoken = is_spoken(tokens, start, end)
        if not spoken and (telling.run_on or len(rest) > _SHORT_REST or is_narrated(tokens, start, end)):
            break
        if not _is_ended(tokens.text, end) or (tokens.text[end - 1] == ":" and not spoken):
            break
        stop = end
    return stop


def _until_back(tokens: Tokens, sentences: Sequence[tuple[int, int]]) -> int:
    """All sentences, or those before "Det sier Nord"."""
    for number, (start, end) in enumerate(sentences[1:]):
        if read_back(tokens, start, end):
            return sentences[number][1]
    return sentences[-1][1]


def spoken_until(tokens: Tokens, sentences: Sequence[tuple[int, int]], telling: Telling) -> int:
    """End of the speaker's words in a dash paragraph without a reporting clause.

    In a text that lost its paragraphs the reporter goes on behind the sentence up to which most
    speaks for the speaker.
    """
    if not telling.run_on:
        return _until_back(tokens, sentences)
    stop = last = sentences[0][1]
    heard = most = 0.0
    for start, end in sentences[1:]:
        if not _is_ended(tokens.text, end) or read_back(tokens, start, end):
            break
        said = voice(tokens, start, end, we=telling.we)
        heard += max(said, 0) if _starts_alike(tokens, sentences[0][0], start) else said
        last = end
        if heard >= most:
            stop, most = end, heard
    return stop if most - heard > _FOR_SURE else last


def told_behind(tokens: Tokens, sentences: Sequence[tuple[int, int]], telling: Telling) -> float:
    """How much the sentences behind the first, from one of them on, sound like the reporter."""
    told = most = 0.0
    for sentence in reversed(sentences[1:]):
        told -= 0 if _is_clause(tokens, *sentence) else voice(tokens, *sentence, we=telling.we)
        most = max(most, told)
    return most


def _is_clause(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a reporting verb stands behind a mark in the sentence: "A, sier hun", not "Hun sier at a"."""
    return any(tokens.gaps[index].strip() for index in tokens.cues_between(start, end))


def _starts_alike(tokens: Tokens, place: int, other: int) -> bool:
    """`– Han er flink. Han kan alt.`: who speaks about somebody goes on about them."""
    first, second = tokens.at(place), tokens.at(other)
    return tokens.lows[first] in tokens.lexicon.pronouns and tokens.lows[first] == tokens.lows[second]
