"""A run that is killed anywhere leaves the version before, and the next run makes what it would have made."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pytest

from flows.verify import verify
from schemas import scan
from tests.conftest import environment
from tests.faults.corpus import CHANGED, FILES, write_corpus
from tests.faults.readers import reading
from tests.faults.runs import (
    DIRECT,
    ROOT,
    Ended,
    ended,
    ledger,
    members,
    running,
    spalte_run,
    staged,
    start,
    until,
    workers,
)
from tests.flows.rows import docs, files, night

pytestmark = pytest.mark.faults

KILLS, KILLS_FULL = 5, 20  # in each of five parts
_BATCHES = FILES // 20
_MERGES, _MERGES_FULL = 10, 40


@dataclass(frozen=True, slots=True)
class Scene:
    """The night's files, the version before, and what an uninterrupted run makes of both.

    `reading` and `writing` are the seconds of such a run from its plan to its last staged batch, and
    from there to its end.
    """

    raw: Path
    before: Path
    whole: Path
    reading: float
    writing: float


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    root = tmp_path_factory.mktemp("scene")
    write_corpus(root)
    before, whole = root / "before", root / "whole"
    _complete(spalte_run(root / "known", before))
    shutil.copytree(before, whole, symlinks=True)
    with running(start(root / "next", whole, *DIRECT)) as process:
        assert until(lambda: _planned(whole))
        planned = time.monotonic()
        assert until(lambda: _read(whole))
        read = time.monotonic()
        _complete(ended(process))
    assert ledger(whole)["revision"].sum() == CHANGED
    return Scene(root / "next", before, whole, read - planned, time.monotonic() - read)


def _planned(out: Path) -> int:
    return staged(out, "reads.arrow")


def _read(out: Path) -> bool:
    return staged(out, "*.outcomes.arrow") == _BATCHES


def _complete(run: Ended) -> None:
    assert run.status == 0, run.err


def _kill_at(scene: Scene, out: Path, chosen: random.Random, *, workers_too: bool) -> None:
    """Start a run and kill it at a random moment: half of them while it reads, half while it writes."""
    while_reading = chosen.random() < 0.5
    begun, seconds = (_planned, scene.reading) if while_reading else (_read, scene.writing)
    with running(start(scene.raw, out, *DIRECT)) as process:
        assert until(lambda: begun(out) or process.poll() is not None, pause=0.001)
        time.sleep(chosen.uniform(0, seconds))
        kill = os.killpg if workers_too else os.kill
        with suppress(ProcessLookupError):
            kill(process.pid, signal.SIGKILL)


def _is_whole(scene: Scene, out: Path) -> None:
    """What a killed run and the next have made is what one run makes."""
    assert files(out) == files(scene.whole)
    assert ledger(out).equals(ledger(scene.whole))
    assert list(verify(out)) == []


@pytest.mark.fault(
    1,
    "The run is killed",
    how="`kill -9` of the run, and every second time of its workers too, at random moments of reading and "
    "writing 200 files; every fifth time the next run is killed as well",
    happened="the next run ends byte-equal to one that was not interrupted; `scan` never failed and "
    "always saw one version",
)
@pytest.mark.parametrize("part", range(5))
def test_a_killed_run_leaves_no_trace_in_what_the_next_one_makes(
    scene: Scene, tmp_path: Path, part: int, tried: Callable[[int], None], *, full: bool
) -> None:
    chosen, kills = random.Random(part), KILLS_FULL if full else KILLS  # noqa: S311 (the same moments every time)
    unpublished = 0
    for number in range(kills):
        out = tmp_path / f"out-{number}"
        shutil.copytree(scene.before, out, symlinks=True)
        with reading(scene.before, scene.whole, out) as reads:
            for _ in range(2 if number % 5 == 4 else 1):
                _kill_at(scene, out, chosen, workers_too=number % 2 == 0)
            unpublished += scan("documents", out).select(pl.len()).collect().item() < FILES
            _complete(spalte_run(scene.raw, out))
            assert reads() > 1
        _is_whole(scene, out)
        shutil.rmtree(out)
    assert unpublished, "every run had published before it was killed"
    tried(kills)


@pytest.mark.fault(
    1,
    "The run is killed, with Prefect and the default engine for names",
    how="`kill -9` of the run at random moments from its start to its end",
    happened="the next run ends byte-equal to one that was not interrupted",
)
def test_a_killed_run_of_the_default_engine_leaves_no_trace(
    prefect_home: Path, tried: Callable[[int], None], *, full: bool
) -> None:
    write_corpus(prefect_home)
    raw, whole = prefect_home / "next", prefect_home / "whole"
    _complete(spalte_run(raw, whole, "--direct"))
    home, kills, chosen = environment(prefect_home), 5 if full else 1, random.Random(5)  # noqa: S311 (as above)
    began = time.monotonic()
    _complete(spalte_run(raw, prefect_home / "warm", "--batch-size", "40", env=home))
    seconds = time.monotonic() - began
    for number in range(kills):
        out = prefect_home / f"out-{number}"
        with running(start(raw, out, "--batch-size", "40", env=home)) as process:
            until(lambda p=process: p.poll() is not None, chosen.uniform(0.2, 1) * seconds)  # type: ignore[misc]
            with suppress(ProcessLookupError):
                process.kill()
        _complete(spalte_run(raw, out, "--batch-size", "40", env=home))
        assert files(out) == files(whole)
        assert list(verify(out)) == []
    tried(kills)


_STORE_NIGHT = """
import sys
from pathlib import Path
from tests.flows.rows import docs, night
print("begun", flush=True)
night(Path(sys.argv[1]), [docs(100, 1_000 + 100 * number) for number in range(10)], workers=2)
"""


def _start_store_night(out: Path) -> subprocess.Popen[bytes]:
    """A night of the store alone; returns when it begins to stage."""
    command = [sys.executable, "-c", _STORE_NIGHT, str(out)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)  # noqa: S603  (our own interpreter)
    assert process.stdout is not None
    assert process.stdout.readline() == b"begun\n"
    return process


@pytest.mark.fault(
    1,
    "The store is killed",
    how="`kill -9` at random moments of staging, merging and publishing 1,000 documents",
    happened="the dataset is the old or the new one, file by file",
)
def test_a_merge_that_is_killed_is_as_if_it_had_not_begun(
    tmp_path: Path, tried: Callable[[int], None], *, full: bool
) -> None:
    before, out = tmp_path / "before", tmp_path / "out"
    night(before, [docs(1_000)])
    old = files(before)
    shutil.copytree(before, out, symlinks=True)
    began = time.monotonic()
    with _start_store_night(out) as process:
        assert process.wait() == 0
    seconds, new = time.monotonic() - began, files(out)

    chosen, kills = random.Random(5), _MERGES_FULL if full else _MERGES  # noqa: S311  (as above)
    for _ in range(kills):
        shutil.rmtree(out)
        shutil.copytree(before, out, symlinks=True)
        with _start_store_night(out) as process:
            time.sleep(chosen.uniform(0, seconds))
            process.kill()
        assert files(out) in (old, new)
        if files(out) == old:
            night(out, [docs(1_000, 1_000)])
        assert files(out) == new
    tried(kills)


@pytest.mark.fault(
    1,
    "The run is killed, its workers are not",
    how="`kill -9` of the run alone while its workers read",
    happened="the workers end too",
)
def test_the_workers_of_a_killed_run_end_with_it(scene: Scene, tmp_path: Path) -> None:
    with running(start(scene.raw, tmp_path / "out", *DIRECT)) as process:
        assert until(lambda: workers(process.pid)), "no workers to orphan"
        process.kill()
        assert until(lambda: not (members(process.pid).keys() - {process.pid})), members(process.pid)
