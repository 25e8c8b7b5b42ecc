from __future__ import annotations

import io
import json
import logging

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import flows.batch
from flows import logs
from flows.logs import LogStyle, printable
from tests.flows.conftest import House, article, unreadable


def lines(style: LogStyle, house: House, **options: int) -> list[str]:
    """What a run over `house` says in `style`."""
    stream = io.StringIO()
    with logs.lines(style, stream):
        house.run(**options)
    return stream.getvalue().splitlines()


def test_a_run_says_one_line_an_event_with_the_name_of_the_file(harbour: House) -> None:
    harbour.write("2022/02/blank.txt", b" \n")
    said = [line.split(" ", 1)[1] for line in lines(LogStyle.TEXT, harbour)]
    assert said[0].startswith("INFO Run 2")
    assert said[1] == "INFO 4 files found, 4 to read."
    assert said[2].startswith("WARNING Rejected 2022/02/blank.txt (empty): ")
    assert said[3] == "INFO Published version 1 with 3 documents."


def test_json_is_an_object_a_line_with_what_is_known(harbour: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flows.batch, "read_stored", unreadable("b.txt"))
    said = [json.loads(line) for line in lines(LogStyle.JSON, harbour, workers=0)]
    assert [one["event"] for one in said] == ["started", "planned", "unreadable", "published"]
    assert (said[2]["file"], said[2]["reason"], said[2]["level"]) == ("2022/02/b.txt", "io_error", "warning")
    assert (said[3]["version"], said[3]["documents"]) == (1, 2)
    assert said[0]["time"].endswith("Z")


def test_worker_processes_are_heard_too(house: House) -> None:
    for number in range(3):
        house.write(f"{number}.txt", article(number))
        house.write(f"blank{number}.txt", b" \n")
    said = lines(LogStyle.TEXT, house, workers=2, batch_size=2)
    assert sum("Rejected blank" in line for line in said) == 3


def test_an_internal_error_brings_its_traceback(harbour: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flows.batch, "read_article", lambda *_: 1 / 0)
    said = [json.loads(line) for line in lines(LogStyle.JSON, harbour, workers=0)]
    (first, *_) = (one for one in said if one["event"] == "internal")
    assert first["level"] == "error"
    assert "2022/02/a.txt\nTraceback" in first["message"]
    assert "ZeroDivisionError" in first["message"]


def test_an_alarm_is_a_line(harbour: House) -> None:
    (harbour.raw.parent / "spalte.toml").write_text("[alarms]\nmin_documents = 9")
    assert any("WARNING The dataset holds 3 documents" in line for line in lines(LogStyle.TEXT, harbour))


def test_brief_says_only_what_nothing_else_shows(harbour: House, monkeypatch: pytest.MonkeyPatch) -> None:
    harbour.write("2022/02/blank.txt", b" \n")
    assert lines(LogStyle.BRIEF, harbour) == []
    harbour.write("2022/02/new.txt")
    monkeypatch.setattr(flows.batch, "read_article", lambda *_: 1 / 0)
    assert "ERROR Internal error" in lines(LogStyle.BRIEF, harbour, workers=0)[0]


def test_the_name_of_a_file_cannot_forge_a_line_or_move_the_cursor() -> None:
    assert printable("a\nb\x1b[2Jc\rd\u202ee") == "a\n    b\\x1b[2Jc\\rd\\u202ee"


@settings(max_examples=50)
@given(st.text())
def test_whatever_is_said_json_is_one_line_that_reads_back(message: str) -> None:
    record = logging.LogRecord("flows", logging.INFO, "", 0, "%s", (message,), None)
    line = logs._JsonLine().format(record)  # noqa: SLF001 (a formatter is made by `begin` alone)
    assert len(line.splitlines()) == 1
    assert json.loads(line)["message"] == message
