from __future__ import annotations

from pathlib import Path

import pytest

from flows.merging.part_files import as_written, find_part, name_by_content, part_name
from tests.flows.rows import NB, Doc, files, night


@pytest.mark.parametrize("prefix", ["", "0", "f", "00", "ff"])
def test_a_part_is_found_by_its_prefix_before_and_after_it_is_named(tmp_path: Path, prefix: str) -> None:
    assert find_part(tmp_path, prefix) is None
    written = tmp_path / part_name(prefix)
    written.write_bytes(b"rows")
    assert find_part(tmp_path, prefix) == written
    name_by_content(tmp_path)
    published = find_part(tmp_path, prefix)
    assert published is not None
    assert (published.exists(), published == written, as_written(published) == written) == (True, False, True)


def test_the_name_follows_from_the_content_and_is_given_once(tmp_path: Path) -> None:
    for folder, content in (("a", b"rows"), ("b", b"rows"), ("c", b"others")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / part_name("")).write_bytes(content)
    name_by_content(tmp_path)
    named = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.parquet"))
    name_by_content(tmp_path)
    assert named == sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.parquet"))
    assert [Path(path).name for path in named[:2]] == [Path(named[0]).name] * 2
    assert Path(named[2]).name != Path(named[0]).name


def test_no_name_stands_for_the_rows_of_two_versions(tmp_path: Path) -> None:
    night(tmp_path, [[Doc("a.txt", NB)]])
    before = files(tmp_path)
    night(tmp_path, [[Doc("b.txt", NB)]])
    after = files(tmp_path)
    assert all(before[path] == after[path] for path in before.keys() & after.keys())
    assert before.keys() - after.keys()
