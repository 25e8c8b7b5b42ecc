"""What the process that runs the sequence takes: seconds and memory, with workers that answer at once.

Runs of several sizes (see simulated_run.py), because what grows is the difference between two of them.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from flows.discover import discover

SIMULATION = Path(__file__).with_name("simulated_run.py")

LISTED = 20_000  # files that are really made, to be listed

Run = Mapping[str, Any]


def measure(work: Path, files: int) -> dict[str, Any]:
    """First runs and nights: a tenth of `files`, so many and ten times as many, of twenty years.

    A night brings one new file in a hundred. The smallest are done with files of one year too: the
    difference is what a file of a table costs. That of the two largest is what a batch, and a known
    file, costs.
    """
    sizes = (files // 10, files, 10 * files)
    with tempfile.TemporaryDirectory(dir=_made(work)) as folder:
        short = _runs(Path(folder), sizes[0], years=1)
        long = [_runs(Path(folder), size, years=20) for size in sizes]
        listing = _listing(Path(folder))
    firsts, nights = ([one[kind] for one in long] for kind in ("first", "night"))
    return {
        "listed_files_per_cpu_second": listing,
        "planned_files_per_cpu_second": _planned(nights[-1], "cpu_seconds"),
        "planned_files_per_second": _planned(nights[-1], "seconds"),
        "per_thousand_batches": _growth(firsts[-2], firsts[-1], "batches"),
        "per_thousand_changes": _growth(short["first"], firsts[0], "changes"),
        "per_thousand_table_files": _growth(short["night"], nights[0], "table_files"),
        "per_thousand_known_files": _growth(nights[-2], nights[-1], "files"),
        "ledger_bytes_per_file": round(firsts[-1]["ledger_bytes"] / firsts[-1]["files"], 1),
        "runs": {"one year": short, **{f"{one['first']['files']:,} files": one for one in long}},
    }


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _runs(work: Path, files: int, years: int) -> dict[str, Run]:
    """A first run, and a night on top of it."""
    folder = work / f"{files}-{years}"
    arguments = [str(folder), str(files), "--years", str(years)]
    runs = {"first": _run(arguments), "night": _run([*arguments, "--new", str(files // 100)])}
    shutil.rmtree(folder)
    return runs


def _run(arguments: Sequence[str]) -> Run:
    """One simulated run, in a process of its own: its peak of memory is its own."""
    command = [sys.executable, str(SIMULATION), *arguments]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)  # noqa: S603 (our own program)
    found: Run = json.loads(done.stdout.splitlines()[-1])
    return found


def _planned(run: Run, clock: str) -> int:
    return round(run["files"] / run["steps"]["plan"][clock])


def _growth(small: Run, large: Run, what: str) -> dict[str, float]:
    """Seconds, CPU seconds and MiB that a thousand more of `what` add, never less than nothing."""
    thousands = (large[what] - small[what]) / 1000
    columns = {"seconds": "seconds", "cpu_seconds": "cpu_seconds", "mib": "peak_mib"}
    return {name: round(max(0.0, large[one] - small[one]) / thousands, 4) for name, one in columns.items()}


def _listing(work: Path) -> int:
    """Files that `discover` lists in a second of CPU time, the best of three: a disk of this machine."""
    root = work / "listed"
    for number in range(LISTED):
        path = root / f"{number // 1000:03d}" / f"{number:06d}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    seconds = []
    for _ in range(3):
        started = time.process_time()
        found = discover(root)
        seconds.append(time.process_time() - started)
    return round(found.files.height / min(seconds))
