"""Batches over which a worker process died are read once more: last, alone, in smaller pieces.

So the memory of all workers is one worker's, and what kills it again can be told from its
neighbours. The rows do not depend on how batches were cut.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace

from flows.errors import WorkerError
from flows.outcome import Outcome, Result, outcome_table
from flows.pool import Worker
from flows.storage import stage, stage_outcomes
from flows.work import Batch, BatchRecord, files_of
from schemas.fates import Reason

#: A batch of 500 comes down to single files in three steps, each of which may cost a process.
_PIECES = 8

#: So many files that kill a process are no fault of theirs: a run that rejected all would empty the house.
_MOST_REJECTED = 20


def read_again(batches: Sequence[Batch]) -> list[BatchRecord]:
    """The records of batches that cost a worker its life; only the files that do so alone are rejected.

    Raises WorkerError when processes die over more than 20 files, or over none.
    """
    rejected: list[str] = []
    with closing(Worker()) as worker:
        return [record for batch in batches for record in _in_pieces(batch, worker, rejected)]


def _in_pieces(batch: Batch, worker: Worker, rejected: list[str]) -> Iterator[BatchRecord]:
    from flows.batch import read_batch  # noqa: PLC0415 (loads what understands texts)

    for piece in _pieces(batch):
        record = worker.call(read_batch, piece)
        if record is not None:
            yield record
        elif piece.stop - piece.start > 1:
            yield from _in_pieces(piece, worker, rejected)
        else:
            worker.check()
            yield _rejected(piece, rejected)


def _pieces(batch: Batch) -> Iterator[Batch]:
    step = -(-(batch.stop - batch.start) // _PIECES)
    for start in range(batch.start, batch.stop, step):
        yield replace(batch, start=start, stop=min(start + step, batch.stop))


def _rejected(piece: Batch, rejected: list[str]) -> BatchRecord:
    """Put down what became of the one file of `piece`, in place of what its worker began to."""
    ((uri, *_),) = files_of(piece)
    rejected.append(uri)
    if len(rejected) > _MOST_REJECTED:
        raise WorkerError(
            f"Worker processes died over more than {_MOST_REJECTED} files, the first of them {rejected[0]}. "
            f"Free memory or exclude such files in spalte.toml. The dataset is as it was before the run."
        )
    detail = f"A process that read nothing else died over it. {Reason.WORKER_DIED.remedy}"
    outcome = Outcome(uri, Result.REJECTED, reason=Reason.WORKER_DIED, detail=detail)
    stage(piece.work.staging, piece.start, ())
    stage_outcomes(piece.work.staging, piece.start, outcome_table([outcome]))
    return BatchRecord(1, 0, (), (outcome,))
