"""The staged rows of one table in one partition, by ranges of document ids."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import pyarrow as pa

from flows.merging.row_order import by_document, document_ids, prefix_range
from flows.merging.staged import Pieces, Span
from flows.storage import cut


@dataclass(frozen=True, slots=True)
class NewRows:
    """Rows in the order of their table: in memory where they are few, else on disk, cut by prefix of id."""

    schema: pa.Schema
    held: pa.Table
    spans: Mapping[str, Sequence[Span]]

    @classmethod
    def of(
        cls, pieces: Pieces, schema: pa.Schema, prefixes: Sequence[str], limit: int, scratch: Path
    ) -> Self:
        """Sort what lies in `pieces`, at most `limit` bytes at a time.

        More than that goes to `scratch` in sorted runs, from which the rows of each of `prefixes`
        can be read alone, so that every piece is read once.
        """
        nothing = schema.empty_table()
        if pieces.bytes > limit:
            return cls(schema, nothing, cut(scratch, _sorted_runs(pieces, schema, limit), prefixes))
        return cls(schema, next(_sorted_runs(pieces, schema, limit), nothing), {})

    def any_under(self, prefix: str) -> bool:
        """Whether there are rows of documents whose ids begin with `prefix`, given or shorter."""
        low, high = prefix_range(document_ids(self.held["document_id"]), prefix)
        return low < high or any(name.startswith(prefix) for name in self.spans)

    def under(self, prefix: str) -> list[pa.Table]:
        """The rows of documents whose ids begin with `prefix`, one of those given: sorted runs."""
        if self.spans:
            return [span.read(self.schema) for span in self.spans.get(prefix, ())]
        low, high = prefix_range(document_ids(self.held["document_id"]), prefix)
        return [self.held.slice(low, high - low)] if low < high else []


def _sorted_runs(pieces: Pieces, schema: pa.Schema, limit: int) -> Iterator[pa.Table]:
    waiting: list[pa.Table] = []
    size = 0
    for span in pieces:
        if waiting and size + span.length > limit:
            run = by_document(waiting)
            waiting, size = [], 0
            yield run
        waiting.append(span.read(schema))
        size += span.length
    if waiting:
        yield by_document(waiting)
