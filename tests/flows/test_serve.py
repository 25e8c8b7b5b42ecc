from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from prefect.client.schemas.objects import ConcurrencyLimitStrategy, ConcurrencyOptions

from flows import deployments
from flows.cli import main
from flows.serve import Nights
from tests.conftest import environment
from tests.flows.conftest import House, article
from tests.flows.test_ingest import wait


def nights(house: House, cron: str = "30 4 * * *", timezone: str = "Europe/Oslo") -> Nights:
    return Nights(house.raw, house.out, None, cron, timezone)


def test_the_night_has_a_schedule_and_its_helpers_have_none(house: House) -> None:
    found = {one.name: one for one in deployments.of(nights(house))}
    (at,) = found["nightly"].schedules or []
    assert found["nightly"].concurrency_limit == 1
    assert found["nightly"].concurrency_options == ConcurrencyOptions(
        collision_strategy=ConcurrencyLimitStrategy.ENQUEUE
    )
    assert (at.schedule.cron, at.schedule.timezone) == ("30 4 * * *", "Europe/Oslo")  # type: ignore[union-attr]
    assert found.keys() == {"nightly", "rebuild", "verify"}
    assert not found["rebuild"].schedules
    assert not found["verify"].schedules


def test_paths_do_not_depend_on_where_a_run_starts(house: House) -> None:
    relative = Nights(Path("in/raw"), Path("out"), Path("spalte.toml"), "30 4 * * *", "UTC")
    given = {one.name: one.parameters for one in deployments.of(relative)}
    where = {"raw": str(house.raw), "out": str(house.out), "config": str(house.out.parent / "spalte.toml")}
    assert given["nightly"] == where
    assert given["rebuild"] == {**where, "stale": True}
    assert given["verify"] == {"out": str(house.out)}


@pytest.mark.parametrize(
    ("cron", "timezone"), [("30 25 * * *", "Europe/Oslo"), ("30 4 * * *", "Europe/Nowhere")]
)
def test_a_schedule_that_means_nothing_is_refused(house: House, cron: str, timezone: str) -> None:
    with pytest.raises(ValueError, match=r"Invalid (cron|timezone)"):
        deployments.of(nights(house, cron, timezone))


def test_a_raw_root_that_is_not_there_is_told_before_a_server_starts(
    house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    house.raw.rmdir()
    with pytest.raises(SystemExit, match="1"):
        main(["serve", str(house.raw), str(house.out)])
    assert "is no folder" in capsys.readouterr().err


@pytest.mark.server
def test_one_process_serves_a_night_and_ends_when_it_is_told_to(house: House, prefect_home: Path) -> None:
    house.write("1.txt", article(1))
    house.write("2.txt", b" \n")
    (house.raw.parent / "spalte.toml").write_text('entities = "off"\nworkers = 0')
    with serving(house, prefect_home) as url:
        (nightly,) = (one for one in ask(f"{url}/deployments/filter", {}) if one["name"] == "nightly")
        run = ask(f"{url}/deployments/{nightly['id']}/create_flow_run", {"state": {"type": "SCHEDULED"}})
        ended = wait_for(url, run["id"])
        keys = {one["key"] for one in ask(f"{url}/artifacts/filter", {})}
        said = [one["message"] for one in ask(f"{url}/logs/filter", {})]
    assert ended["state"]["type"] == "COMPLETED"
    assert re.fullmatch(r"nightly \d{4}-\d\d-\d\d", ended["name"])
    assert keys == {"reading", "nightly", "nightly-table"}
    assert any(line.startswith("Rejected 2.txt (empty)") for line in said)
    assert house.rows("runs")["engine"].to_list() == ["prefect"]


@pytest.mark.server
def test_an_interruption_while_it_starts_ends_it_quietly(house: House, prefect_home: Path) -> None:
    with started(house, prefect_home) as process:
        assert process.stdout
        next(line for line in process.stdout if line.startswith("Serving "))
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == 0
    assert complaints(prefect_home) == []


@contextmanager
def serving(house: House, home: Path) -> Iterator[str]:
    """The address of the API of a process that serves `house` during the block, and then ends well."""
    with started(house, home) as process:
        assert process.stdout
        page = next(line for line in process.stdout if line.startswith("Web page: "))
        url = page.split(": ")[1].strip() + "/api"
        wait(lambda: len(ask(f"{url}/deployments/filter", {})) == 3, seconds=60)
        yield url
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=60) == 0
    assert complaints(home) == []


@contextmanager
def started(house: House, home: Path) -> Iterator[subprocess.Popen[str]]:
    """`spalte serve`, which ends with the block; what it says on standard error is in the file `said`."""
    where = ["serve", str(house.raw), str(house.out), "--cron", "0 0 1 1 *"]
    with (home / "said").open("w") as said:
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "flows.cli", *where],
            env=environment(home), cwd=home, stdout=subprocess.PIPE, stderr=said, text=True,
        )  # fmt: skip
        try:
            yield process
        finally:
            process.kill()
            process.communicate()


def complaints(home: Path) -> list[str]:
    """Lines of standard error that a user who has done nothing wrong need not see."""
    lines = (home / "said").read_text().splitlines()
    return [line for line in lines if re.search(r"Traceback|Warning|Error", line)]


def wait_for(url: str, run_id: str) -> dict[str, Any]:
    """A flow run after it has ended."""
    wait(lambda: state(url, run_id)["state"]["type"] not in {"SCHEDULED", "PENDING", "RUNNING"}, 120)
    time.sleep(3)  # its last log lines are sent by then
    return state(url, run_id)


def state(url: str, run_id: str) -> dict[str, Any]:
    (found,) = ask(f"{url}/flow_runs/filter", {"flow_runs": {"id": {"any_": [run_id]}}})
    return dict(found)


def ask(url: str, body: object) -> Any:  # noqa: ANN401 (JSON)
    """What the server answers to a POST, asked again while its database is busy."""
    request = urllib.request.Request(url, json.dumps(body).encode(), {"content-type": "application/json"})  # noqa: S310
    for pause in (1, 2, 4, 8, 0):
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 (a server of this test)
                return json.load(answer)
        except urllib.error.HTTPError as error:
            if error.code != 503 or not pause:
                raise
            time.sleep(pause)
    return None
