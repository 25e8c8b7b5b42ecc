"""The sequence of `flows.run` with each step a task of Prefect.

Tasks take paths and small records, never frames, and nothing is cached: the ledger knows what was
done, and Prefect would hash every argument. The data never wait for Prefect: what its server cannot
take is a line in the log.
"""

from __future__ import annotations

import datetime as dt
import logging
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from itertools import repeat
from pathlib import Path
from queue import Empty
from typing import Any, Self, TypeVar

from flows import prefect_settings

prefect_settings.apply()

from httpx import HTTPError  # noqa: E402 (Prefect reads its settings when imported, and so does what follows)
from prefect import Task, flow, task, unmapped  # noqa: E402
from prefect.cache_policies import NO_CACHE  # noqa: E402
from prefect.events.worker import EventsWorker  # noqa: E402
from prefect.futures import PrefectFuture  # noqa: E402
from prefect.logging.handlers import APILogWorker  # noqa: E402
from prefect.settings import (  # noqa: E402
    PREFECT_CLIENT_MAX_RETRIES,
    PREFECT_CLIENT_SERVER_VERSION_CHECK_ENABLED,
    PREFECT_FLOWS_HEARTBEAT_FREQUENCY,
    temporary_settings,
)
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner  # noqa: E402

from flows.artifacts import progress, show_report  # noqa: E402
from flows.batch import read_batch  # noqa: E402
from flows.engine import Direct  # noqa: E402
from flows.history import write_sources  # noqa: E402
from flows.job import Job, new_job  # noqa: E402
from flows.local_server import ServerError  # noqa: E402
from flows.logs import Event, say  # noqa: E402
from flows.options import Options, Reread  # noqa: E402
from flows.plan import make_plan  # noqa: E402
from flows.pool import WorkerPool, worker_pool  # noqa: E402
from flows.remote import Home, work  # noqa: E402
from flows.reports.report import Report  # noqa: E402
from flows.run import publish_version, run  # noqa: E402
from flows.runner import Cluster, reached  # noqa: E402
from flows.settle import settle  # noqa: E402
from flows.stores.place import Place  # noqa: E402
from flows.work import Batch, BatchRecord  # noqa: E402

T = TypeVar("T")
R = TypeVar("R")

#: Its threads wait for a batch each; how many run at once is decided by the pool of processes.
WAITING_THREADS: TaskRunner[PrefectFuture[Any]] = ThreadPoolTaskRunner(max_workers=32)  # type: ignore[assignment]

#: What the web page calls the steps; Prefect fills in the braces from the arguments.
_TITLES: dict[Callable[..., Any], str] = {
    make_plan: "find files",
    settle: "settle the ledger",
    write_sources: "write the ledger",
    publish_version: "publish version {plan.draft.number}",
}

_COMMANDS = {
    Reread.NOTHING: "run",
    Reread.STALE: "rebuild stale",
    Reread.ALL: "rebuild",
    Reread.FAILED: "retry",
}

#: Prefect's queues warn at the exit of what they still have to send, and heed no setting of Prefect's.
_UNNAMED_LOGGERS = (EventsWorker.__name__, APILogWorker.__name__)


class Orchestrated:
    """Every step of `job` a task of the flow run that surrounds it.

    A cluster that the job asks for is connected to, or started, when there is something for it to do,
    and let go with the block.
    """

    name = "prefect"

    def __init__(self, job: Job) -> None:
        self._job = job
        self._open = ExitStack()
        self._runner: TaskRunner[Any] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self._open.close()

    def call(self, step: Callable[..., R], *arguments: object) -> R:
        """The result of `step(*arguments)`."""
        title = _TITLES.get(step, step.__name__.replace("_", " "))
        name = title.split(" {", maxsplit=1)[0]
        return task(name=name, task_run_name=title, cache_policy=NO_CACHE)(step)(*arguments)

    def read(self, batches: Sequence[Batch], workers: int) -> Iterator[BatchRecord | None]:
        """The record of every batch, in their order, as they are done; see `Engine`."""
        advance = progress(sum(batch.stop - batch.start for batch in batches))
        for batch, record in zip(batches, self.map(read_batch, batches, workers), strict=True):
            advance(batch.stop - batch.start)
            yield record

    def map(self, unit: Callable[[T], R], items: Sequence[T], workers: int) -> Iterator[R | None]:
        """What `unit` makes of each of `items`, in their order, as they are done; see `Engine`."""
        places = [f"{number} of {len(items)}" for number in range(1, len(items) + 1)]
        if items and self._job.cluster:
            given = {"item": items, "place": places, "unit": unmapped(unit)}
            yield from self._map_on(self._job.cluster, _named(_do_there, unit), given)
            return
        if not (items and workers):
            yield from map(_named(_do_here, unit), items, places, repeat(unit))
            return
        with worker_pool(min(len(items), workers)) as pool:
            for future in _named(_do_in_pool, unit).map(items, places, unmapped(unit), unmapped(pool)):
                yield future.result()

    def _map_on(self, cluster: Cluster, one: Task[..., Any], given: Mapping[str, object]) -> Iterator[Any]:
        home = unmapped(Home.of(self._job.raw, self._job.out))
        # A worker that cannot reach the server has no other reason to fail.
        with reached(cluster), temporary_settings({PREFECT_CLIENT_SERVER_VERSION_CHECK_ENABLED: False}):
            if self._runner is None:
                self._runner = self._open.enter_context(cluster.task_runner(self._job.settings.workers))
            futures = self._runner.map(one, {**given, "home": home})
        for future in futures:
            yield _result(future, cluster.losses())


def _named(one: Task[..., Any], unit: Callable[..., Any]) -> Task[..., Any]:
    """What the web page calls a unit of work."""
    name = unit.__name__.replace("_", " ")
    return one.with_options(name=name, task_run_name=f"{name} {{place}}")


@task(cache_policy=NO_CACHE)
def _do_here(item: T, place: str, unit: Callable[[T], R]) -> R:  # noqa: ARG001 (a name for the web page)
    return unit(item)


@task(cache_policy=NO_CACHE)
def _do_in_pool(item: T, place: str, unit: Callable[[T], R], pool: WorkerPool) -> R | None:  # noqa: ARG001 (as above)
    return pool.call(unit, item)


@task(cache_policy=NO_CACHE)
def _do_there(item: T, place: str, unit: Callable[[T], R], home: Home) -> R | None:  # noqa: ARG001 (as above)
    return work(unit, item, home)


def _result(future: PrefectFuture[R], losses: tuple[type[Exception], ...]) -> R | None:
    try:
        return future.result()
    except losses:
        return None


def orchestrated(raw: Place, out: Path, options: Options) -> Report:
    """Bring the dataset at `out` up to date within the flow run that surrounds this; see `flows.run.run`."""
    job = new_job(raw, out, options, Orchestrated.name)
    with Orchestrated(job) as engine:
        return run(job, engine)


def ingest_locally(raw: Place, out: Path, options: Options) -> Report:
    """Bring the dataset at `out` up to date now and here, as a flow run `ingest`.

    When Prefect's server cannot be reached, the run goes on without it (one on a cluster cannot, and
    raises ServerError); when it is lost on the way, what the run came to counts.
    """
    ending: list[Report | Exception] = []

    @flow(name="ingest", flow_run_name=_run_name(options), task_runner=WAITING_THREADS)
    def ingest(raw: Place, out: Path, options: Options) -> None:
        try:
            report = orchestrated(raw, out, options)
        except Exception as error:
            ending.append(error)
            raise
        ending.append(report)
        show_report(report, "ingest")

    try:
        _quietly(ingest, raw, out, options)
    except (HTTPError, RuntimeError) as error:  # Prefect's client raises both when it reaches no server
        if options.runner and not ending:
            raise ServerError(
                f"--runner {options.runner} needs Prefect's server, which does not answer: {error}. "
                f"Start it, or leave --runner out."
            ) from error
        say(Event.SERVER_LOST, f"Prefect's server cannot be reached; the run goes on without it: {error}")
        _drop_unsent()
    return _outcome(ending) or run(new_job(raw, out, options, Direct.name), Direct())


def _quietly(ingest: Callable[..., Any], *arguments: object) -> None:
    """Call a flow for somebody who waits.

    Without heartbeats: they tell a server that a scheduled run is alive, and cost a second at the
    end. Only code can switch them off. With fewer attempts to reach a lost server than would take a minute.
    """
    for name in _UNNAMED_LOGGERS:
        logging.getLogger(name).setLevel(os.environ["PREFECT_LOGGING_LEVEL"])
    with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None, PREFECT_CLIENT_MAX_RETRIES: 2}):
        ingest(*arguments)


def _drop_unsent() -> None:
    """At the exit Prefect's queues would try for seconds to send each thing that they still hold."""
    services = tuple(EventsWorker._instances.values())  # type: ignore[misc]  # noqa: SLF001 (no public way)
    for service in services:
        with suppress(Empty):
            while True:
                service._queue.get_nowait()  # noqa: SLF001


def _outcome(ending: Sequence[Report | Exception]) -> Report | None:
    """What the run returned, None when it never began; raises what it raised."""
    for one in ending:
        if isinstance(one, Exception):
            raise one
        return one
    return None


def _run_name(options: Options) -> str:
    return f"{_COMMANDS[options.reread]} {dt.datetime.now().astimezone():%Y-%m-%d %H:%M}"
