"""segments: every non-blank stretch of a document, each with exactly one kind."""

from __future__ import annotations

from enum import StrEnum

import dataframely as dy
import polars as pl

from schemas.documents import LANGUAGE_MONTH
from schemas.table import Table, closed


class SegmentKind(StrEnum):
    """What a stretch of text is on the page."""

    HEADER = "header"  # the ` date ...` part
    SECTION = "section"  # a label line that names a section or agency
    HEADLINE = "headline"  # the title of the article
    LEDE = "lede"  # the first body paragraph, also where no headline exists
    PARAGRAPH = "paragraph"  # running text after the lede
    SUBHEADING = "subheading"  # a short line between paragraphs that titles what follows
    CAPTION = "caption"  # the text or credit of a picture
    BYLINE = "byline"  # who wrote the article
    FURNITURE = "furniture"  # notices, ads, time lines, read-more, teasers, signatures, fact boxes, a text too long to read


class Segments(dy.Schema):
    """One row per segment. The text is a slice: `scan("segments", with_text=True)`."""

    document_id = dy.String(primary_key=True, regex="^[0-9a-f]{32}$", description="The document.")
    segment_index = dy.Int32(primary_key=True, min=0, description="Position in the document, from 0.")
    kind = closed(SegmentKind, description="What the stretch is on the page.")
    start = dy.Int32(min=0, description="First code point in `documents.text`.")
    end = dy.Int32(min=1, description="Code point after the last, in `documents.text`.")
    segment_language = dy.String(
        nullable=True,
        description="Language of this segment where it could be told; differs from `language` in mixed documents.",
    )
    credit = dy.String(
        nullable=True, description="Photo credit of a caption (`AP / NTB`), repaired; null for other kinds."
    )

    @dy.rule()
    def span_is_not_empty(cls) -> pl.Expr:
        """`end` lies after `start`."""
        return pl.col("end") > pl.col("start")


SEGMENTS = Table("segments", Segments, LANGUAGE_MONTH, ("document_id", "segment_index"))
