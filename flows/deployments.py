"""The flows of `flows.nightly` as deployments of this process; `prefect.yaml` has them for a work pool."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

import prefect
from httpx import HTTPError
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.deployments.runner import RunnerDeployment
from prefect.schedules import Cron
from prefect.settings import PREFECT_API_URL
from prefect.types.entrypoint import EntrypointType

from flows.local_server import ServerError
from flows.nightly import nightly, rebuild, verify
from flows.stores.place import absolute

if TYPE_CHECKING:
    from flows.serve import Nights

#: Of the flows' module, so that it does not matter where it is installed.
_BY_NAME = EntrypointType.MODULE_PATH

#: A second night waits, and then reads what is left: also while a run goes on whose process was left behind.
_ONE_AT_A_TIME = ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.ENQUEUE)


def of(nights: Nights) -> list[RunnerDeployment]:
    """`nightly` on its schedule, `rebuild` (stale files, unless asked for more) and `verify` without one.

    Raises ValueError for a cron expression or time zone that means nothing.
    """
    out = {"out": absolute(nights.out)}
    config = nights.config and str(nights.config.resolve())
    both = {"raw": absolute(nights.raw), "config": config, **out}
    at = Cron(nights.cron, timezone=nights.timezone)
    found = [
        nightly.to_deployment(
            "nightly",
            schedule=at,
            parameters=both,
            concurrency_limit=_ONE_AT_A_TIME,
            entrypoint_type=_BY_NAME,
        ),
        rebuild.to_deployment("rebuild", parameters={**both, "stale": True}, entrypoint_type=_BY_NAME),
        verify.to_deployment("verify", parameters=out, entrypoint_type=_BY_NAME),
    ]
    return cast(list[RunnerDeployment], found)  # coroutines only where an event loop runs


def server_url() -> str:
    """The address of the server's API."""
    return str(PREFECT_API_URL.value())


def serve(deployments: Iterable[RunnerDeployment]) -> None:
    """Run what is due until this process is stopped. Raises ServerError when the server does not answer.

    One run at a time of all deployments, by a limit of this process beside the one of the nights.
    Schedules are not paused at the end, so that what was due meanwhile runs at the next start.
    """
    # Prefect's handler of SIGTERM exits in the middle of the event loop, which complains with tracebacks.
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)
    warnings.filterwarnings("ignore", "coroutine 'Runner.astop' was never awaited", RuntimeWarning)
    try:
        prefect.serve(*deployments, limit=1, pause_on_shutdown=False, print_starting_message=False)
    except (HTTPError, RuntimeError) as error:  # Prefect's client raises both when it reaches no server
        raise ServerError(
            f"Prefect's server at {server_url()} does not answer: {error}. Start it first."
        ) from error
