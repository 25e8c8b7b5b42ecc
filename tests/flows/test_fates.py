from __future__ import annotations

import gzip
import os

import pytest

import flows.batch
from flows.options import Reread
from schemas.fates import Reason, Status
from tests.flows.conftest import House, article, counts, unreadable


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
        ("a.txt.gz", gzip.compress(b"Ferja er innstilt.")[:-4], Reason.BAD_ARCHIVE),
        ("a.txt.gz", gzip.compress(b"x" * 100_000), Reason.TOO_LARGE),
    ],
    ids=["empty", "binary", "destroyed", "bad_archive", "too_large"],
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
    assert counts(harbour, accept_removals=True) == {"unchanged": 2, "removed": 1}
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
    harbour.run(accept_removals=True)
    harbour.write("2022/03/c.txt", article(3).replace("2022-02", "2022-03"), age=600)
    assert counts(harbour) == {"unchanged": 3}
    assert harbour.source("2022/03/c.txt")["status"] == Status.OK
    assert harbour.hashes() == before


def test_a_forgotten_file_that_comes_back_is_read(harbour: House) -> None:
    harbour.run()
    before = harbour.hashes()
    (harbour.raw / "2022/03/c.txt").unlink()
    harbour.run(accept_removals=True, prune=True)
    harbour.write("2022/03/c.txt", article(3).replace("2022-02", "2022-03"))
    assert counts(harbour) == {"changed": 1, "unchanged": 2}
    assert harbour.source("2022/03/c.txt")["revision"] == 0
    assert harbour.hashes() == before


def test_a_rebuild_reads_what_other_code_read(harbour: House, monkeypatch: pytest.MonkeyPatch) -> None:
    harbour.run()
    assert counts(harbour, reread=Reread.STALE) == {"unchanged": 3}
    before = harbour.hashes()
    assert counts(harbour, reread=Reread.ALL) == {"changed": 3}
    assert harbour.hashes() == before
    for module in ("plan", "weigh", "reports.run_row"):
        monkeypatch.setattr(f"flows.{module}.pipeline_version", lambda: "9+newcode")
    assert counts(harbour) == {"unchanged": 3}
    assert counts(harbour, reread=Reread.STALE) == {"changed": 3}
    assert set(harbour.rows("documents")["pipeline_version"]) == {"9+newcode"}
    assert set(harbour.rows("sources")["revision"]) == {0}
