"""One version at a time: tables are links into `.current`, the one link that a run replaces.

    root/.versions/7/quotes/language=nb/year=2022/month=02/part-000-1f3a9c2b.parquet
    root/.current -> .versions/7
    root/quotes   -> .current/quotes

So all tables change at the same moment.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from flows.errors import OccupiedError
from flows.merging.part_files import name_by_content
from flows.stores.push import push
from schemas import TABLES

_VERSIONS = ".versions"
_CURRENT = ".current"
_NEXT_LINK = ".current.next"
_STAGING = "staging-"
_INCOMING = "incoming"

#: Versions before the current one that stay, so that a query that began on them can end.
_KEPT_BEFORE = 2


@dataclass(frozen=True, slots=True)
class Version:
    """One complete, published state of all tables."""

    root: Path
    number: int

    @property
    def folder(self) -> Path:
        """Where the tables of this version lie."""
        return self.root / _VERSIONS / str(self.number)


@dataclass(frozen=True, slots=True)
class Draft:
    """A version being built: `folder` takes its tables, `staging` what the run needs until then."""

    root: Path
    number: int
    staging: Path
    before: Version | None

    @property
    def folder(self) -> Path:
        """Where the tables of the version-to-be are written."""
        return self.root / _VERSIONS / str(self.number)


def current(root: Path) -> Version | None:
    """The published version of the dataset at `root`, or None before the first run."""
    link = root / _CURRENT
    return Version(root, int(link.readlink().name)) if link.is_symlink() and link.exists() else None


def begin(root: Path) -> Draft:
    """Sweep, then open an empty draft after the current version. Call it under the writer lock."""
    _refuse_strangers(root)
    _refuse_lost_link(root)
    sweep(root)
    before = current(root)
    versions = root / _VERSIONS
    versions.mkdir(parents=True, exist_ok=True)
    # A name of its own: a worker that outlived a killed run must not write into this one.
    staging = Path(tempfile.mkdtemp(prefix=_STAGING, dir=versions))
    draft = Draft(root, before.number + 1 if before else 1, staging, before)
    draft.folder.mkdir()
    return draft


def publish(draft: Draft) -> Version:
    """Make the draft the current version, all tables at once, and remove its staging folder.

    Its files must be on disk already (storage sees to it); this names them after their content,
    brings the folders there, then replaces the one link. A crash before that leaves the old
    version current, one after it the new. Where the root mirrors a store, the store comes first, and
    its refusal (StoreError) leaves the old version current in both.
    """
    name_by_content(draft.folder)
    _sync_folders(draft.folder)
    sync(draft.folder.parent)
    push(draft.root, draft.folder, draft.number)
    _link_tables(draft.root)
    _replace_link(draft.root / _CURRENT, Path(_VERSIONS, str(draft.number)))
    sync(draft.root)
    shutil.rmtree(draft.staging, ignore_errors=True)
    return Version(draft.root, draft.number)


def sweep(root: Path, kept_before: int = _KEPT_BEFORE) -> None:
    """Delete what dead runs left and versions older than the `kept_before` before the current one."""
    published = current(root)
    newest = published.number if published else 0
    kept = {str(number) for number in range(newest - kept_before, newest + 1)}
    (root / _NEXT_LINK).unlink(missing_ok=True)
    for folder in sorted((root / _VERSIONS).glob("*")):
        if folder.name not in kept:
            shutil.rmtree(folder, ignore_errors=True)


def incoming(root: Path) -> Path:
    """An empty folder for a version that comes from elsewhere, see `adopt`. Call it under the writer lock."""
    folder = root / _VERSIONS / _INCOMING
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def adopt(root: Path, folder: Path, number: int) -> None:
    """Make `folder`, from `incoming`, the current version with this number, whatever was there before."""
    own = Version(root, number).folder
    shutil.rmtree(own, ignore_errors=True)
    folder.rename(own)
    _link_tables(root)
    _replace_link(root / _CURRENT, Path(_VERSIONS, str(number)))


def disown(root: Path) -> None:
    """Delete all versions at `root`."""
    (root / _CURRENT).unlink(missing_ok=True)
    shutil.rmtree(root / _VERSIONS, ignore_errors=True)


def sync(path: Path) -> None:
    """Bring a written file, or the names in a folder, to disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sync_folders(top: Path) -> None:
    """Bring the names below `top` to disk, several folders at a time: waiting for many takes no longer."""
    with ThreadPoolExecutor() as pool:
        list(pool.map(sync, [Path(folder) for folder, _, _ in os.walk(top)]))


def _refuse_strangers(root: Path) -> None:
    for name in (*TABLES, _CURRENT):
        path = root / name
        if path.exists() and not path.is_symlink():
            raise OccupiedError(
                f"{path} was not written by Spalte, which keeps a link of that name there. "
                f"Move it away, or choose another output folder."
            )


def _refuse_lost_link(root: Path) -> None:
    """Without the link everything would look like what dead runs left, and be swept."""
    later = sorted(int(path.name) for path in (root / _VERSIONS).glob("[0-9]*") if path.name != "1")
    if later and current(root) is None:
        raise OccupiedError(
            f"{root} holds versions up to {later[-1]}, but its link {_CURRENT} is gone. Restore it "
            f"(ln -s {_VERSIONS}/N {_CURRENT}; N is the last whole version), or choose another output folder."
        )


def _link_tables(root: Path) -> None:
    for name in TABLES:
        link, target = root / name, Path(_CURRENT, name)
        if not link.is_symlink() or link.readlink() != target:
            _replace_link(link, target)


def _replace_link(link: Path, target: Path) -> None:
    temporary = link.with_name(_NEXT_LINK)
    temporary.unlink(missing_ok=True)
    temporary.symlink_to(target, target_is_directory=True)
    temporary.replace(link)
