from __future__ import annotations

from pathlib import Path

import pytest

from flows.stores.objects import connection
from flows.stores.place import Bucket, absolute, lies_below, place, split


def test_addresses_of_stores_are_told_from_paths() -> None:
    assert place("s3://news/raw/") == Bucket("s3://news/raw")
    assert place("gs://news/raw") == Bucket("gs://news/raw")
    assert place("data/raw") == Path("data/raw")
    assert place("s3:/news") == Path("s3:/news")
    assert place(Path("s3")) == Path("s3")


def test_a_key_may_hold_anything() -> None:
    assert split("s3://news/in/raw/100 %/a\nb.txt") == (Bucket("s3://news"), "in/raw/100 %/a\nb.txt")
    with pytest.raises(ValueError, match="not the address"):
        split("data/raw")


def test_a_place_means_the_same_in_another_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert absolute(Path("out")) == str(tmp_path / "out")
    assert absolute(Bucket("s3://news/out")) == "s3://news/out"


@pytest.mark.parametrize(
    ("one", "other", "below"),
    [
        ("s3://news/raw/out", "s3://news/raw", True),
        ("s3://news/raw", "s3://news/raw", True),
        ("s3://news/raw-2", "s3://news/raw", False),
        ("s3://news/raw", "gs://news/raw", False),
        ("raw/out", "raw", True),
        ("out", "s3://news/raw", False),
    ],
)
def test_output_below_the_raw_root_is_seen(one: str, other: str, *, below: bool) -> None:
    assert lies_below(place(one), place(other)) is below


def test_google_s_stores_are_reached_by_their_address() -> None:
    pytest.importorskip("obstore", reason="needs the extra `s3`")
    store = connection(Bucket("gs://news/raw"))
    assert type(store).__name__ == "GCSStore"
    assert (store.config["bucket"], store.prefix) == ("news", "raw")
