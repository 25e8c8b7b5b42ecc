"""What somebody waits for: help, the sample run with Prefect and without, one new file in a large dataset."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import scale
from make_corpus import Plan, article, read_languages
from watched import SPALTE, run_spalte

from schemas import scan

RAW = Path(__file__).parent.parent / "data" / "raw"
#: What `spalte run --direct` imports before it begins.
IMPORTS = "from flows.light import load_schemas; load_schemas(); import flows.cli, flows.local_run"
STEPS = ("discover", "transform", "merge", "total")


def measure(work: Path, documents: int, repeats: int, *, sample: bool) -> dict[str, Any]:
    """Seconds to the first output and to the end: see the parts. `documents` are in the large dataset.

    The dataset is made below `work`, once and for `scale` and `night` too (minutes); what is short is timed
    `repeats` times. The `sample` run prepares a database of Prefect's, half a minute.
    """
    return {
        "help": _spread([_seconds(SPALTE, "--help") for _ in range(repeats)]),
        **(sample_run() if sample else {}),
        "imports": _spread([_seconds(sys.executable, "-c", IMPORTS) for _ in range(repeats)]),
        "one_new_file": one_new_file(work, documents, repeats),
    }


def sample_run() -> dict[str, Any]:
    """The sample corpus read for the first time; what Prefect adds."""
    with tempfile.TemporaryDirectory() as folder:
        home = {"PREFECT_HOME": str(Path(folder) / "prefect")}
        runs = {
            "prefect_first": run_spalte("run", RAW, Path(folder) / "1", environment=home),
            "prefect_warm": run_spalte("run", RAW, Path(folder) / "2", environment=home),
            "direct": run_spalte("run", RAW, Path(folder) / "3", "--direct"),
        }
    return {
        **{name: one._asdict() for name, one in runs.items()},
        "prefect_adds_seconds": round(runs["prefect_warm"].seconds - runs["direct"].seconds, 2),
    }


def one_new_file(work: Path, documents: int, repeats: int) -> dict[str, Any]:
    """`spalte run --direct` over a dataset that lacks nothing, or one article; without and with names."""
    raw, made = scale.first_run(work, documents, "off")
    out, new = work / f"startup-{documents}", raw / "startup"
    shutil.rmtree(out, ignore_errors=True)
    # The files of a version never change, so a second name for each is a dataset of its own.
    shutil.copytree(made, out, symlinks=True, copy_function=os.link)
    new.mkdir()
    try:
        return {
            "documents": documents,
            "nothing_new": _runs(raw, out, "off", [None] * repeats),
            **{
                engine: _runs(raw, out, engine, _articles(new, engine, repeats))
                for engine in ("off", "cascade")
            },
        }
    finally:
        shutil.rmtree(new)
        shutil.rmtree(out)


def _articles(folder: Path, name: str, count: int) -> list[tuple[Path, bytes]]:
    """A Norwegian article for each run, and where to put it."""
    languages, plan = read_languages(), Plan(1, "nb", night=True)
    return [(folder / f"{name}-{index}.txt", article(index, plan, languages)) for index in range(count)]


def _runs(
    raw: Path, out: Path, entities: str, arrivals: Sequence[tuple[Path, bytes] | None]
) -> dict[str, Any]:
    """A run after each arrival, or after none: all seconds, and those of the run's steps."""
    seconds = []
    for arrival in arrivals:
        if arrival:
            path, text = arrival
            path.write_bytes(text)
            os.utime(path, (0, 0))  # what was written just before a run is read again by the next
        seconds.append(_seconds(SPALTE, "run", raw, out, "--direct", "--entities", entities))
    rows = scan("runs", out).sort("started_at").tail(len(arrivals)).collect()
    if rows["new"].to_list() != [int(arrival is not None) for arrival in arrivals]:
        raise RuntimeError(f"runs over {raw} read {rows['new'].to_list()} new files")
    steps = {step: round(median(rows[f"seconds_{step}"]), 3) for step in STEPS}
    return {**_spread(seconds), "steps": steps}


def _seconds(*command: str | Path) -> float:
    """From the start of a process to its end; an alarm (status 3) is no failure: the corpus is no house."""
    started = perf_counter()
    done = subprocess.run([str(word) for word in command], capture_output=True, check=False)  # noqa: S603
    seconds = perf_counter() - started
    if done.returncode not in {0, 3}:
        raise subprocess.CalledProcessError(done.returncode, done.args, done.stdout, done.stderr)
    return seconds


def _spread(seconds: Sequence[float]) -> dict[str, float]:
    return {
        "median": round(median(seconds), 3),
        "least": round(min(seconds), 3),
        "most": round(max(seconds), 3),
    }
