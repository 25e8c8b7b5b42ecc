from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import polars as pl
import pytest

from flows.discover import FOUND_SCHEMA
from flows.errors import UsageError
from flows.ledger import Action, Now, compare, shrinkage
from flows.options import Period, Reread
from schemas.fates import Status
from schemas.sources import SOURCES

HOUR_NS = 3_600_000_000_000
LAST_RUN = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)
LAST_RUN_NS = int(LAST_RUN.timestamp()) * 1_000_000_000
OLD = LAST_RUN_NS - HOUR_NS
NOW = Now("1+code", "settings", LAST_RUN)


def known(uri: str = "a.txt", **columns: Any) -> pl.DataFrame:  # noqa: ANN401 (values of any column)
    """A ledger of one file that was read well, but for `columns`."""
    row = {
        "source_uri": uri,
        "sha256": "0" * 64,
        "bytes": 10,
        "mtime": OLD,
        "status": Status.OK.value,
        "document_id": "1" * 32,
        "partition": "language=nb/year=2022/month=02",
        "revision": 0,
        "pipeline_version": NOW.pipeline_version,
        "settings_digest": NOW.settings_digest,
        **columns,
    }
    return pl.DataFrame([row], schema=SOURCES.polars_schema)


def found(*files: tuple[str, int, int]) -> pl.DataFrame:
    return pl.DataFrame(files, schema=FOUND_SCHEMA, orient="row")


def action(
    files: pl.DataFrame, ledger: pl.DataFrame, now: Now = NOW, blocked: list[str] | None = None
) -> str:
    return str(compare(files, ledger.lazy(), blocked or [], now)["action"].item())


SAME = found(("a.txt", 10, OLD))
REJECTED: dict[str, Any] = {
    "status": Status.REJECTED.value,
    "reason": "empty",
    "document_id": None,
    "partition": None,
}
UNREADABLE: dict[str, Any] = {"status": Status.UNREADABLE.value, "reason": "io_error"}


def test_a_file_never_seen_is_new() -> None:
    assert action(SAME, known().clear()) == Action.NEW


def test_the_same_size_and_time_is_unchanged() -> None:
    assert action(SAME, known()) == Action.UNCHANGED


def test_another_size_is_read() -> None:
    assert action(found(("a.txt", 11, OLD)), known()) == Action.READ


def test_the_same_size_at_another_time_is_hashed() -> None:
    assert action(found(("a.txt", 10, OLD - 1)), known()) == Action.HASH


@pytest.mark.parametrize(
    ("seconds_before", "expected"), [(2, Action.HASH), (3, Action.UNCHANGED), (-60, Action.HASH)]
)
def test_a_time_close_to_the_last_run_or_later_proves_nothing(seconds_before: int, expected: Action) -> None:
    mtime = LAST_RUN_NS - seconds_before * 1_000_000_000
    assert action(found(("a.txt", 10, mtime)), known(mtime=mtime)) == expected


def test_checksum_hashes_every_file() -> None:
    assert action(SAME, known(), replace(NOW, checksum=True)) == Action.HASH


def test_new_code_does_not_read_what_is_well() -> None:
    assert action(SAME, known(pipeline_version="0+code", settings_digest="other")) == Action.UNCHANGED


def test_a_rejected_file_is_left_alone() -> None:
    assert action(SAME, known(**REJECTED)) == Action.UNCHANGED


@pytest.mark.parametrize("other", [{"pipeline_version": "0+code"}, {"settings_digest": "other"}])
def test_a_rejected_file_is_read_when_code_or_settings_changed(other: dict[str, Any]) -> None:
    assert action(SAME, known(**REJECTED, **other)) == Action.READ


def test_a_rejected_file_is_hashed_when_touched_and_read_when_its_size_changed() -> None:
    assert action(found(("a.txt", 10, OLD - 1)), known(**REJECTED)) == Action.HASH
    assert action(found(("a.txt", 11, OLD)), known(**REJECTED)) == Action.READ


def test_what_was_too_large_to_hash_is_judged_by_size_and_time() -> None:
    assert action(SAME, known(**REJECTED, sha256=None), replace(NOW, checksum=True)) == Action.UNCHANGED


def test_an_unreadable_file_is_tried_every_run() -> None:
    assert action(SAME, known(**UNREADABLE)) == Action.HASH  # its rows are there: the content may be the same
    assert action(SAME, known(**UNREADABLE, document_id=None, sha256=None)) == Action.READ


@pytest.mark.parametrize("status", [Status.REMOVED, Status.FORGOTTEN])
def test_a_file_that_was_gone_and_is_gone_is_absent(status: Status) -> None:
    assert action(SAME.clear(), known(status=status.value)) == Action.ABSENT


def test_a_file_that_comes_back_is_hashed_while_its_rows_are_there_and_read_after_pruning() -> None:
    assert action(SAME, known(status=Status.REMOVED.value)) == Action.HASH
    assert action(SAME, known(status=Status.FORGOTTEN.value, document_id=None)) == Action.READ


@pytest.mark.parametrize("before", [{}, REJECTED, UNREADABLE])
def test_a_known_file_that_is_not_found_is_gone(before: dict[str, Any]) -> None:
    assert action(SAME.clear(), known(**before)) == Action.GONE


def test_a_file_in_a_folder_that_cannot_be_listed_is_blocked_not_gone() -> None:
    assert action(SAME.clear(), known("x/a.txt"), blocked=["x/"]) == Action.BLOCKED
    assert action(SAME.clear(), known("xy/a.txt"), blocked=["x/"]) == Action.GONE


def test_a_rebuild_reads_everything_or_what_is_stale() -> None:
    everything, stale = replace(NOW, reread=Reread.ALL), replace(NOW, reread=Reread.STALE)
    assert action(SAME, known(), everything) == Action.READ
    assert action(SAME, known(), stale) == Action.UNCHANGED
    assert action(SAME, known(pipeline_version="0+code"), stale) == Action.READ
    assert action(SAME, known(settings_digest="other"), stale) == Action.READ


def test_before_the_first_completed_run_no_time_can_be_trusted() -> None:
    assert action(SAME, known(), replace(NOW, last_run=None)) == Action.HASH


def test_the_plan_is_sorted_and_holds_every_source_once() -> None:
    files = found(("c.txt", 1, 1), ("a.txt", 10, OLD))
    plan = compare(files, pl.concat([known("b.txt"), known("a.txt")]).lazy(), [], NOW)
    assert plan["source_uri"].to_list() == ["a.txt", "b.txt", "c.txt"]
    assert plan["action"].to_list() == [Action.UNCHANGED, Action.GONE, Action.NEW]


def test_shrinkage_counts_sources_with_rows_only() -> None:
    ledger = pl.concat([known("a.txt"), known("b.txt"), known("c.txt", **REJECTED)])
    plan = compare(SAME, ledger.lazy(), [], NOW)
    assert shrinkage(plan) == (1, 2)


@pytest.mark.parametrize("columns", [REJECTED, UNREADABLE], ids=["rejected", "unreadable"])
def test_a_retry_reads_what_failed(columns: dict[str, Any]) -> None:
    assert action(SAME, known(**columns), replace(NOW, reread=Reread.FAILED)) == Action.READ


def test_a_retry_leaves_what_was_read_well() -> None:
    assert action(SAME, known(), replace(NOW, reread=Reread.FAILED)) == Action.UNCHANGED


@pytest.mark.parametrize("reread", Reread)
@pytest.mark.parametrize("files", [SAME, SAME.clear()], ids=["there", "gone"])
def test_what_is_forgotten_on_request_is_kept_out(files: pl.DataFrame, reread: Reread) -> None:
    forgotten = {
        "status": Status.FORGOTTEN.value,
        "reason": "on_request",
        "document_id": None,
        "partition": None,
    }
    assert action(files, known(**forgotten), replace(NOW, reread=reread)) == Action.KEPT_OUT


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2022-02", "2022-02", Action.READ),
        ("2022-01", None, Action.READ),
        (None, "2022-02", Action.READ),
        ("2022-03", None, Action.UNCHANGED),
        (None, "2022-01", Action.UNCHANGED),
    ],
)
def test_a_rebuild_of_some_months_reads_their_documents(
    since: str | None, until: str | None, expected: Action
) -> None:
    now = replace(NOW, reread=Reread.ALL, period=Period.between(since, until))
    assert action(SAME, known(), now) == expected


def test_a_month_is_written_with_its_year() -> None:
    with pytest.raises(UsageError, match="`03` is no month"):
        Period.between("03", None)
