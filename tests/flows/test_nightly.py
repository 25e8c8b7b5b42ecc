from __future__ import annotations

import asyncio
import datetime as dt
from contextlib import suppress
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest
from prefect import Flow
from prefect.runtime import flow_run
from prefect.server.schemas.schedules import CronSchedule

from flows import artifacts, ingest, logs, nightly
from flows.engine import Direct
from flows.errors import RawRootError
from flows.nightly import AlarmError, DamageError
from flows.options import Options
from flows.run import run
from tests.flows.conftest import House

OSLO = ZoneInfo("Europe/Oslo")


@pytest.fixture(autouse=True)
def shown(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the web page would show, by key; the steps are plain calls."""
    found: dict[str, Any] = {}
    monkeypatch.setattr(logs, "hear", lambda: None)
    monkeypatch.setattr(ingest, "run", lambda job, _: run(job, Direct()))
    for name in ("create_markdown_artifact", "create_table_artifact"):
        monkeypatch.setattr(artifacts, name, lambda what, key, _: found.update({key: what}))
    return found


def test_a_night_returns_its_run_and_shows_a_page_and_a_table(harbour: House, shown: dict[str, Any]) -> None:
    assert nightly.nightly.fn(harbour.raw, harbour.out) == harbour.rows("runs")["run_id"].item()
    assert "# Spalte" in str(shown["nightly"])
    (row,) = shown["nightly-table"]
    assert (row["language"], row["documents"]) == ("nb", 3)


def test_an_alarm_fails_the_night_after_it_is_published(harbour: House, shown: dict[str, Any]) -> None:
    (harbour.raw.parent / "spalte.toml").write_text("[alarms]\nmin_documents = 9")
    with pytest.raises(AlarmError, match="The dataset holds 3 documents"):
        nightly.nightly.fn(harbour.raw, harbour.out)
    assert harbour.rows("runs")["ended"].to_list() == ["alarmed"]
    assert "The dataset holds 3 documents" in str(shown["nightly"])


def test_a_rebuild_reads_the_months_again_that_it_is_asked_for(harbour: House) -> None:
    harbour.run()
    nightly.rebuild.fn(harbour.raw, harbour.out, since="2022-03")
    assert harbour.rows("runs").sort("started_at")["changed"].to_list() == [0, 1]
    nightly.rebuild.fn(harbour.raw, harbour.out, stale=True)
    assert harbour.rows("runs").sort("started_at")["changed"].to_list() == [0, 1, 0]


def test_a_sound_dataset_passes(harbour: House, shown: dict[str, Any]) -> None:
    harbour.run()
    nightly.verify.fn(harbour.out)
    assert shown["verify"] == [{"where": "", "what": "Nothing is off."}]


def test_what_is_off_fails_the_check_with_the_list(harbour: House, shown: dict[str, Any]) -> None:
    harbour.run()
    (path,) = (harbour.out / "quotes/language=nb/year=2022/month=03").glob("*.parquet")
    path.write_bytes(b"no parquet")
    with pytest.raises(DamageError, match=r"^1 in all are off: quotes/language=nb/year=2022/month=03"):
        nightly.verify.fn(harbour.out)
    assert "month=03" in str(shown["verify"])


@pytest.mark.parametrize("failure", [httpx.ConnectError("gone"), RuntimeError("Failed to reach API")])
def test_a_server_that_shows_nothing_costs_the_night_nothing(
    harbour: House, failure: Exception, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*_: object) -> None:
        raise failure

    monkeypatch.setattr(artifacts, "create_markdown_artifact", fails)
    nightly.nightly.fn(harbour.raw, harbour.out)
    assert "Prefect's server did not take what it should show" in caplog.text


@pytest.fixture
def moves(monkeypatch: pytest.MonkeyPatch) -> list[tuple[float, str]]:
    """Where the progress artifact stood, one after another."""
    found: list[tuple[float, str]] = []
    monkeypatch.setattr(artifacts, "create_progress_artifact", lambda *_: "artifact")
    monkeypatch.setattr(
        artifacts, "update_progress_artifact", lambda _, done, text: found.append((done, text))
    )
    return found


def test_progress_moves_at_most_once_a_second_and_at_the_end(moves: list[tuple[float, str]]) -> None:
    advance = artifacts.progress(1000)
    for _ in range(10):
        advance(100)
    assert moves == [(100.0, "1,000 of 1,000 files read")]


def test_progress_moves_on_when_its_second_is_over(
    moves: list[tuple[float, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(artifacts, "_PAUSE", 0.0)
    advance = artifacts.progress(4)
    for _ in range(4):
        advance(1)
    assert [done for done, _ in moves] == [25.0, 50.0, 75.0, 100.0]


def test_progress_stands_still_once_the_server_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    tries: list[float] = []

    def fails(_: object, done: float, __: str) -> None:
        tries.append(done)
        raise httpx.ReadTimeout("gone")

    monkeypatch.setattr(artifacts, "_PAUSE", 0.0)
    monkeypatch.setattr(artifacts, "create_progress_artifact", lambda *_: "artifact")
    monkeypatch.setattr(artifacts, "update_progress_artifact", fails)
    advance = artifacts.progress(4)
    for _ in range(4):
        advance(1)
    assert tries == [25.0]


def test_nothing_to_read_shows_no_progress(moves: list[tuple[float, str]]) -> None:
    artifacts.progress(0)(0)
    assert moves == []


@pytest.mark.parametrize(
    ("flow", "parameters", "name"),
    [
        ("nightly", {}, "nightly 2026-11-23"),
        ("verify", {}, "verify 2026-11-23"),
        ("rebuild", {"since": "2022-01", "until": "2022-03"}, "rebuild 2022-01..2022-03"),
        ("rebuild", {"stale": True}, "rebuild stale"),
        ("rebuild", {"stale": True, "until": "2022-03"}, "rebuild stale ..2022-03"),
        ("rebuild", {}, "rebuild all"),
    ],
)
def test_a_flow_run_is_called_by_what_it_does_and_when(
    flow: str, parameters: dict[str, object], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
    monkeypatch.setattr(flow_run, "flow_name", flow, raising=False)
    monkeypatch.setattr(flow_run, "scheduled_start_time", at, raising=False)
    monkeypatch.setattr(flow_run, "parameters", parameters, raising=False)
    assert getattr(nightly, flow).flow_run_name() == name


@pytest.mark.parametrize("night", [dt.date(2026, 3, 29), dt.date(2026, 10, 25)], ids=["spring", "autumn"])
@pytest.mark.parametrize("cron", ["30 4 * * *", "30 2 * * *"])
def test_clocks_that_change_neither_lose_nor_double_a_night(cron: str, night: dt.date) -> None:
    """Asked every half hour, as the scheduler does; 02:30 comes twice that night, or not at all."""
    noon = dt.datetime.combine(night - dt.timedelta(days=1), dt.time(12), OSLO).astimezone(dt.UTC)
    schedule = CronSchedule(cron=cron, timezone="Europe/Oslo")
    asked = [noon + dt.timedelta(minutes=30 * step) for step in range(60)]
    found = {one for start in asked for one in asyncio.run(schedule.get_dates(2, start=start))}
    days = sorted(one.astimezone(OSLO).date() for one in found)
    assert days[:3] == [night, night + dt.timedelta(days=1), night + dt.timedelta(days=2)]


def test_with_no_server_at_the_start_the_run_goes_on(
    harbour: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def away(*_: object) -> None:
        raise RuntimeError("Failed to reach API")

    monkeypatch.setattr(ingest, "_quietly", away)
    report = ingest.ingest_locally(harbour.raw, harbour.out, Options(workers=0))
    assert (report.version, report.row["engine"]) == (1, "direct")
    assert "cannot be reached; the run goes on without it" in caplog.text


def test_with_no_server_at_the_end_what_was_published_counts(
    harbour: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(flow: Flow[..., None], *arguments: object) -> None:
        flow.fn(*arguments)
        raise httpx.ConnectError("gone")

    monkeypatch.setattr(ingest, "_quietly", lost)
    report = ingest.ingest_locally(harbour.raw, harbour.out, Options(workers=0))
    assert (report.version, report.row["engine"]) == (1, "prefect")


def test_an_error_of_the_run_is_not_hidden_by_one_of_the_server(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(flow: Flow[..., None], *arguments: object) -> None:
        with suppress(RawRootError):
            flow.fn(*arguments)
        raise httpx.ConnectError("gone")

    monkeypatch.setattr(ingest, "_quietly", lost)
    with pytest.raises(RawRootError, match="No "):
        ingest.ingest_locally(house.raw, house.out, Options(workers=0))
