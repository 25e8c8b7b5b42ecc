"""Find the raw files, compare them with the ledger, and decide what to read in which batch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pyarrow as pa

from flows.address import ARCHIVE
from flows.archives.members import Opening, add_members
from flows.archives.unpack import with_unpacked
from flows.code_version import pipeline_version
from flows.discover import Found, Ignored, discover
from flows.errors import RawRootError, ShrunkError
from flows.job import Job, check_root
from flows.known import known_among, known_sources, last_completed_run
from flows.ledger import READS, Action, Now, compare, shrinkage
from flows.migrate import upgraded
from flows.settings import Settings, glob_pattern
from flows.storage import stage_slices
from flows.versions import Draft, begin, current
from flows.work import LISTED_ROWS, Batch, Work
from transforms.decode import Hint

#: Files. To stage and to merge fewer costs more than a worker that waits for another.
_WORTH_A_BATCH = 100


@dataclass(frozen=True, slots=True)
class Survey:
    """What lies below the raw root, and what the ledger makes of it: one row a source in `actions`."""

    found: Found
    actions: pl.DataFrame

    def count(self, *actions: Action) -> int:
        """How many sources have one of `actions`."""
        return self.actions.filter(pl.col("action").is_in(actions)).height


@dataclass(frozen=True, slots=True)
class Plan:
    """A survey put down in the staging folder of a draft, and the batches that it is read in.

    `base` is the folder of the version before, in this code's schema. `reads` lists the files to
    read, with `hint`, `known_sha256` and `unpacked` (see `File`), `gone` the known sources that are not
    there; both are Arrow files in the order of addresses with the columns of `compare`.
    """

    draft: Draft
    base: Path | None
    reads: Path
    gone: Path
    batches: tuple[Batch, ...]
    files: int  # to read
    bytes: int  # to read
    found: int
    unchanged: int
    ignored: dict[Ignored, int]
    examples: dict[Ignored, str]


def survey(job: Job) -> Survey:
    """Find and compare; writes nothing.

    Raises RawRootError when the raw root cannot be listed or is empty, and ShrunkError when more of
    the known sources are gone than `max_shrink` allows; `accept_removals` lifts both of the last.
    """
    found = _found(job)
    version = current(job.out)
    now = Now(
        pipeline_version(),
        job.settings.digest,
        last_completed_run(version),
        checksum=job.options.checksum,
        reread=job.options.reread,
        period=job.options.period,
    )
    known = known_sources(version)
    add_members(found, known, now, Opening(job.raw, job.settings.limits, job.settings.excluded))
    actions = compare(found.files, known, found.blocked, now)
    if not job.options.accept_removals:
        _guard(job, found, actions)
    return Survey(found, actions)


def make_plan(job: Job) -> Plan:
    """Survey, then begin a draft and put the plan down in it. Call it under the writer lock."""
    seen = survey(job)
    draft = begin(job.out)
    reads = seen.actions.filter(pl.col("action").is_in(READS)).with_columns(_hint(job))
    gone = seen.actions.filter(pl.col("action").is_in([Action.GONE, Action.BLOCKED, Action.ABSENT]))
    reads = with_unpacked(reads, job.raw, job.settings.limits, draft.staging)
    base = upgraded(draft)
    paths = draft.staging / "reads.arrow", draft.staging / "gone.arrow"
    stage_slices(paths[0], (_arrow(_with_sha256(rows, base)) for rows in reads.iter_slices(LISTED_ROWS)))
    stage_slices(paths[1], map(_arrow, gone.iter_slices()))
    hints = tuple(Hint(one.encoding, one.language) for one in job.settings.sources.values())
    settings, version = job.settings, pipeline_version()
    sizes = reads.select(_to_read()).to_series()
    work = Work(job.raw, paths[0], draft.staging, settings.limits, hints, settings.entities, version)
    return Plan(
        draft,
        base,
        *paths,
        batches=tuple(_batches(sizes, settings, work)),
        files=reads.height,
        bytes=int(sizes.sum()),
        found=seen.found.files.height,
        unchanged=seen.count(Action.UNCHANGED),
        ignored=seen.found.ignored,
        examples=seen.found.examples,
    )


def _found(job: Job) -> Found:
    check_root(job.raw)
    try:
        return discover(job.raw, job.settings.excluded)
    except OSError as error:
        raise RawRootError(
            f"The raw root {job.raw} cannot be listed: {error.strerror}. "
            f"Mount it, correct the path, or give yourself the right to read it."
        ) from error


def _guard(job: Job, found: Found, actions: pl.DataFrame) -> None:
    if found.files.is_empty():
        raise RawRootError(
            f"No .txt file and no archive of such lies below {job.raw}. Check the path and what fills it; "
            f"nothing was changed. If it is empty on purpose, add --accept-removals."
        )
    gone, held = shrinkage(actions)
    if gone > held * job.settings.max_shrink:
        raise ShrunkError(
            f"{gone:,} of the {held:,} known files are gone from {job.raw}, more than "
            f"{job.settings.max_shrink:.0%}. Check the disk and what fills it; nothing was changed. "
            f"If they were removed on purpose, add --accept-removals."
        )


def _with_sha256(files: pl.DataFrame, base: Path | None) -> pl.DataFrame:
    """The content that need not be read again: only here, for a hash is longer than all else in a row."""
    hashed = files.filter(pl.col("action") == Action.HASH)["source_uri"]
    known = known_among(hashed, base).select("source_uri", known_sha256="sha256")
    return files.join(known, "source_uri", "left", maintain_order="left")


def _arrow(files: pl.DataFrame) -> pa.Table:
    return files.rechunk().to_arrow(compat_level=pl.CompatLevel.oldest())


def _hint(job: Job) -> pl.Expr:
    """Index of the first glob of the settings that matches the address."""
    index = pl.lit(None, pl.Int32)
    for number, glob in reversed(list(enumerate(job.settings.sources))):
        matches = pl.col("source_uri").str.contains(glob_pattern(glob))
        index = pl.when(matches).then(pl.lit(number, pl.Int32)).otherwise(index)
    return index.alias("hint")


def _to_read() -> pl.Expr:
    """Bytes that a batch reads of each file; those of an archive are in its members."""
    archive = pl.col("source_uri").str.contains(ARCHIVE)
    return pl.when(archive).then(0).otherwise("bytes_seen")


def _batches(sizes: pl.Series, settings: Settings, work: Work) -> Iterator[Batch]:
    """Cut the list where a batch has enough files or bytes."""
    start, held, most = 0, 0, _most_files(len(sizes), settings)
    for stop, size in enumerate(sizes):
        if stop > start and (stop - start >= most or held + size > settings.batch_bytes):
            yield Batch(start, stop, work)
            start, held, most = stop, 0, _most_files(len(sizes) - stop, settings)
        held += size
    if start < len(sizes):
        yield Batch(start, len(sizes), work)


def _most_files(left: int, settings: Settings) -> int:
    """Of the next batch: towards the end batches get smaller, so that the workers end together."""
    if settings.workers <= 1:
        return settings.batch_size
    return min(settings.batch_size, max(_WORTH_A_BATCH, left // (2 * settings.workers)))
