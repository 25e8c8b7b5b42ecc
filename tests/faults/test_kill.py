"""A run that is killed anywhere leaves the version before, and the next run makes what it would have made."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import polars as pl
import pytest

from flows.verify import verify
from schemas import scan
from schemas.dataset import scan_folder, version_folder
from tests.flows.rows import docs, files, night

pytestmark = pytest.mark.faults

KILLS = 20
FILES = 1_000
KNOWN = 500  # files that the version before holds; a fifth of them change
_REPOSITORY = Path(__file__).parents[2]

_ARTICLE = """ date 2022-{month:02d}-{day:02d} innenriks

Veg {number} er stengt

Veg {number} over fjellet er stengt etter uvêret i natt, og {name} ber folk om å vente til i morgon.

– {words} vi opnar ikkje før det er trygt, seier {name} til Fjellposten.

{name} er leiar for brøytinga i Dal kommune.
"""


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A raw root with the files of the version before and, beside it in `next`, those of the night."""
    root = tmp_path_factory.mktemp("corpus")
    for number in range(FILES):
        if number < KNOWN:
            _write(root / "known" / f"{number % 7}/{number}.txt", number, later=False)
        changed = number < KNOWN and number % 5 == 0
        _write(root / "next" / f"{number % 7}/{number}.txt", number + FILES * changed, later=changed)
    return root


def _write(path: Path, number: int, *, later: bool) -> None:
    chosen = random.Random(number)  # noqa: S311  (the same articles every time)
    text = _ARTICLE.format(
        month=number % 5 + 1,
        day=number % 28 + 1,
        number=number,
        name=chosen.choice(["Kari Sund", "Ola Nord", "Berit Moe"]),
        words="Nei, " * chosen.randint(1, 9),
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    then = time.time() - (3600 if later else 7200)
    os.utime(path, (then, then))


def _start(raw: Path, out: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "flows.cli", "run", str(raw), str(out)]
    options = ["--direct", "--entities", "off", "--batch-size", "40", "--workers", "2"]
    return subprocess.Popen(  # noqa: S603  (our own interpreter)
        [*command, *options],
        cwd=_REPOSITORY,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def _run(raw: Path, out: Path) -> float:
    """A run to its end; returns its seconds."""
    began = time.monotonic()
    process = _start(raw, out)
    _, complaints = process.communicate()
    assert process.returncode == 0, complaints.decode()
    return time.monotonic() - began


@contextmanager
def _killed(raw: Path, out: Path, after: float, *, workers_too: bool) -> Iterator[None]:
    """A run that is killed after some seconds; workers that outlive it end with the block."""
    process = _start(raw, out)
    try:
        with suppress(subprocess.TimeoutExpired):
            process.wait(after)
        kill = os.killpg if workers_too else os.kill
        with suppress(ProcessLookupError):
            kill(process.pid, signal.SIGKILL)
        process.wait()
        yield
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        assert process.stderr is not None
        process.stderr.close()


@contextmanager
def _reader(out: Path) -> Iterator[Callable[[], int]]:
    """Reads the dataset over and over; yields a function that stops it and says how often it read."""
    stop, failures, reads = threading.Event(), [], [0]

    def loop() -> None:
        while not stop.wait(0.2):
            try:
                _read(out)
                reads[0] += 1
            except Exception as error:  # noqa: BLE001  (any failure is the finding)
                failures.append(error)
                return

    def result() -> int:
        stop.set()
        thread.join()
        assert not failures, failures
        return reads[0]

    thread = threading.Thread(target=loop)
    thread.start()
    try:
        yield result
    finally:
        stop.set()
        thread.join()


def _read(out: Path) -> None:
    """One night of all tables: every document's counts are those of the other tables."""
    assert scan("documents", out).select(pl.len()).collect().item() in {KNOWN, FILES}
    folder = version_folder(out)
    counted = scan_folder("documents", folder).select(pl.col("segments", "quotes").sum()).collect().row(0)
    for table, count in zip(("segments", "quotes"), counted, strict=True):
        assert scan_folder(table, folder).select(pl.len()).collect().item() == count
    assert scan_folder("sources", folder).select(pl.len()).collect().item() in {KNOWN, FILES}


_STORE_NIGHT = """
import sys
from pathlib import Path
from tests.flows.rows import docs, night
print("begun", flush=True)
night(Path(sys.argv[1]), [docs(100, 1_000 + 100 * number) for number in range(10)], threads=2)
"""


def _start_store_night(out: Path) -> subprocess.Popen[bytes]:
    """A night of the store alone; returns when it begins to stage."""
    command = [sys.executable, "-c", _STORE_NIGHT, str(out)]
    process = subprocess.Popen(command, cwd=_REPOSITORY, stdout=subprocess.PIPE)  # noqa: S603  (our own interpreter)
    assert process.stdout is not None
    assert process.stdout.readline() == b"begun\n"
    return process


def _ledger(out: Path) -> pl.DataFrame:
    facts = ("source_uri", "sha256", "bytes", "mtime", "status", "document_id", "partition", "revision")
    return scan("sources", out).select(facts).sort("source_uri").collect()


def test_a_killed_run_leaves_no_trace_in_what_the_next_one_makes(raw: Path, tmp_path: Path) -> None:
    before, whole, out = tmp_path / "before", tmp_path / "whole", tmp_path / "out"
    _run(raw / "known", before)
    shutil.copytree(before, whole, symlinks=True)
    seconds = _run(raw / "next", whole)
    assert _ledger(whole)["revision"].sum() == KNOWN // 5

    moments = random.Random(KILLS)  # noqa: S311  (the same moments every time)
    published = 0
    for number in range(KILLS):
        shutil.copytree(before, out, symlinks=True)
        after = moments.uniform(0.05, 1.05) * seconds
        with _reader(out) as reads, _killed(raw / "next", out, after, workers_too=number % 2 == 0):
            published += scan("documents", out).select(pl.len()).collect().item() == FILES
            _run(raw / "next", out)
            assert reads() > 1
        assert files(out) == files(whole), f"killed after {after:.2f} s of {seconds:.2f}"
        assert _ledger(out).equals(_ledger(whole)), f"killed after {after:.2f} s of {seconds:.2f}"
        assert list(verify(out)) == []
        shutil.rmtree(out)
    assert published < KILLS, "no run was killed before it published"


def test_a_merge_that_is_killed_is_as_if_it_had_not_begun(tmp_path: Path) -> None:
    """Of a whole run most moments are spent in reading; here all are in staging, merging and publishing."""
    before, out = tmp_path / "before", tmp_path / "out"
    night(before, [docs(1_000)])
    old = files(before)
    shutil.copytree(before, out, symlinks=True)
    began = time.monotonic()
    with _start_store_night(out) as process:
        assert process.wait() == 0
    seconds, new = time.monotonic() - began, files(out)

    moments = random.Random(KILLS)  # noqa: S311  (the same moments every time)
    for _ in range(KILLS // 2):
        shutil.rmtree(out)
        shutil.copytree(before, out, symlinks=True)
        with _start_store_night(out) as process:
            time.sleep(moments.uniform(0, seconds))
            process.kill()
        assert files(out) in (old, new)
        if files(out) == old:
            night(out, [docs(1_000, 1_000)])
        assert files(out) == new


def test_the_workers_of_a_killed_run_end_with_it(raw: Path, tmp_path: Path) -> None:
    process = _start(raw / "next", tmp_path / "out")
    assert _until(lambda: len(_living(process.pid)) >= 3), "no workers to orphan"
    process.kill()
    process.communicate()
    assert _until(lambda: not _living(process.pid)), _living(process.pid)


def _until(condition: Callable[[], bool], seconds: float = 30) -> bool:
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.05)
    return condition()


def _living(group: int) -> list[str]:
    """Processes of a group that still run, by the kernel's word."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, _, pgrp = path.read_text().rpartition(")")[2].split()[:3]
            if int(pgrp) == group and state not in "ZX":
                found.append(path.parent.name)
    return found
