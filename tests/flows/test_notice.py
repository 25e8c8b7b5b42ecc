from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from flows import logs, nightly, notice
from flows.cli import main
from flows.errors import RawRootError
from flows.nightly import DamageError
from flows.notice import told
from tests.flows.conftest import House

#: Writes what it was told to the file that is its argument.
LISTENER = """
import json, os, sys
variables = {name: value for name, value in os.environ.items() if name.startswith("SPALTE_")}
json.dump({"facts": json.load(sys.stdin), "variables": variables}, open(sys.argv[1], "w"))
"""


@pytest.fixture
def heard(house: House) -> Callable[[], dict[str, dict[str, object]]]:
    """What the command of the settings was told."""
    file = house.out.parent / "heard.json"
    settings(house, "on_failure", [sys.executable, "-c", LISTENER, str(file)])
    return lambda: json.loads(file.read_text())


def settings(house: House, name: str, value: object, more: str = "") -> None:
    (house.raw.parent / "spalte.toml").write_text(f"{name} = {json.dumps(value)}\n{more}")


def add(house: House, more: str) -> None:
    with (house.raw.parent / "spalte.toml").open("a") as file:
        file.write(more)


def test_a_failed_run_is_told_with_its_facts(
    house: House, heard: Callable[[], dict[str, dict[str, object]]]
) -> None:
    with pytest.raises(RawRootError):
        told(house.raw, house.out, None, house.run)
    facts, variables = heard()["facts"], heard()["variables"]
    assert facts["ended"] == variables["SPALTE_ENDED"] == "failed"
    assert str(facts["message"]).startswith("RawRootError: No ")
    assert variables["SPALTE_MESSAGE"] == facts["message"]
    assert (facts["raw"], facts["out"]) == (str(house.raw), str(house.out))
    assert {"host", "time"} <= facts.keys()


def test_an_alarmed_run_is_told_after_it_was_published(
    harbour: House, heard: Callable[[], dict[str, dict[str, object]]]
) -> None:
    add(harbour, "[alarms]\nmin_documents = 9\n")
    report = told(harbour.raw, harbour.out, None, harbour.run)
    facts = heard()["facts"]
    assert (facts["ended"], facts["version"], facts["run_id"]) == ("alarmed", 1, report.row["run_id"])
    assert facts["alarms"] == report.alarms


def test_a_good_run_is_told_to_nobody(
    harbour: House, heard: Callable[[], dict[str, dict[str, object]]]
) -> None:
    told(harbour.raw, harbour.out, None, harbour.run)
    with pytest.raises(FileNotFoundError):
        heard()


@pytest.mark.parametrize(
    "check", [lambda out: main(["verify", str(out)]), nightly.verify.fn], ids=["command", "flow"]
)
def test_what_verify_finds_is_told(
    harbour: House,
    heard: Callable[[], dict[str, dict[str, object]]],
    check: Callable[[Path], object],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(logs, "hear", lambda: None)
    monkeypatch.setattr(nightly, "show_findings", lambda *_: None)
    monkeypatch.chdir(harbour.raw.parent)  # where the settings are
    harbour.run()
    path = next((harbour.out / "quotes").rglob("*.parquet"))
    path.write_bytes(b"no parquet")
    with pytest.raises((SystemExit, DamageError)):
        check(harbour.out)
    facts = heard()["facts"]
    assert facts["ended"] == "damaged"
    assert str(facts["message"]).startswith("1 in all are off: quotes/")
    assert path.name in str(facts["findings"])


def test_a_sound_dataset_is_told_to_nobody(
    harbour: House, heard: Callable[[], dict[str, dict[str, object]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(harbour.raw.parent)
    harbour.run()
    with pytest.raises(SystemExit, match="0"):
        main(["verify", str(harbour.out)])
    with pytest.raises(FileNotFoundError):
        heard()


def test_a_raw_root_that_is_not_there_is_told(
    house: House, heard: Callable[[], dict[str, dict[str, object]]], capsys: pytest.CaptureFixture[str]
) -> None:
    house.raw.rmdir()
    with pytest.raises(SystemExit, match="1"):
        main(["run", str(house.raw), str(house.out), "--direct"])
    assert "is no folder" in str(heard()["facts"]["message"])
    assert "is no folder" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("command", "complaint"),
    [
        (["no-such-command"], "No such file"),
        ([sys.executable, "-c", "raise SystemExit(7)"], "ended with status 7"),
        ([sys.executable, "-c", "import time; time.sleep(60)"], "timed out"),
        ([sys.executable, "-c", "pass", "\0"], "null byte"),
    ],
    ids=["missing", "failing", "hanging", "impossible"],
)
def test_a_command_that_does_not_work_is_logged_and_changes_nothing(
    house: House,
    command: list[str],
    complaint: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(notice, "_TIMEOUT_SECONDS", 0.5)
    settings(house, "on_failure", command)
    with pytest.raises(RawRootError):
        told(house.raw, house.out, None, house.run)
    assert complaint in caplog.text


def test_no_shell_reads_the_command(house: House) -> None:
    settings(house, "on_failure", [sys.executable, "-c", "pass", "; touch escaped"])
    with pytest.raises(RawRootError):
        told(house.raw, house.out, None, house.run)
    assert not Path("escaped").exists()


def test_what_a_file_is_called_stays_data_in_a_variable() -> None:
    facts = dict.fromkeys(("ended", "run_id", "raw", "out"), "") | {"message": "a\0b\x1b[2J" + "x" * 5000}
    message = notice._variables(facts)["SPALTE_MESSAGE"]  # noqa: SLF001 (what a command gets is the subject)
    assert message.startswith("a\\x00b\\x1b[2J")
    assert len(message) == 2000
