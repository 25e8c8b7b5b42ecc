"""What a merge hands to a worker: one table in one partition, by paths, and what comes back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from flows.merging.staged import Pieces


@dataclass(frozen=True, slots=True)
class Change:
    """What happens to `table` in `partition` between the version in `base`, if any, and that in `draft`.

    `pieces` are its new rows, `dropped` the documents that leave the partition, `documents` how many
    enter it. Where rows are many, they are sorted on disk, in `staging`.
    """

    table: str
    partition: str
    base: Path | None
    draft: Path
    staging: Path
    pieces: Pieces
    dropped: Pieces
    documents: int
    settings_digest: str

    def before(self, table: str) -> Path | None:
        """Folder of a table in this partition of the version before."""
        return self.base / table / self.partition if self.base else None

    @property
    def after(self) -> Path:
        """Folder of the partition in the version-to-be."""
        return self.draft / self.table / self.partition

    @property
    def size(self) -> int:
        """About how many bytes it takes: staged ones, and stored ones of the version before."""
        old = self.before(self.table)
        return self.pieces.bytes + sum(path.stat().st_size for path in _files(old))


@dataclass(frozen=True, slots=True)
class Changed:
    """The files written for a change, their bytes, and the share of those that the new rows take."""

    files: int
    bytes: int
    bytes_new: int


def _files(folder: Path | None) -> Iterator[Path]:
    yield from folder.glob("*.parquet") if folder else ()
