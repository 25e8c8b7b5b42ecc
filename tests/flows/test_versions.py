from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from flows import versions
from flows.errors import OccupiedError
from schemas import TABLES
from tests.flows.rows import Doc, night


def _published(root: Path) -> set[str]:
    return {folder.name for folder in (root / ".versions").iterdir()}


def test_nothing_is_current_before_the_first_run(tmp_path: Path) -> None:
    assert versions.current(tmp_path) is None


def test_a_draft_is_not_seen_before_it_is_published(tmp_path: Path) -> None:
    draft = versions.begin(tmp_path)
    assert versions.current(tmp_path) is None
    assert versions.publish(draft) == versions.current(tmp_path)


def test_tables_are_links_into_the_current_version(tmp_path: Path) -> None:
    night(tmp_path)
    night(tmp_path)
    assert (tmp_path / ".current").readlink() == Path(".versions/2")
    for table in TABLES:
        assert (tmp_path / table).readlink() == Path(".current", table)
        assert (tmp_path / table).resolve() == tmp_path / ".versions" / "2" / table


def test_the_two_versions_before_stay_and_older_ones_go_with_the_next_run(tmp_path: Path) -> None:
    for _ in range(4):
        night(tmp_path)
    versions.sweep(tmp_path)
    assert _published(tmp_path) == {"2", "3", "4"}


def test_a_query_on_an_old_version_ends_while_two_more_are_published(tmp_path: Path) -> None:
    night(tmp_path, [[Doc("a.txt")]])
    old = (tmp_path / "documents").resolve()
    night(tmp_path, [[Doc("b.txt")]])
    night(tmp_path, [[Doc("c.txt")]])
    assert list(old.glob("**/*.parquet"))


def test_the_next_run_sweeps_what_a_dead_one_left(tmp_path: Path) -> None:
    night(tmp_path, [[Doc("a.txt")]])
    dead = versions.begin(tmp_path)
    (dead.folder / "documents").mkdir()
    (dead.staging / "000000.pieces").write_bytes(b"half a batch")
    (tmp_path / ".current.next").symlink_to(".versions/2")
    versions.sweep(tmp_path)
    assert _published(tmp_path) == {"1"}
    assert not (tmp_path / ".current.next").is_symlink()


def test_a_dead_run_s_workers_cannot_write_into_the_next_one_s_staging(tmp_path: Path) -> None:
    dead, alive = versions.begin(tmp_path), versions.begin(tmp_path)
    assert dead.number == alive.number
    assert dead.staging != alive.staging
    assert not dead.staging.exists()


def test_publishing_leaves_no_staging_behind(tmp_path: Path) -> None:
    night(tmp_path, [[Doc("a.txt")]])
    assert _published(tmp_path) == {"1"}


def test_a_table_s_folder_holds_partitions_and_nothing_else(tmp_path: Path) -> None:
    night(tmp_path, [[Doc("a.txt")]])
    for table in TABLES:
        files = [path for path in (tmp_path / table).glob("**/*") if path.is_file()]
        assert {path.suffix for path in files} == {".parquet"}


def test_a_lost_link_does_not_make_rubbish_of_the_versions(tmp_path: Path) -> None:
    for _ in range(2):
        night(tmp_path, [])
    (tmp_path / ".current").unlink()
    with pytest.raises(OccupiedError, match="ln -s"):
        versions.begin(tmp_path)
    assert _published(tmp_path) == {"1", "2"}


def test_a_copy_that_followed_the_links_is_not_touched(tmp_path: Path) -> None:
    night(tmp_path / "out", [[Doc("a.txt")]])
    shutil.copytree(tmp_path / "out", tmp_path / "copy", symlinks=False)
    with pytest.raises(OccupiedError):
        versions.begin(tmp_path / "copy")
    assert list((tmp_path / "copy" / "documents").glob("**/*.parquet"))


def test_a_first_run_that_died_is_no_hindrance(tmp_path: Path) -> None:
    versions.begin(tmp_path)
    night(tmp_path, [[Doc("a.txt")]])
    assert _published(tmp_path) == {"1"}


def test_a_stranger_s_folder_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "quotes").mkdir()
    with pytest.raises(OccupiedError, match="quotes"):
        versions.begin(tmp_path)
