"""Files of a published version that are no longer what was published, named when a run stumbles over one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from flows.errors import DamagedError, DuplicateDocumentError, SpalteError
from flows.merging.part_files import is_as_published
from flows.stores.mirror import is_hollow
from flows.stores.upstream import upstream_of
from flows.versions import current
from schemas import DOCUMENT_TABLES, RUNS, SOURCES, TABLES

#: What a run believes: an empty or changed ledger would have it read, or leave, the wrong files.
_BELIEVED = (SOURCES.name, RUNS.name)

_MONTH = re.compile(r"year=([1-9]\d*)/month=(\d\d)")


@contextmanager
def damage_named(out: Path) -> Iterator[None]:
    """Raises DamagedError, with the file and what to do, when the block cannot read a file of the dataset.

    A published file is named after its bytes. Ledger and history are compared with their names before
    the block; all files are when it fails, since readers of Parquet raise whatever the damage leads
    them to. Where all are as they were published, what the block raised goes on.
    """
    _refuse(out, damaged_files(out, _BELIEVED))
    try:
        yield
    except Exception as error:
        if not _explained(error):
            _refuse(out, damaged_files(out), error)
        raise


def damaged_files(out: Path, tables: Iterable[str] = tuple(TABLES)) -> list[Path]:
    """Files of the current version at `out` with other bytes than were published, as a reader opens them."""
    version = current(out)
    if version is None:
        return []
    paths = (path for name in tables for path in sorted((version.folder / name).rglob("*.parquet")))
    if upstream_of(out):
        paths = (path for path in paths if not is_hollow(path))
    return [out / path.relative_to(version.folder) for path in paths if not is_as_published(path)]


def _explained(error: Exception) -> bool:
    """Whether an error says what is wrong: the program's own do, and those of the system."""
    own = isinstance(error, SpalteError) and not isinstance(error, DuplicateDocumentError)
    return own or (isinstance(error, OSError) and error.errno is not None)


def _refuse(out: Path, damaged: Sequence[Path], cause: Exception | None = None) -> None:
    if damaged:
        raise DamagedError(_message(out, damaged)) from cause


def _message(out: Path, damaged: Sequence[Path]) -> str:
    path, more = damaged[0], len(damaged) - 1
    others = f" So are {more:,} more files, which `spalte verify {out}` lists." if more else ""
    return (
        f"{path} is damaged: its bytes are not those that were published.{others} Put it back from a backup. "
        f"Without one, {_remedy(out, path)}. The dataset is as it was before the run."
    )


def _remedy(out: Path, path: Path) -> str:
    """What makes the file again; the ledger and the history of runs are in no raw text."""
    table = path.relative_to(out).parts[0]
    if table in {one.name for one in DOCUMENT_TABLES}:
        month = _MONTH.search(path.as_posix())
        period = " --since {0}-{1} --until {0}-{1}".format(*month.groups()) if month else ""
        return f"delete it and run `spalte rebuild RAW {out}{period}`, which reads those texts again"
    if table == RUNS.name:
        return "delete it: what earlier runs did is lost, and the next run hashes every file"
    return f"move {out} away: the next run reads every text again"
