"""documents: one row per raw file that could be read as an article."""

from __future__ import annotations

from enum import StrEnum

import dataframely as dy
import polars as pl

from schemas.table import Table, closed

#: The partition keys that documents, segments, quotes and entities share.
LANGUAGE_MONTH = {"language": pl.String(), "year": pl.Int32(), "month": pl.Int32()}


class EncodingSource(StrEnum):
    """How the encoding of a file became known."""

    BOM = "bom"  # a byte-order mark says so
    UTF8 = "utf8"  # the bytes are strict UTF-8
    DECLARED = "declared"  # spalte.toml declares it for this path
    DETECTED = "detected"  # chosen among plausible candidates
    FALLBACK = "fallback"  # windows-1252, the last resort


class DatePrecision(StrEnum):
    """How much of `date` the source states."""

    DAY = "day"  # the day is known
    MONTH = "month"  # the month is known, `date` is its first day
    YEAR = "year"  # the year is known, `date` is its first day


class DateSource(StrEnum):
    """Where `date` was read."""

    HEADER = "header"  # the ` date ...` token at the start of the file
    PATH = "path"  # the names of the file and its folders


class Issue(StrEnum):
    """What a reader of a document should know before trusting it."""

    ENCODING_DAMAGED = "encoding_damaged"  # mojibake, entities or other decoding damage in the text
    ENCODING_GUESSED = "encoding_guessed"  # windows-1252 as the last resort, or a rare encoding
    LETTERS_LOST = "letters_lost"  # letters replaced by ? or U+FFFD
    GLUED_TEXT = "glued_text"  # sentences, captions or credits run into each other
    REPEATED_PARAGRAPH = "repeated_paragraph"  # a paragraph or caption stands twice
    PAYWALL_CUT = "paywall_cut"  # the text stops at a paywall notice
    MIXED_LANGUAGE = "mixed_language"  # a segment is in another language
    LANGUAGE_UNSURE = "language_unsure"  # too short or too unclear: language is und
    DATE_SUSPECT = "date_suspect"  # the text contradicts the date, or the date is no calendar day
    TOO_LONG = "too_long"  # longer than what is understood: kept whole, as one piece of furniture
    NOT_AN_ARTICLE = "not_an_article"  # live feed, list, log, transcript, recipe ...


class Documents(dy.Schema):
    """One row per document: what the file says about itself, its text and what was counted in it."""

    document_id = dy.String(
        primary_key=True, regex="^[0-9a-f]{32}$", description="blake2b-128 of `source_uri`, hexadecimal."
    )
    source_uri = dy.String(
        description="Path of the raw file below the raw root, with `/`; of a member of an archive `news.zip!/path/in/it.txt`. Bytes that are no UTF-8, `%`, and `!` before `/` are percent-encoded."
    )
    source_sha256 = dy.String(
        regex="^[0-9a-f]{64}$",
        description="SHA-256 of the raw bytes as stored (before decompression), hexadecimal.",
    )
    source_bytes = dy.Int64(min=0, description="Size of the raw file as stored, in bytes.")
    encoding = dy.String(description="Encoding that the text was decoded with (Python codec name).")
    encoding_source = closed(EncodingSource, description="How the encoding became known.")
    language_detected = dy.String(
        nullable=True,
        description="langdetect's own label (`no` for all Norwegian); null when the prose was too short to ask.",
    )
    language_probability = dy.Float64(
        nullable=True,
        min=0,
        max=1,
        description="langdetect's probability of `language_detected`, four decimal places.",
    )
    date = dy.Date(
        nullable=True, description="First day of the period that the source states; null when undated."
    )
    date_precision = closed(DatePrecision, nullable=True, description="How much of `date` is known.")
    date_source = closed(DateSource, nullable=True, description="Where `date` was read.")
    section = dy.String(nullable=True, description="Section label as printed (`innenriks`, `Kultur`).")
    agency = dy.String(
        nullable=True,
        description="News agency from a label, dateline, byline or signature (`NTB`); never from a photo credit.",
    )
    headline = dy.String(nullable=True, description="Headline as printed; null when the page has none.")
    byline = dy.List(dy.String(), description="Names of the authors, repaired; empty when none is printed.")
    text = dy.String(
        description="The decoded file with nothing normalised; every offset of every table counts code points into it."
    )
    body = dy.String(description="Prose only: lede and paragraphs, joined by a blank line.")
    words = dy.Int32(min=0, description="Words in `body`.")
    segments = dy.Int32(min=0, description="Rows of this document in `segments`.")
    quotes = dy.Int32(min=0, description="Rows of this document in `quotes`.")
    entities = dy.Int32(min=0, description="Rows of this document in `entities`.")
    issues = dy.List(
        dy.String(),
        metadata={"values": Issue},
        description="Codes of what a reader should know before trusting the row, sorted.",
    )
    pipeline_version = dy.String(description="Version of the code and language data that made the row.")

    @dy.rule()
    def date_has_precision_and_source(cls) -> pl.Expr:
        """`date`, `date_precision` and `date_source` are null together."""
        known = pl.col("date").is_not_null()
        return (known == pl.col("date_precision").is_not_null()) & (
            known == pl.col("date_source").is_not_null()
        )


DOCUMENTS = Table("documents", Documents, LANGUAGE_MONTH, ("document_id",))
