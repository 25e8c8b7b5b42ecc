from __future__ import annotations

import os

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.address import ARCHIVE, INSIDE, archive_of, decode_uri, encode_uri, is_archive, member_uri

names = st.binary(min_size=1, max_size=30).filter(lambda name: b"\0" not in name)


def test_a_name_that_looks_encoded_is_another_file_than_the_one_it_looks_like() -> None:
    assert encode_uri("a%FF.txt") == "a%25FF.txt"
    assert encode_uri(os.fsdecode(b"a\xff.txt")) == "a%FF.txt"


@given(names)
def test_every_name_survives_the_way_there_and_back(name: bytes) -> None:
    uri = encode_uri(os.fsdecode(name))
    assert uri.encode()  # valid Unicode
    assert os.fsencode(decode_uri(uri)) == name


@given(names)
def test_no_file_has_the_address_of_a_member(name: bytes) -> None:
    assert INSIDE not in encode_uri(os.fsdecode(name))


def test_a_folder_whose_name_ends_in_an_exclamation_mark_is_no_archive() -> None:
    assert encode_uri("a.zip!/b.txt") == "a.zip%21/b.txt"
    assert decode_uri("a.zip%21/b.txt") == "a.zip!/b.txt"
    assert encode_uri("Brann!.txt") == "Brann!.txt"


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("2022/15.txt", "2022/15.txt"),
        ("./a.txt", "a.txt"),
        ("/etc/a.txt", "etc/a.txt"),
        ("../../a.txt", "%2E%2E/%2E%2E/a.txt"),
        ("a//./b.txt", "a/b.txt"),
        ("C:\\news\\a.txt", "C:\\news\\a.txt"),
        ("blåbær.txt", "blåbær.txt"),
        ("bl\udce5b.txt", "bl%E5b.txt"),
        ("100%.txt", "100%25.txt"),
        ("b.zip!/a.txt", "b.zip%21/a.txt"),
    ],
)
def test_the_name_of_a_member_leads_nowhere_but_into_its_archive(name: str, inside: str) -> None:
    uri = member_uri("nb/a.zip", name)
    assert uri == f"nb/a.zip!/{inside}"
    assert archive_of(uri) == "nb/a.zip"


@given(st.text(st.characters(codec="utf-8"), max_size=30))
def test_the_address_of_a_member_is_valid_unicode_without_a_way_up(name: str) -> None:
    uri = member_uri("a.zip", name)
    assert uri.encode()
    assert ".." not in uri.split("/")
    assert "" not in uri.removeprefix("a.zip!/").split("/") or uri == "a.zip!/"


@pytest.mark.parametrize(
    ("uri", "expected"),
    [
        *[(name, True) for name in ("a.zip", "a.tar", "a.tar.gz", "a.tgz", "a.tar.bz2", "a.tar.xz")],
        *[(name, False) for name in ("a.zip!/b.txt", "a.txt.gz", "a.zip.txt", "azip", "a.gz")],
    ],
)
def test_an_archive_is_known_by_its_end(uri: str, expected: bool) -> None:  # noqa: FBT001 (a parameter of a test)
    assert is_archive(uri) is expected
    assert pl.Series([uri]).str.contains(ARCHIVE).item() is expected
