"""Names of the files of a partition.

A file is written as `part-000.parquet` and published as `part-000-1f3a9c2b.parquet`, after its bytes.
A reader that has listed the files of one version and opens them in the next finds a changed one
gone and raises, where one name for both would hand it rows of two versions.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

_SUFFIX = ".parquet"
_WRITTEN = "part-[0-9][0-9][0-9]" + _SUFFIX


def part_name(prefix: str) -> str:
    """Name under which the part with these ids is written: `part-000.parquet` to `part-255.parquet`."""
    return f"part-{int(prefix or '0', 16):03d}{_SUFFIX}"


def find_part(folder: Path, prefix: str) -> Path | None:
    """The file of a partition's folder that holds these document ids, published or not."""
    return next(folder.glob(f"{part_name(prefix).removesuffix(_SUFFIX)}*{_SUFFIX}"), None)


def as_written(path: Path) -> Path:
    """The path of a published file under the name with which it was written."""
    return path.with_name(path.name[: len("part-000")] + _SUFFIX)


def name_by_content(folder: Path) -> None:
    """Give every file below `folder` that was written its name for publication: 4 bytes of BLAKE2b."""
    for path in folder.rglob(_WRITTEN):
        path.rename(path.with_stem(f"{path.stem}-{_digest(path)}"))


def place(path: Path, folder: Path, prefix: str) -> None:
    """Move a file that is whole into the folder of its partition, under its name for publication."""
    name = Path(part_name(prefix))
    folder.mkdir(parents=True, exist_ok=True)
    path.rename(folder / name.with_stem(f"{name.stem}-{_digest(path)}"))


def is_as_published(path: Path) -> bool:
    """Whether the bytes of a published file are those that it is named after, if it is."""
    return path.stem == as_written(path).stem or path.stem.endswith(f"-{_digest(path)}")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=4)).hexdigest()
