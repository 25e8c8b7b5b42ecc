from __future__ import annotations

import datetime as dt
import json

import pyarrow as pa
import pytest

from flows import history, migrate, versions
from flows.errors import NotFoundError, RawRootError
from flows.merging import merge
from flows.reports.on_disk import page_path, read_page
from flows.reports.run_row import run_table
from tests.flows.conftest import House, article
from tests.flows.test_cli import status


def _names(house: House) -> list[str]:
    return sorted(path.name for path in (house.out / "reports").iterdir())


def test_every_run_leaves_a_page_and_the_facts(harbour: House) -> None:
    first = harbour.run(entities="off")
    second = harbour.run(entities="off")
    ids = [str(one.row["run_id"]) for one in (first, second)]
    assert _names(harbour) == sorted(f"{name}{suffix}" for name in ids for suffix in (".md", ".json"))
    told = json.loads((harbour.out / "reports" / f"{ids[0]}.json").read_text())
    assert (told["run"]["new"], told["version"], told["documents"]) == (3, 1, {"nb": 3})
    assert read_page(harbour.out) == page_path(second).read_text()
    assert read_page(harbour.out, ids[0]) == page_path(first).read_text()


def test_the_page_names_reasons_remedies_and_files(harbour: House) -> None:
    for number in range(5):
        harbour.write(f"empty{number}.txt", b" ")
    harbour.run(entities="off")
    line = next(line for line in read_page(harbour.out).splitlines() if line.startswith("| rejected | 5"))
    assert "empty0.txt, empty1.txt, empty2.txt |" in line


def test_older_reports_than_the_settings_keep_are_deleted(harbour: House) -> None:
    (harbour.raw.parent / "spalte.toml").write_text("keep_reports = 2")
    ids = [str(harbour.run(entities="off").row["run_id"]) for _ in range(2)]
    (harbour.out / "reports" / ".half.md").write_text("# Spal")
    ids.append(str(harbour.run(entities="off").row["run_id"]))
    assert {name.split(".")[0] for name in _names(harbour)} == set(ids[1:])
    assert len(_names(harbour)) == 4


def test_a_failed_run_leaves_its_error(harbour: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.run.settle", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        harbour.run(entities="off")
    assert "**Failed.** ZeroDivisionError: division by zero." in read_page(harbour.out)


def test_a_run_that_was_refused_leaves_its_reason_beside_the_dataset(harbour: House) -> None:
    harbour.run(entities="off")
    for path in harbour.raw.rglob("*.txt"):
        path.unlink()
    before = harbour.hashes()
    with pytest.raises(RawRootError):
        harbour.run(entities="off")
    assert "Check the path and what fills it" in read_page(harbour.out)
    assert harbour.hashes() == before


def test_a_raw_root_that_is_not_mounted_is_reported(harbour: House) -> None:
    harbour.run(entities="off")
    harbour.raw.rename(harbour.raw.with_name("elsewhere"))
    with pytest.raises(RawRootError):
        harbour.run(entities="off")
    assert "is no folder. Mount it, or correct the path." in read_page(harbour.out)


def test_a_folder_that_cannot_be_written_costs_no_run(
    harbour: House, caplog: pytest.LogCaptureFixture
) -> None:
    harbour.out.mkdir()
    (harbour.out / "reports").write_text("no folder")
    assert harbour.run(entities="off").row["ended"] == "completed"
    assert "could not be written" in caplog.text


def test_the_command_prints_the_last_page_or_the_one_named(
    harbour: House, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = (harbour.run(entities="off") for _ in range(2))
    assert status("report", harbour.out) == 0
    assert capsys.readouterr().out.strip() == page_path(second).read_text().strip()
    assert status("report", harbour.out, "--run", first.row["run_id"]) == 0
    assert capsys.readouterr().out.strip() == page_path(first).read_text().strip()


def test_where_there_is_no_report_the_message_names_those_that_are(harbour: House) -> None:
    with pytest.raises(NotFoundError, match="no report of a run in"):
        read_page(harbour.out)
    run_id = harbour.run(entities="off").row["run_id"]
    with pytest.raises(NotFoundError, match=f"of run x in .*{run_id}"):
        read_page(harbour.out, "x")


def _four_weeks_like(house: House, row: dict[str, object]) -> None:
    """Put a run like that of `row` on each of the 28 nights before it."""
    draft = versions.begin(house.out)
    base = migrate.upgraded(draft)
    merged = merge.merge(draft, base, settings_digest="d")
    history.write_sources(draft, base, [], "d")
    start = row["started_at"]
    assert isinstance(start, dt.datetime)
    assert merged.rows["documents"] == row["documents"]
    earlier = [
        run_table({**row, "run_id": f"r{night:02d}", "started_at": start - dt.timedelta(days=night)})
        for night in range(1, 29)
    ]
    history.write_runs(draft, None, pa.concat_tables(earlier), "d")
    versions.publish(draft)


def test_the_morning_after_a_paper_has_not_come(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(12):
        house.write(f"avisa/{number}.txt", article(number))
        house.write(f"nrk/{number}.txt", article(number))
    _four_weeks_like(house, dict(house.run(entities="off").row))
    for number in range(12, 24):
        house.write(f"nrk/{number}.txt", article(number), age=30)
    arguments = ("run", house.raw, house.out, "--direct", "--workers", 0, "--entities", "off")
    assert status(*arguments) == 3
    printed = capsys.readouterr().out
    sentence = "Fewer documents in avisa: 0 tonight, usually 12 on this weekday"
    assert f"Alarm: {sentence}" in printed
    page = read_page(house.out)
    assert sentence in page
    assert "| avisa | nb | 0 | 12 | 0 | - | - |" in page.splitlines()
    assert "| nrk | nb | 12 | 12 | 0 | 0% | 0% |" in page.splitlines()
    last = house.rows("runs").sort("started_at")[-1]
    assert last["ended"].item() == "alarmed"
    assert last["alarms"].to_list()[0][0].startswith(sentence)
