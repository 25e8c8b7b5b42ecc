"""Worker processes for the units of a run's work. One that dies takes no other with it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.connection import wait
from queue import SimpleQueue
from typing import TypeVar

from flows.errors import WorkerError
from flows.light import load_schemas

T = TypeVar("T")
R = TypeVar("R")


class Worker:
    """One process, started when it is first needed and again after each death.

    A pool of its own for each process: when one dies, it is known over which unit, and the others
    go on. The processes import neither Prefect nor the command line's libraries.
    """

    def __init__(self) -> None:
        self._pool = _pool_of_one()

    def call(self, unit: Callable[[T], R], item: T) -> R | None:
        """What `unit` makes of `item`, or None when the process died over it."""
        try:
            return self._submit(unit, item).result()
        except BrokenProcessPool:
            self.close()
            self._pool = _pool_of_one()
            return None

    def check(self) -> None:
        """Raises WorkerError when a process that does nothing dies too."""
        try:
            with _interrupt_blocked():
                started = self._pool.submit(os.getpid)
            started.result()
        except BrokenProcessPool as error:
            raise WorkerError(
                "Worker processes die before they do anything. Free memory, or read with --workers 0 to "
                "see why. The dataset is as it was before the run."
            ) from error

    def close(self) -> None:
        """End the process after the unit that it is at."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _submit(self, unit: Callable[[T], R], item: T) -> Future[R]:
        with _interrupt_blocked():
            return self._pool.submit(_call_or_die, unit, item)


class WorkerPool:
    """Workers for any number of threads, each of which waits for one unit at a time."""

    def __init__(self, workers: int) -> None:
        self._workers = [Worker() for _ in range(workers)]
        self._idle: SimpleQueue[Worker] = SimpleQueue()
        for worker in self._workers:
            self._idle.put(worker)

    def call(self, unit: Callable[[T], R], item: T) -> R | None:
        """What the next idle worker makes of `item`, or None when that died over it."""
        worker = self._idle.get()
        try:
            return worker.call(unit, item)
        finally:
            self._idle.put(worker)

    def close(self) -> None:
        """End the processes after the units that they are at; whoever still waits for one gets an error."""
        for worker in self._workers:
            worker.close()


@contextmanager
def worker_pool(workers: int) -> Iterator[WorkerPool]:
    """A pool that is closed with the block."""
    pool = WorkerPool(workers)
    try:
        yield pool
    finally:
        pool.close()


def _pool_of_one() -> ProcessPoolExecutor:
    """Spawned, not forked: polars has threads that a fork would leave locked."""
    return ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), initializer=_begin)


def _call_or_die(unit: Callable[[T], R], item: T) -> R:
    """Memory that the system refuses ends the process, as the system itself ends it elsewhere."""
    try:
        return unit(item)
    except MemoryError:
        os._exit(1)


@contextmanager
def _interrupt_blocked() -> Iterator[None]:
    """A process that starts meanwhile never sees Ctrl-C, which reaches it too: the parent answers it."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin() -> None:
    load_schemas()
    _watch_parent()


def _watch_parent() -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Workers would wait for ever for a parent that was killed."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
