"""Files of the dataset that change on disk: a run names them, and what it says to do makes them again."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.verify import verify
from tests.faults.corpus import write_article
from tests.faults.runs import ROOT, SMALL, Ended, spalte_run
from tests.flows.rows import files

pytestmark = pytest.mark.faults


def _cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _flipped(data: bytes) -> bytes:
    return data[:99] + bytes([data[99] ^ 16]) + data[100:]


def _zeros(data: bytes) -> bytes:
    return bytes(len(data))


@pytest.mark.fault(
    2,
    "A file of the dataset is damaged",
    how="a file cut in half, with one bit changed, and full of zeros, before a run that writes its partition",
    happened="one message that names the file and the remedy, exit status 1, the dataset as before; "
    "the remedy makes the file again, byte for byte",
)
@pytest.mark.parametrize(("table", "how"), [("documents", _cut), ("quotes", _flipped), ("segments", _zeros)])
def test_a_damaged_file_is_named_and_made_again(
    tmp_path: Path, table: str, how: Callable[[bytes], bytes]
) -> None:
    raw, out = tmp_path / "raw", tmp_path / "out"
    for number in range(40):
        write_article(raw / f"{number}.txt", number)
    assert spalte_run(raw, out).status == 0
    sound = files(out)
    path = max((out / table).rglob("*.parquet"), key=lambda path: path.stat().st_size)
    path.write_bytes(how(path.read_bytes()))
    damaged = files(out)
    run = _rebuild(raw, out)
    assert run.failed_with(f"{path} is damaged", "delete it and run"), run
    assert files(out) == damaged
    path.unlink()
    assert _rebuild(raw, out).status == 0
    assert files(out) == sound
    assert list(verify(out)) == []


def _rebuild(raw: Path, out: Path) -> Ended:
    command = [sys.executable, "-m", "flows.cli", "rebuild", str(raw), str(out), *SMALL]
    done = subprocess.run(  # noqa: S603 (our own interpreter)
        command, cwd=ROOT, capture_output=True, text=True, timeout=180, check=False
    )
    return Ended(done.returncode, done.stdout, done.stderr)
