"""Where and with what a benchmark ran: stands at the head of every result."""

from __future__ import annotations

import os
import platform
import subprocess
import time
from importlib.metadata import version
from pathlib import Path

PACKAGES = (
    *("spalte", "polars", "pyarrow", "prefect", "langdetect", "langdetect-rs"),
    *("onnxruntime", "tokenizers", "numpy"),
)


def machine() -> dict[str, str | float | dict[str, str]]:
    """Processor, cores that this process may use, memory in MiB, Python and package versions, commit.

    `load` is how many processes wanted a core in the minute before: timings want less than one. `pace` is
    what a loop that never changes takes, in milliseconds of CPU: a machine whose host has other guests is up
    to twice as slow from hour to hour, and figures of two runs compare where their pace does.
    """
    return {
        "commit": _commit(),
        "processor": _field("/proc/cpuinfo", "model name") or platform.processor() or platform.machine(),
        "cores": len(os.sched_getaffinity(0)),
        "load": round(os.getloadavg()[0], 1),
        "pace": round(min(pace() for _ in range(5)), 1),
        "memory_mib": int((_field("/proc/meminfo", "MemTotal") or "0 kB").split()[0]) // 1024,
        "system": platform.platform(),
        "python": platform.python_version(),
        "packages": {name: version(name) for name in PACKAGES},
    }


def pace(turns: int = 1_000_000) -> float:
    """CPU milliseconds of a million additions and multiplications, which never change, judged by `turns`."""
    started, total = time.process_time(), 0
    for number in range(turns):
        total += number * number
    return 1000 * (time.process_time() - started) * 1_000_000 / turns


def _commit() -> str:
    """Of this repository; with a `+` where tracked files differ from it, other than results."""
    try:
        commit = _git("rev-parse", "--short=10", "HEAD")
        differs = _git("status", "--porcelain", "--untracked-files=no", "--", ":/", ":!results")
    except (OSError, subprocess.CalledProcessError):  # no git, or no clone
        return "unknown"
    return f"{commit}+" if differs else commit


def _git(*command: str) -> str:
    """What git prints for a command in the folder of this file."""
    asked = ["git", "-C", str(Path(__file__).parent), *command]
    return subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()  # noqa: S603 (constants)


def _field(path: str, name: str) -> str | None:
    """The value of the first `name : value` line of a file under /proc; None elsewhere."""
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except OSError:
        return None
    values = (line.partition(":")[2].strip() for line in lines if line.partition(":")[0].strip() == name)
    return next(values, None)
