from __future__ import annotations

import os
from pathlib import Path

import pytest

from flows import cli
from flows.errors import NotFoundError
from flows.exit_status import ExitStatus
from flows.forget import FORGET, UNDO, apply, chosen
from flows.verify import verify
from schemas import DOCUMENT_TABLES
from schemas.errors import NoDatasetError
from schemas.fates import Reason, Status
from tests.flows.conftest import House

FILE = "2022/02/a.txt"


@pytest.fixture
def dataset(harbour: House) -> House:
    """A published dataset of three articles, written in two runs."""
    harbour.run()
    harbour.write("2022/02/later.txt")
    harbour.run()
    return harbour


def holds(house: House, document_id: str) -> set[str]:
    """The tables with rows of a document."""
    return {
        t.name for t in DOCUMENT_TABLES if not house.rows(t.name).filter(document_id=document_id).is_empty()
    }


def test_a_forgotten_document_leaves_all_tables(dataset: House) -> None:
    document_id = dataset.source(FILE)["document_id"]
    assert holds(dataset, document_id) >= {"documents", "segments", "quotes"}
    apply(dataset.out, [FILE], FORGET)
    assert holds(dataset, document_id) == set()
    assert dataset.rows("documents").height == 3
    assert list(verify(dataset.out)) == []


def test_it_may_be_named_by_its_id(dataset: House) -> None:
    document_id = dataset.source(FILE)["document_id"]
    apply(dataset.out, [document_id], FORGET)
    assert holds(dataset, document_id) == set()


def test_a_pattern_forgets_all_that_it_matches(dataset: House) -> None:
    apply(dataset.out, ["2022/02/*"], FORGET)
    assert not dataset.rows("documents")["source_uri"].str.starts_with("2022/02/").any()


def test_no_older_version_holds_it_any_more(dataset: House) -> None:
    apply(dataset.out, [FILE], FORGET)
    versions = [path.name for path in Path(dataset.out, ".versions").iterdir()]
    assert versions == [Path(dataset.out, ".current").readlink().name]


def test_it_is_recorded_with_its_remedy(dataset: House) -> None:
    apply(dataset.out, [FILE], FORGET)
    source = dataset.source(FILE)
    assert (source["status"], source["reason"]) == (Status.FORGOTTEN, Reason.ON_REQUEST)
    assert "spalte forget --undo" in source["detail"]
    assert dataset.rows("runs").sort("started_at")["detail"][-1] == "Forgot on request: 1 sources."


@pytest.mark.parametrize("options", [{}, {"checksum": True}, {"prune": True}], ids=str)
def test_later_runs_keep_it_out(dataset: House, options: dict[str, bool]) -> None:
    apply(dataset.out, [FILE], FORGET)
    dataset.write(FILE, dataset.raw.joinpath(FILE).read_text() + "\nMer tekst.\n")
    dataset.run(**options)
    assert dataset.source(FILE)["reason"] == Reason.ON_REQUEST
    assert dataset.rows("documents").filter(source_uri=FILE).is_empty()


def test_undo_lets_the_next_run_read_it_again(dataset: House) -> None:
    before = dataset.hashes()
    apply(dataset.out, [FILE], FORGET)
    apply(dataset.out, [FILE], UNDO)
    dataset.run()
    assert dataset.source(FILE)["status"] == Status.OK
    assert dataset.hashes() == before


def test_a_write_just_before_is_still_noticed_after(dataset: House) -> None:
    """The run that forgets has looked at no file, so it proves nothing about times."""
    path = dataset.write("2022/02/later.txt", "– Ja, sier Odd Lie.\n", age=0)
    dataset.run()
    stat = path.stat()
    apply(dataset.out, [FILE], FORGET)
    dataset.write("2022/02/later.txt", "– Ja, sier Odd Moe.\n", age=0)
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    dataset.run()
    assert "Moe" in dataset.rows("documents").filter(source_uri="2022/02/later.txt")["text"].item()


@pytest.mark.parametrize("wanted", ["2022/99/*", "0" * 32])
def test_what_means_nothing_is_refused_and_nothing_happens(dataset: House, wanted: str) -> None:
    before = Path(dataset.out, ".current").readlink()
    with pytest.raises(NotFoundError, match="is no document id and no path or pattern"):
        apply(dataset.out, [FILE, wanted], FORGET)
    assert Path(dataset.out, ".current").readlink() == before


def test_only_what_was_forgotten_can_be_let_in_again(dataset: House) -> None:
    with pytest.raises(NotFoundError, match="that was forgotten"):
        chosen(dataset.out, [FILE], UNDO)


def test_without_a_dataset_it_says_so(house: House) -> None:
    with pytest.raises(NoDatasetError):
        apply(house.out, [FILE], FORGET)
    assert not house.out.exists()


def test_the_command_lists_what_it_forgets(dataset: House, capsys: pytest.CaptureFixture[str]) -> None:
    for options, left in ((["--dry-run"], 4), ([], 3)):
        with pytest.raises(SystemExit) as ended:
            cli.main(["forget", FILE, "--out", str(dataset.out), *options])
        assert ended.value.code == 0
        assert FILE in capsys.readouterr().out
        assert dataset.rows("documents").height == left


def test_nothing_named_is_wrong_use(dataset: House, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["forget", "--out", str(dataset.out)])
    assert ended.value.code == ExitStatus.WRONG_USE
    assert "Say what to forget" in capsys.readouterr().err
