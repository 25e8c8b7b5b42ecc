"""A manifest with one pointer against Delta Lake tables, in a store: lines of code and behaviour, measured.

    .venv/bin/pip install -c constraints.txt -e '.[s3,test-store]' deltalake
    .venv/bin/python benchmarks/object_store.py      # a minute; writes benchmarks/results/object_store.json

An S3 server of this process stands for the store, so seconds are those of the protocol and not of a network.
"""

from __future__ import annotations

import ast
import json
import logging
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import polars as pl
from machine import machine
from moto.server import ThreadedMotoServer
from peers import delta_store

from flows.engine import Direct
from flows.job import new_job
from flows.options import Options
from flows.run import run
from flows.stores import manifest, objects, push
from flows.stores.manifest import flip, read_manifest, read_pointer, write_manifest
from flows.stores.objects import TakenError
from flows.stores.place import Bucket
from flows.stores.push import uploaded
from schemas import TABLES, scan
from schemas.dataset import version_folder

ROOT = Path(__file__).parent.parent
RESULT = ROOT / "benchmarks" / "results" / "object_store.json"

#: What each way needs beyond what both share (requests, lease, mirror): modules, or functions of one.
CODE = {
    "manifest": {
        "publish_and_read": [
            "flows/stores/manifest.py",
            "flows/stores/push.py push uploaded upload",
            "schemas/published.py",
        ],
        "sweep": ["flows/stores/push.py forget_versions _sweep"],
    },
    "delta": {
        "publish_and_read": [
            "benchmarks/peers/delta_store.py publish commit scan _opened _files _add _schema"
        ],
        "sweep": ["benchmarks/peers/delta_store.py sweep"],
    },
}
REPEATS = 5


def main() -> None:
    """Measure and write the result."""
    with tempfile.TemporaryDirectory() as work, _server() as requests:
        first, second, rival = _versions(Path(work))
        found = {
            "machine": machine(),
            "repeats": REPEATS,
        }
        for way in (_Manifest, _Delta):
            found[way.name] = {
                "lines_of_code": {part: sum(map(_code_lines, code)) for part, code in CODE[way.name].items()},
                **_cost(way, first, second, requests),
                "states_seen_between_two_nights": len(_between(way, first, second)),
                **_rivals(way, first, second, rival),
            }
    RESULT.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    print(json.dumps({name: value for name, value in found.items() if name != "machine"}, indent=1))


class _Manifest:
    """As `flows.stores.push` publishes."""

    name = "manifest"

    def __init__(self, bucket: Bucket) -> None:
        self.bucket, self.number = bucket, 0

    def state(self) -> objects.Stamp | None:
        """What a run that begins now makes sure of when it ends."""
        pointer = read_pointer(self.bucket)
        return pointer.stamp if pointer else None

    def publish(self, folder: Path, before: objects.Stamp | None) -> None:
        """Publish the version in `folder`."""
        self.number += 1
        pointer = read_pointer(self.bucket)
        there = read_manifest(self.bucket, pointer.manifest if pointer else None)
        files = uploaded(self.bucket, folder, {file.path: file for file in there})
        flip(self.bucket, write_manifest(self.bucket, self.number, files), before)

    def seen(self) -> tuple[int, ...]:
        """A digest of each table as its readers see it: here all go by the pointer."""
        frames = [scan(name, self.bucket.url) for name in TABLES]
        return tuple(map(_content, frames))


class _Delta:
    """As `peers.delta_store` publishes."""

    name = "delta"

    def __init__(self, bucket: Bucket) -> None:
        self.bucket = bucket

    def state(self) -> objects.Stamp | None:
        """As above."""
        found = objects.get(self.bucket, delta_store.POINTER)
        return found[1] if found else None

    def publish(self, folder: Path, before: objects.Stamp | None) -> None:
        """Publish the version in `folder`."""
        delta_store.publish(self.bucket, folder, before)

    def seen(self) -> tuple[int, ...]:
        """The same as Spark, DuckDB and polars see it: a Delta reader knows no pointer of ours."""
        frames = [
            pl.scan_delta(str(self.bucket / name), storage_options=delta_store.STORAGE) for name in TABLES
        ]
        return tuple(map(_content, frames))


def _content(table: pl.LazyFrame) -> int:
    return int(table.select(pl.sum_horizontal(pl.col(pl.String).hash().sum())).collect().item())


_Way = type[_Manifest] | type[_Delta]


def _cost(way: _Way, first: Path, second: Path, requests: list[str]) -> dict[str, object]:
    """Requests and seconds of publishing a second night."""
    seconds = []
    for _ in range(REPEATS):
        store = way(_bucket())
        store.publish(first, None)
        before, sent, started = store.state(), len(requests), time.perf_counter()
        store.publish(second, before)
        seconds.append(time.perf_counter() - started)
        count = len(requests) - sent
    return {
        "requests": count,
        "seconds_median": round(statistics.median(seconds), 3),
        "seconds_min": round(min(seconds), 3),
    }


def _between(way: _Way, first: Path, second: Path) -> set[tuple[int, ...]]:
    """What readers see while the second night is published that is neither the first nor the second."""
    store = way(_bucket())
    store.publish(first, None)
    nights = [store.seen()]
    seen: set[tuple[int, ...]] = set()
    with _after_each_step(lambda: seen.add(store.seen())):
        store.publish(second, store.state())
    nights.append(store.seen())
    return seen - set(nights)


@contextmanager
def _after_each_step(look: Callable[[], None]) -> Iterator[None]:
    """Call `look` whenever a step of a publication is done: an object is written, or a table committed."""
    steps = [
        (push, "write"),
        (manifest, "put"),
        (delta_store, "put"),
        (delta_store, "write"),
        (delta_store, "commit"),
    ]
    real = {step: getattr(*step) for step in steps}

    def looking(step: tuple[Any, str]) -> Callable[..., Any]:
        def done(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401
            result = real[step](*arguments, **options)
            look()
            return result

        return done

    for step in steps:
        setattr(*step, looking(step))
    try:
        yield
    finally:
        for step in steps:
            setattr(*step, real[step])


def _rivals(way: _Way, first: Path, second: Path, rival: Path) -> dict[str, object]:
    """Two runs that begin after the first night: is the later refused, and what do readers see then?"""
    store = way(_bucket())
    store.publish(first, None)
    before = store.state()
    store.publish(second, before)
    right = store.seen()
    try:
        store.publish(rival, before)
        refused = False
    except TakenError:
        refused = True
    return {"second_writer_refused": refused, "readers_see_the_first_writer_s_night": store.seen() == right}


def _versions(work: Path) -> tuple[Path, Path, Path]:
    """A dataset of the sample articles, the next night of it, and another next night."""
    raw, folders = work / "raw", []
    shutil.copytree(ROOT / "data" / "raw", raw)
    _run(raw, work / "out")
    shutil.copytree(work / "out", work / "rival", symlinks=True)
    text = "Ferja til Solvik er innstilt i dag. Vinden er for sterk, sier kaptein Berit Moe."
    for name, words in (("out", text), ("rival", f"{text} Rederiet venter.")):
        (raw / "2022-02-03.txt").write_text(f" date 2022-02-03 Nyheter\n\n{words}\n", encoding="utf-8")
        _run(raw, work / name)
        folders.append(version_folder(work / name))
    return folders[0].with_name("1"), folders[0], folders[1]


def _run(raw: Path, out: Path) -> None:
    run(new_job(raw, out, Options(workers=0, entities="off"), Direct.name), Direct())


def _bucket() -> Bucket:
    name = f"news-{time.time_ns()}"
    server = HTTPConnection(os.environ["AWS_ENDPOINT_URL"].removeprefix("http://"))
    server.request("PUT", f"/{name}")
    server.getresponse().read()
    server.close()
    return Bucket(f"s3://{name}/processed")


@contextmanager
def _server() -> Iterator[list[str]]:
    """An S3 server that the environment names, and the requests that it has got so far."""
    requests: list[str] = []

    class Counter(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            requests.append(record.getMessage())

    log = logging.getLogger("werkzeug")
    log.setLevel(logging.INFO)
    log.handlers, log.propagate = [Counter()], False
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    os.environ |= {
        "AWS_ACCESS_KEY_ID": "tester",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_REGION": "us-east-1",
    }
    os.environ |= {"AWS_ENDPOINT_URL": f"http://{host}:{port}", "AWS_ALLOW_HTTP": "true"}
    try:
        yield requests
    finally:
        server.stop()


def _code_lines(place: str) -> int:
    """Lines of the functions and classes of a module, or of some: no blank ones, comments or docstrings."""
    file, *names = place.split()
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    defined = [node for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    chosen = [node for node in defined if not names or node.name in names]
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list) and body and isinstance(body[0], ast.Expr) and len(body) > 1:
            del body[0]  # a docstring; `ast.unparse` leaves comments and blank lines out by itself
    return sum(len(ast.unparse(node).splitlines()) for node in chosen)


if __name__ == "__main__":
    main()
