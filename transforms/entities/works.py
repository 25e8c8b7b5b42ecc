"""Names that are marked as such: titles in quotation marks, roads with their numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from schemas.entities import Label
from transforms.entities.lexicon import Lexicon, first_names
from transforms.entities.mention import Found
from transforms.entities.runs import Line

_TITLE = re.compile(r"[«»“”\"„]([^\W\d_][^«»“”\"„\n]{1,60})[»«”“\"]")
_NUMBERED = re.compile(r"(?<!\w)([^\W\d_]+) (\d{1,4})(?![\w.,]\d)")
_SURE, _LIKELY, _GUESS = 1.0, 0.8, 0.5
_MOST_WORDS = 7
_END_MARKS = frozenset(".!?,;:")


def works_of(line: Line, lexicon: Lexicon) -> Iterator[Found]:
    """Works, products and events by their quotation marks, roads by their numbers."""
    for match in _TITLE.finditer(line.text, line.start, line.end):
        label = _label(line, match, lexicon)
        if label:
            yield Found(match.start(1), match.end(1), label[0], line.kind, label[1])
    low = line.text[line.start : line.end].lower()
    if not any(road in low for road in lexicon.roads):
        return
    for match in _NUMBERED.finditer(line.text, line.start, line.end):
        if match[1].lower() in lexicon.roads:
            yield Found(match.start(), match.end(), Label.LOC, line.kind, _LIKELY)


def _label(line: Line, match: re.Match[str], lexicon: Lexicon) -> tuple[Label, float] | None:
    """What a marked stretch names; None for words that somebody said."""
    title = match[1]
    words = title.split()
    if not title[0].isupper() or title[-1] in _END_MARKS or title[-1].isspace() or len(words) > _MOST_WORDS:
        return None
    before = line.text[max(line.start, match.start() - 60) : match.start()].split()
    nouns = [word.strip(",.:;").lower() for word in before[-2:]]
    if any(noun in lexicon.works for noun in nouns):
        return Label.PROD, _SURE
    if any(noun in lexicon.events for noun in nouns):
        return Label.EVT, _SURE
    if len(words) == 1 or (words[0] in first_names() and len(words) == 2):  # noqa: PLR2004
        return None
    quoted = not before or before[-1].endswith(":") or line.text[match.end() : match.end() + 1] == ","
    return None if quoted or lexicon.nouns_capitalised else (Label.PROD, _GUESS)
