"""Who carries out the steps of a run: this process and its workers, or Prefect (see `flows.ingest`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol, TypeVar

from flows.batch import Batch, BatchRecord, read_batch
from flows.pool import worker_pool

R = TypeVar("R")


class Engine(Protocol):
    """Carries out one step, or reads the batches of a run; the sequence stands in `flows.run`."""

    name: str

    def call(self, step: Callable[..., R], *arguments: object) -> R:
        """The result of `step(*arguments)`."""

    def read(self, batches: Sequence[Batch], workers: int) -> Iterable[BatchRecord | None]:
        """The record of every batch, in their order, as they are done.

        None for a batch over which a worker process died. With no `workers` this process reads.
        """


class Direct:
    """Plain calls, and a thread for each worker process that waits for its batches."""

    name = "direct"

    def call(self, step: Callable[..., R], *arguments: object) -> R:
        """The result of `step(*arguments)`."""
        return step(*arguments)

    def read(self, batches: Sequence[Batch], workers: int) -> Iterator[BatchRecord | None]:
        """The record of every batch, in their order, as they are done; see `Engine`."""
        if not (batches and workers):
            yield from map(read_batch, batches)
            return
        count = min(len(batches), workers)
        with worker_pool(count) as pool, ThreadPoolExecutor(count) as threads:
            yield from threads.map(pool.read, batches)
