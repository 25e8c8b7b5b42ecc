"""Where a speaker's words end and the reporter's begin, when neither dash nor mark says so."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.entities import Label
from transforms.quotes.tokens import Tokens

_END_MARKS = '.!?…:»”"“)'
_END_MARKS = '.!?…:»”"“)'
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
    """Whether one of `words` stands in `start:end`; a capital inside is a name (English "I" apart)."""
    first, stop = tokens.at(start), tokens.at(end)
    return any(
        tokens.lows[index] in words
        and (index == first or not tokens.capital(index) or tokens.ends[index] - tokens.starts[index] == 1)
        for index in range(first, stop)
    )


def is_narrated(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a sentence speaks about somebody as a reporter does, or reports."""
    index, stop = tokens.at(start), tokens.at(end)
    if index >= stop or is_spoken(tokens, start, end):
        return False
    if tokens.lows[index] in tokens.lexicon.pronouns or tokens.cues_between(start, end):
        return True
    names = (tokens.names.get(at) for at in range(index, stop))
    return any(name and name[1] is Label.PER for name in names)


def _is_ended(text: str, end: int) -> bool:
    """A sentence has an end mark; a heading that was run into the text has none."""
    return text[end - 1] in _END_MARKS


def _in_the_past(tokens: Tokens, start: int, end: int) -> bool:
    return _has(tokens, start, end, tokens.lexicon.past)


def resumed_until(tokens: Tokens, rest: Sequence[tuple[int, int]], *, run_on: bool) -> int | None:
    """End of the speaker's words among the sentences behind a reporting clause; None if there are none.

    In a text that lost its paragraphs (`run_on`) only the first person tells.
    """
    stop = None
    for start, end in rest:
        spoken = is_spoken(tokens, start, end)
        if not spoken and (run_on or len(rest) > _SHORT_REST or is_narrated(tokens, start, end)):
            break
        if not _is_ended(tokens.text, end):
            break
        stop = end
    return stop


def spoken_until(tokens: Tokens, sentences: Sequence[tuple[int, int]], *, run_on: bool) -> int:
    """End of the speaker's words in a dash paragraph without a reporting clause.

    In a text that lost its paragraphs the reporter goes on where somebody is named or the tense turns past.
    """
    if not run_on:
        return sentences[-1][1]
    stop = sentences[0][1]
    for start, end in sentences[1:]:
        if not _is_ended(tokens.text, end) or is_narrated(tokens, start, end):
            break
        if not is_spoken(tokens, start, end) and _in_the_past(tokens, start, end):
            break
        stop = end
    return stop
