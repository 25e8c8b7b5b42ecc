"""Runs of the command line in processes of their own, to be killed, starved and watched."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from schemas import scan

ROOT = Path(__file__).parents[2]

#: Ten batches of 200 files; no engine for names, which would only take time.
DIRECT = ("--direct", "--entities", "off", "--batch-size", "20", "--workers", "2")

#: For a run that need not be met in the middle: a process less to start.
SMALL = ("--direct", "--entities", "off", "--workers", "1")

#: What the ledger knows of a file that does not depend on when and by which run it was read.
_FACTS = ("source_uri", "sha256", "bytes", "mtime", "status", "document_id", "partition", "revision")


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended: exit status, and what it printed."""

    status: int
    out: str
    err: str

    def failed_with(self, *words: str) -> bool:
        """Exit status 1 and one message, with these words and no traceback."""
        one_message = self.err.count("Error:") == 1 and "Traceback" not in self.out + self.err
        return self.status == 1 and one_message and all(word in self.err for word in words)


def start(
    raw: Path | str | bytes,
    out: Path | str | bytes,
    *options: str,
    env: Mapping[str, str] | None = None,
    before: Callable[[], None] | None = None,
) -> subprocess.Popen[bytes]:
    """Start `spalte run` in a group of its own; `before` is called in its process."""
    command = [sys.executable, "-m", "flows.cli", "run", os.fspath(raw), os.fspath(out), *options]
    return subprocess.Popen(  # noqa: S603  (our own interpreter)
        command,
        cwd=ROOT,
        env={**os.environ, **(env or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=before,  # noqa: PLW1509  (the tests start processes from one thread)
    )


def ended(process: subprocess.Popen[bytes], seconds: float = 180) -> Ended:
    """Wait for a run and say how it ended."""
    out, err = process.communicate(timeout=seconds)
    return Ended(process.returncode, out.decode(errors="replace"), err.decode(errors="replace"))


def spalte_run(raw: Path | str | bytes, out: Path | str | bytes, *options: str, **how: object) -> Ended:
    """A run to its end, small and direct unless other options are given; `how` as in `start`."""
    return ended(start(raw, out, *(options or SMALL), **how))  # type: ignore[arg-type]


@contextmanager
def running(process: subprocess.Popen[bytes]) -> Iterator[subprocess.Popen[bytes]]:
    """What is left of a run's group ends with the block."""
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        for pipe in (process.stdout, process.stderr):
            if pipe:
                pipe.close()


def until(condition: Callable[[], object], seconds: float = 60, *, pause: float = 0.005) -> bool:
    """Whether a condition came true in time."""
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(pause)
    return bool(condition())


def members(group: int) -> dict[int, int]:
    """Living processes of a group and their resident memory in bytes, by the kernel's word."""
    found = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            if int(fields[2]) == group and fields[0] not in "ZX":
                found[int(path.parent.name)] = int(fields[21]) * os.sysconf("SC_PAGE_SIZE")
    return found


def workers(group: int) -> dict[int, int]:
    """Those of `members` that do a run's work: neither the run itself nor what watches its semaphores."""
    return {process: resident for process, resident in members(group).items() if _works(process)}


def _works(process: int) -> bool:
    with suppress(OSError):
        return b"spawn_main" in Path(f"/proc/{process}/cmdline").read_bytes()
    return False


def staged(out: Path, name: str) -> int:
    """How many files of a name's pattern the run that writes to `out` has staged."""
    with suppress(FileNotFoundError):  # a folder that was published or cleared while it was listed
        return len(list(out.glob(f".versions/staging-*/{name}")))
    return 0


def ledger(out: Path) -> pl.DataFrame:
    """What the ledger says of the files, whenever and by whichever run they were read."""
    return scan("sources", out).select(_FACTS).sort("source_uri").collect()
