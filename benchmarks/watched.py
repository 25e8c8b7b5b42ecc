"""Run `spalte` and watch it: seconds, first output, CPU time, peak memory of parent and workers."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

SPALTE = Path(sys.executable).with_name("spalte")
INTERVAL = 0.05  # seconds between two looks at the processes


class Watched(NamedTuple):
    """What one run took. Memory is resident, in MiB; `workers_mib` is that of the largest worker.

    CPU time is that of all processes together.
    """

    seconds: float
    first_output_seconds: float
    cpu_seconds: float
    parent_mib: float
    workers_mib: float

    @property
    def peak_mib(self) -> float:
        """The largest process."""
        return max(self.parent_mib, self.workers_mib)


def run_spalte(*arguments: str | Path, environment: Mapping[str, str] | None = None) -> Watched:
    """Run `spalte ARGUMENTS` to its end.

    Raises CalledProcessError where it fails; an alarm (status 3) is no failure: the corpus is no house.
    """
    before, started = _children_cpu(), time.monotonic()
    process = subprocess.Popen(  # noqa: S603 (our own program)
        [str(SPALTE), *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, **(environment or {})},
    )
    output = _Output(process)
    peaks = _watch(process)
    seconds = time.monotonic() - started
    output.join()
    if process.returncode not in {0, 3}:
        raise subprocess.CalledProcessError(process.returncode, process.args, output.text)
    parent = peaks.pop(process.pid, 0.0)
    return Watched(
        round(seconds, 2),
        round((output.first or time.monotonic()) - started, 2),
        round(_children_cpu() - before, 2),
        round(parent, 1),
        round(max(peaks.values(), default=0.0), 1),
    )


class _Output(threading.Thread):
    """Reads what a process prints, and notes when it began to."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        super().__init__(daemon=True)
        self.process = process
        self.first: float | None = None
        self.text = b""
        self.start()

    def run(self) -> None:
        if self.process.stdout is None:
            return
        while chunk := os.read(self.process.stdout.fileno(), 65536):
            self.first = self.first or time.monotonic()
            self.text += chunk


def _watch(process: subprocess.Popen[bytes]) -> dict[int, float]:
    """Peak resident MiB of the process and its descendants by process id, until it ends."""
    peaks: dict[int, float] = {}
    while process.poll() is None:
        for pid in _family(process.pid):
            peaks[pid] = max(peaks.get(pid, 0.0), peak_mib(pid))
        time.sleep(INTERVAL)
    return peaks


def _family(pid: int) -> Iterator[int]:
    yield pid
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in _text(children).split():
            yield from _family(int(child))


def peak_mib(pid: int) -> float:
    """`VmHWM`: the largest resident set of the program the process runs; 0 when it has gone.

    Not `ru_maxrss`, which counts what the process was before it became this program.
    """
    for line in _text(Path(f"/proc/{pid}/status")).splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError:  # the process has gone
        return ""


def _children_cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
