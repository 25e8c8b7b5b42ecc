from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from flows import cli
from flows.lock import writer_lock
from flows.reports.report import Report
from flows.summary import query
from tests.flows.conftest import House, article

ROOT = Path(__file__).parents[2]


def status(*arguments: object) -> int:
    """Exit status of a command line, run in this process."""
    with pytest.raises(SystemExit) as exit_:
        cli.main([str(one) for one in arguments])
    return int(exit_.value.code or 0)


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal that wraps nothing that a test looks for."""
    monkeypatch.setenv("COLUMNS", "200")


def run(house: House, *options: object) -> int:
    return status("run", house.raw, house.out, "--direct", "--workers", 0, *options)


def test_a_completed_run_says_what_it_did(harbour: House, capsys: pytest.CaptureFixture[str]) -> None:
    harbour.write("empty.txt", b" ")
    harbour.write("notes.md", b"x")
    assert run(harbour) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    lines = [line.split() for line in printed.out.splitlines()]
    assert lines[0][:2] == ["Spalte", cli.package_version() + ":"]
    assert any(line[:2] == ["new", "4"] for line in lines)
    assert any(line[:2] == ["rejected", "1"] for line in lines)
    assert "Ignored 1: other file name (first: notes.md)" in printed.out
    assert f"spalte sources {harbour.out} --status rejected" in printed.out
    assert str(harbour.out) in printed.out


def test_the_line_to_try_works(harbour: House, capsys: pytest.CaptureFixture[str]) -> None:
    run(harbour)
    line = next(line for line in capsys.readouterr().out.splitlines() if "python -c" in line)
    assert line.strip() == f"python -c '{query(str(harbour.out))}'"
    shown = subprocess.run(  # noqa: S603
        [sys.executable, "-c", query(str(harbour.out))], capture_output=True, text=True, check=True
    )
    assert "shape: (3, 3)" in shown.stdout
    assert shown.stderr == ""


def test_a_dry_run_prints_the_plan_and_writes_nothing(
    harbour: House, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(harbour, "--dry-run") == 0
    assert "new, would be read" in capsys.readouterr().out
    assert not harbour.out.exists()


def test_a_violated_bound_is_status_3(harbour: House, capsys: pytest.CaptureFixture[str]) -> None:
    (harbour.raw.parent / "spalte.toml").write_text("[alarms]\nmin_documents = 9")
    assert run(harbour) == 3
    assert "Alarm: The dataset holds 3 documents" in capsys.readouterr().out
    assert harbour.rows("documents").height == 3


@pytest.mark.parametrize(
    "arguments",
    [["rum"], ["run", "--nonsense"], ["run", "--workers", "-1"], ["sources", "--status", "fine"], ["show"]],
)
def test_wrong_use_is_status_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert status(*arguments) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_wrong_settings_are_status_2(harbour: House, capsys: pytest.CaptureFixture[str]) -> None:
    (harbour.raw.parent / "spalte.toml").write_text("batchsize = 9")
    assert run(harbour) == 2
    assert "`batchsize`: no such setting" in capsys.readouterr().err


def test_output_below_the_raw_root_is_status_2(harbour: House) -> None:
    assert status("run", harbour.raw, harbour.raw / "out", "--direct") == 2
    assert not (harbour.raw / "out").exists()


def test_a_missing_raw_root_is_status_1(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    assert status("run", house.raw / "missing", house.out, "--direct") == 1
    assert "is no folder" in capsys.readouterr().err


def test_a_lock_is_status_1(harbour: House, capsys: pytest.CaptureFixture[str]) -> None:
    with writer_lock(harbour.out):
        assert run(harbour) == 1
    assert f"process {os.getpid()}" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (OSError(28, "No space left on device"), "No space left on device"),
        (KeyboardInterrupt(), "Interrupted"),
    ],
)
def test_a_failure_is_one_message_without_a_traceback(
    harbour: House,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: BaseException,
    message: str,
) -> None:
    def fails(*_: object) -> Report:
        raise error

    monkeypatch.setattr("flows.run.publish_version", fails)
    assert run(harbour) == 1
    printed = capsys.readouterr().err
    assert message in printed
    assert "The dataset is as it was before the run." in printed
    assert "Traceback" not in printed


def test_a_traceback_is_there_for_who_asks(harbour: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPALTE_DEBUG", "1")
    monkeypatch.setattr("flows.run.publish_version", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        run(harbour)


def test_a_rebuild_reads_everything_again(harbour: House, capsys: pytest.CaptureFixture[str]) -> None:
    run(harbour)
    arguments = ("rebuild", harbour.raw, harbour.out, "--direct", "--workers", 0)
    assert status(*arguments, "--stale", "--dry-run") == 0
    assert status(*arguments) == 0
    assert any(line.split()[:2] == ["changed", "3"] for line in capsys.readouterr().out.splitlines())


def test_sources_lists_files_and_why(harbour: House, capsys: pytest.CaptureFixture[str]) -> None:
    harbour.write("empty.txt", b" ")
    run(harbour)
    capsys.readouterr()
    assert status("sources", harbour.out) == 0
    assert "4 in all" in capsys.readouterr().out
    assert status("sources", harbour.out, "--status", "rejected") == 0
    printed = capsys.readouterr().out
    assert printed.startswith("rejected  empty.txt  empty: ")
    assert "1 in all" in printed


def test_commands_that_read_need_a_dataset(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    assert status("sources", house.out) == 1
    assert status("show", "abc", house.out) == 1
    assert "spalte run" in capsys.readouterr().err


def test_show_marks_what_was_understood(harbour: House, capsys: pytest.CaptureFixture[str]) -> None:
    run(harbour)
    document_id = harbour.source("2022/02/a.txt")["document_id"]
    capsys.readouterr()
    for wanted in (document_id, document_id[:12], "2022/02/a.txt"):
        assert status("show", wanted, harbour.out) == 0
        printed = capsys.readouterr().out
        assert document_id in printed
        assert "Vi tar ingen sjanser" in printed
        assert "Berit Moe" in printed
        assert "Who said what" in printed


def test_show_asks_for_one_document(harbour: House, capsys: pytest.CaptureFixture[str]) -> None:
    run(harbour)
    assert status("show", "", harbour.out) == 1
    assert "More than one document" in capsys.readouterr().err
    assert status("show", "zzz", harbour.out) == 1
    assert "No document begins with `zzz`" in capsys.readouterr().err


def test_show_keeps_offsets_where_the_text_holds_control_characters(
    harbour: House, capsys: pytest.CaptureFixture[str]
) -> None:
    harbour.write(
        "crlf.txt", "\ufeff" + article(1).replace("\n", "\r\n").replace("i dag", "i\x07 dag\x1b[31m")
    )
    run(harbour)
    capsys.readouterr()
    assert status("show", "crlf.txt", harbour.out) == 0
    printed = capsys.readouterr().out
    assert "Vi tar ingen sjanser, sier kaptein" in printed
    assert "\x1b" not in printed


def test_show_stops_in_a_segment_of_megabytes(harbour: House, capsys: pytest.CaptureFixture[str]) -> None:
    harbour.write("long.txt", "Mer " * 700_000)
    run(harbour)
    capsys.readouterr()
    assert status("show", "long.txt", harbour.out) == 0
    printed = capsys.readouterr().out
    assert "too_long" in printed
    assert "and 2,779,999 code points more" in " ".join(printed.split())


def test_direct_runs_import_neither_prefect_nor_its_server(harbour: House) -> None:
    code = (
        "import sys; from flows.cli import main\n"
        f"try: main(['run', {str(harbour.raw)!r}, {str(harbour.out)!r}, '--direct', '--workers', '0'])\n"
        "finally: assert 'prefect' not in sys.modules"
    )
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=harbour.raw.parent, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_workers_import_neither_prefect_nor_the_command_line() -> None:
    code = "import sys, flows.batch; assert not {'prefect', 'cyclopts', 'rich'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)  # noqa: S603


#: What takes a good part of a second to load, and nobody needs to be told how a command is spelled.
HEAVY = ("polars", "pyarrow", "numpy", "dataframely", "sqlalchemy", "pydantic", "prefect", "onnxruntime")


@pytest.mark.parametrize("asked", [["--help"], ["--version"], ["run", "--help"], ["sources", "--help"]])
def test_help_loads_no_library_of_a_run(asked: list[str]) -> None:
    script = (
        "import sys\n"
        "from flows.cli import main\n"
        "try:\n    main(sys.argv[2:])\n"
        "finally:\n    print('LOADED', *set(sys.argv[1].split()) & set(sys.modules))\n"
    )
    command = [sys.executable, "-c", script, " ".join(HEAVY), *asked]
    shown = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)  # noqa: S603
    assert shown.stdout.splitlines()[-1] == "LOADED"
