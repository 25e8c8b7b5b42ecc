"""Archives for tests, of all kinds that a run opens."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Mapping

import pyarrow as pa

KINDS = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz", ".tar.zst")

_MODES = {".tar.gz": "w:gz", ".tgz": "w:gz", ".tar.bz2": "w:bz2", ".tar.xz": "w:xz"}


def archive(kind: str, members: Mapping[str, str | bytes]) -> bytes:
    """An archive of one of KINDS with `members`, by name."""
    pairs = [(name, one.encode() if isinstance(one, str) else one) for name, one in members.items()]
    return zipped(pairs) if kind == ".zip" else tarred(kind, pairs)


def zipped(members: list[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive; a name may come twice, and one that ends in `@` is that of a link."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as found:
        for name, data in members:
            info = zipfile.ZipInfo(name)
            info.external_attr = (0o120777 if name.endswith("@") else 0o100644) << 16
            info.compress_type = method
            found.writestr(info, data)
    return file.getvalue()


def tarred(kind: str, members: list[tuple[str, bytes]]) -> bytes:
    """A tar archive; a name may come twice."""
    return tar_of(kind, [(_header(name, data), data) for name, data in members])


def tar_of(kind: str, members: list[tuple[tarfile.TarInfo, bytes]]) -> bytes:
    """A tar archive of these headers and their data, compressed as `kind` says."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode=_MODES.get(kind, "w")) as found:  # type: ignore[call-overload]
        for header, data in members:
            found.addfile(header, io.BytesIO(data))
    return zstd(file.getvalue()) if kind == ".tar.zst" else file.getvalue()


def zstd(data: bytes) -> bytes:
    """`data` as one zstd frame."""
    packed: bytes = pa.Codec("zstd").compress(data, asbytes=True)
    return packed


def _header(name: str, data: bytes) -> tarfile.TarInfo:
    header = tarfile.TarInfo(name)
    header.size = len(data)
    return header
