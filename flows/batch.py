"""One batch of raw files: read, understood, staged. Runs in worker processes, which need no Prefect.

Whatever happens to one file stays with that file: it gets an outcome, and the rest goes on.
"""

from __future__ import annotations

import gc
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import pyarrow as pa

from flows.address import decode_uri, is_archive
from flows.archives.unpacked import Unpacked, read_unpacked, unusable
from flows.outcome import Outcome, Result, outcome_table
from flows.partition import partition_folder
from flows.raw_file import Stored, UnusableError, read_stored, unpack
from flows.storage import stage, stage_outcomes
from flows.stores.objects import REQUESTS
from flows.work import Batch, BatchRecord, File, Work, files_of
from schemas.fates import Reason
from transforms.article import Article, Raw, keep_article, read_article
from transforms.decode import Hint, Rejection
from transforms.rows import partition_of, tables

#: Of a batch; a bug that hits every file need not be told a hundred thousand times.
_MOST_TRACEBACKS = 3

#: Bytes of texts whose articles are held at most, but for the last of them.
_HELD = 8 * 2**20

_FAILURES = frozenset({Result.REJECTED, Result.UNREADABLE})

_UNREADABLE = frozenset({Reason.NO_PERMISSION, Reason.VANISHED, Reason.IO_ERROR})


@dataclass(slots=True)
class _Done:
    """What has come of the files of a batch so far, by address."""

    outcomes: dict[str, Outcome] = field(default_factory=dict)
    articles: list[Article] = field(default_factory=list)
    held: int = 0
    problems: list[str] = field(default_factory=list)
    bytes_read: int = 0


def read_batch(batch: Batch) -> BatchRecord:
    """Read the files of `batch` and stage their rows and outcomes below `work.staging`."""
    with _collector_off():
        return _read_batch(batch)


@contextmanager
def _collector_off() -> Iterator[None]:
    """Articles are trees without cycles: looking for cycles in them costs a quarter of making rows."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _read_batch(batch: Batch) -> BatchRecord:
    work, done = batch.work, _Done()
    stage(work.staging, batch.start, _rows_in_turn(batch, done))
    stage_outcomes(work.staging, batch.start, outcome_table(list(done.outcomes.values())))
    failures = tuple(one for one in done.outcomes.values() if one.result in _FAILURES)
    return BatchRecord(batch.stop - batch.start, done.bytes_read, tuple(done.problems), failures)


def _rows_in_turn(batch: Batch, done: _Done) -> Iterator[dict[str, pa.Table]]:
    """The rows of all files of `batch`, of as many at a time as have _HELD bytes: texts are packed small."""
    for file, stored in _asked_for(files_of(batch), batch.work):
        _read_file(file, stored, batch.work, done)
        if done.held >= _HELD:
            yield _rows(done, batch.work.pipeline_version)
    yield _rows(done, batch.work.pipeline_version)


def _asked_for(files: Sequence[File], work: Work) -> Iterator[tuple[File, Callable[[], Stored]]]:
    """Each file with what reads it: a store, which takes its time to answer, is asked for many at once."""
    if isinstance(work.raw, Path):
        for file in files:
            yield file, partial(_stored, file, work)
        return
    with ThreadPoolExecutor(REQUESTS) as pool:
        asked = deque((file, pool.submit(_stored, file, work)) for file in files)
        while asked:  # what was read is let go
            file, answer = asked.popleft()
            yield file, answer.result


def _read_file(file: File, read: Callable[[], Stored], work: Work, done: _Done) -> None:
    outcome = Outcome(file.uri, Result.UNREADABLE)
    try:
        stored = read()
        done.bytes_read += len(stored.data)
        outcome = Outcome(file.uri, Result.SAME, stored.size, stored.mtime, stored.sha256)
        if stored.sha256 != file.known_sha256:
            outcome = _made(outcome, file, stored, work, done)
    except UnusableError as error:
        outcome = _unusable(outcome, error)
    except MemoryError:
        raise  # maybe the batch's fault: `flows.reread` finds out
    except Exception as error:  # noqa: BLE001 (a bug in a rule must not cost the other files)
        outcome = _internal(outcome, error, done)
    done.outcomes[file.uri] = outcome


def _stored(file: File, work: Work) -> Stored:
    if file.unpacked is not None:
        return read_unpacked(work.staging, file.unpacked)
    return read_stored(str(work.raw / decode_uri(file.uri)), work.limits)


def _made(outcome: Outcome, file: File, stored: Stored, work: Work, done: _Done) -> Outcome:
    """What becomes of content that the dataset does not hold."""
    if file.unpacked is not None and is_archive(file.uri):
        return _opened(outcome, file.unpacked)
    data = unpack(file.uri, stored.data, work.limits)
    done.held += len(data)
    hint = work.hints[file.hint] if file.hint is not None else Hint()
    raw = Raw(file.uri, stored.sha256, stored.size, data, hint)
    is_long = len(data) > work.limits.article_bytes
    return _understood(outcome, keep_article(raw) if is_long else read_article(raw, work.entities), done)


def _opened(outcome: Outcome, archive: Unpacked) -> Outcome:
    """An archive is no document; its members have outcomes of their own."""
    if archive.reason is not None:
        raise unusable(archive)
    return replace(outcome, result=Result.OK, detail=archive.what)


def _understood(outcome: Outcome, read: Article | Rejection, done: _Done) -> Outcome:
    if isinstance(read, Rejection):
        return replace(outcome, result=Result.REJECTED, reason=read.reason, detail=read.detail)
    language, year, month = partition_of(read)
    partition = partition_folder({"language": language, "year": year, "month": month})
    done.articles.append(read)
    return replace(
        outcome,
        result=Result.OK,
        document_id=read.document_id,
        partition=partition,
        quotes=len(read.quotes),
        quotes_without_speaker=sum(quote.speaker_kind is None for quote in read.quotes),
    )


def _unusable(outcome: Outcome, error: UnusableError) -> Outcome:
    result = Result.UNREADABLE if error.reason in _UNREADABLE else Result.REJECTED
    size = error.size if outcome.bytes is None else outcome.bytes
    mtime = error.mtime if outcome.mtime is None else outcome.mtime
    return replace(outcome, result=result, bytes=size, mtime=mtime, reason=error.reason, detail=str(error))


def _internal(outcome: Outcome, error: Exception, done: _Done) -> Outcome:
    if len(done.problems) < _MOST_TRACEBACKS:
        done.problems.append(f"{outcome.source_uri}\n{''.join(traceback.format_exception(error))}")
    place = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(place.filename).name}:{place.lineno}"
    detail = f"{type(error).__name__} at {where}: {error}. {Reason.INTERNAL.remedy}"
    return Outcome(
        outcome.source_uri,
        Result.REJECTED,
        outcome.bytes,
        outcome.mtime,
        outcome.sha256,
        Reason.INTERNAL,
        # An error may quote the text, which may hold what no Arrow string can.
        detail.encode("utf-8", "backslashreplace").decode(),
    )


def _rows(done: _Done, pipeline_version: str) -> dict[str, pa.Table]:
    """The rows of the articles held, which are let go; of those only that are no trouble, if one is."""
    articles, done.articles, done.held = done.articles, [], 0
    try:
        return tables(articles, pipeline_version)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 (found again, file by file, and reported there)
        sound = [article for article in articles if _is_sound(article, pipeline_version, done)]
        return tables(sound, pipeline_version)


def _is_sound(article: Article, pipeline_version: str, done: _Done) -> bool:
    try:
        tables([article], pipeline_version)
    except Exception as error:  # noqa: BLE001 (as in _read_file)
        outcome = done.outcomes[article.raw.uri]
        done.outcomes[article.raw.uri] = _internal(outcome, error, done)
        return False
    return True
