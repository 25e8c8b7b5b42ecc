"""How much faster the phases of a run are on two workers than on one, and how much the machine has to give.

Two cores of a virtual machine may be two threads of one. What two can give at best is measured by two
runs at once that know nothing of each other, each with one worker on half of the corpus.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from make_corpus import FOLDER, Plan, write
from watched import SPALTE

from schemas import scan

ROUNDS = 5
ASKED = 1.8  # times as fast in the work phase
PHASES = {"work": "seconds_transform", "merge": "seconds_merge", "whole": "seconds_total"}


def measure(work: Path, articles: int, rounds: int = ROUNDS) -> dict[str, Any]:
    """Seconds of each phase without names, alternating, and ratios of each round: median and extremes."""
    raw, halves = _corpus(work, articles)
    seconds: dict[str, list[dict[str, float]]] = {"one worker": [], "two workers": [], "two runs": []}
    for _ in range(rounds):
        seconds["one worker"].append(_together(work, {raw: 1}))
        seconds["two workers"].append(_together(work, {raw: 2}))
        seconds["two runs"].append(_together(work, dict.fromkeys(halves, 1)))
    return {
        "articles": articles,
        "rounds": rounds,
        "asked": ASKED,
        "seconds": {name: _phases(found) for name, found in seconds.items()},
        "two_workers_as_fast": _ratios(seconds["one worker"], seconds["two workers"]),
        "two_runs_as_fast": _ratios(seconds["one worker"], seconds["two runs"]),
    }


def _corpus(work: Path, articles: int) -> tuple[Path, list[Path]]:
    """All articles, and two folders with half of them each (links)."""
    raw = work / f"raw-{articles}"
    if not raw.exists():
        write(articles, raw, Plan(0, None, night=False))
    halves = [work / f"raw-{articles}-half-{number}" for number in range(2)]
    for number, half in enumerate(halves):
        shutil.rmtree(half, ignore_errors=True)
        for index, path in enumerate(sorted(raw.rglob("*.txt"))[number::2]):
            folder = half / f"part-{index // FOLDER:04}"
            folder.mkdir(parents=True, exist_ok=True)
            (folder / path.name).hardlink_to(path)
    return raw, halves


def _together(work: Path, asked: Mapping[Path, int]) -> dict[str, float]:
    """Seconds by phase of runs over folders with so many workers, all at once: those of the slowest."""
    outs = {raw: work / f"out-workers-{index}" for index, raw in enumerate(asked)}
    for out in outs.values():
        shutil.rmtree(out, ignore_errors=True)
    running = [_started(raw, outs[raw], workers) for raw, workers in asked.items()]
    for process in running:
        if process.wait() not in {0, 3}:  # an alarm is no failure: the corpus is no house
            raise subprocess.CalledProcessError(process.returncode, process.args)
    rows = [scan("runs", out).collect().row(-1, named=True) for out in outs.values()]
    return {phase: max(row[column] for row in rows) for phase, column in PHASES.items()}


def _started(raw: Path, out: Path, workers: int) -> subprocess.Popen[bytes]:
    command = [SPALTE, "run", raw, out, "--direct", "--entities", "off", "--workers", str(workers)]
    return subprocess.Popen(list(map(str, command)), stdout=subprocess.DEVNULL)  # noqa: S603 (our own program)


def _phases(found: Sequence[Mapping[str, float]]) -> dict[str, dict[str, float]]:
    return {phase: _spread([one[phase] for one in found]) for phase in PHASES}


def _ratios(ones: Sequence[Mapping[str, float]], twos: Sequence[Mapping[str, float]]) -> dict[str, Any]:
    pairs = list(zip(ones, twos, strict=True))
    return {phase: _spread([one[phase] / two[phase] for one, two in pairs]) for phase in PHASES}


def _spread(found: Sequence[float]) -> dict[str, float]:
    figures = {"median": statistics.median(found), "least": min(found), "most": max(found)}
    return {name: float(f"{figure:.3g}") for name, figure in figures.items()}
