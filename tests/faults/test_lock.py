"""One writer at a time: refused while it lives, free the moment it dies."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import Popen

import pytest

from flows.verify import verify
from tests.faults.corpus import write_article
from tests.faults.runs import DIRECT, Ended, ended, running, spalte_run, staged, start, until, workers

pytestmark = pytest.mark.faults


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    for number in range(40):
        write_article(tmp_path / f"raw/{number}.txt", number)
    return tmp_path / "raw"


@pytest.fixture
def holder(raw: Path, tmp_path: Path) -> Iterator[Popen[bytes]]:
    """A run that is stopped in the middle, as by Ctrl-Z: alive and holding the lock."""
    with running(start(raw, tmp_path / "out", *DIRECT)) as process:
        assert until(lambda: staged(tmp_path / "out", "reads.arrow") and workers(process.pid))
        os.killpg(process.pid, signal.SIGSTOP)
        yield process


def _refuses(run: Ended, holder: Popen[bytes]) -> bool:
    since = "since 20"
    return run.failed_with(f"process {holder.pid} of ", f"on {socket.gethostname()}", since, "Wait until")


@pytest.mark.fault(
    3,
    "Two runs at once",
    how="a second run while the first one is stopped with SIGSTOP, then goes on",
    happened="the second says who holds the lock (pid, host, since) and stops; the first completes",
)
def test_a_second_run_is_refused_while_the_first_lives(
    holder: Popen[bytes], raw: Path, tmp_path: Path
) -> None:
    assert _refuses(spalte_run(raw, tmp_path / "out"), holder)
    os.killpg(holder.pid, signal.SIGCONT)
    assert ended(holder).status == 0
    assert list(verify(tmp_path / "out")) == []


@pytest.mark.fault(
    3,
    "The holder of the lock is killed",
    how="`kill -9` of the first run, another one at once",
    happened="the lock is free; the next run completes",
)
def test_the_lock_is_free_the_moment_its_holder_is_killed(
    holder: Popen[bytes], raw: Path, tmp_path: Path
) -> None:
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait()
    assert workers(holder.pid), "workers that outlive it must not keep the lock"
    assert spalte_run(raw, tmp_path / "out").status == 0
    assert list(verify(tmp_path / "out")) == []


@pytest.mark.fault(
    3,
    "Two runs start at the same moment",
    how="two processes started together",
    happened="one completes, the other stops with the message or finds nothing to do",
)
def test_of_two_that_start_together_one_works(
    raw: Path, tmp_path: Path, tried: Callable[[int], None]
) -> None:
    for number in range(5):
        out = tmp_path / f"out-{number}"
        pair = [start(raw, out, *DIRECT) for _ in range(2)]
        runs = [ended(process) for process in pair]
        assert [run.status == 0 or run.failed_with("is being written by") for run in runs] == [True, True]
        assert any(run.status == 0 for run in runs)
        assert list(verify(out)) == []
    tried(5)
