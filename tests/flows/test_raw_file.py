from __future__ import annotations

import gzip
import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.raw_file import Limits, UnusableError, read_stored, unpack
from schemas.fates import Reason

LIMITS = Limits(file_bytes=1000, text_bytes=5000, ratio=20)


def refused(path: Path, limits: Limits = LIMITS) -> UnusableError:
    with pytest.raises(UnusableError) as caught:
        read_stored(str(path), limits)
    return caught.value


def test_reads_size_time_hash_and_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"abc")
    os.utime(path, ns=(0, 42))
    stored = read_stored(str(path), LIMITS)
    assert (stored.size, stored.mtime, stored.data) == (3, 42, b"abc")
    assert stored.sha256 == hashlib.sha256(b"abc").hexdigest()


def test_a_file_at_the_limit_is_read_and_one_beyond_is_too_large(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 1000)
    assert read_stored(str(path), LIMITS).size == 1000
    path.write_bytes(b"x" * 1001)
    error = refused(path)
    assert (error.reason, error.size) == (Reason.TOO_LARGE, 1001)
    assert "1,001 bytes" in str(error)
    assert Reason.TOO_LARGE.remedy in str(error)


def test_a_file_that_is_gone_has_vanished(tmp_path: Path) -> None:
    assert refused(tmp_path / "a.txt").reason is Reason.VANISHED


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    assert refused(tmp_path / "a.txt").reason is Reason.NO_PERMISSION


@pytest.mark.parametrize("make", [os.mkdir, os.mkfifo])
def test_what_is_no_file_any_more_is_an_error_of_the_disk(
    tmp_path: Path, make: Callable[[Path], None]
) -> None:
    make(tmp_path / "a.txt")
    assert refused(tmp_path / "a.txt").reason is Reason.IO_ERROR


def test_plain_text_is_left_as_it_is() -> None:
    assert unpack("a.txt", b"\x1f\x8b no archive", LIMITS) == b"\x1f\x8b no archive"


@given(st.lists(st.binary(max_size=100), max_size=4))
def test_every_member_of_an_archive_is_unpacked(members: list[bytes]) -> None:
    packed = b"".join(gzip.compress(member) for member in members)
    assert unpack("a.txt.gz", packed, LIMITS) == b"".join(members)


def test_limits_are_positive() -> None:
    with pytest.raises(ValueError, match="positive"):
        Limits(ratio=0)
