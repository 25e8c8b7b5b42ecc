from __future__ import annotations

import os
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.discover import Ignored, discover
from flows.settings import glob_pattern


def uris(root: Path) -> list[str]:
    return discover(root).files["source_uri"].to_list()


def touch(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")
    return path


def test_finds_text_and_compressed_text_in_a_fixed_order(tmp_path: Path) -> None:
    for name in ("b/2.txt", "a.txt", "b/1.txt.gz", "b/c/d.txt"):
        touch(tmp_path / name)
    assert uris(tmp_path) == ["a.txt", "b/1.txt.gz", "b/2.txt", "b/c/d.txt"]


def test_knows_size_and_modification_time(tmp_path: Path) -> None:
    path = touch(tmp_path / "a.txt")
    os.utime(path, ns=(0, 1_234_567_890_123_456_789))
    assert discover(tmp_path).files.row(0) == ("a.txt", 1, 1_234_567_890_123_456_789)


def test_counts_what_it_ignores_and_shows_the_first(tmp_path: Path) -> None:
    for name in ("readme.md", "a.txt.bak", ".hidden.txt", ".git/x.txt"):
        touch(tmp_path / name)
    found = discover(tmp_path)
    assert found.ignored == {Ignored.NAME: 2, Ignored.HIDDEN: 2}
    assert found.examples[Ignored.NAME] in {"readme.md", "a.txt.bak"}


def test_leaves_excluded_addresses_alone(tmp_path: Path) -> None:
    touch(tmp_path / "keep/a.txt")
    touch(tmp_path / "drop/a.txt")
    found = discover(tmp_path, exclude="^drop/")
    assert found.files["source_uri"].to_list() == ["keep/a.txt"]
    assert found.ignored == {Ignored.EXCLUDED: 1}


@given(st.text(st.characters(exclude_characters="*?\0", exclude_categories=["Cs"]), min_size=1, max_size=20))
def test_an_excluded_glob_may_hold_any_characters(name: str) -> None:
    uris = pl.Series([name, f"{name}x"])
    assert uris.str.contains(glob_pattern(name)).to_list() == [True, False]


def test_follows_a_link_that_stays_inside(tmp_path: Path) -> None:
    touch(tmp_path / "a/x.txt")
    (tmp_path / "b").mkdir()
    (tmp_path / "b/y.txt").symlink_to("../a/x.txt")
    (tmp_path / "c").symlink_to("a")
    assert uris(tmp_path) == ["a/x.txt", "b/y.txt", "c/x.txt"]


def test_does_not_follow_a_link_out_of_the_root(tmp_path: Path) -> None:
    outside = touch(tmp_path / "outside/x.txt")
    root = tmp_path / "root"
    root.mkdir()
    (root / "file.txt").symlink_to(outside)
    (root / "folder").symlink_to(outside.parent)
    found = discover(root)
    assert found.files.is_empty()
    assert found.ignored == {Ignored.LINK_OUT: 2}


def test_a_sibling_folder_whose_name_begins_like_the_root_is_outside(tmp_path: Path) -> None:
    touch(tmp_path / "root-old/x.txt")
    root = tmp_path / "root"
    root.mkdir()
    (root / "x.txt").symlink_to(tmp_path / "root-old/x.txt")
    assert discover(root).ignored == {Ignored.LINK_OUT: 1}


def test_does_not_run_in_circles(tmp_path: Path) -> None:
    touch(tmp_path / "a/x.txt")
    (tmp_path / "a/up").symlink_to("..")
    (tmp_path / "a/self").symlink_to("self")
    (tmp_path / "b").mkdir()
    (tmp_path / "b/to_a").symlink_to("../a")
    (tmp_path / "a/to_b").symlink_to("../b")
    found = discover(tmp_path)
    assert found.files["source_uri"].to_list() == ["a/x.txt", "b/to_a/x.txt"]
    assert found.ignored[Ignored.LINK_DEAD] == 2  # seen from both folders
    assert found.ignored[Ignored.LINK_LOOP] >= 2


def test_does_not_open_pipes(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    found = discover(tmp_path)
    assert found.files.is_empty()
    assert found.ignored == {Ignored.SPECIAL: 1}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may list every folder")
def test_names_the_folders_that_it_may_not_list(tmp_path: Path) -> None:
    touch(tmp_path / "closed/x.txt")
    (tmp_path / "closed").chmod(0)
    found = discover(tmp_path)
    (tmp_path / "closed").chmod(0o755)
    assert found.blocked == ["closed/"]


def test_names_a_folder_that_cannot_be_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    touch(tmp_path / "closed/x.txt")
    scandir = os.scandir

    def refuse(path: str) -> object:
        if path.endswith("closed"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert discover(tmp_path).blocked == ["closed/"]


def test_a_root_that_cannot_be_listed_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="missing"):
        discover(tmp_path / "missing")


def test_bytes_that_are_no_utf8_are_percent_encoded(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/bl\xe5b\xe6r 100%.txt"
    os.close(os.open(path, os.O_CREAT))
    touch(tmp_path / "blåbær.txt")
    assert uris(tmp_path) == ["bl%E5b%E6r 100%25.txt", "blåbær.txt"]
