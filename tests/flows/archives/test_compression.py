from __future__ import annotations

import bz2
import gzip
import lzma
import zlib
from collections.abc import Callable

import pytest

from flows.raw_file import Limits, UnusableError, unpack
from schemas.fates import Reason
from tests.flows.packed import zstd

#: Compressors by the end of the name.
PACKED: dict[str, Callable[[bytes], bytes]] = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zst": zstd,
}
LIMITS = Limits(text_bytes=5000, ratio=20)
TEXT = b"Ferja er innstilt. " * 10

kinds = pytest.mark.parametrize("kind", PACKED)


@kinds
def test_compressed_text_is_unpacked(kind: str) -> None:
    assert unpack(f"a.txt.{kind}", PACKED[kind](TEXT), LIMITS) == TEXT


@kinds
def test_several_frames_are_one_text(kind: str) -> None:
    packed = PACKED[kind](b"Ferja ") + PACKED[kind](b"") + PACKED[kind](b"er innstilt.")
    assert unpack(f"a.txt.{kind}", packed, LIMITS) == b"Ferja er innstilt."


@kinds
@pytest.mark.parametrize("damage", ["cut", "other", "broken"])
def test_a_damaged_file_says_so(kind: str, damage: str) -> None:
    whole = PACKED[kind](TEXT)
    at = 5 if kind == "zst" else 18  # behind the header
    broken = {"cut": whole[:-5], "other": b"no such file", "broken": whole[:at] + b"!!" + whole[at + 2 :]}
    with pytest.raises(UnusableError) as caught:
        unpack(f"a.txt.{kind}", broken[damage], LIMITS)
    assert caught.value.reason is Reason.BAD_ARCHIVE


@kinds
def test_a_bomb_is_not_unpacked_beyond_its_bound(kind: str) -> None:
    with pytest.raises(UnusableError) as caught:
        unpack(f"a.txt.{kind}", PACKED[kind](bytes(1_000_000)), LIMITS)
    assert caught.value.reason is Reason.TOO_LARGE


def test_a_header_may_ask_for_any_dictionary() -> None:
    assert unpack("a.txt.xz", with_dictionary(TEXT, 40), LIMITS) == TEXT


def with_dictionary(data: bytes, size: int) -> bytes:
    """`data` as .xz whose header asks for a dictionary of a size's code; 40 is 4 GiB."""
    packed = bytearray(lzma.compress(data))
    header = packed[12 : 12 + (packed[12] + 1) * 4]
    header[header.index(b"\x21\x01") + 2] = size
    header[-4:] = zlib.crc32(header[:-4]).to_bytes(4, "little")
    packed[12 : 12 + len(header)] = header
    return bytes(packed)
