"""CPU time of every room, per article of three kilobytes on one core."""

from __future__ import annotations

import gc
import hashlib
import statistics
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from time import process_time
from typing import Any

from make_corpus import Plan, article, read_languages

from flows.storage import stage
from schemas.entities import EntityEngine
from transforms.article import Article, Raw, read_article
from transforms.decode import decode
from transforms.entities import find_mentions
from transforms.entities.engine import load
from transforms.header import read_header
from transforms.language import detect
from transforms.quotes import extract
from transforms.rows import tables
from transforms.segments import segment
from transforms.speakers import resolve
from transforms.view import clean

ARTICLES = 400
REPEATS = 5
BYTES = 3000  # an article, for the budgets of ARCHITECTURE.md

#: What the budgets are stated for, in milliseconds, and the rooms that they cover.
BUDGETS = {
    "decode to segments": (0.4, ("decode", "view", "header", "segments")),
    "language": (0.3, ("language",)),
    "quotes and speakers": (1.5, ("quotes", "speakers")),
    "rows and store": (0.5, ("rows and stage",)),
    "entities": (12.0, ("entities",)),
}


def norwegian(count: int) -> list[Raw]:
    """`count` articles, five in six bokmål, the rest nynorsk."""
    languages = read_languages()
    plans = [Plan(0, "nn" if index % 6 == 0 else "nb", night=False) for index in range(count)]
    texts = (article(index, plan, languages) for index, plan in enumerate(plans))
    return [
        Raw(f"{index}.txt", hashlib.sha256(data).hexdigest(), len(data), data)
        for index, data in enumerate(texts)
    ]


def rooms(articles: list[Article], staging: Path) -> dict[str, Callable[[], Any]]:
    """Every room as a call that works through all articles, each given what the rooms before it made."""
    engine = load(EntityEngine.CASCADE)
    return {
        "decode": lambda: [decode(one.raw.data, one.raw.hint) for one in articles],
        "view": lambda: [clean(one.decoded.text) for one in articles],
        "header": lambda: [read_header(one.view.text, one.raw.uri) for one in articles],
        "segments": lambda: [segment(one.view.text, one.header) for one in articles],
        "language": lambda: [detect(one.view.text, one.page.segments, None) for one in articles],
        "entities": lambda: [find_mentions(*_read(one), engine) for one in articles],
        "quotes": lambda: [
            extract(*_read(one)[:2], one.mentions, one.detection.language) for one in articles
        ],
        "speakers": lambda: [
            resolve(*_read(one)[:2], one.mentions, one.quotes, one.detection.language) for one in articles
        ],
        "rows and stage": lambda: stage(staging, 0, tables(articles, "benchmark")),
    }


def _read(one: Article) -> tuple[str, Any, str]:
    return one.view.text, one.detection.segments, one.detection.language


def timings(call: Callable[[], Any]) -> Iterator[float]:
    """CPU seconds of `REPEATS` calls, the collector off as in a batch (`flows.batch`)."""
    for _ in range(REPEATS):
        gc.collect()
        gc.disable()
        started = process_time()
        call()
        took = process_time() - started
        gc.enable()
        yield took


def measure() -> dict[str, Any]:
    """Median milliseconds per three kilobytes by room, and each budget with what was needed of it."""
    read = (read_article(raw) for raw in norwegian(ARTICLES))
    articles = [one for one in read if isinstance(one, Article)]
    share = sum(one.raw.size for one in articles) / BYTES
    with tempfile.TemporaryDirectory() as staging:
        medians = {
            name: round(1000 * statistics.median(timings(call)) / share, 3)
            for name, call in rooms(articles, Path(staging)).items()
        }
    return {
        "articles": len(articles),
        "mean_bytes": round(share * BYTES / len(articles)),
        "milliseconds_per_3_kB": medians,
        "budgets": {
            name: {"budget": budget, "needed": round(sum(medians[room] for room in covered), 3)}
            for name, (budget, covered) in BUDGETS.items()
        },
    }
