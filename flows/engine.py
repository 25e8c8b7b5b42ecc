"""Who carries out the steps of a run: this process and its workers, or Prefect (see `flows.ingest`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Protocol, TypeVar

from flows.pool import worker_pool
from flows.work import Batch, BatchRecord

T = TypeVar("T")
R = TypeVar("R")


class Engine(Protocol):
    """Carries out one step, or a unit of work many times; the sequence stands in `flows.run`."""

    name: str

    def call(self, step: Callable[..., R], *arguments: object) -> R:
        """The result of `step(*arguments)`."""

    def read(self, batches: Sequence[Batch], workers: int) -> Iterable[BatchRecord | None]:
        """`map` of `read_batch`, for somebody who watches."""

    def map(self, unit: Callable[[T], R], items: Sequence[T], workers: int) -> Iterable[R | None]:
        """What `unit` makes of each of `items`, in their order, as they are done.

        Items and results are small records that name files. None for an item over which a worker
        process died. With no `workers` this process does it all.
        """


class Direct:
    """Plain calls, and a thread for each worker process that waits for its units."""

    name = "direct"

    def call(self, step: Callable[..., R], *arguments: object) -> R:
        """The result of `step(*arguments)`."""
        return step(*arguments)

    def read(self, batches: Sequence[Batch], workers: int) -> Iterator[BatchRecord | None]:
        """The record of every batch, in their order, as they are done; see `Engine`."""
        if not batches:
            return iter(())
        from flows.batch import read_batch  # noqa: PLC0415 (loads what understands texts)

        return self.map(read_batch, batches, workers)

    def map(self, unit: Callable[[T], R], items: Sequence[T], workers: int) -> Iterator[R | None]:
        """What `unit` makes of each of `items`, in their order, as they are done; see `Engine`."""
        if not (items and workers):
            yield from map(unit, items)
            return
        count = min(len(items), workers)
        with worker_pool(count) as pool, ThreadPoolExecutor(count) as threads:
            yield from threads.map(partial(pool.call, unit), items)
