"""The floor: read every file, decode it, write one Parquet file of the texts.

    python benchmarks/peers/floor.py ONE RAW OUT

Nothing is understood. No job that makes a table of texts can cost less.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from clock import timed


def floor(raw: Path, out: Path) -> None:
    """Write `out/texts.parquet` of the .txt files below `raw`."""
    paths = sorted(raw.rglob("*.txt"))
    texts = [path.read_bytes().decode("utf-8", "replace") for path in paths]
    out.mkdir(parents=True, exist_ok=True)
    names = [path.relative_to(raw).as_posix() for path in paths]
    pq.write_table(pa.table({"source": names, "text": texts}), out / "texts.parquet", compression="zstd")


if __name__ == "__main__":
    timed(floor, *map(Path, sys.argv[1:4]))
