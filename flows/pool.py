"""Worker processes that read the batches of a run. One that dies takes no other with it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.connection import wait
from queue import SimpleQueue

from flows.batch import Batch, BatchRecord, read_batch
from flows.errors import WorkerError


class Worker:
    """One process, started when it is first needed and again after each death.

    A pool of its own for each process: when one dies, it is known over which batch, and the others
    go on. The processes import neither Prefect nor the command line's libraries.
    """

    def __init__(self) -> None:
        self._pool = _pool_of_one()

    def read(self, batch: Batch) -> BatchRecord | None:
        """The record of `batch`, or None when the process died over it."""
        try:
            return self._submit(batch).result()
        except BrokenProcessPool:
            self.close()
            self._pool = _pool_of_one()
            return None

    def check(self) -> None:
        """Raises WorkerError when a process that reads nothing dies too."""
        try:
            with _interrupt_blocked():
                started = self._pool.submit(os.getpid)
            started.result()
        except BrokenProcessPool as error:
            raise WorkerError(
                "Worker processes die before they read anything. Free memory, or read with --workers 0 to "
                "see why. The dataset is as it was before the run."
            ) from error

    def close(self) -> None:
        """End the process after the batch that it reads."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _submit(self, batch: Batch) -> Future[BatchRecord]:
        with _interrupt_blocked():
            return self._pool.submit(_read_or_die, batch)


class WorkerPool:
    """Workers for any number of threads, each of which waits for one batch at a time."""

    def __init__(self, workers: int) -> None:
        self._workers = [Worker() for _ in range(workers)]
        self._idle: SimpleQueue[Worker] = SimpleQueue()
        for worker in self._workers:
            self._idle.put(worker)

    def read(self, batch: Batch) -> BatchRecord | None:
        """The record of `batch` from the next idle worker, or None when that died over it."""
        worker = self._idle.get()
        try:
            return worker.read(batch)
        finally:
            self._idle.put(worker)

    def close(self) -> None:
        """End the processes after the batches that they read; whoever still waits for one gets an error."""
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
    return ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), initializer=_watch_parent)


def _read_or_die(batch: Batch) -> BatchRecord:
    """Memory that the system refuses ends the process, as the system itself ends it elsewhere."""
    try:
        return read_batch(batch)
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


def _watch_parent() -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Workers would wait for ever for a parent that was killed."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
