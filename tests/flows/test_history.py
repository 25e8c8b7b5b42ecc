from __future__ import annotations

from pathlib import Path

from flows import history, versions
from schemas import scan
from tests.flows.rows import files, night, run_row, sources


def _night(root: Path, rows: list[dict[str, object]]) -> None:
    draft = versions.begin(root)
    base = draft.before.folder if draft.before else None
    history.write_sources(draft, base, sources(rows), "d1")
    history.write_runs(draft, base, run_row(draft.number), "d1")
    versions.publish(draft)


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
    old = (tmp_path / "sources/year=2026/month=03/part-000.parquet").stat().st_ino
    _night(tmp_path, [{"source_uri": "b.txt", "month": 4}])
    assert (tmp_path / "sources/year=2026/month=03/part-000.parquet").stat().st_ino == old
    assert set(files(tmp_path, ["sources"])) == {
        f"sources/{partition}/part-000.parquet"
        for partition in ("year=0/month=0", "year=2026/month=03", "year=2026/month=04")
    }


def test_every_run_has_a_row_oldest_first(tmp_path: Path) -> None:
    for _ in range(3):
        night(tmp_path)
    runs = scan("runs", tmp_path).collect()
    assert runs["run_id"].to_list() == ["run-001", "run-002", "run-003"]
    assert set(files(tmp_path, ["runs"])) == {"runs/part-000.parquet"}
