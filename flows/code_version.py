"""Which code makes the rows: the package's version and a digest of everything that can change a row."""

from __future__ import annotations

import functools
import hashlib
import platform
from pathlib import Path

import schemas
import transforms

_LIBRARIES = (
    *("polars", "pyarrow", "langdetect", "langdetect-rs", "charset-normalizer", "prefect"),
    *("numpy", "onnxruntime", "tokenizers", "spacy"),
)


@functools.cache
def package_version() -> str:
    """Version of the installed package; `0` in a bare checkout."""
    return _version_of("spalte") or "0"


@functools.cache
def pipeline_version() -> str:
    """`0.1.0+1a2b3c4d`: the eight digits are BLAKE2b over the code and language data of both packages."""
    digest = hashlib.blake2b(digest_size=4)
    for package in (schemas, transforms):
        root = Path(package.__path__[0])
        for path in sorted(root.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(f"{package.__name__}/{path.relative_to(root).as_posix()}\0".encode())
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return f"{package_version()}+{digest.hexdigest()}"


def library_versions() -> str:
    """Python and the packages that shape the output, `name=version` joined by spaces."""
    found = {name: _version_of(name) for name in ("spalte", *_LIBRARIES)}
    known = (f"{name}={version}" for name, version in found.items() if version)
    return " ".join([f"python={platform.python_version()}", *known])


def _version_of(package: str) -> str | None:
    import importlib.metadata  # noqa: PLC0415 (a tenth of the time of `spalte --help`)

    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None
