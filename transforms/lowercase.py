"""A text in lower case in which every place is the text's."""

from __future__ import annotations


def lowercase(text: str) -> str:
    """`text` in lower case, code point by code point: `İ`, which would become two, loses its dot."""
    return text.replace("İ", "I").lower()
