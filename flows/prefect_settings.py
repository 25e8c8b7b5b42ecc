"""Settings of Prefect for a run on this machine, in force from the moment Prefect is imported.

Call `apply` first. What the user's environment sets wins. The reasons, with Prefect 3.8:
"""

from __future__ import annotations

import os
from pathlib import Path

from flows.logs import ROOT

_DEFAULTS = {
    # The embedded server takes 7 to 18 seconds, more on a busy machine; Prefect gives up after 20.
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
    # It is stopped while it still records events, and would print tracebacks about that.
    "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
    # The summary says what happened; an error is raised and printed once.
    "PREFECT_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_INTERNAL_LOGGING_LEVEL": "CRITICAL",
    # A local run sends nothing to anybody.
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_CLOUD_ENABLE_ORCHESTRATION_TELEMETRY": "false",
    "PREFECT_TELEMETRY_ENABLE_RESOURCE_METRICS": "false",
}

#: For a server that somebody looks at: what a run says shows in its log there.
_RECORDED = {
    "PREFECT_LOGGING_EXTRA_LOGGERS": ROOT,
    "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
}


def apply(*, recorded: bool = False) -> None:
    """Put the defaults into the environment, where Prefect and its embedded server look for them."""
    for name, value in {**_DEFAULTS, **(_RECORDED if recorded else {})}.items():
        os.environ.setdefault(name, value)


def is_first_use() -> bool:
    """Whether Prefect has no database yet, so that the embedded server must make one."""
    home = os.environ.get("PREFECT_HOME", "~/.prefect")
    elsewhere = "PREFECT_API_URL" in os.environ or "PREFECT_API_DATABASE_CONNECTION_URL" in os.environ
    return not elsewhere and not (Path(home).expanduser() / "prefect.db").exists()
