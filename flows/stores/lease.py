"""One writer: an object that says who writes, and that ends by itself when its holder no longer renews it.

A courtesy that saves two runs the work of one. What keeps them apart is the condition on the pointer: a
writer whose lease was taken over cannot publish.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread

from flows.errors import LockedError, StoreError
from flows.holder import described, signature
from flows.stores.objects import Stamp, TakenError, delete, get, put
from flows.stores.place import Bucket
from flows.stores.upstream import Upstream

KEY = "lease.json"

#: Seconds that a lease lasts, and after which its holder renews it.
_LASTS = 300
_RENEWED = 60


@contextmanager
def leased(upstream: Upstream) -> Iterator[None]:
    """Hold the lease on a dataset until the block ends. Call it under the lock of the folder that mirrors it.

    Raises LockedError while another holds it. One that has run out is taken over, and so is one of the
    same folder: whoever has its lock knows that the holder is dead.
    """
    held = [_take(upstream)]
    ended = Event()
    keeper = Thread(target=_keep, args=(upstream, held, ended), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        ended.set()
        keeper.join()
        with suppress(StoreError):  # it runs out by itself
            _give_back(upstream.bucket, held)


def _take(upstream: Upstream) -> Stamp:
    bucket = upstream.bucket
    found = get(bucket, KEY)
    holder = json.loads(found[0]) if found else None
    if holder and holder["mirror"] != upstream.mirror and holder["until"] > time.time():
        raise LockedError(
            f"{bucket} is being written by {described(holder)}. Wait until it ends; when it has died, "
            f"until {_LASTS // 60} minutes have passed."
        )
    try:
        return put(bucket, KEY, _signed(upstream), after=found[1] if found else None)
    except TakenError:
        raise LockedError(f"{bucket} is being written by a run that has just begun. Wait for it.") from None


def _keep(upstream: Upstream, held: list[Stamp], ended: Event) -> None:
    """Renew the lease until `ended`, or until it is somebody else's."""
    while not ended.wait(_RENEWED):
        try:
            held.append(put(upstream.bucket, KEY, _signed(upstream), after=held[-1]))
        except TakenError:
            held.clear()
            return
        except StoreError:  # not to be reached now: once more in a minute
            continue


def _give_back(bucket: Bucket, held: list[Stamp]) -> None:
    found = get(bucket, KEY)
    if found and held and found[1] == held[-1]:
        delete(bucket, [KEY])


def _signed(upstream: Upstream) -> bytes:
    until = time.time() + _LASTS
    return json.dumps({**signature(), "mirror": upstream.mirror, "until": until}).encode()
