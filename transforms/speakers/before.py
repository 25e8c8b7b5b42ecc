"""What stands right before a position."""

from __future__ import annotations

import re

_NEAR = 30  # code points


def word_before(text: str, start: int) -> str:
    """The word before a position, in lower case; empty when there is none near."""
    words = text[start - _NEAR if start > _NEAR else 0 : start].rsplit(None, 1)
    return words[-1].lower() if words else ""


def words_before(text: str, start: int, backwards: re.Pattern[str], reach: int) -> list[str]:
    """The words before a position, in order, that a pattern finds when it reads backwards from there.

    Reading backwards makes it one match: a search for what ends at a position tries every place.
    """
    found = backwards.match(text[max(0, start - reach) : start][::-1])
    return found[0][::-1].split() if found else []
