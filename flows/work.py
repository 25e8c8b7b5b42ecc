"""What a run hands to those who read, and what it gets back: small records that name files.

Apart from `flows.batch`, which loads all that understands texts: the run itself mostly reads none.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa

from flows.archives.unpacked import Unpacked
from flows.outcome import Outcome
from flows.raw_file import Limits
from flows.stores.place import Place
from transforms.decode import Hint

#: Rows of a record batch of the list of files; so a batch need not look at all of a long list.
LISTED_ROWS = 10_000


@dataclass(frozen=True, slots=True)
class Work:
    """What all batches of a run share.

    `reads` is the Arrow file that lists the files to read, with the columns of `File`, in record batches
    of LISTED_ROWS. `entities` names the engine that finds names.
    """

    raw: Place
    reads: Path
    staging: Path
    limits: Limits
    hints: tuple[Hint, ...]
    entities: str
    pipeline_version: str


class File(NamedTuple):
    """A file to read: its address, the SHA-256 that need not be read again, the index of its hint.

    `unpacked` says where its bytes are when it is a member of an archive, or an archive.
    """

    uri: str
    known_sha256: str | None
    hint: int | None
    unpacked: Unpacked | None


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows `start:stop` of the list. What it stages is named by `start`, so pieces sort in its place."""

    start: int
    stop: int
    work: Work


@dataclass(frozen=True, slots=True)
class BatchRecord:
    """What one batch did: files, raw bytes read, and tracebacks of its first internal errors.

    `failures` are the files that were rejected or could not be read, for the log.
    """

    files: int
    bytes_read: int
    problems: tuple[str, ...]
    failures: tuple[Outcome, ...] = ()


def files_of(batch: Batch) -> list[File]:
    """The files of `batch`, in their order."""
    first, last = batch.start // LISTED_ROWS, (batch.stop - 1) // LISTED_ROWS
    with pa.memory_map(str(batch.work.reads)) as file:
        slices = pa.ipc.open_file(file)
        around = pa.Table.from_batches([slices.get_batch(number) for number in range(first, last + 1)])
        listed = around.slice(batch.start - first * LISTED_ROWS, batch.stop - batch.start)
        columns = [listed[name].to_pylist() for name in ("source_uri", "known_sha256", "hint", "unpacked")]
    rows = zip(*columns, strict=True)
    return [File(uri, known, hint, one and Unpacked(**one)) for uri, known, hint, one in rows]
