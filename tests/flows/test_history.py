from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows import history, row_groups, versions
from schemas import scan
from tests.flows.rows import files, night, part, run_row, sources


def _night(root: Path, *streams: list[dict[str, Any]], cut: int = 2) -> None:
    draft = versions.begin(root)
    base = draft.before.folder if draft.before else None
    history.write_sources(draft, base, [list(_tables(rows, cut)) for rows in streams], "d1")
    history.write_runs(draft, base, run_row(draft.number), "d1")
    versions.publish(draft)


def _tables(rows: list[dict[str, Any]], cut: int) -> Iterator[pa.Table]:
    """The rows in their order, `cut` a table."""
    ordered = sources(sorted(rows, key=lambda row: str(row["source_uri"])))
    return (ordered.slice(start, cut) for start in range(0, len(rows), cut))


def _statuses(root: Path) -> dict[str, str]:
    return dict(scan("sources", root).select("source_uri", "status").collect().iter_rows())


def test_a_row_takes_the_place_of_that_of_the_same_file(tmp_path: Path) -> None:
    _night(tmp_path, [{"source_uri": "b.txt", "status": "ok"}, {"source_uri": "a.txt", "status": "ok"}])
    _night(tmp_path, [{"source_uri": "b.txt", "status": "rejected"}, {"source_uri": "c.txt", "status": "ok"}])
    assert _statuses(tmp_path) == {"a.txt": "ok", "b.txt": "rejected", "c.txt": "ok"}


def test_rows_are_sorted_by_path_in_the_month_they_were_first_seen(tmp_path: Path) -> None:
    _night(tmp_path, [{"source_uri": name} for name in ("ø.txt", "b.txt", "a.txt")])
    _night(tmp_path, [{"source_uri": "a0.txt", "month": 4}, {"source_uri": "aa.txt"}])
    rows = scan("sources", tmp_path).select("month", "source_uri").collect().rows()
    assert rows == [(3, "a.txt"), (3, "aa.txt"), (3, "b.txt"), (3, "ø.txt"), (4, "a0.txt")]


def test_months_without_a_change_are_not_written_again(tmp_path: Path) -> None:
    _night(tmp_path, [{"source_uri": "a.txt", "month": 3}])
    old = part(tmp_path / "sources/year=2026/month=03").stat().st_ino
    _night(tmp_path, [{"source_uri": "b.txt", "month": 4}])
    assert part(tmp_path / "sources/year=2026/month=03").stat().st_ino == old
    assert {str(Path(path).parent) for path in files(tmp_path, ["sources"])} == {
        f"sources/{partition}" for partition in ("year=0/month=0", "year=2026/month=03", "year=2026/month=04")
    }


def test_every_run_has_a_row_oldest_first(tmp_path: Path) -> None:
    for _ in range(3):
        night(tmp_path)
    runs = scan("runs", tmp_path).collect()
    assert runs["run_id"].to_list() == ["run-001", "run-002", "run-003"]
    assert list(files(tmp_path, ["runs"])) == [str(part(tmp_path / "runs").relative_to(tmp_path))]


@pytest.fixture(scope="module")
def small_row_groups() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(row_groups.ROW_GROUP_ROWS, "sources", 3)
        yield


_NAMES = st.sets(st.integers(10, 40).map("{}.txt".format), max_size=20)


@pytest.mark.usefixtures("small_row_groups")
@settings(max_examples=20, deadline=None)
@given(first=_NAMES, read=_NAMES, gone=_NAMES, cut=st.integers(1, 25))
def test_streams_and_old_rows_become_one_in_order(
    first: set[str], read: set[str], gone: set[str], cut: int
) -> None:
    nights = {"first": first, "read": read, "gone": gone - read}
    rows = {
        night: [{"source_uri": name, "status": night} for name in names] for night, names in nights.items()
    }
    with TemporaryDirectory() as folder:
        root = Path(folder)
        _night(root, rows["first"], cut=cut)
        _night(root, rows["read"], rows["gone"], cut=cut)
        expected = {name: night for night, names in nights.items() for name in names}
        assert list(_statuses(root).items()) == sorted(expected.items())
