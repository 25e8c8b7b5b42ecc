from __future__ import annotations

import gzip
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import flows.batch
from flows import raw_file
from flows.errors import LockedError, RawRootError, ShrunkError, UsageError
from flows.job import Options, new_job
from flows.ledger import Reread
from flows.lock import writer_lock
from flows.plan import survey
from schemas import TABLES
from schemas.sources import Reason, Status
from tests.flows.conftest import House, article, digests

COUNTS = ("new", "changed", "unchanged", "rejected", "unreadable", "removed")


def counts(house: House, **options: Any) -> dict[str, object]:  # noqa: ANN401 (the fields of Options)
    """What a run counted, without the zeros."""
    row = house.run(**options).row
    return {name: row[name] for name in COUNTS if row[name]}


def test_a_first_run_reads_everything(harbour: House) -> None:
    report = harbour.run()
    assert (report.row["found"], report.row["new"], report.row["documents"]) == (3, 3, 3)
    assert report.row["ended"] == "completed"
    assert set(harbour.rows("sources")["status"]) == {Status.OK}
    assert harbour.rows("documents").height == 3


def test_a_second_run_reads_nothing_and_writes_only_its_own_row(
    harbour: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    harbour.run()
    before = digests(harbour.out / ".current", *TABLES)
    monkeypatch.setattr(flows.batch, "read_stored", lambda *_: pytest.fail("read a file"))
    assert counts(harbour) == {"unchanged": 3}
    after = digests(harbour.out / ".current", *TABLES)
    assert {path for path in after if after[path] != before.get(path)} == {"runs/part-000.parquet"}
    assert harbour.rows("runs").height == 2


def test_files_that_do_not_change_are_not_written_again(harbour: House) -> None:
    harbour.run()
    old = {path: (harbour.out / ".current" / path).stat().st_ino for path in harbour.hashes()}
    harbour.write("2022/03/d.txt", article(4).replace("2022-02", "2022-03"))
    harbour.run()
    new = {path: (harbour.out / ".current" / path).stat().st_ino for path in harbour.hashes()}
    touched = {path for path in old if old[path] != new[path]}
    assert touched
    assert all("year=2022/month=03" in path for path in touched)


@pytest.mark.parametrize(
    "options", [{"batch_size": 1}, {"batch_size": 1000}, {"batch_size": 2, "workers": 2}]
)
def test_bytes_do_not_depend_on_batches_or_workers(
    house: House, tmp_path: Path, options: dict[str, int]
) -> None:
    for number in range(12):
        house.write(f"{number % 3}/{number}.txt", article(number))
    house.write("broken.txt", b"")
    house.run()
    other = House(house.raw, tmp_path / "other")
    other.run(**options)
    assert other.hashes() == house.hashes()


def test_bytes_do_not_depend_on_what_was_there_before(harbour: House, tmp_path: Path) -> None:
    harbour.write("2022/02/a.txt", article(99))
    harbour.write("2022/02/z.txt", article(98))
    harbour.run()
    harbour.write("2022/02/a.txt", article(1))
    (harbour.raw / "2022/02/z.txt").unlink()
    harbour.run(allow_shrink=True, prune=True)
    fresh = House(harbour.raw, tmp_path / "fresh")
    fresh.run()
    assert harbour.hashes() == fresh.hashes()


def test_a_changed_file_replaces_its_rows_and_raises_its_revision(harbour: House) -> None:
    harbour.run()
    harbour.write(
        "2022/02/a.txt", article(1).replace("Berit Moe", "Kari Lunde").replace("2022-02", "2022-04")
    )
    assert counts(harbour) == {"changed": 1, "unchanged": 2}
    assert harbour.source("2022/02/a.txt")["revision"] == 1
    assert harbour.source("2022/02/a.txt")["partition"].endswith("year=2022/month=04")
    text = harbour.rows("documents").filter(source_uri="2022/02/a.txt")["text"].item()
    assert "Kari Lunde" in text
    assert harbour.rows("documents").height == 3


def test_a_touched_file_counts_as_unchanged_and_writes_nothing(harbour: House) -> None:
    harbour.run()
    before = harbour.source("2022/02/a.txt")
    harbour.write("2022/02/a.txt", article(1), age=1800)
    assert counts(harbour) == {"unchanged": 3}
    assert harbour.source("2022/02/a.txt") == before


def test_the_time_of_a_touched_file_is_noted_when_the_ledger_is_written_anyway(harbour: House) -> None:
    harbour.run()
    before = harbour.source("2022/02/a.txt")
    harbour.write("2022/02/a.txt", article(1), age=1800)
    harbour.write("2022/02/new.txt", article(5))
    harbour.run()
    after = harbour.source("2022/02/a.txt")
    assert after["mtime"] > before["mtime"]
    assert after["processed_at"] == before["processed_at"]


def test_a_change_that_keeps_size_and_time_is_found_by_checksum(harbour: House) -> None:
    path = harbour.write("2022/02/a.txt", article(1), age=3600)
    harbour.run()
    stat = path.stat()
    path.write_text(article(1).replace("Berit", "Derit"))
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert counts(harbour) == {"unchanged": 3}
    assert counts(harbour, checksum=True) == {"changed": 1, "unchanged": 2}


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b" \n ", Reason.EMPTY),
        ("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, Reason.BINARY),
        ("a.txt", b"Sm?r p? br?d sm?r b?st n?r br?det er v?rmt. " * 9, Reason.DESTROYED),
        ("a.txt.gz", gzip.compress(b"Ferja er innstilt.")[:-4], Reason.BAD_GZIP),
        ("a.txt.gz", gzip.compress(b"x" * 100_000), Reason.TOO_LARGE),
    ],
    ids=["empty", "binary", "destroyed", "bad_gzip", "too_large"],
)
def test_unusable_content_is_rejected_with_a_reason(
    harbour: House, name: str, content: bytes, reason: Reason
) -> None:
    harbour.write(name, content)
    assert counts(harbour) == {"new": 4, "rejected": 1}
    source = harbour.source(name)
    assert (source["status"], source["reason"]) == (Status.REJECTED, reason)
    assert source["document_id"] is None
    assert source["detail"]
    assert counts(harbour) == {"unchanged": 4}


def test_a_file_beyond_the_limit_is_rejected_unread_and_read_when_the_limit_is_raised(harbour: House) -> None:
    harbour.write("large.txt", article(1) + "Mer. " * 100)
    (harbour.raw.parent / "spalte.toml").write_text("[limits]\nfile_bytes = 600")
    harbour.run()
    assert harbour.source("large.txt")["reason"] == Reason.TOO_LARGE
    assert harbour.source("large.txt")["sha256"] is None
    assert counts(harbour) == {"unchanged": 4}
    (harbour.raw.parent / "spalte.toml").unlink()
    assert counts(harbour) == {"changed": 1, "unchanged": 3}
    assert harbour.source("large.txt")["status"] == Status.OK


def test_a_rejected_new_version_takes_the_old_rows_out(harbour: House) -> None:
    harbour.run()
    harbour.write("2022/02/a.txt", b"\n\n")
    assert counts(harbour) == {"changed": 1, "unchanged": 2, "rejected": 1}
    assert harbour.source("2022/02/a.txt")["status"] == Status.REJECTED
    for table in ("documents", "segments", "quotes", "entities"):
        assert harbour.rows(table)["document_id"].n_unique() == 2


def unreadable(name: str) -> Callable[..., raw_file.Stored]:
    def read(path: str, limits: raw_file.Limits) -> raw_file.Stored:
        if path.endswith(name):
            raise raw_file.UnusableError(Reason.IO_ERROR, "It could not be read: the disk is ill.")
        return raw_file.read_stored(path, limits)

    return read


def test_an_unreadable_file_keeps_its_rows_and_is_tried_again(
    harbour: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    harbour.run()
    harbour.write("2022/02/a.txt", article(50), age=60)
    with monkeypatch.context() as ill:
        ill.setattr(flows.batch, "read_stored", unreadable("a.txt"))
        assert counts(harbour) == {"unchanged": 2, "unreadable": 1}
        assert counts(harbour) == {"unchanged": 2, "unreadable": 1}
    source = harbour.source("2022/02/a.txt")
    assert (source["status"], source["reason"]) == (Status.UNREADABLE, Reason.IO_ERROR)
    assert harbour.rows("documents").height == 3
    assert counts(harbour) == {"changed": 1, "unchanged": 2}
    assert harbour.source("2022/02/a.txt")["status"] == Status.OK
    assert harbour.source("2022/02/a.txt")["reason"] is None


def test_a_removed_file_keeps_its_rows_until_it_is_pruned(harbour: House) -> None:
    harbour.run()
    (harbour.raw / "2022/03/c.txt").unlink()
    assert counts(harbour, allow_shrink=True) == {"unchanged": 2, "removed": 1}
    assert harbour.source("2022/03/c.txt")["status"] == Status.REMOVED
    assert harbour.rows("documents").height == 3
    assert counts(harbour) == {"unchanged": 2}
    assert counts(harbour, prune=True) == {"unchanged": 2}
    assert harbour.source("2022/03/c.txt")["status"] == Status.FORGOTTEN
    assert harbour.source("2022/03/c.txt")["document_id"] is None
    assert harbour.rows("documents").height == 2


def test_a_removed_file_that_comes_back_is_ok_again_without_new_rows(harbour: House) -> None:
    harbour.run()
    before = harbour.hashes()
    (harbour.raw / "2022/03/c.txt").unlink()
    harbour.run(allow_shrink=True)
    harbour.write("2022/03/c.txt", article(3).replace("2022-02", "2022-03"), age=600)
    assert counts(harbour) == {"unchanged": 3}
    assert harbour.source("2022/03/c.txt")["status"] == Status.OK
    assert harbour.hashes() == before


def test_a_forgotten_file_that_comes_back_is_read(harbour: House) -> None:
    harbour.run()
    before = harbour.hashes()
    (harbour.raw / "2022/03/c.txt").unlink()
    harbour.run(allow_shrink=True, prune=True)
    harbour.write("2022/03/c.txt", article(3).replace("2022-02", "2022-03"))
    assert counts(harbour) == {"changed": 1, "unchanged": 2}
    assert harbour.source("2022/03/c.txt")["revision"] == 0
    assert harbour.hashes() == before


def test_a_bad_night_stops_before_anything_is_written(harbour: House) -> None:
    harbour.run()
    before = (harbour.out / ".current").readlink()
    (harbour.raw / "2022/03/c.txt").unlink()
    with pytest.raises(ShrunkError, match=r"1 of the 3 known files .* --allow-shrink"):
        harbour.run()
    for path in sorted(harbour.raw.rglob("*.txt")):
        path.unlink()
    with pytest.raises(RawRootError, match=r"No \.txt .* --allow-shrink"):
        harbour.run()
    assert (harbour.out / ".current").readlink() == before


def test_a_missing_raw_root_is_an_error_and_makes_no_output(house: House) -> None:
    house.raw.rmdir()
    with pytest.raises(RawRootError, match="is no folder"):
        house.run()
    assert not house.out.exists()


def test_output_below_the_raw_root_is_refused(house: House) -> None:
    with pytest.raises(UsageError, match="outside"):
        new_job(house.raw, house.raw / "out", Options(), "direct")


def test_the_raw_root_is_left_as_it_was(harbour: House) -> None:
    before = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in harbour.raw.rglob("*.txt")}
    names = sorted(harbour.raw.rglob("*"))
    harbour.run(batch_size=1)
    assert sorted(harbour.raw.rglob("*")) == names
    assert {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in before} == before


def test_a_survey_writes_nothing(harbour: House) -> None:
    seen = survey(new_job(harbour.raw, harbour.out, Options(), "direct"))
    assert seen.actions.height == 3
    assert not harbour.out.exists()


def test_a_bug_in_a_rule_costs_one_file(harbour: House, monkeypatch: pytest.MonkeyPatch) -> None:
    harbour.run()
    read_article = flows.batch.read_article
    harbour.write("2022/02/bad.txt", article(7))

    def fails(raw: flows.batch.Raw, entities: str) -> object:
        if raw.uri.endswith("bad.txt"):
            raise ValueError("no such rule")
        return read_article(raw, entities)

    monkeypatch.setattr(flows.batch, "read_article", fails)
    report = harbour.run()
    source = harbour.source("2022/02/bad.txt")
    assert (source["status"], source["reason"]) == (Status.REJECTED, Reason.INTERNAL)
    assert "ValueError at test_run.py" in source["detail"]
    assert "no such rule" in report.problems[0]
    assert report.row["documents"] == 3


def test_a_bug_that_hits_every_file_is_told_a_few_times(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(60):
        house.write(f"{number}.txt", article(number))
    monkeypatch.setattr(flows.batch, "read_article", lambda *_: 1 / 0)
    report = house.run(batch_size=2)
    assert report.row["rejected"] == 60
    assert len(report.problems) == 20
    assert house.rows("sources")["detail"].str.contains("ZeroDivisionError").all()


def test_a_bug_in_making_rows_costs_one_file(harbour: House, monkeypatch: pytest.MonkeyPatch) -> None:
    tables = flows.batch.tables

    def fails(articles: list[flows.batch.Article], version: str) -> object:
        if any(one.raw.uri.endswith("b.txt") for one in articles):
            raise ValueError("no such row")
        return tables(articles, version)

    monkeypatch.setattr(flows.batch, "tables", fails)
    assert harbour.run().row["documents"] == 2
    assert harbour.source("2022/02/b.txt")["reason"] == Reason.INTERNAL


def test_a_rebuild_reads_what_other_code_read(harbour: House, monkeypatch: pytest.MonkeyPatch) -> None:
    harbour.run()
    assert counts(harbour, reread=Reread.STALE) == {"unchanged": 3}
    before = harbour.hashes()
    assert counts(harbour, reread=Reread.ALL) == {"changed": 3}
    assert harbour.hashes() == before
    for module in ("plan", "weigh", "report"):
        monkeypatch.setattr(f"flows.{module}.pipeline_version", lambda: "9+newcode")
    assert counts(harbour) == {"unchanged": 3}
    assert counts(harbour, reread=Reread.STALE) == {"changed": 3}
    assert set(harbour.rows("documents")["pipeline_version"]) == {"9+newcode"}
    assert set(harbour.rows("sources")["revision"]) == {0}


def test_a_second_writer_is_refused(harbour: House) -> None:
    with writer_lock(harbour.out), pytest.raises(LockedError):
        harbour.run()


def test_a_failed_run_leaves_the_version_and_a_row(harbour: House, monkeypatch: pytest.MonkeyPatch) -> None:
    harbour.run()
    before = harbour.hashes()
    harbour.write("2022/02/new.txt", article(5))
    with monkeypatch.context() as broken:
        broken.setattr("flows.run.settle", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            harbour.run()
    assert harbour.hashes() == before
    runs = harbour.rows("runs")
    assert runs["ended"].to_list() == ["completed", "failed"]
    assert runs["detail"].to_list() == [None, "ZeroDivisionError: division by zero"]
    assert runs["documents"].to_list() == [3, 3]
    assert counts(harbour) == {"new": 1, "unchanged": 3}


def test_a_failed_first_run_leaves_nothing_that_a_reader_sees(
    harbour: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr("flows.run.settle", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            harbour.run()
    assert not (harbour.out / "documents").exists()
    assert counts(harbour) == {"new": 3}


def test_hints_of_the_first_matching_glob_count(house: House) -> None:
    house.write("old/a.txt", article(1).replace("Ferja går", "Ferja på Sørøya går").encode("cp1252"))
    house.write("old/skip.txt", article(2))
    (house.raw.parent / "spalte.toml").write_text(
        '[sources."old/skip*"]\nexclude = true\n[sources."old/**"]\nencoding = "cp1252"\n'
    )
    report = house.run()
    assert report.row["documents"] == 1
    row = house.rows("documents").row(0, named=True)
    assert (row["encoding"], row["encoding_source"]) == ("cp1252", "declared")
    assert sum(report.ignored.values()) == 1


@pytest.mark.parametrize(
    ("bounds", "expected"),
    [
        ("min_documents = 40", "min_documents is 40"),
        ("max_unreadable = 0", "max_unreadable is 0"),
        ("max_rejected_share = 0.1", "max_rejected_share is 10%"),
    ],
)
def test_a_violated_bound_is_an_alarm(
    harbour: House, monkeypatch: pytest.MonkeyPatch, bounds: str, expected: str
) -> None:
    harbour.write("ill.txt", article(1))
    for number in range(20):
        harbour.write(f"more/{number}.txt", b" " if number < 3 else article(number))
    (harbour.raw.parent / "spalte.toml").write_text(
        f"[alarms]\nmax_rejected_share = 1\n{bounds}".replace("max_rejected_share = 1\nmax_rej", "max_rej")
    )
    monkeypatch.setattr(flows.batch, "read_stored", unreadable("ill.txt"))
    report = harbour.run()
    assert report.row["ended"] == "alarmed"
    assert expected in report.alarms[0]
    assert harbour.rows("runs")["alarms"].to_list() == [report.alarms]


def test_a_share_of_few_files_is_no_alarm(harbour: House) -> None:
    harbour.run()
    harbour.write("empty.txt", b" ")
    assert harbour.run().alarms == []


def test_the_runs_row_adds_up(harbour: House) -> None:
    harbour.write("notes.md", b"x")
    row = harbour.run().row
    assert (row["found"], row["ignored"]) == (3, 1)
    assert row["bytes_read"] == sum(path.stat().st_size for path in harbour.raw.rglob("*.txt"))
    stored = harbour.rows("runs").row(0, named=True)
    assert {name: stored[name] for name in COUNTS} == {name: row[name] for name in COUNTS}
    for table in ("documents", "segments", "quotes", "entities"):
        assert stored[table] == harbour.rows(table).height
    steps = stored["seconds_discover"] + stored["seconds_transform"] + stored["seconds_merge"]
    assert stored["seconds_total"] == pytest.approx(steps, abs=0.5)


def test_every_row_keeps_the_rules_of_its_table(harbour: House) -> None:
    harbour.write("empty.txt", b" ")
    harbour.run()
    for name, table in TABLES.items():
        table.columns.validate(harbour.rows(name).select(table.polars_schema.names()))


def test_an_address_that_is_no_utf8_is_read(house: House) -> None:
    path = os.fsencode(house.raw) + b"/bl\xe5.txt"
    Path(os.fsdecode(path)).write_text(article(1))
    house.run()
    assert house.rows("documents")["source_uri"].to_list() == ["bl%E5.txt"]
