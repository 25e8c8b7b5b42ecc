"""Pages that a reader should be warned of: repeated paragraphs, live feeds, lists, transcripts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from schemas.segments import SegmentKind
from transforms.segments.lexicon import lexicon

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


def repeats(texts: Sequence[str], kinds: Sequence[SegmentKind]) -> bool:
    """Whether a paragraph or caption stands twice."""
    printed = [
        text
        for text, kind in zip(texts, kinds, strict=True)
        if kind in _REPEATABLE and len(text) >= _SHORTEST_REPEAT
    ]
    return len(set(printed)) < len(printed)


def is_no_article(texts: Sequence[str]) -> bool:
    """Whether a page of these lines is a live feed, log, transcript, list or recipe instead of an article."""
    short = [text for text in texts if len(text) < _SHORT]
    titles = lexicon().not_articles
    if any(text.rstrip(": ").casefold() in titles for text in short):
        return True
    items = sum(text[-1] not in _FINAL for text in short)
    # No time or turn begins with a word in small letters, as most lines do; after `k` an `l` makes it a time.
    marked = [text for text in texts if not text[1:2].islower() or text[1] == "l"]
    clocks = len(list(filter(_CLOCK.match, marked)))
    turns = len(list(filter(_TURN.match, marked)))
    return (
        (clocks >= _ENTRIES and clocks * 3 >= len(texts))
        or (turns >= _ENTRIES and turns * 2 >= len(texts))
        or (items >= _LIST_LINES and items * 3 >= len(texts) * 2)
    )
