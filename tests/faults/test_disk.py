"""Disks that are gone, full, read-only or forbidden: one message, and the next run recovers."""

from __future__ import annotations

import ctypes
import os
import resource
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from flows.verify import verify
from schemas import scan
from tests.faults.corpus import write_article
from tests.faults.runs import SMALL, Ended, ended, running, spalte_run, staged, start, until
from tests.flows.rows import files

pytestmark = pytest.mark.faults

#: Numbers of the kernel: prctl(2), capabilities(7).
_PR_CAPBSET_DROP, _CAP_DAC_OVERRIDE, _CAP_DAC_READ_SEARCH = 24, 1, 2


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    for number in range(40):
        write_article(tmp_path / f"raw/{number % 3}/{number}.txt", number)
    return tmp_path / "raw"


@pytest.fixture
def out(raw: Path, tmp_path: Path) -> Path:
    """A dataset of the forty articles."""
    out = tmp_path / "out"
    assert spalte_run(raw, out).status == 0
    return out


@contextmanager
def _as_before(out: Path) -> Iterator[None]:
    """Nothing that a reader sees changes in the block but the list of runs."""
    before = files(out)
    yield
    assert files(out) == before
    assert list(verify(out)) == []


def _recovers(raw: Path, out: Path) -> None:
    """The next run takes what lies there now, without any help."""
    run = spalte_run(raw, out)
    assert run.status == 0, run.err
    assert scan("documents", out).collect().height == len(list(raw.rglob("*.txt")))
    assert list(verify(out)) == []


@contextmanager
def _mounted(folder: Path, *options: str) -> Iterator[None]:
    """A file system in memory at `folder`; skips where that is not allowed."""
    folder.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(  # noqa: S603
        ["mount", "-t", "tmpfs", *options, "spalte-test", str(folder)],  # noqa: S607
        capture_output=True,
        check=False,
    )
    if done.returncode:
        pytest.skip("a mount needs more rights than this user has")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)  # noqa: S603, S607


@pytest.mark.fault(
    2,
    "The raw root is not there, is empty, or has lost files",
    how="the folder renamed; its files moved away; 5 of 40 moved away",
    happened="the run stops before it writes, also with `--prune`, and names `--accept-removals`",
)
@pytest.mark.parametrize(
    ("gone", "words"),
    [
        ("root", ["is no folder", "Mount it"]),
        ("all", ["No .txt", "--accept-removals"]),
        ("some", ["5 of the 40 known files are gone", "--accept-removals"]),
    ],
)
def test_a_raw_root_that_has_lost_files_stops_the_run(
    raw: Path, out: Path, tmp_path: Path, gone: str, words: list[str]
) -> None:
    away = tmp_path / "away"
    with _as_before(out):
        _move(raw, away, gone)
        for options in ((), ("--prune",)):
            run = spalte_run(raw, out, *SMALL, *options)
            assert run.failed_with(str(raw), *words), run
        assert scan("runs", out).collect().height == 1
        _move_back(away, raw)
    _recovers(raw, out)


def _move(raw: Path, away: Path, gone: str) -> None:
    if gone == "root":
        raw.rename(away)
        return
    chosen = sorted(raw.rglob("*.txt"))
    for path in chosen if gone == "all" else chosen[:5]:
        target = away / path.relative_to(raw)
        target.parent.mkdir(parents=True, exist_ok=True)
        path.rename(target)


def _move_back(away: Path, raw: Path) -> None:
    shutil.copytree(away, raw, dirs_exist_ok=True)


@pytest.mark.fault(
    2,
    "The raw root is unmounted",
    how="a tmpfs over the raw root that hides its files",
    happened="the run stops before it writes; after the unmount the next one finds nothing new",
)
def test_a_mount_that_hides_the_raw_root_stops_the_run(raw: Path, out: Path) -> None:
    with _as_before(out), _mounted(raw):
        assert spalte_run(raw, out).failed_with(str(raw), "--accept-removals")
    _recovers(raw, out)


@pytest.mark.fault(
    2,
    "The disk is full",
    how="the dataset on a tmpfs of a few MiB, filled up to the last 64 KiB",
    happened="one message that names the folder, exit status 1, the dataset as before; with room the next "
    "run completes",
)
def test_a_full_disk_leaves_the_dataset_as_it_was(raw: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    with _mounted(disk, "-o", "size=24m"):
        out, filler = disk / "out", disk / "filler"
        assert spalte_run(raw, out).status == 0
        write_article(raw / "new.txt", 77)
        free = os.statvfs(disk)
        filler.write_bytes(bytes(free.f_bavail * free.f_bsize - 64 * 1024))
        with _as_before(out):
            run = spalte_run(raw, out)
            assert run.failed_with("No space left on device", str(disk), "Free space", "as it was"), run
        filler.unlink()
        _recovers(raw, out)


@pytest.mark.fault(
    2,
    "A file cannot grow",
    how="a limit of 8 KiB on the size of files that the run and its workers write",
    happened="one message, exit status 1, the dataset as before; the next run without the limit completes",
)
def test_a_limit_on_file_size_leaves_the_dataset_as_it_was(raw: Path, out: Path) -> None:
    write_article(raw / "new.txt", 77)
    with _as_before(out):
        run = spalte_run(raw, out, before=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192)))
        assert run.failed_with("File too large", str(out), "ulimit -f", "as it was"), run
    _recovers(raw, out)


def _bound_by_modes() -> None:
    """Root too obeys the modes of files, once it has given up the right to override them."""
    if os.geteuid() == 0:
        libc = ctypes.CDLL(None, use_errno=True)
        for capability in (_CAP_DAC_OVERRIDE, _CAP_DAC_READ_SEARCH):
            if libc.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0):
                raise OSError(ctypes.get_errno(), "prctl")


def _run_by_modes(raw: Path, out: Path) -> Ended:
    return spalte_run(raw, out, before=_bound_by_modes)


@pytest.mark.fault(
    2,
    "The output is read-only",
    how="the dataset's folder without the right to write, and a run that may not override that",
    happened="one message that names the folder, exit status 1, the dataset as before",
)
def test_a_read_only_output_is_one_message(raw: Path, out: Path) -> None:
    write_article(raw / "new.txt", 77)
    modes = {path: path.stat().st_mode for path in (out, out / ".lock")}
    for path, mode in modes.items():
        path.chmod(mode & ~0o222)
    with _as_before(out):
        run = _run_by_modes(raw, out)
        assert run.failed_with("Permission denied", str(out), "right to write"), run
    for path, mode in modes.items():
        path.chmod(mode)
    _recovers(raw, out)


@pytest.mark.fault(
    2,
    "Permission denied on one input",
    how="mode 000 on one file and on one folder, and a run that may not override that",
    happened="these files are `unreadable` with the reason, their old rows stay, all others are read",
)
def test_a_forbidden_file_is_unreadable_and_keeps_its_rows(raw: Path, out: Path) -> None:
    file, folder = raw / "0/0.txt", raw / "1"
    write_article(file, 78, hours=1)
    try:
        file.chmod(0)
        folder.chmod(0)
        run = _run_by_modes(raw, out)
        assert run.status == 0, run.err
        reasons = scan("sources", out).filter(status="unreadable").select("reason").collect()["reason"]
        assert reasons.to_list() == ["no_permission"] * 14
        assert scan("documents", out).collect().height == 40
    finally:
        folder.chmod(0o755)
        file.chmod(0o644)
    assert _run_by_modes(raw, out).status == 0
    assert scan("sources", out).filter(status="ok").collect().height == 40


@pytest.mark.fault(
    2,
    "Inputs vanish and grow during the run, and a folder is named like a file",
    how="after the plan and before the reading: one file deleted, one made longer, one replaced by a folder; "
    "a folder `x.txt` from the start",
    happened="`unreadable` with the reason, or read as it was then; the next run settles it",
)
def test_inputs_that_change_during_the_run(raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (raw / "x.txt").mkdir()
    vanishing, growing, turning = (raw / f"{number % 3}/{number}.txt" for number in (37, 38, 39))
    with running(start(raw, out, *SMALL)) as process:
        assert until(lambda: staged(out, "reads.arrow"), pause=0.001)
        vanishing.unlink()
        with growing.open("a") as file:
            file.write("\n\nVegen opnar att i morgon.\n")
        turning.unlink()
        turning.mkdir()
        assert ended(process).status == 0
    states = dict(scan("sources", out).select("source_uri", "reason").collect().iter_rows())
    assert states["1/37.txt"] == "vanished"
    assert states["2/38.txt"] is None
    assert states["0/39.txt"] == "io_error"
    turning.rmdir()
    (raw / "x.txt").rmdir()
    assert spalte_run(raw, out).status == 0
    text = scan("documents", out).filter(source_uri="2/38.txt").collect()["text"].item()
    assert text.endswith("opnar att i morgon.\n")
    assert scan("sources", out).filter(status="ok").collect().height == 38
    assert list(verify(out)) == []
