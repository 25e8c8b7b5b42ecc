"""A clean view of a damaged text, with the way back.

The text of a document is sacred, but mojibake, HTML entities and invisible characters hide the
marks that the later rooms look for. They all read `View.text`; `View.span` maps what they found
back to the document.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class View:
    """`text` is the clean text; `starts[i]` is the code point of the document where its i-th
    character begins, `starts[len(text)]` the document's length. `starts` is None for the identity."""

    text: str
    starts: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The document's span for the span `start:end` of the view."""
        return (start, end) if self.starts is None else (self.starts[start], self.starts[end])
