"""What the pipeline makes of the sample corpus, one JSON file per raw file of `data/raw`.

`make golden` writes `expected/`; read the diff before you commit it. The rows of `documents` stand
there without `text`, `body` and `pipeline_version`, those of `segments` with their text.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from transforms.article import Article, Raw, read_article
from transforms.decode import Rejection
from transforms.rows import tables

HERE = Path(__file__).parent
RAW = HERE.parent.parent / "data" / "raw"
EXPECTED = HERE / "expected"

Row = dict[str, Any]

_LEFT_OUT = {"text", "body", "pipeline_version"}


def raw_files() -> list[Path]:
    """The raw files of the sample corpus, sorted."""
    return sorted(path for path in RAW.rglob("*") if path.name.endswith((".txt", ".txt.gz")))


def name(path: Path) -> str:
    """Name of the expected file: the path below the raw root with dots for slashes."""
    return path.relative_to(RAW).as_posix().replace("/", ".") + ".json"


def render(path: Path) -> str:
    """What the pipeline makes of one raw file, as JSON with one row a line."""
    read = read_article(_raw(path))
    tables_of_rows = _rejection(read) if isinstance(read, Rejection) else _tables(read)
    blocks = (_block(table, rows) for table, rows in tables_of_rows.items())
    return "{\n" + ",\n".join(blocks) + "\n}\n"


def write() -> None:
    """Write `expected/` anew."""
    EXPECTED.mkdir(exist_ok=True)
    for stale in EXPECTED.glob("*.json"):
        stale.unlink()
    for path in raw_files():
        (EXPECTED / name(path)).write_text(render(path), encoding="utf-8")


def _raw(path: Path) -> Raw:
    stored = path.read_bytes()
    data = gzip.decompress(stored) if path.suffix == ".gz" else stored
    uri = path.relative_to(RAW).as_posix()
    return Raw(uri, hashlib.sha256(stored).hexdigest(), len(stored), data)


def _rejection(read: Rejection) -> dict[str, list[Row]]:
    return {"rejected": [{"reason": read.reason, "detail": read.detail}]}


def _tables(read: Article) -> dict[str, list[Row]]:
    made = tables([read], "golden")
    (document,) = made["documents"].to_pylist()
    segments = [_with_text(row, document["text"]) for row in made["segments"].to_pylist()]
    kept = {key: value for key, value in document.items() if key not in _LEFT_OUT}
    quotes = [_lean(row) for row in made["quotes"].to_pylist()]
    return {"documents": [kept], "segments": [_lean(row) for row in segments], "quotes": quotes}


def _with_text(row: Row, text: str) -> Row:
    return {**row, "text": text[row["start"] : row["end"]]}


def _lean(row: Row) -> Row:
    shared = {"document_id", "quote_id", "language", "year", "month"}
    return {key: value for key, value in row.items() if key not in shared and value is not None}


def _block(table: str, rows: list[Row]) -> str:
    return f'"{table}": [\n' + ",\n".join(_lines(rows)) + "\n]"


def _lines(rows: list[Row]) -> Iterator[str]:
    for row in rows:
        yield json.dumps(row, ensure_ascii=False, default=str)


if __name__ == "__main__":
    write()
