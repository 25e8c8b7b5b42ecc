"""A run that somebody waits for: what `spalte run`, `rebuild` and `retry` do.

Prefect is imported only when it is needed.
"""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from flows.engine import Direct
from flows.errors import UsageError
from flows.job import check_root, new_job
from flows.logs import Event, lines, say
from flows.notice import told
from flows.options import Options
from flows.plan import survey
from flows.reports.report import Report
from flows.run import run
from flows.settings import load
from flows.stores.local import local
from flows.stores.place import Place
from flows.summary import print_report, print_survey


def dry_run(raw: Place, out: Place, options: Options, console: Console) -> None:
    """Print what a run would do; nothing is written."""
    print_survey(survey(new_job(raw, local(out), options, Direct.name)), console)


def run_here(raw: Place, out: Place, options: Options, console: Console, *, direct: bool) -> Report:
    """Run, with Prefect unless `direct`, and print what came of it.

    The command of the settings is told of what goes wrong.
    Raises what `flows.job.new_job` and `flows.run.run` raise, and ServerError where Prefect is not installed.
    """
    if direct and options.runner:
        raise UsageError(f"--runner {options.runner} needs Prefect. Leave one of it and --direct out.")
    with lines(options.log or load(raw, options.config).log):
        work = _directly if direct else _with_prefect
        report = told(raw, out, options.config, lambda: work(raw, local(out), options, console))
    print_report(report, console)
    return report


def _directly(raw: Place, out: Path, options: Options, _: Console) -> Report:
    return run(new_job(raw, out, options, Direct.name), Direct())


def _with_prefect(raw: Place, out: Path, options: Options, console: Console) -> Report:
    from flows import local_server, prefect_settings  # noqa: PLC0415 (a direct run needs neither)

    new_job(raw, out, options, Direct.name)  # what is wrong shows before a server starts
    check_root(raw)
    configured = local_server.is_configured()
    prefect_settings.apply(recorded=configured)
    if prefect_settings.is_first_use():
        console.print("First use: preparing Prefect's local database, once (about 20 seconds).")
    server = None if configured else local_server.start()
    from flows.ingest import ingest_locally  # noqa: PLC0415 (imports Prefect: seconds)

    try:
        if server:
            server.wait()
    except local_server.ServerError as error:
        if options.runner:
            raise
        say(Event.SERVER_LOST, f"{error} The run goes on without it.")
        return _directly(raw, out, options, console)
    return ingest_locally(raw, out, options)
