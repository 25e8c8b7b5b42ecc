from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from flows.errors import LockedError
from flows.lock import LOCK_NAME, writer_lock

_HOLD = """
import sys, time
from pathlib import Path
from flows.lock import writer_lock
with writer_lock(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


@contextmanager
def _holder(root: Path) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-c", _HOLD, str(root)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:  # noqa: S603  (our own interpreter)
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        yield process
        process.kill()


def test_a_second_writer_is_refused_with_the_holder_s_name(tmp_path: Path) -> None:
    with (
        _holder(tmp_path) as holder,
        pytest.raises(LockedError, match=f"process {holder.pid} of "),
        writer_lock(tmp_path),
    ):
        pytest.fail("two writers")


def test_the_lock_is_free_the_moment_its_holder_is_killed(tmp_path: Path) -> None:
    with _holder(tmp_path) as holder:
        holder.send_signal(signal.SIGKILL)
        holder.wait()
        with writer_lock(tmp_path):
            assert str(os.getpid()) in (tmp_path / LOCK_NAME).read_text(encoding="utf-8")


def test_the_lock_is_free_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), writer_lock(tmp_path):
        raise ZeroDivisionError
    with writer_lock(tmp_path):
        pass


def test_a_holder_that_has_not_signed_yet_is_named_as_such(tmp_path: Path) -> None:
    with _holder(tmp_path):
        (tmp_path / LOCK_NAME).write_text("")
        with pytest.raises(LockedError, match="has just begun"), writer_lock(tmp_path):
            pytest.fail("two writers")


def test_the_root_is_made(tmp_path: Path) -> None:
    with writer_lock(tmp_path / "new" / "root"):
        assert (tmp_path / "new" / "root").is_dir()
