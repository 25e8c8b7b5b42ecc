"""Where a speaker's words end and the reporter's begin, when neither dash nor mark says so."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.entities import Label
from transforms.quotes.tokens import Tokens

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
    first = tokens.lexicon.first_person
    return any(low in first for low in tokens.lows[tokens.at(start) : tokens.at(end)])


def is_narrated(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a sentence speaks about somebody as a reporter does, or reports."""
    index, stop = tokens.at(start), tokens.at(end)
    if index >= stop:
        return False
    name = tokens.names.get(index)
    if tokens.lows[index] in tokens.lexicon.pronouns or (name and name[1] is Label.PER):
        return True
    return bool(tokens.cues_between(start, end)) and not is_spoken(tokens, start, end)


def resumed_until(tokens: Tokens, rest: Sequence[tuple[int, int]], *, run_on: bool) -> int | None:
    """End of the speaker's words among the sentences behind a reporting clause; None if there are none.

    In a text that lost its paragraphs (`run_on`) only the first person tells.
    """
    stop = None
    for start, end in rest:
        if is_spoken(tokens, start, end):
            stop = end
        elif run_on or len(rest) > _SHORT_REST or is_narrated(tokens, start, end):
            break
        else:
            stop = end
    return stop


def spoken_until(tokens: Tokens, sentences: Sequence[tuple[int, int]], *, run_on: bool) -> int:
    """End of the speaker's words in a dash paragraph without a reporting clause."""
    if not run_on:
        return sentences[-1][1]
    stop = sentences[0][1]
    for start, end in sentences[1:]:
        if is_spoken(tokens, start, end):
            stop = end
        elif is_narrated(tokens, start, end):
            break
    return stop
