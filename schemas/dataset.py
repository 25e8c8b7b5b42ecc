"""Read a table of a processed dataset, in a folder or an object store: `scan("quotes", "data/processed")`."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from schemas.documents import DOCUMENTS
from schemas.errors import NoDatasetError
from schemas.published import Published, is_store, published
from schemas.segments import SEGMENTS
from schemas.table import Table
from schemas.tables import TABLES


def scan(table: str, root: str | Path = "data/processed", *, with_text: bool = False) -> pl.LazyFrame:
    """One table of the dataset at `root` as a lazy frame: declared columns, then typed partition keys.

    `root` is a folder, or an address in an object store (`s3://`, `gs://`), which polars reads with the
    usual variables for endpoint and credentials.

    The version is resolved here, once: the query sees one night of the table, also while the next
    is published, and stays valid until two more have been. Frames that shall be of the same night
    come from one `version(root)` and `scan_folder`.

    `with_text` adds to `segments` a last column `text`, sliced out of the documents. The other
    document tables carry their text already; `sources` and `runs` have none.

    Raises `NoDatasetError` where no run has published yet, `ValueError` for an unknown table or
    for `with_text` on another table than `segments`.
    """
    return scan_folder(table, version(root), with_text=with_text)


def version(root: str | Path = "data/processed") -> Path | Published:
    """The version that is current now, of a folder or in a store, for `scan_folder`. Raises `NoDatasetError`."""
    if not is_store(root):
        return version_folder(root)
    url = str(root).rstrip("/")
    if found := published(url):
        return found
    raise NoDatasetError(f"No dataset in {url}: it has no current.json. Run `spalte run RAW {url}` first.")


def version_folder(root: str | Path = "data/processed") -> Path:
    """Folder of the version that is current now: it holds all tables of one night. Raises `NoDatasetError`."""
    current = Path(root, ".current")
    try:
        return current.resolve(strict=True)
    except FileNotFoundError:
        raise NoDatasetError(
            f"No dataset in {root}: {current} does not exist. "
            f"Run `spalte run RAW {root}` first, or name the folder that a run wrote to."
        ) from None


def scan_folder(table: str, folder: Path | Published, *, with_text: bool = False) -> pl.LazyFrame:
    """Like `scan`, of the version in `folder` or in a store. Columns that an older version lacks are null."""
    declared = _declared(table)
    if with_text and table != SEGMENTS.name:
        raise ValueError(f"with_text is for segments, not for {table}: leave it out.")
    frame = _scan(declared, folder)
    return _with_text(frame, _scan(DOCUMENTS, folder)) if with_text else frame


def _declared(table: str) -> Table:
    if table not in TABLES:
        raise ValueError(f"No table {table!r}; there are {', '.join(TABLES)}.")
    return TABLES[table]


def _scan(table: Table, folder: Path | Published) -> pl.LazyFrame:
    return pl.scan_parquet(
        folder / table.name if isinstance(folder, Path) else folder.files(table),
        schema=table.polars_schema,
        hive_partitioning=bool(table.keys),
        hive_schema=table.hive_schema or None,
        missing_columns="insert",
        extra_columns="ignore",
    )


def _with_text(segments: pl.LazyFrame, documents: pl.LazyFrame) -> pl.LazyFrame:
    """Partition keys take part in the join, so a filter on them prunes the documents too."""
    keys = ["document_id", *SEGMENTS.keys]
    whole = documents.select(*keys, "text")
    length = pl.col("end") - pl.col("start")
    joined = segments.join(whole, on=keys, how="left", maintain_order="left")
    return joined.with_columns(pl.col("text").str.slice(pl.col("start"), length))
