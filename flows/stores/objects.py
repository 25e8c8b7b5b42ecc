"""Objects of a store, by keys below a bucket's address. Only this module knows the library, an extra."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import IO, Any

from flows.errors import StoreError
from flows.stores.place import Bucket

#: Requests that are worth having on the way at a time: a store answers slowly, and many at once.
REQUESTS = 16

#: Parts of 5 MiB of one file that are in memory at a time.
_PARTS = 2

#: How often a request that fails is sent again, each time after twice the wait: some ten seconds in all.
RETRIES = 6

_REMEDY = (
    "Check the address, the network and the credentials (AWS_ACCESS_KEY_ID, AWS_REGION, "
    "AWS_ENDPOINT_URL and so on, or GOOGLE_APPLICATION_CREDENTIALS)."
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a store calls one state of an object, for conditions on the next: S3's tag, GCS's version."""

    e_tag: str | None
    version: str | None


@dataclass(frozen=True, slots=True)
class Listed:
    """An object in a listing: key, size in bytes, modification time in seconds since 1970.

    In whole seconds, for that is all that a store says when the object itself is asked for.
    """

    key: str
    bytes: int
    modified: int


class TakenError(StoreError):
    """An object is there already, or is no longer in the state that a condition names."""


def get(bucket: Bucket, key: str) -> tuple[bytes, Stamp] | None:
    """The object and its stamp, None where there is none."""
    with _explained(bucket):
        try:
            found = library().get(connection(bucket), key)
        except FileNotFoundError:
            return None
        return bytes(found.bytes()), Stamp(found.meta["e_tag"], found.meta["version"])


def get_range(bucket: Bucket, key: str, start: int, end: int) -> bytes:
    """Bytes `start:end` of an object."""
    with _explained(bucket):
        return bytes(library().get_range(connection(bucket), key, start=start, end=end))


def download(bucket: Bucket, key: str, file: IO[bytes], most: int | None = None) -> int | None:
    """Copy an object into an empty file; returns its modification time, None where there is none.

    One of more than `most` bytes only gives the file its size.
    """
    with _explained(bucket):
        try:
            found = library().get(connection(bucket), key)
        except FileNotFoundError:
            return None
        if most is not None and found.meta["size"] > most:
            file.truncate(found.meta["size"])
        else:
            for chunk in found.stream():
                file.write(chunk)
        return int(found.meta["last_modified"].timestamp())


def put(bucket: Bucket, key: str, data: bytes, *, after: Stamp | None = None) -> Stamp:
    """Write a small object whole, only in place of the state `after`, or where there is none.

    Raises TakenError when that is not what the store holds.
    """
    named = {"e_tag": after.e_tag, "version": after.version} if after else {}
    mode = {name: value for name, value in named.items() if value} or "create"
    with _explained(bucket):
        # Of an upload in parts the store does not check a condition.
        done = library().put(connection(bucket), key, data, mode=mode, use_multipart=False)
        return Stamp(done.get("e_tag"), done.get("version"))


def write(bucket: Bucket, key: str, data: bytes | Path) -> None:
    """Write an object, or a file of any size, whole, whatever is there; readers see all of it or nothing."""
    with _explained(bucket):
        library().put(connection(bucket), key, data, max_concurrency=_PARTS)


def delete(bucket: Bucket, keys: list[str]) -> None:
    """Delete objects; one that is not there is no error."""
    with _explained(bucket):
        if keys:
            library().delete(connection(bucket), keys)


def listing(bucket: Bucket, prefix: str = "") -> Iterator[Listed]:
    """Every object whose key lies below the folder `prefix`, in no order that all stores share."""
    with _explained(bucket):
        for chunk in library().list(connection(bucket), prefix=prefix or None, chunk_size=1000):
            for one in chunk:
                yield Listed(one["path"], one["size"], int(one["last_modified"].timestamp()))


@contextmanager
def _explained(bucket: Bucket) -> Iterator[None]:
    """Raises StoreError, which names the store and what to do, for what the library raises."""
    errors = library().exceptions
    try:
        yield
    except (errors.AlreadyExistsError, errors.PreconditionError) as error:
        raise TakenError(f"{bucket} was written to by another.") from error
    except (errors.BaseError, FileNotFoundError) as error:
        raise StoreError(f"{bucket} cannot be used: {_first_line(error)}. {_REMEDY}") from error


def _first_line(error: Exception) -> str:
    """What the library says, without the tree of causes below it."""
    return str(error).strip().splitlines()[0].rstrip(".")


@cache  # one a process: it holds the connections
def connection(bucket: Bucket) -> Any:  # noqa: ANN401 (one of obstore's classes)
    """What the library calls a store."""
    patience = {"max_retries": RETRIES, "retry_timeout": timedelta(minutes=3)}
    return library().store.from_url(bucket.url, retry_config=patience)


@cache
def library() -> Any:  # noqa: ANN401 (a module that may not be there)
    """The library. Raises StoreError, which says how to get it, where it is not installed."""
    try:
        library = import_module("obstore")
    except ImportError:
        raise StoreError("Object stores need the extra `s3`: pip install 'spalte[s3]'.") from None
    import_module("obstore.store")
    import_module("obstore.exceptions")
    return library
