"""Where raw files or a dataset lie: a folder of this machine, or the beginning of the keys of a store."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

_URL = re.compile(r"((?:s3|gs)://[^/]+)/?(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Bucket:
    """All objects whose keys lie below `url`, as `s3://bucket/raw`; no `/` at its end."""

    url: str

    def __truediv__(self, key: str) -> Bucket:
        return Bucket(f"{self.url}/{key}")

    def __str__(self) -> str:
        return self.url


Place: TypeAlias = Path | Bucket


def is_url(text: str) -> bool:
    """Whether `text` is the address of something in an object store, and no path."""
    return _URL.match(text) is not None


def place(text: str | Place) -> Place:
    """What the user means by `text`: `s3://` and `gs://` begin an address in a store, all else is a path."""
    if not isinstance(text, str):
        return text
    return Bucket(text.rstrip("/")) if is_url(text) else Path(text)


def split(url: str) -> tuple[Bucket, str]:
    """The bucket and the whole key of the object at `url`."""
    found = _URL.fullmatch(url)
    if found is None:
        raise ValueError(f"{url} is not the address of an object")
    return Bucket(found[1]), found[2]


def absolute(one: Place) -> str:
    """The place such that it means the same in another working folder."""
    return str(one.absolute()) if isinstance(one, Path) else one.url


def lies_below(one: Place, other: Place) -> bool:
    """Whether `one` is `other` or lies inside it."""
    if isinstance(one, Path) and isinstance(other, Path):
        return one.resolve().is_relative_to(other.resolve())
    return f"{one}/".startswith(f"{other}/") and not isinstance(one, Path)
