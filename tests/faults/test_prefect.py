"""Prefect's server records runs; the data never depend on it."""

from __future__ import annotations

import os
import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from flows.verify import verify
from tests.conftest import environment
from tests.faults.corpus import write_article
from tests.faults.runs import DIRECT, Ended, ended, running, spalte_run, staged, start, until
from tests.flows.rows import files

pytestmark = pytest.mark.faults

#: Like DIRECT, with Prefect.
_ORCHESTRATED = DIRECT[1:]


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    for number in range(60):
        write_article(tmp_path / f"raw/{number}.txt", number)
    return tmp_path / "raw"


@pytest.fixture
def home(prefect_home: Path) -> dict[str, str]:
    """A Prefect of the test's own, which waits for its server no longer than the test wants to."""
    return environment(prefect_home, PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS="60")


def _completes_or_stops_cleanly(run: Ended, raw: Path, out: Path, env: dict[str, str]) -> None:
    """Status 0, or 1 and one message; and the next run, with Prefect too, has everything."""
    assert run.status == 0 or run.failed_with(), run
    assert "Traceback" not in run.out + run.err
    again = spalte_run(raw, out, *_ORCHESTRATED, env=env)
    assert (again.status, again.err) == (0, "")
    plain = out.with_name("plain")
    assert spalte_run(raw, plain).status == 0
    assert files(out) == files(plain)
    assert list(verify(out)) == []


@pytest.mark.fault(
    8,
    "Prefect's server is down at the start",
    how="`PREFECT_API_URL` names a port on which nobody listens",
    happened="the run says so and completes without Prefect",
)
def test_a_server_that_is_down_stops_no_run(raw: Path, home: dict[str, str], tmp_path: Path) -> None:
    env = {**home, "PREFECT_API_URL": "http://127.0.0.1:9/api"}
    run = spalte_run(raw, tmp_path / "out", *_ORCHESTRATED, env=env)
    assert run.status == 0, run.err
    _completes_or_stops_cleanly(run, raw, tmp_path / "out", home)


def _server_of(run: int) -> int:
    """The process of the embedded server of a run, 0 when there is none yet."""
    for path in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((path / "stat").read_text().rpartition(")")[2].split()[1])
            command = (path / "cmdline").read_bytes()
        except OSError:
            continue
        if parent == run and b"flows.server_process" in command:
            return int(path.name)
    return 0


@pytest.mark.fault(
    8,
    "Prefect's server is lost in the middle",
    how="`kill -9` of the embedded server as soon as the plan is made, and when batches have been read",
    happened="the run completes, or stops with one message, the dataset as before; the next catches up",
)
@pytest.mark.parametrize("moment", ["reads.arrow", "*.outcomes.arrow"])
def test_a_server_that_is_lost_costs_at_most_the_run(
    raw: Path, home: dict[str, str], tmp_path: Path, moment: str
) -> None:
    out = tmp_path / "out"
    with running(start(raw, out, *_ORCHESTRATED, env=home)) as process:
        assert until(lambda: staged(out, moment), 120)
        os.kill(_server_of(process.pid), signal.SIGKILL)
        run = ended(process)
    _completes_or_stops_cleanly(run, raw, out, home)


@contextmanager
def _locked(database: Path) -> Iterator[None]:
    """Nobody else may write to Prefect's database during the block."""
    with closing(sqlite3.connect(database, timeout=60, isolation_level=None)) as connection:
        connection.execute("begin exclusive")
        yield
        connection.execute("rollback")


@pytest.mark.fault(
    8,
    "Prefect's database is locked",
    how="an exclusive transaction on `prefect.db`, held by another process from before the start to the end",
    happened="the run completes, or stops with one message, the dataset as before; the next catches up",
)
def test_a_database_that_is_locked_costs_at_most_the_run(
    raw: Path, home: dict[str, str], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    with _locked(_database(home)):
        run = spalte_run(raw, out, *_ORCHESTRATED, env=home)
    _completes_or_stops_cleanly(run, raw, out, home)


@pytest.mark.fault(
    8,
    "Prefect's database is locked in the middle",
    how="an exclusive transaction on `prefect.db` for half a minute, from the moment the plan is made",
    happened="the data are published meanwhile; the run ends when Prefect can write again",
)
def test_a_database_that_gets_locked_costs_at_most_the_run(
    raw: Path, home: dict[str, str], tmp_path: Path
) -> None:
    out, database = tmp_path / "out", _database(home)
    with running(start(raw, out, *_ORCHESTRATED, env=home)) as process:
        assert until(lambda: staged(out, "reads.arrow"), 120)
        with _locked(database):
            time.sleep(30)
        run = ended(process, 300)
    _completes_or_stops_cleanly(run, raw, out, home)


def _database(home: dict[str, str]) -> Path:
    return Path(home["PREFECT_HOME"]) / "prefect.db"
