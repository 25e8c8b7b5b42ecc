"""Shapes of lines: what could be a label, a headline or a subheading, judged by one line."""

from __future__ import annotations

import re

from transforms.segments.glue import LOWER, UPPER
from transforms.segments.lexicon import lexicon

DASHES = frozenset("–—―−-_")
BULLETS = frozenset("–—―−-•*·●▪✹►")
_END = frozenset(".:;,")
_ASKING = frozenset("?!")
_CLOSING = '»”"“’)'

_LABEL_WORDS = 3
_LABEL_WIDTH = 32  # characters
_HEADLINE_WORDS = 25
_HEADLINE_WIDTH = 200
_SPOKEN_WORDS = 15  # of a headline that is a quote
_SUBHEAD_WORDS = 10
_SUBHEAD_WIDTH = 80
_QUESTION_WORDS = 4  # a longer question is an interviewer's
_NOISE = " >:|"

# A reporting clause that ends a line without a full stop: `…, sier Kari Nord til NTB`, `…, sier hun`.
_CLAUSE = re.compile(f'[,?!»”"] {LOWER}+ (?:{LOWER}+$|(?:{LOWER}+ )?[{UPPER}])')
_SCORE = re.compile(r"[0-9] ?[–-] ?[0-9]|[0-9],[0-9]|\([^()]*[0-9][^()]*\)\.?$")
_ENTRY = re.compile(r"[^\W\d_]{2,14}: [^–—-]")
_SENTENCE_IN_MARKS = re.compile(f"[.,][{_CLOSING}]+$")


def is_label(line: str) -> bool:
    """Whether the line is as short as a label: at most three words, no end mark, no dash."""
    if len(line) > _LABEL_WIDTH or line[0] in DASHES or line[-1] in ".?!,;":
        return False
    return len(line.split()) <= _LABEL_WORDS


def label(line: str) -> str:
    """The label without the noise around it (`nyheter>>`)."""
    return line.strip(_NOISE)


def is_section(line: str) -> bool:
    """Whether the line is a section that some house is known to print."""
    return label(line).casefold() in lexicon().sections


def agency_label(line: str) -> str | None:
    """The agency of a label line: `NTB`, `NTB Innenriks`; None if it names none."""
    first, _, rest = label(line).partition(" ")
    agency = lexicon().agencies.get(label(line)) or lexicon().agencies.get(first)
    return (
        agency
        if not rest or rest.casefold() in lexicon().sections or label(line) in lexicon().agencies
        else None
    )


def is_entry(line: str) -> bool:
    """Whether the line is an entry of an interview sheet: `Hvem: Kari Nord`."""
    return bool(_ENTRY.match(line))


def is_headline(line: str) -> bool:
    """Whether the line reads like a headline: short, no full stop at the end, no reporting clause."""
    words = len(line.split())
    if len(line) > _HEADLINE_WIDTH or words > _HEADLINE_WORDS or line[0].islower() or line[-1] in _END:
        return False
    if line[0] in DASHES and words > _SPOKEN_WORDS:
        return False
    return not _ends_like_prose(line)


def is_subheading(line: str) -> bool:
    """Whether the line reads like a subheading: shorter than a headline, no score, no list item."""
    if len(line) > _SUBHEAD_WIDTH or len(line.split()) > _SUBHEAD_WORDS:
        return False
    if line[0].islower() or line[-1] in ".:;,":
        return line.endswith("...")
    if line[-1] in _ASKING and (line[0] in DASHES or len(line.split()) > _QUESTION_WORDS):
        return False
    if line[0] in "•*·●▪✹►" or _SCORE.search(line):
        return False
    return not _ends_like_prose(line)


def _ends_like_prose(line: str) -> bool:
    """Whether the line ends with a sentence in quotation marks or with a reporting clause."""
    return bool(_SENTENCE_IN_MARKS.search(line) or _CLAUSE.search(line))
