"""Sentences of tokens, cut as in the treebanks that the models learnt from (NDT, DDT, Talbanken).

A genitive stays in its word, as do hyphens, apostrophes, web addresses and the full stop of an
abbreviation, an ordinal or an initial; every other mark stands by itself. A slash only stays
between short parts ("km/t", "A/S").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from itertools import accumulate
from typing import NamedTuple

from schemas.segments import SegmentKind
from transforms.languages import section
from transforms.segments import Segment
from transforms.sentences import abbreviations, has_ordinals
from transforms.sentences import sentences as spans_of

#: Segments whose names are none of the article's.
UNREAD = frozenset({SegmentKind.HEADER, SegmentKind.BYLINE, SegmentKind.FURNITURE, SegmentKind.SECTION})

_WORD = r"[\w\u0300-\u036f]+"
_SHORT = 5  # letters: abbreviations in small letters that no list has are hardly longer
_INITIALS = re.compile(r"(?:\w{1,3}\.)+\w")  # "D.C", "bl.a"


class Token(NamedTuple):
    """A word or mark `start:end` (code points into the view) and the text there."""

    start: int
    end: int
    text: str


# `Token._make` without a Python frame for each token, which would be a third of this file's time.
_make: Callable[[tuple[int, int, str]], Token] = partial(tuple.__new__, Token)


class Sentence(NamedTuple):
    """A sentence from `start` (code points into the view): blanks and tokens in turn, blanks at both ends."""

    start: int
    parts: list[str]

    @property
    def words(self) -> list[str]:
        """The texts of the tokens."""
        return self.parts[1::2]

    def tokens(self) -> list[Token]:
        """The tokens with their places."""
        places = list(accumulate(map(len, self.parts), initial=self.start))
        return list(map(_make, zip(places[1:-1:2], places[2::2], self.words, strict=True)))


class Rules(NamedTuple):
    """What a language adds: how its words are cut, and which of them a full stop belongs to."""

    pattern: re.Pattern[str]
    abbreviations: frozenset[str]  # in small letters, without the last full stop
    ordinals: bool  # a full stop behind a number is no end, even before a capital


def sentences(text: str, segments: Sequence[Segment], language: str) -> list[Sentence]:
    """The sentences of the segments whose names count, in order; none crosses a segment.

    Every character of these but blanks is in exactly one token. Never raises; linear in `text`.
    """
    rules = _rules(language)
    return [
        Sentence(start, _with_stops(rules.pattern.split(text[start:end]), rules.abbreviations))
        for segment in segments
        if segment.kind not in UNREAD
        for start, end in spans_of(
            text, segment.start, segment.end, rules.abbreviations, ordinals=rules.ordinals
        )
    ]


def _with_stops(parts: list[str], known: frozenset[str]) -> list[str]:
    """Gaps and tokens in turn, full stops joined to the words right before them that they belong to."""
    joined = [
        at
        for at in _stops(parts)
        if at > 1 and not parts[at - 1] and _has_stop(parts[at - 2], known, before_blank=bool(parts[at + 1]))
    ]
    if not joined:
        return parts
    for at in joined:
        parts[at - 2] += "."
    gone = {place for at in joined for place in (at - 1, at)}
    return [part for at, part in enumerate(parts) if at not in gone]


def _stops(parts: list[str]) -> Iterator[int]:
    """Where the full stops are."""
    at = -1
    for _ in range(parts.count(".")):
        at = parts.index(".", at + 1)
        yield at


def _has_stop(word: str, known: frozenset[str], *, before_blank: bool) -> bool:
    """Whether a full stop behind the word is part of it: more often inside a sentence than at its end."""
    if word.lower() in known or _INITIALS.fullmatch(word):
        return True
    if not (before_blank and word[-1].isalnum()):
        return False
    return len(word) == 1 or word[0].isdigit() or "." in word or (word.islower() and len(word) <= _SHORT)


@cache
def _rules(language: str) -> Rules:
    table = section(language, "tokens")
    return Rules(
        _pattern(table.get("elisions", "").split(), table.get("clitics", "").split()),
        abbreviations(language),
        has_ordinals(language),
    )


def _pattern(elisions: Sequence[str], clitics: Sequence[str]) -> re.Pattern[str]:
    """One group, so that a split gives blanks and tokens in turn; no alternative can be read in two ways."""
    front = "|".join(map(re.escape, elisions)) or "(?!)"
    back = "|".join(map(re.escape, clitics)) or "(?!)"
    genitive = "(?!)" if clitics else "(?<=[sxzSXZ])"
    return re.compile(
        rf"""(
            \w++(?=,?\s)  # most of all tokens
          | (?=\S)(?:
            (?:https?://|www\.)[^\s<>«»"“”]*[\w/]
          | (?<![\w/])\w{{1,2}}/\w{{1,2}}(?![\w/])  # km/t, A/S, 9/11
          | \d+(?:\.\d+)*,-(?!\w)  # 5000,-
          | (?<!\w)(?i:{front})['’](?=\w)  # l'Europe
          | (?<=\w)['’](?:{back})(?!\w)  # Nord's
          | (?:(?<!\S)[-+](?=[a-zæøåäöü\d])|[@#](?=\w))?  # -lista, +47, @nord
            {_WORD}
            (?:
              (?:
                [-‐‑–.´`@&+]
              | ['’](?!(?:{back})(?!\w))
              | \.-(?=[a-zæøåäöü])  # 10.-plass
              | (?<=\d)[,:](?=\d)
              | (?<=[A-ZÅÄÖ\d]):(?=[a-zåäö]{{1,3}}(?!\w))  # EU:s
              )
              {_WORD}
            )*
            (?:{genitive}['’](?!\w)|[-‐‑](?![\w-])|°\w?)?  # Honduras', stats-, 70°N
          | [-–—_*=.]{{2,}}
          | \S
        ))""",
        re.VERBOSE,
    )
