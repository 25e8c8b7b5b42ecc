"""The Prefect flow `ingest`: the sequence of `flows.run`, each step a task.

Tasks take paths and small records, never frames, and nothing is cached: the ledger knows what was
done, and Prefect would hash every argument.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

from flows import prefect_settings

prefect_settings.apply()

from prefect import flow, task, unmapped  # noqa: E402 (reads its settings when imported)
from prefect.cache_policies import NO_CACHE  # noqa: E402
from prefect.futures import PrefectFuture  # noqa: E402
from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings  # noqa: E402
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner  # noqa: E402

from flows.batch import Batch, BatchRecord, read_batch  # noqa: E402
from flows.job import Options, new_job  # noqa: E402
from flows.pool import WorkerPool, worker_pool  # noqa: E402
from flows.report import Report  # noqa: E402
from flows.run import run  # noqa: E402

R = TypeVar("R")

#: Its threads wait for a batch each; how many run at once is decided by the pool of processes.
WAITING_THREADS: TaskRunner[PrefectFuture[Any]] = ThreadPoolTaskRunner(max_workers=32)  # type: ignore[assignment]

_NO_OPTIONS = Options()

#: Prefect's queues warn at the exit of what they still have to send, and heed no setting of Prefect's.
_UNNAMED_LOGGERS = ("EventsWorker", "APILogWorker")


class Orchestrated:
    """Every step a task of the flow run that surrounds it."""

    name = "prefect"

    def call(self, step: Callable[..., R], *arguments: object) -> R:
        """The result of `step(*arguments)`."""
        named = task(name=step.__name__.replace("_", " "), cache_policy=NO_CACHE)(step)
        return named(*arguments)

    def read(self, batches: Sequence[Batch], workers: int) -> Iterator[BatchRecord | None]:
        """The record of every batch, in their order, as they are done; see `Engine`."""
        if not (batches and workers):
            yield from (_read_here(batch) for batch in batches)
            return
        with worker_pool(min(len(batches), workers)) as pool:
            for future in _read_in_pool.map(batches, unmapped(pool)):
                yield future.result()


@task(name="read batch", task_run_name="batch {batch.number}", cache_policy=NO_CACHE)
def _read_here(batch: Batch) -> BatchRecord:
    return read_batch(batch)


@task(name="read batch", task_run_name="batch {batch.number}", cache_policy=NO_CACHE)
def _read_in_pool(batch: Batch, pool: WorkerPool) -> BatchRecord | None:
    return pool.read(batch)


@flow(task_runner=WAITING_THREADS)
def ingest(
    raw: Path = Path("data/raw"), out: Path = Path("data/processed"), options: Options = _NO_OPTIONS
) -> Report:
    """Bring the dataset at `out` up to date with the raw files below `raw`."""
    return run(new_job(raw, out, options, Orchestrated.name), Orchestrated())


def ingest_locally(raw: Path, out: Path, options: Options) -> Report:
    """Run `ingest` now and here.

    Without heartbeats: they tell a server that a scheduled run is alive, and cost a second at the
    end of a run that somebody is waiting for. Only code can switch them off.
    """
    for name in _UNNAMED_LOGGERS:
        logging.getLogger(name).setLevel(os.environ["PREFECT_LOGGING_LEVEL"])
    with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        return ingest(raw, out, options)
