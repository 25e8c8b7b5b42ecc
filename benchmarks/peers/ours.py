"""Spalte: the whole job of `spalte run --direct`, in one process.

python benchmarks/peers/ours.py ONE RAW OUT ENGINE
"""

from __future__ import annotations

import sys
from pathlib import Path

from clock import timed

from flows.engine import Direct
from flows.job import new_job
from flows.options import Options
from flows.run import run


def main(one: Path, raw: Path, out: Path, engine: str) -> None:
    """Time runs into an empty folder; `engine` finds the names."""
    options = Options(entities=engine, workers=0)
    timed(lambda texts, target: run(new_job(texts, target, options, Direct.name), Direct()), one, raw, out)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]), sys.argv[4])
