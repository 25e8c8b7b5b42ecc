"""Articles to rows: the four document tables of a batch as Arrow.

The rooms before speak of spans in the view; here they become spans of the document, and the
text of a row is the slice of the document between them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from schemas.documents import DOCUMENTS, DatePrecision
from schemas.entities import ENTITIES
from schemas.quotes import QUOTES
from schemas.segments import SEGMENTS, SegmentKind
from schemas.table import Table
from transforms.article import Article
from transforms.quotes import Quote, Span

#: The partition of a row; these columns lead the order of the staged tables and never reach a file.
PARTITION_FIELDS = (
    pa.field("language", pa.large_string()),
    pa.field("year", pa.int32()),
    pa.field("month", pa.int32()),
)

Partition = tuple[str, int, int]
_Row = tuple[Any, ...]

_PROSE = frozenset({SegmentKind.LEDE, SegmentKind.PARAGRAPH})
_NO_WORD = re.compile(r"\s[^\w\s]+(?=\s)")
_BY_SPAN = attrgetter("start", "end")


@dataclass(frozen=True, slots=True)
class _Placed:
    """An article with what every one of its rows repeats."""

    article: Article
    document_id: str
    partition: Partition


def tables(articles: Sequence[Article], pipeline_version: str) -> dict[str, pa.Table]:
    """The rows of `articles` by table name, whatever the order of `articles`.

    Each table has the columns of its schema plus `language`, `year` and `month`, and is sorted by
    these, `document_id` and position. Tables without rows are there too.
    """
    placed = sorted((_place(article) for article in articles), key=attrgetter("partition", "document_id"))
    return {
        "documents": _table(DOCUMENTS, placed, lambda one: _document_rows(one, pipeline_version)),
        "segments": _table(SEGMENTS, placed, _segment_rows),
        "quotes": _table(QUOTES, placed, _quote_rows),
        "entities": _table(ENTITIES, placed, _entity_rows),
    }


def partition_of(article: Article) -> Partition:
    """Language, year and month of the rows of `article`; 0 where the date does not say."""
    date, precision = article.header.date, article.header.precision
    year = date.year if date else 0
    month = date.month if date and precision is not DatePrecision.YEAR else 0
    return article.detection.language, year, month


def _place(article: Article) -> _Placed:
    return _Placed(article, article.document_id, partition_of(article))


def _table(table: Table, placed: list[_Placed], rows_of: Callable[[_Placed], Iterator[_Row]]) -> pa.Table:
    rows: list[_Row] = []
    ends = [0]
    for one in placed:
        rows.extend(rows_of(one))
        ends.append(len(rows))
    schema = table.arrow_schema
    columns = zip(*rows, strict=True) if rows else ((),) * len(schema)
    arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
    owners = np.repeat(np.arange(len(placed)), np.diff(ends))
    fields = pa.schema([*schema, *PARTITION_FIELDS])
    return pa.Table.from_arrays([*arrays, *_partition_columns(placed, owners)], schema=fields)


def _partition_columns(placed: list[_Placed], owners: npt.NDArray[np.intp]) -> list[pa.Array]:
    """The partition of each row, `owners` being the positions in `placed` of their articles."""
    keys = zip(*(one.partition for one in placed), strict=True) if placed else ((), (), ())
    columns = zip(keys, PARTITION_FIELDS, strict=True)
    return [pa.array(column, field.type).take(pa.array(owners)) for column, field in columns]


def _document_rows(placed: _Placed, pipeline_version: str) -> Iterator[_Row]:
    article = placed.article
    raw, decoded, header, page = article.raw, article.decoded, article.header, article.page
    detection, body = article.detection, _body(article)
    probability = detection.probability
    yield (
        placed.document_id,
        raw.uri,
        raw.sha256,
        raw.size,
        decoded.encoding,
        decoded.encoding_source,
        detection.label,
        None if probability is None else round(probability, 4),
        header.date,
        header.precision,
        header.source,
        page.section,
        page.agency,
        page.headline,
        page.byline,
        decoded.text,
        body,
        _words(body),
        len(detection.segments),
        len(article.quotes),
        len(article.mentions),
        article.issues,
        pipeline_version,
    )


def _body(article: Article) -> str:
    text, span = article.decoded.text, article.view.span
    prose = (span(part.start, part.end) for part in article.detection.segments if part.kind in _PROSE)
    return "\n\n".join(text[start:end] for start, end in prose)


def _words(body: str) -> int:
    """Stretches between blanks that hold a letter or a digit."""
    return len(body.split()) - len(_NO_WORD.findall(f" {body} "))


def _segment_rows(placed: _Placed) -> Iterator[_Row]:
    article = placed.article
    for index, part in enumerate(article.detection.segments):
        start, end = article.view.span(part.start, part.end)
        yield placed.document_id, index, part.kind, start, end, part.language, part.credit


def _quote_rows(placed: _Placed) -> Iterator[_Row]:
    article, document_id = placed.article, placed.document_id
    for index, quote in enumerate(sorted(article.quotes, key=attrgetter("start", "end", "kind"))):
        start, end = article.view.span(quote.start, quote.end)
        yield (
            quote_id(document_id, start, end, quote.kind),
            document_id,
            index,
            quote.kind,
            start,
            end,
            article.decoded.text[start:end],
            quote.turn,
            *_slice(article, quote.cue),
            quote.cue_lemma,
            *_slice(article, quote.speaker),
            *_speaker(quote),
            quote.medium,
            quote.segment_kind,
            quote.rule,
            round(quote.confidence, 2),
        )


def quote_id(document_id: str, start: int, end: int, kind: str) -> str:
    """blake2b-128 of the four, joined by colons, hexadecimal; `start` and `end` count in the document."""
    return hashlib.blake2b(f"{document_id}:{start}:{end}:{kind}".encode(), digest_size=16).hexdigest()


def _slice(article: Article, span: Span | None) -> tuple[str | None, int | None, int | None]:
    if span is None:
        return None, None, None
    start, end = article.view.span(span.start, span.end)
    return article.decoded.text[start:end], start, end


def _speaker(quote: Quote) -> tuple[str | None, ...]:
    return quote.speaker_name, quote.speaker_kind, quote.speaker_role, quote.speaker_party


def _entity_rows(placed: _Placed) -> Iterator[_Row]:
    article = placed.article
    for index, mention in enumerate(sorted(article.mentions, key=_BY_SPAN)):
        start, end = article.view.span(mention.start, mention.end)
        yield (
            placed.document_id,
            index,
            start,
            end,
            article.decoded.text[start:end],
            mention.label,
            mention.name,
            mention.role,
            mention.party,
            mention.segment_kind,
            round(mention.confidence, 2),
            mention.engine,
        )
