"""Makes `dataset_v0`: a dataset of schema version 0, which the next run must migrate.

Version 0 is the present one without some columns: one that may be null, lists and one number that may
not, and with one column more that later versions do not have. Run it only to change what is tested:

    python -m tests.golden.make_dataset_v0
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from schemas import TABLES
from tests.flows.rows import NB, UND, Doc, night

ROOT = Path(__file__).parent / "dataset_v0"

DOCUMENTS = [
    Doc("avis/2022/a.txt", NB, 3, "Veien er stengt, sier Kari Sund.\n\n– Vi venter på snøplogen."),
    Doc("avis/2022/b.txt", NB, 1, "Ola Nord blir ny ordfører."),
    Doc("avis/c.txt", UND, 0, "Torsk?"),
]

#: Columns that version 0 did not have.
LATER = {
    "documents": ["agency", "issues", "words"],
    "quotes": ["medium"],
    "sources": ["settings_digest"],
    "runs": ["intake", "warnings"],
}

#: A column that version 0 had and later ones have not.
DROPPED = {"documents": "publisher"}


def main() -> None:
    """Write the dataset of today, then take it back to version 0."""
    shutil.rmtree(ROOT, ignore_errors=True)
    night(ROOT, [DOCUMENTS])
    for name in TABLES:
        for path in (ROOT / name).glob("**/*.parquet"):
            _take_back(name, path)


def _take_back(table: str, path: Path) -> None:
    rows = pq.ParquetFile(path).read().drop_columns(LATER.get(table, []))
    if table in DROPPED:
        rows = rows.append_column(DROPPED[table], pa.nulls(rows.num_rows, pa.large_string()))
    pq.write_table(rows.replace_schema_metadata({"schema_version": "0", "settings_digest": "d0"}), path)


if __name__ == "__main__":
    main()
