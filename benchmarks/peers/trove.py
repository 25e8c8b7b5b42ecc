"""The same rows by datatrove: its reader, formatter, filter, writer and executor around our `transforms`.

    python benchmarks/peers/trove.py ONE RAW OUT

What datatrove is made for, and no more: one task reads all files, every article becomes one record with its
segments and quotes inside, records go to Parquet files by language, year and month. Nothing is compared with
the night before, sorted or published; a second run writes everything again. datatrove's own language filter
would download a model, so this one keeps what langdetect-rs knew on our way through the article.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
from clock import timed
from datatrove.data import Document, DocumentsPipeline
from datatrove.executor.local import LocalPipelineExecutor
from datatrove.pipeline.filters.base_filter import BaseFilter
from datatrove.pipeline.formatters.base import BaseFormatter
from datatrove.pipeline.readers.base import BaseDiskReader
from datatrove.pipeline.writers.parquet import ParquetWriter

from schemas import DOCUMENTS, QUOTES, SEGMENTS
from schemas.entities import EntityEngine
from transforms.article import Article, Raw, read_article
from transforms.rows import tables

TOGETHER = 500  # articles whose rows are made at once, as in a batch of ours
INSIDE = {
    "segment_rows": SEGMENTS,
    "quote_rows": QUOTES,
}  # tables that become a list in their article's record
NESTED = [(name, pa.list_(pa.struct(list(table.arrow_schema)))) for name, table in INSIDE.items()]
SCHEMA = pa.schema([*DOCUMENTS.arrow_schema, *NESTED])


class TextReader(BaseDiskReader):
    """A file is an article."""

    name = "texts"

    def read_file(self, filepath: str) -> DocumentsPipeline:
        """The article at `filepath`, its bytes in `metadata`."""
        with self.data_folder.open(filepath, "rb") as file:
            data = file.read()
        text = data.decode("utf-8", "replace")
        document = self.get_document_from_dict({"text": text, "id": filepath, "data": data}, filepath, 0)
        if document:
            yield document


class Understand(BaseFormatter):
    """Articles become records: `metadata` has the columns of SCHEMA and those of the partition."""

    name = "Spalte's transforms"

    def format(self, text: str) -> str:
        """The text stays as it is."""
        return text

    def run(self, data: DocumentsPipeline, rank: int = 0, world_size: int = 1) -> DocumentsPipeline:  # noqa: ARG002 (datatrove's interface)
        """The documents of `data` whose content is usable."""
        documents = iter(data)
        while some := list(islice(documents, TOGETHER)):
            records = records_of(some)
            for document in some:
                if document.id in records:
                    document.metadata = records[document.id]
                    yield document


class KnownLanguage(BaseFilter):
    """Leaves out articles in no language that langdetect-rs and the words agree on."""

    name = "language"

    def filter(self, doc: Document) -> bool:
        """Whether the article stays."""
        return bool(doc.metadata["language"] != "und")


def records_of(documents: list[Document]) -> Mapping[str, dict[str, Any]]:
    """The record of each usable article by its path."""
    read = (read_article(raw_of(one), EntityEngine.OFF) for one in documents)
    made = tables([one for one in read if isinstance(one, Article)], "benchmark")
    records = {row["document_id"]: row for row in made[DOCUMENTS.name].to_pylist()}
    for name, table in INSIDE.items():
        for one in records.values():
            one[name] = []
        for row in made[table.name].to_pylist():
            records[row["document_id"]][name].append(row)
    return {one["source_uri"]: one for one in records.values()}


def raw_of(document: Document) -> Raw:
    """The file of a document as the walk wants it."""
    data = document.metadata["data"]
    return Raw(document.id, hashlib.sha256(data).hexdigest(), len(data), data)


def record(_: ParquetWriter, document: Document) -> dict[str, Any]:
    """What is written of a document."""
    return {name: document.metadata[name] for name in SCHEMA.names}


def steps(raw: Path, out: Path) -> Iterator[Any]:
    """The pipeline."""
    yield TextReader(str(raw), glob_pattern="**/*.txt")
    yield Understand()
    yield KnownLanguage()
    folder = "language=${language}/year=${year}/month=${month}/${rank}.parquet"
    yield ParquetWriter(str(out), folder, compression="zstd", adapter=record, schema=SCHEMA)


def job(raw: Path, out: Path) -> None:
    """From a folder of texts to a folder of records."""
    logs = str(out / "logs")
    LocalPipelineExecutor(list(steps(raw, out / "documents")), workers=1, logging_dir=logs).run()


if __name__ == "__main__":
    timed(job, *map(Path, sys.argv[1:4]))
