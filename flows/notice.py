"""The command that hears of a run that failed or violated an alarm bound: `on_failure` of the settings."""

from __future__ import annotations

import datetime as dt
import json
import os
import socket
import subprocess
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from flows.errors import SpalteError
from flows.logs import Event, printable, say
from flows.reports.report import Report
from flows.settings import load
from flows.stores.place import Place, absolute
from flows.verify import Finding
from schemas.runs import RunEnd

#: A command that hangs must not hold the run, nor what waits for it.
_TIMEOUT_SECONDS = 60

#: Characters; what one variable may hold is limited, and the whole message is in the facts.
_LONGEST_VARIABLE = 2000

#: Findings in the message; the facts have all.
_SHOWN = 5

#: The facts that are variables too, for a command that reads no JSON.
_VARIABLES = ("ended", "message", "run_id", "raw", "out")


def told(raw: Place, out: Place, config: Path | None, work: Callable[[], Report]) -> Report:
    """What `work` returns or raises; the command of the settings is told first of what went wrong.

    Settings that cannot be read name no command. Whatever becomes of the command changes nothing.
    """
    try:
        report = work()
    except Exception as error:
        message = f"{type(error).__name__}: {error}"
        say(Event.FAILED, message)
        _tell(raw, out, config, {"ended": RunEnd.FAILED, "message": message, "alarms": [], "run_id": ""})
        raise
    if report.alarms:
        message, row = " ".join(report.alarms), report.row
        facts = {"alarms": report.alarms, "run_id": row["run_id"], "version": report.version}
        _tell(raw, out, config, {"ended": RunEnd.ALARMED, "message": message, **facts})
    return report


def tell_damage(out: Place, config: Path | None, findings: Sequence[Finding]) -> None:
    """Tell the command of the settings what `flows.verify` found to be off in the dataset at `out`.

    There is no raw root to look beside: the settings are `config`, `spalte.toml` of the working
    folder, or the one beside `out`.
    """
    if findings:
        lines = [f"{one.where}: {one.what}" for one in findings]
        message = f"{len(lines):,} in all are off: {'; '.join(lines[:_SHOWN])}"
        _tell(out, out, config, {"ended": "damaged", "message": message, "findings": lines, "run_id": ""})


def _tell(raw: Place, out: Place, config: Path | None, facts: Mapping[str, object]) -> None:
    with suppress(SpalteError):
        command = load(raw, config).on_failure
        if command:
            where = {"raw": absolute(raw), "out": absolute(out), "host": socket.gethostname()}
            now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
            _call(command, {**facts, **where, "time": now})


def _call(command: Sequence[str], facts: Mapping[str, object]) -> None:
    """Run `command` without a shell: `facts` as JSON on its standard input, its output on standard error."""
    try:
        done = subprocess.run(  # noqa: S603 (the user's own command)
            command,
            input=json.dumps(facts),
            text=True,
            stdout=2,
            env={**os.environ, **_variables(facts)},
            timeout=_TIMEOUT_SECONDS,
            check=False,
        )
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        say(Event.HOOK, f"on_failure did not work: {error}", command=list(command))
    else:
        if done.returncode:
            say(
                Event.HOOK,
                f"on_failure ended with status {done.returncode}: {command[0]}",
                command=list(command),
            )


def _variables(facts: Mapping[str, object]) -> dict[str, str]:
    return {f"SPALTE_{name.upper()}": printable(str(facts[name]))[:_LONGEST_VARIABLE] for name in _VARIABLES}
