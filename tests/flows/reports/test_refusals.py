from __future__ import annotations

import os

import polars as pl
import pytest

import flows.batch
from flows.reports.refusals import REFUSALS_SCHEMA, Refusal, refusals, together
from schemas.fates import Reason, Status
from tests.flows.conftest import House, article, unreadable


def _frame(reason: Reason, *uris: str) -> pl.DataFrame:
    rows = [{"status": "rejected", "reason": reason, "files": 1, "examples": [uri]} for uri in uris]
    return pl.DataFrame(rows, schema=REFUSALS_SCHEMA)


def test_files_are_counted_by_reason_the_most_first_with_the_first_three() -> None:
    slices = [_frame(Reason.EMPTY, "a"), _frame(Reason.BINARY, "b"), _frame(Reason.EMPTY, "c", "d", "e")]
    counted = together([])
    for one in slices:
        counted = together([counted, one])
    assert refusals(counted) == (
        Refusal(Status.REJECTED, Reason.EMPTY, 4, ("a", "c", "d")),
        Refusal(Status.REJECTED, Reason.BINARY, 1, ("b",)),
    )


def test_a_run_tells_what_it_rejected_and_what_it_could_not_read(
    harbour: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    harbour.write("empty.txt", b" ")
    harbour.write("ill.txt", article(9))
    monkeypatch.setattr(flows.batch, "read_stored", unreadable("ill.txt"))
    told = harbour.run(entities="off").refusals
    assert [(one.status, one.reason, one.examples) for one in told] == [
        (Status.REJECTED, Reason.EMPTY, ("empty.txt",)),
        (Status.UNREADABLE, Reason.IO_ERROR, ("ill.txt",)),
    ]


def test_files_of_a_folder_that_cannot_be_listed_are_told(
    harbour: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    harbour.run(entities="off")
    scandir = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("2022/03"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    (one,) = harbour.run(entities="off").refusals
    assert (one.status, one.reason, one.examples) == (
        Status.UNREADABLE, Reason.NO_PERMISSION, ("2022/03/c.txt",),
    )  # fmt: skip


def test_nothing_is_told_of_files_that_were_read(harbour: House) -> None:
    assert harbour.run(entities="off").refusals == ()
