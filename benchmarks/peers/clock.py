"""How every contender is timed: warm, by the processor, in its own process."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable
from pathlib import Path
from time import process_time

Work = Callable[[Path, Path], object]


def timed(work: Work, one: Path, raw: Path, out: Path) -> None:
    """Do `work` on the folder `one`, then on `raw` with the clock running; print what that took as JSON.

    `work` is given a folder of .txt files and one to write below. The first time imports what is
    imported late, reads models and compiles patterns: what a program pays once is on nobody's bill.
    """
    work(one, out / "warm")
    gc.collect()
    gc.freeze()  # the collector does not walk over what was there before
    started = process_time()
    work(raw, out / "timed")
    seconds = process_time() - started
    print(json.dumps({"files": sum(1 for _ in raw.rglob("*.txt")), "cpu_seconds": seconds}))
