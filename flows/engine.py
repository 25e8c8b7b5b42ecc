"""Who carries out the steps of a run: this process and its workers, or Prefect (see `flows.ingest`)."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.connection import wait
from typing import Protocol, TypeVar

from flows.batch import Batch, BatchRecord, read_batch

R = TypeVar("R")

#: Reads one batch, here or in a worker process, and waits for it.
ReadBatch = Callable[[Batch], BatchRecord]


class Engine(Protocol):
    """Carries out one step, or reads the batches of a run; the sequence stands in `flows.run`."""

    name: str

    def call(self, step: Callable[..., R], *arguments: object) -> R:
        """The result of `step(*arguments)`."""

    def read(self, batches: Sequence[Batch], workers: int) -> Iterable[BatchRecord]:
        """The record of every batch, in their order, as they are done."""


class Direct:
    """Plain calls, and a pool of processes for the batches."""

    name = "direct"

    def call(self, step: Callable[..., R], *arguments: object) -> R:
        """The result of `step(*arguments)`."""
        return step(*arguments)

    def read(self, batches: Sequence[Batch], workers: int) -> Iterator[BatchRecord]:
        """The record of every batch, in their order, as they are done."""
        if min(len(batches), workers) <= 1:
            yield from map(read_batch, batches)
        else:
            with process_pool(min(len(batches), workers)) as pool:
                yield from pool.map(read_batch, batches)


@contextmanager
def process_pool(workers: int) -> Iterator[ProcessPoolExecutor]:
    """Worker processes that import neither Prefect nor the command line's libraries.

    Spawned, not forked: polars has threads that a fork would leave locked. On an error the batches
    that have not begun are cancelled.
    """
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_watch_parent)
    with _interrupt_blocked():
        for _ in range(workers):
            pool.submit(os.getpid)  # a process is started when no idle one can take what is submitted
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _interrupt_blocked() -> Iterator[None]:
    """Processes that start meanwhile never see Ctrl-C, which reaches them too: the parent answers it."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _watch_parent() -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A pool's workers would wait for ever for a parent that was killed."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
