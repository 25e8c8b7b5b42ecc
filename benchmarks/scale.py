"""How cost and memory grow with the corpus, and what a night on top of a large one costs."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from make_corpus import Plan, write
from watched import Watched, run_spalte

from schemas import DOCUMENT_TABLES, scan

NIGHT = 1000  # articles
SEED = 0


def scale(work: Path, small: int, large: int, entities: str) -> dict[str, Any]:
    """First runs over `small` and over `large` articles: memory and cost per article, and their ratios.

    `entities` is the engine that finds the names, here as in `night`; `off` leaves what is Spalte's own.
    """
    few, many = (_first_run(work, count, entities) for count in (small, large))
    return {
        "entities": entities,
        str(small): {**_described(few, small), **_stored(work, small, entities)},
        str(large): {**_described(many, large), **_stored(work, large, entities)},
        "peak_memory_ratio": round(many.peak_mib / few.peak_mib, 3),
        "cpu_per_article_ratio": round(many.cpu_seconds / large / (few.cpu_seconds / small), 3),
        "seconds_per_article_ratio": round(many.seconds / large / (few.seconds / small), 3),
    }


def night(work: Path, base: int, entities: str) -> dict[str, Any]:
    """A night's articles alone, and on top of `base` articles that are there already."""
    alone = _first_run(work, NIGHT, entities, night=True)
    raw, out = first_run(work, base, entities)
    write(NIGHT, raw, Plan(SEED, None, night=True))
    try:
        on_top = _run(raw, out, entities)
    finally:
        shutil.rmtree(next(raw.glob("night-*")))
    row = scan("runs", out).sort("started_at").collect().row(-1, named=True)
    shutil.rmtree(out)  # it holds the night now
    return {
        "entities": entities,
        "base_articles": base,
        "night_articles": row["new"],
        "alone": _described(alone, NIGHT),
        "on_top": _described(on_top, NIGHT),
        "seconds_ratio": round(on_top.seconds / alone.seconds, 2),
        "cpu_ratio": round(on_top.cpu_seconds / alone.cpu_seconds, 2),
        "bytes_new": row["bytes_new"],
        "bytes_written": row["bytes_written"],
        "bytes_written_per_byte_new": round(row["bytes_written"] / max(row["bytes_new"], 1), 1),
    }


def first_run(work: Path, count: int, entities: str) -> tuple[Path, Path]:
    """The corpus of `count` articles and the dataset of it, made where they are not there yet."""
    raw, out = _folders(work, str(count), entities)
    if not (out / ".current").exists():
        _first_run(work, count, entities)
    return raw, out


def _first_run(work: Path, count: int, entities: str, *, night: bool = False) -> Watched:
    """A run over `count` articles into an empty folder; the articles stay in `work` for the next time."""
    raw, out = _folders(work, f"night-{count}" if night else str(count), entities)
    if not raw.exists():
        write(count, raw, Plan(SEED, None, night))
    shutil.rmtree(out, ignore_errors=True)
    return _run(raw, out, entities)


def _folders(work: Path, name: str, entities: str) -> tuple[Path, Path]:
    """Where a corpus lies, and what comes of it: not the same rows with every engine."""
    return work / f"raw-{name}", work / f"out-{name}-{entities}"


def _run(raw: Path, out: Path, entities: str) -> Watched:
    return run_spalte("run", raw, out, "--direct", "--entities", entities)


def _stored(work: Path, articles: int, entities: str) -> dict[str, float]:
    """Bytes of the document tables that a first run left."""
    _, out = _folders(work, str(articles), entities)
    paths = (path for table in DOCUMENT_TABLES for path in (out / table.name).glob("**/*.parquet"))
    return {"stored_bytes_per_article": round(sum(path.stat().st_size for path in paths) / articles, 1)}


def _described(watched: Watched, articles: int) -> dict[str, float]:
    return {
        **watched._asdict(),
        "cpu_milliseconds_per_article": round(1000 * watched.cpu_seconds / articles, 2),
        "milliseconds_per_article": round(1000 * watched.seconds / articles, 2),
    }
