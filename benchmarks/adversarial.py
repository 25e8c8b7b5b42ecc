"""Time per byte of texts that are made to be slow, against ordinary articles.

    python benchmarks/adversarial.py NAME ENGINE BYTES

prints the nanoseconds per byte of one text; `measure` runs every text in a process of its own, so
that one that never ends costs `PATIENCE` seconds of the processor and no more.
"""

from __future__ import annotations

import resource
import signal
import subprocess
import sys
from pathlib import Path
from time import process_time
from typing import Any

from stages import norwegian

from schemas.entities import EntityEngine
from transforms.article import Article, Raw, read_article
from transforms.rows import tables

#: Bytes of a text by engine: a megabyte for the rules, and as much as a model reads in a second or two.
SIZES = {EntityEngine.OFF: 1_000_000, EntityEngine.CASCADE: 60_000}
PATIENCE = 30  # seconds of the processor
BOUND = 2.0  # times the time per byte of ordinary text
ORDINARY = "ordinary"
MEAN = 2500  # bytes of an ordinary article, at least
WARM = 10  # articles read before the clock runs: lexica are read and patterns compiled once a process

#: What is repeated until the text has its size.
REPEATED = {
    "dashes": "–",
    "spaced dashes": "– ",
    "hyphens": "- ",
    "dash paragraphs": "–\n\n",
    "opening marks": "«",
    "closing marks": "»",
    "straight marks": '"',
    "spaced opening marks": "« ",
    "sier sier sier": "sier ",
    "one endless line": "Kommunen sier at veien er stengt og at ingen vet hvor lenge det vil vare ",
    "one endless sentence in dashes": "– Vi venter, sier Nord, – og ",
    "capitals": "KARI NORD: ",
    "names": "Kari Nord ",
    "brackets": "(",
    "colons": "Nord: ",
    "newlines": "\n",
    "full stops": ".",
    "one word": "a",
}


def nanoseconds_per_byte(name: str, engine: str, size: int) -> float:
    """CPU time of reading the text and making its rows. Ordinary text is as many bytes of articles."""
    for one in norwegian(WARM):
        read_article(one, engine)
    raws = norwegian(size // MEAN) if name == ORDINARY else [_raw(REPEATED[name], size)]
    started = process_time()
    read = [read_article(raw, engine) for raw in raws]
    tables([one for one in read if isinstance(one, Article)], "benchmark")
    return 1e9 * (process_time() - started) / sum(raw.size for raw in raws)


def _raw(unit: str, size: int) -> Raw:
    data = f" date 2022-02 {unit * (size // len(unit.encode()))}".encode()
    return Raw("a.txt", "0" * 64, len(data), data)


def measure(shrink: int) -> dict[str, Any]:
    """Of each engine: nanoseconds per byte of each text, None where patience ended, against ordinary text.

    A text has a `shrink`-th of its size; where that is above 1, every other text by the rules alone.
    """
    engines = SIZES if shrink == 1 else [EntityEngine.OFF]
    return {
        "bound": BOUND,
        **{engine.value: _measured(engine, shrink) for engine in engines},
    }


def _measured(engine: EntityEngine, shrink: int) -> dict[str, Any]:
    size = SIZES[engine] // shrink
    ordinary = _in_a_process(ORDINARY, engine, size)
    if ordinary is None:
        raise RuntimeError(f"{size} bytes of ordinary articles took more than {PATIENCE} CPU seconds.")
    measured = {name: _in_a_process(name, engine, size) for name in list(REPEATED)[:: min(shrink, 2)]}
    return {
        "bytes": size,
        "ordinary_nanoseconds_per_byte": round(ordinary, 1),
        "texts": {name: one and _compared(one, ordinary) for name, one in measured.items()},
    }


def _compared(one: float, ordinary: float) -> dict[str, float]:
    return {"nanoseconds_per_byte": round(one, 1), "ratio": round(one / ordinary, 2)}


def _in_a_process(name: str, engine: EntityEngine, size: int) -> float | None:
    command = [sys.executable, str(Path(__file__)), name, engine.value, str(size)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=False)  # noqa: S603
    if done.returncode == -signal.SIGXCPU:
        return None
    done.check_returncode()
    return float(done.stdout)


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, resource.RLIM_INFINITY))
    print(nanoseconds_per_byte(sys.argv[1], sys.argv[2], int(sys.argv[3])))
