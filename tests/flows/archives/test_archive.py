from __future__ import annotations

import gzip
import os
import tarfile
import zipfile
import zlib
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.archives.archive import entries
from flows.archives.entry import Entry
from flows.discover import Ignored
from flows.raw_file import Limits, UnusableError
from schemas.fates import Reason
from tests.flows.packed import KINDS, archive, tar_of, tarred, zipped, zstd

LIMITS = Limits(text_bytes=30_000, archive_bytes=1_000_000, archive_members=50, ratio=20)
TEXTS = {f"2022/{number}.txt": f"Ferje {number} er innstilt. ".encode() * 9 for number in range(3)}


def put(folder: Path, kind: str, data: bytes) -> str:
    path = folder / f"a{kind}"
    path.write_bytes(data)
    return str(path)


def texts(path: str) -> dict[str, bytes]:
    return {entry.name: entry.read() for entry in entries(path, LIMITS) if entry.ignored is None}


def until_failure(path: str, limits: Limits = LIMITS) -> tuple[list[str], UnusableError]:
    """Names of the entries before the archive fails, and why it does."""
    names: list[str] = []
    with pytest.raises(UnusableError) as caught:
        names.extend(entry.name for entry in entries(path, limits))
    return names, caught.value


def entries_read(path: str) -> list[bytes | Reason]:
    """The bytes of each entry, or why it has none."""
    return [_read(entry) for entry in entries(path, LIMITS)]


def _read(entry: Entry) -> bytes | Reason:
    try:
        return entry.read()
    except UnusableError as error:
        return error.reason


@pytest.mark.parametrize("kind", KINDS)
def test_texts_come_with_name_size_and_bytes(tmp_path: Path, kind: str) -> None:
    path = put(tmp_path, kind, archive(kind, TEXTS))
    assert [(one.name, one.size, one.read()) for one in entries(path, LIMITS)] == [
        (name, len(data), data) for name, data in TEXTS.items()
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_text_says_why(tmp_path: Path, kind: str) -> None:
    names = ["a.md", ".a.txt", ".b/a.txt", "b.zip", "c.tar.gz", "./d/e.txt.gz", "../f.txt"]
    path = put(tmp_path, kind, archive(kind, dict.fromkeys(names, b"x")))
    assert [one.ignored for one in entries(path, LIMITS)] == [
        *(Ignored.NAME, Ignored.HIDDEN, Ignored.HIDDEN, Ignored.NESTED, Ignored.NESTED),
        *(None, None),
    ]


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE])
def test_links_and_devices_in_a_tar_are_no_texts(tmp_path: Path, kind: bytes) -> None:
    header = tarfile.TarInfo("a.txt")
    header.type, header.linkname = kind, "/etc/passwd"
    (found,) = entries(put(tmp_path, ".tar", tar_of(".tar", [(header, b"")])), LIMITS)
    link = kind in {tarfile.SYMTYPE, tarfile.LNKTYPE}
    assert found.ignored is (Ignored.MEMBER_LINK if link else Ignored.MEMBER_SPECIAL)


def test_links_in_a_zip_are_no_texts(tmp_path: Path) -> None:
    (found,) = entries(put(tmp_path, ".zip", zipped([("a.txt@", b"/etc/passwd")])), LIMITS)
    assert found.ignored is Ignored.MEMBER_LINK


@pytest.mark.parametrize("kind", KINDS[1:])
def test_a_cut_tar_gives_what_lies_before_the_cut(tmp_path: Path, kind: str) -> None:
    many = [(f"{number}.txt", os.urandom(20_000)) for number in range(40)]
    whole = tarred(kind, many)
    names, error = until_failure(put(tmp_path, kind, whole[: len(whole) // 2]))
    assert error.reason is Reason.BAD_ARCHIVE
    assert names == [name for name, _ in many[: len(names)]]
    assert len(names) >= (0 if kind == ".tar.bz2" else 15)  # its blocks have 900,000 bytes


def test_a_tar_with_a_damaged_header_is_no_shorter_tar(tmp_path: Path) -> None:
    whole = bytearray(tarred(".tar", list(TEXTS.items())))
    whole[1024 + 148] ^= 0xFF  # the sum of the second header
    names, error = until_failure(put(tmp_path, ".tar", bytes(whole)))
    assert names == ["2022/0.txt"]
    assert error.reason is Reason.BAD_ARCHIVE


def test_a_zip_without_its_directory_is_damaged(tmp_path: Path) -> None:
    names, error = until_failure(put(tmp_path, ".zip", zipped(list(TEXTS.items()))[:-30]))
    assert (names, error.reason) == ([], Reason.BAD_ARCHIVE)


def test_a_damaged_member_of_a_zip_costs_no_other(tmp_path: Path) -> None:
    whole = bytearray(zipped(list(TEXTS.items()), zipfile.ZIP_STORED))
    whole[40 + len("2022/0.txt")] ^= 0xFF
    damaged, *others = entries_read(put(tmp_path, ".zip", bytes(whole)))
    assert damaged is Reason.BAD_ARCHIVE
    assert others == list(TEXTS.values())[1:]


def test_an_encrypted_member_says_so(tmp_path: Path) -> None:
    whole = bytearray(zipped(list(TEXTS.items())))
    whole[whole.index(b"PK\x01\x02") + 8] |= 1
    assert entries_read(put(tmp_path, ".zip", bytes(whole)))[0] is Reason.ENCRYPTED


@pytest.mark.parametrize("kind", KINDS)
def test_a_member_beyond_the_limit_is_not_unpacked(tmp_path: Path, kind: str) -> None:
    path = put(tmp_path, kind, archive(kind, {"a.txt": os.urandom(30_001), "b.txt": b"Ferja."}))
    assert entries_read(path) == [Reason.TOO_LARGE, b"Ferja."]


@pytest.mark.parametrize("kind", KINDS)
def test_a_bomb_is_not_unpacked_beyond_its_bound(tmp_path: Path, kind: str) -> None:
    path = put(tmp_path, kind, archive(kind, {f"{n}.txt": bytes(9_000) for n in range(40)}))
    if kind == ".tar":
        assert len(list(entries(path, LIMITS))) == 40  # it is as large as it is
    else:
        assert until_failure(path)[1].reason is Reason.TOO_LARGE


@pytest.mark.parametrize("kind", KINDS)
def test_an_archive_of_too_many_files_is_too_large(tmp_path: Path, kind: str) -> None:
    path = put(tmp_path, kind, archive(kind, {f"{n}.txt": b"x" for n in range(51)}))
    assert until_failure(path)[1].reason is Reason.TOO_LARGE


def test_an_archive_of_too_many_bytes_is_not_opened(tmp_path: Path) -> None:
    names, error = until_failure(put(tmp_path, ".zip", bytes(1_000_001)))
    assert (names, error.reason) == ([], Reason.TOO_LARGE)


def test_members_that_overlap_count_each(tmp_path: Path) -> None:
    """A zip bomb of one block to which many entries of the directory point."""
    data = zlib.compress(bytes(9_000), 9)[2:-4]
    whole = bytearray(zipped([("a.txt", bytes(9_000))]))
    assert data in whole
    at = whole.index(b"PK\x01\x02")
    entry, end = whole[at : at + 46 + len("a.txt")], whole.index(b"PK\x05\x06")
    tail = bytearray(whole[end:])
    tail[8:12] = (45).to_bytes(2, "little") * 2
    tail[12:16] = (len(entry) * 45).to_bytes(4, "little")
    path = put(tmp_path, ".zip", bytes(whole[:at] + entry * 45 + tail))
    assert until_failure(path)[1].reason is Reason.TOO_LARGE


def test_a_directory_of_millions_of_entries_is_not_read(tmp_path: Path) -> None:
    tail = b"PK\x05\x06" + bytes(8) + (20_000_000).to_bytes(4, "little") + bytes(6)
    path = put(tmp_path, ".zip", bytes(20_000_000) + tail)
    limits = Limits(archive_members=1000, file_bytes=1000)
    assert until_failure(path, limits)[1].reason is Reason.TOO_LARGE


@pytest.mark.parametrize(
    "size", [b"\x80" + b"\x00" * 3 + b"\x7f" * 8, b"\xff" * 12], ids=["huge", "negative"]
)
@pytest.mark.parametrize("kind", [tarfile.GNUTYPE_LONGNAME, tarfile.XHDTYPE, tarfile.REGTYPE])
def test_a_header_may_lie_about_its_size(tmp_path: Path, kind: bytes, size: bytes) -> None:
    header = bytearray(tarfile.TarInfo("a.txt").tobuf(tarfile.GNU_FORMAT))
    header[124:136], header[156:157] = size, kind
    header[148:156] = b" " * 8
    header[148:156] = b"%06o\0 " % sum(header)
    names, error = until_failure(put(tmp_path, ".tar", bytes(header) + bytes(1024)))
    assert error.reason is Reason.BAD_ARCHIVE
    assert len(names) <= 1


def test_the_system_refuses_with_its_own_reasons(tmp_path: Path) -> None:
    assert until_failure(str(tmp_path / "gone.zip"))[1].reason is Reason.VANISHED
    (tmp_path / "folder.zip").mkdir()
    assert until_failure(str(tmp_path / "folder.zip"))[1].reason is Reason.IO_ERROR


@given(kind=st.sampled_from(KINDS), at=st.floats(0, 1), cut=st.floats(0, 1), junk=st.binary(max_size=20))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_damage_ends_in_a_reason(tmp_path: Path, kind: str, at: float, cut: float, junk: bytes) -> None:
    whole = archive(kind, TEXTS)
    place = int(at * len(whole))
    damaged = whole[:place] + junk + whole[place + len(junk) :]
    path = put(tmp_path, kind, damaged[: int((0.5 + cut) * len(whole))])
    with suppress(UnusableError):  # and nothing else
        assert all(one is not Reason.INTERNAL for one in entries_read(path))


def test_names_may_be_of_any_bytes(tmp_path: Path) -> None:
    header = tarfile.TarInfo("bl\udce5b.txt")
    assert set(texts(put(tmp_path, ".tar", tar_of(".tar", [(header, b"")])))) == {"bl\udce5b.txt"}


def test_compressed_members_are_as_they_are_stored(tmp_path: Path) -> None:
    packed = {"a.txt.gz": gzip.compress(b"Ferja"), "a.txt.zst": zstd(b"Ferja")}
    assert texts(put(tmp_path, ".tar.xz", archive(".tar.xz", packed))) == packed
