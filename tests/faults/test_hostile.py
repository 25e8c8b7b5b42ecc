"""Input that somebody, or a broken disk, has made to hurt: rejected or read, in bounded time and memory."""

from __future__ import annotations

import gzip
import multiprocessing
import os
import resource
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl
import pytest

from flows import discover
from flows.verify import verify
from schemas import scan
from schemas.fates import Reason, Status
from tests.faults.runs import DIRECT, ended, members, running, start
from tests.flows.archives.test_compression import PACKED, with_dictionary
from tests.flows.packed import archive, zipped

pytestmark = pytest.mark.faults

MOST_MEMORY = 600 * 1024**2
MOST_SECONDS = 90  # of a processor, for all of them

_SENTENCE = "Veien er stengt etter raset, sier Kari Sund til avisa. "
_MANY = _SENTENCE.encode() * (60_000_000 // len(_SENTENCE))
_ZEROS = bytes(100_000_000)


def _write(raw: Path) -> dict[str, str]:
    """Hostile files below `raw`; what must become of each, by address: a status or a reason."""
    files: dict[str, tuple[bytes, str]] = {
        "line-60-mb.txt": (_MANY, Status.OK),
        # One letter beyond 16 bits makes every character of the decoded text four bytes.
        "wide-60-mb.txt": (_MANY + "😀".encode(), Status.OK),
        **{f"packed-60-mb-{n}.txt.gz": (gzip.compress(_MANY, 1), Status.OK) for n in range(3)},
        "line-2-mb.txt": (_SENTENCE.encode() * (2_000_000 // len(_SENTENCE)), Status.OK),
        "nul.txt": (bytes(2_000_000), Reason.BINARY),
        "some-nul.txt": (b"Veien\0er stengt." + _SENTENCE.encode() * 9, Status.OK),
        "surrogates.txt": (b"\xed\xa0\x80 ord \xed\xbf\xbf" * 50_000, Status.OK),
        "right-to-left.txt": (f"\u202e{_SENTENCE}\u202c\u2066\u2069".encode() * 20_000, Status.OK),
        "marks.txt": (b'"' * 1_000_000, Status.OK),
        "many-marks.txt": ("«»“”„‘’\"'–—".encode() * 60_000, Status.OK),
        "bomb.zip": (zipped([("a.txt", _ZEROS), ("b.zip", b"")]), Reason.TOO_LARGE),
        "bomb.tar.gz": (
            archive(".tar.gz", {f"{n}.txt": _ZEROS[:60_000_000] for n in range(3)}),
            Reason.TOO_LARGE,
        ),
        "nested.zip": (zipped([("b.zip", zipped([("a.txt", b"x")]))]), Status.OK),
        "bomb.txt.gz": (gzip.compress(gzip.compress(_ZEROS)), Reason.BINARY),
        "dictionary.txt.xz": (with_dictionary(_SENTENCE.encode(), 40), Status.OK),
        **{f"bomb.txt.{kind}": (pack(_ZEROS), Reason.TOO_LARGE) for kind, pack in PACKED.items()},
    }
    for name, (data, _) in files.items():
        (raw / name).write_bytes(data)
    with (raw / "line-2-gb.txt").open("wb") as file:
        file.truncate(2_000_000_000)
    return {name: fate for name, (_, fate) in files.items()} | {"line-2-gb.txt": Reason.TOO_LARGE}


@pytest.mark.fault(
    6,
    "Hostile files",
    how="lines of 2 GB, 60 MB (plain, packed, and with an emoji) and 2 MB, bombs of all kinds of compression "
    "and archives, archives in archives, NUL bytes, lone surrogates, right-to-left overrides, a million "
    "quotation marks, a `.xz` that asks for 4 GB",
    happened=f"read or rejected with the reason; no process had more than 600 MB, all of them together took "
    f"less than {MOST_SECONDS} seconds of a processor",
)
def test_hostile_files_are_read_or_rejected_in_bounded_time_and_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPALTE_ALARMS__MAX_REJECTED_SHARE", "1")
    raw, out = tmp_path / "raw", tmp_path / "out"
    raw.mkdir()
    expected = _write(raw)
    before = _seconds_of_children()
    with running(start(raw, out, *DIRECT)) as process, _peak(process.pid) as peak:
        run = ended(process)
    assert run.status == 0, run.err
    known = scan("sources", out).with_columns(fate=pl.coalesce("reason", "status")).collect()
    assert dict(known.select("source_uri", "fate").iter_rows()) == expected
    assert list(verify(out)) == []
    assert max(peak) < MOST_MEMORY
    assert _seconds_of_children() - before < MOST_SECONDS


def _seconds_of_children() -> float:
    """Processor time of all processes that this one has waited for, and of theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@contextmanager
def _peak(group: int) -> Iterator[list[int]]:
    """Resident memory in bytes of the largest process of a group, looked at all the time."""
    seen, over = [0], threading.Event()

    def look() -> None:
        while not over.wait(0.05):
            seen.append(max([0, *members(group).values()]))

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield seen
    finally:
        over.set()
        thread.join()


_LISTED = 1_000_000
_BYTES_A_FILE = 250


@pytest.mark.fault(
    6,
    "A folder of ten million files",
    how="the system's listing is replaced by one that has no end; a million names are taken for each figure",
    happened=f"less than {_BYTES_A_FILE} bytes of memory a file, so 10 million are listed within 2.5 GB",
)
def test_a_listing_takes_little_memory_a_file(tried: Callable[[int], None], *, full: bool) -> None:
    count = _LISTED * (10 if full else 1)
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        found, memory = pool.apply(_list, (count,))
    assert found == count
    assert memory / count < _BYTES_A_FILE
    tried(1)


def _list(count: int) -> tuple[int, int]:
    """How many files are found, and by how many bytes the memory of this process grew."""
    names = iter(range(count))

    class Folder:
        def __enter__(self) -> Iterator[_File]:
            return (_File(number) for number in names)

        def __exit__(self, *_: object) -> None:
            pass

    os.scandir = lambda _: Folder()  # type: ignore[assignment]  # only in a process that ends with this
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = discover.discover(Path("/raw"))
    return found.files.height, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024


class _File:
    """An empty file that no disk holds."""

    def __init__(self, number: int) -> None:
        self.name = f"2022-02-{zlib.crc32(number.to_bytes(8, 'big')):010d}-{number}.txt"
        self.path = f"/raw/{self.name}"

    def is_symlink(self) -> bool:
        return False

    is_dir = is_symlink

    def is_file(self, *, follow_symlinks: bool = True) -> bool:  # noqa: ARG002 (as that of the system)
        return True

    def stat(self) -> os.stat_result:
        return os.stat_result((0o100644, 0, 0, 1, 0, 0, 0, 0, 0, 0))
