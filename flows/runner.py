"""Clusters that a run may send its units to: those of Dask and Ray, through Prefect's task runners.

Everything here is imported only for a run that asks for it; both are extras of the package.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.errors import UsageError, WorkerError

if TYPE_CHECKING:
    from prefect.task_runners import TaskRunner

#: Read when the libraries are imported, and by the processes that they start. The user's values win.
_DEFAULTS = {
    # A cluster is torn down while its parts still talk, and each would tell of it.
    "DASK_LOGGING__DISTRIBUTED": "critical",
    # A run sends nothing to anybody.
    "RAY_USAGE_STATS_ENABLED": "0",
    # As often as after any other death; otherwise Ray never tires of a batch that takes all memory.
    "RAY_task_oom_retries": "3",
}


class RunnerName(StrEnum):
    """What a cluster runs on; the name of the extra that brings it, too."""

    DASK = "dask"
    RAY = "ray"


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster: the one at `address`, or one of this machine for the time of the run."""

    name: RunnerName
    address: str | None = None

    def task_runner(self, workers: int) -> TaskRunner[Any]:
        """Prefect's runner for it, not yet connected; a cluster of this machine has so many workers."""
        for name, value in _DEFAULTS.items():
            os.environ.setdefault(name, value)
        return _dask(self.address, workers) if self.name is RunnerName.DASK else _ray(self.address, workers)

    def losses(self) -> tuple[type[Exception], ...]:
        """What it raises for a unit over which worker after worker died, once it tries no more."""
        if self.name is RunnerName.DASK:
            from distributed.scheduler import KilledWorker  # noqa: PLC0415 (an extra)

            return (KilledWorker,)
        from ray.exceptions import NodeDiedError, OutOfMemoryError, WorkerCrashedError  # noqa: PLC0415

        return (WorkerCrashedError, OutOfMemoryError, NodeDiedError)


def cluster_of(name: RunnerName | None, address: str | None) -> Cluster | None:
    """The cluster that was asked for, if any.

    Raises UsageError for an address without a runner, and for a runner that is not installed.
    """
    if name is None:
        if address is not None:
            raise UsageError(
                f"{address} is the address of what? Add --runner {' or --runner '.join(RunnerName)}."
            )
        return None
    if find_spec(f"prefect_{name}") is None:
        raise UsageError(f"--runner {name} needs more packages. Run `pip install 'spalte[{name}]'`.")
    return Cluster(name, address)


@contextmanager
def reached(cluster: Cluster) -> Iterator[None]:
    """Raises WorkerError when the block, which connects to `cluster`, finds nobody there."""
    try:
        yield
    except (OSError, ValueError) as error:  # nobody answers in time; the address means nothing
        where = f"at {cluster.address}" if cluster.address else "on this machine"
        raise WorkerError(
            f"No cluster of {cluster.name} answers {where}: {error}. Start it, or correct --address. "
            f"The dataset is as it was before the run."
        ) from error


def _dask(address: str | None, workers: int) -> TaskRunner[Any]:
    from prefect_dask import DaskTaskRunner  # noqa: PLC0415 (an extra)

    # A worker a core, as our own are; its web page on any free port, since the usual one may be taken.
    ours = {"n_workers": workers, "threads_per_worker": 1, "dashboard_address": ":0"}
    runner: TaskRunner[Any] = DaskTaskRunner(address=address, cluster_kwargs=None if address else ours)
    return runner


def _ray(address: str | None, workers: int) -> TaskRunner[Any]:
    if address and (Path.home() / ".ray" / "auth_token").is_file():
        # A cluster that finds a token at its start asks for it; who connects must say that he has one.
        os.environ.setdefault("RAY_AUTH_MODE", "token")
    from prefect_ray import RayTaskRunner  # noqa: PLC0415 (an extra)

    quiet = {"log_to_driver": False, "logging_level": logging.ERROR}
    ours = {"num_cpus": workers, "include_dashboard": False}
    runner: TaskRunner[Any] = RayTaskRunner(address or "local", quiet if address else {**quiet, **ours})
    return runner
