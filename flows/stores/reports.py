"""Reports of runs beside a dataset in a store."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from flows.stores.objects import download, listing, write
from flows.stores.upstream import upstream_of


def share_reports(root: Path, pages: Iterable[Path]) -> None:
    """Copy `pages`, which lie below `root`, to the store that it mirrors, if any."""
    upstream = upstream_of(root)
    if upstream is None:
        return
    for page in pages:
        write(upstream.bucket, page.relative_to(root).as_posix(), page)


def fetch_reports(root: Path, folder: str) -> None:
    """Bring the reports of other machines, which lie in `folder` of the store, to that of its mirror."""
    upstream = upstream_of(root)
    if upstream is None:
        return
    (root / folder).mkdir(exist_ok=True)
    for one in listing(upstream.bucket, folder):
        path = root / one.key
        if path.suffix == ".md" and not path.exists():
            with path.open("wb") as file:
                download(upstream.bucket, one.key, file)
