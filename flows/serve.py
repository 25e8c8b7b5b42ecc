"""One process that runs the nights: what `spalte serve` does.

The flows are those of `flows.nightly`; their server is the one that Prefect was told of, or one that
starts and ends with this process.
"""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from flows import local_server, prefect_settings
from flows.errors import UsageError
from flows.job import new_job
from flows.options import Options
from flows.stores.local import local
from flows.stores.place import Place


@dataclass(frozen=True, slots=True)
class Nights:
    """What is served: a dataset, and when its nights are: `cron` in the IANA `timezone`."""

    raw: Place
    out: Place
    config: Path | None
    cron: str
    timezone: str


def serve(nights: Nights, console: Console) -> None:
    """Serve until this process is interrupted or terminated, at any moment: that is how it ends.

    Raises what `flows.job.new_job` raises, UsageError for a schedule that means nothing, and
    ServerError when there is no server to serve from.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(KeyboardInterrupt):
        _serve(nights, console)


def _serve(nights: Nights, console: Console) -> None:
    new_job(nights.raw, local(nights.out), Options(nights.config), "prefect")  # what is wrong shows at once
    os.environ.setdefault("PREFECT_LOGGING_LEVEL", "INFO")  # runs are processes; what they say shows here
    prefect_settings.apply(recorded=True)
    server = None if local_server.is_configured() else local_server.start(schedules=True)
    from flows import deployments  # noqa: PLC0415 (imports Prefect, which must know its server by then)

    try:
        served = deployments.of(nights)
    except ValueError as error:
        raise UsageError(f"{nights.cron!r} in {nights.timezone!r} is no schedule: {error}") from None
    if server:
        server.wait()
    _explain(nights, deployments.server_url(), console)
    deployments.serve(served)


def _explain(nights: Nights, url: str, console: Console) -> None:
    lines = [
        f"Serving {nights.raw} -> {nights.out}: nightly at {nights.cron} in {nights.timezone}",
        f"Web page: {url.removesuffix('/api')}",
        f"Now: PREFECT_API_URL={url} prefect deployment run nightly/nightly (rebuild/rebuild, verify/verify)",
        "Ctrl-C ends it, and a run that goes on; the next start makes up for what was missed.",
    ]
    for line in lines:
        console.print(escape(line), soft_wrap=True, highlight=False)
