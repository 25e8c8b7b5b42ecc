"""Pages that a reader should be warned of: repeated paragraphs, live feeds, lists, transcripts."""

from __future__ import annotations

import re

from schemas.segments import SegmentKind
from transforms.segments.lexicon import lexicon
from transforms.segments.places import Placed

_REPEATABLE = frozenset((SegmentKind.LEDE, SegmentKind.PARAGRAPH, SegmentKind.CAPTION))
_SHORTEST_REPEAT = 30  # characters: `– Ja.` may stand twice

_CLOCK = re.compile(r"(?:kl\.? ?)?[0-2]?[0-9][.:h][0-5][0-9]\b")
_TURN = re.compile(
    r"(?:Q|A|[^\W\d_]\.|MR|MS|MRS|[^\W\d_a-zæøåäöü]{3,}(?: [^\W\d_a-zæøåäöü]+){0,2})(?: \[[0-9:]+\])?[:.]-? "
)
_ENTRIES = 4  # times or turns that begin lines before the page is a feed or a transcript
_LIST_LINES = 12
_SHORT = 60  # characters of a list item
_FINAL = frozenset('.!?»”"…)')


def repeats(placed: list[Placed]) -> bool:
    """Whether a paragraph or caption stands twice."""
    seen: set[str] = set()
    for look, kind, _ in placed:
        text = look.line.text
        if kind in _REPEATABLE and len(text) >= _SHORTEST_REPEAT:
            if text in seen:
                return True
            seen.add(text)
    return False


def is_no_article(placed: list[Placed]) -> bool:
    """Whether the page is a live feed, log, transcript, list or recipe instead of an article."""
    lines = [look.line.text for look, _, _ in placed]
    short = [line for line in lines if len(line) < _SHORT]
    titles = lexicon().not_articles
    if any(line.rstrip(": ").casefold() in titles for line in short):
        return True
    items = sum(line[-1] not in _FINAL for line in short)
    # No time or turn begins with a word in small letters, as most lines do; after `k` an `l` makes it a time.
    marked = [line for line in lines if not line[1:2].islower() or line[1] == "l"]
    clocks = sum(_CLOCK.match(line) is not None for line in marked)
    turns = sum(_TURN.match(line) is not None for line in marked)
    return (
        (clocks >= _ENTRIES and clocks * 3 >= len(lines))
        or (turns >= _ENTRIES and turns * 2 >= len(lines))
        or (items >= _LIST_LINES and items * 3 >= len(lines) * 2)
    )
