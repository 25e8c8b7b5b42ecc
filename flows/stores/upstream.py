"""What a local folder that stands for a dataset in a store knows of it: where, and which version it is."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from flows.stores.objects import Stamp
from flows.stores.place import Bucket, Place

_NAME = ".upstream"


@dataclass(frozen=True, slots=True)
class Upstream:
    """The store that a folder mirrors.

    `mirror` is a name of the folder that no other has, `manifest` and `stamp` are of the pointer that its
    current version was made from.
    """

    bucket: Bucket
    mirror: str
    manifest: str | None = None
    stamp: Stamp | None = None


def mirror_folder(bucket: Bucket) -> Path:
    """The folder that stands for a dataset in a store here: below SPALTE_CACHE, else ~/.cache/spalte."""
    base = os.environ.get("SPALTE_CACHE") or Path(os.environ.get("XDG_CACHE_HOME", "~/.cache"), "spalte")
    name = hashlib.blake2b(bucket.url.encode(), digest_size=8).hexdigest()
    return Path(base).expanduser() / name


def upstream_of(root: Path) -> Upstream | None:
    """What the folder `root` mirrors, None where it is a dataset of its own."""
    try:
        data = json.loads((root / _NAME).read_bytes())
    except FileNotFoundError:
        return None
    stamp = Stamp(**data["stamp"]) if data["stamp"] else None
    return Upstream(Bucket(data["bucket"]["url"]), data["mirror"], data["manifest"], stamp)


def remember(root: Path, upstream: Upstream) -> None:
    """Write down what `root` mirrors."""
    root.mkdir(parents=True, exist_ok=True)
    temporary = root / f"{_NAME}.next"
    temporary.write_text(json.dumps(asdict(upstream)), encoding="utf-8")
    temporary.replace(root / _NAME)


def place_of(root: Path) -> Place:
    """Where the dataset at `root` is published, as the user calls it."""
    upstream = upstream_of(root)
    return upstream.bucket if upstream else root
