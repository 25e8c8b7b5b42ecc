"""A dataset of invented articles, written by the job's own code: rows, staging, merge, one flip.

Only the reading is missing: `article` knows what it wrote, so no room has to find it. Layout, order,
row groups, dictionaries and statistics of the files are those of a run.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from flows.engine import Direct
from flows.history import write_runs, write_sources
from flows.merging.merge import merge
from flows.storage import stage
from flows.versions import begin, current, publish
from schemas import RUNS
from transforms.rows import tables

from .article import article
from .world import invent

SEED = 0
BATCH = 1000
DIGEST = "invented"  # where a run has that of its settings


class Staged(NamedTuple):
    """Articles that one process writes."""

    start: int
    stop: int
    folder: Path


def build(out: Path, articles: int) -> None:
    """Write the dataset to `out`, unless it is there already."""
    if current(out):
        return
    draft, engine = begin(out), Direct()
    starts = range(0, articles, BATCH)
    batches = [Staged(start, min(start + BATCH, articles), draft.staging) for start in starts]
    workers = len(os.sched_getaffinity(0)) if len(batches) > 1 else 0
    if not all(engine.map(write_batch, batches, workers)):
        raise RuntimeError("A worker process died: free memory and build again.")
    merge(draft, None, settings_digest=DIGEST, engine=engine, workers=workers)
    write_sources(draft, None, [], DIGEST)
    write_runs(draft, None, RUNS.arrow_schema.empty_table(), DIGEST)
    publish(draft)


def write_batch(batch: Staged) -> int:
    """Write articles and stage their rows; returns the bytes staged."""
    world = invent(SEED)
    articles = [article(index, world) for index in range(batch.start, batch.stop)]
    return stage(batch.folder, batch.start, [tables(articles, DIGEST)])
