"""CPU time of every room, per article of three kilobytes on one core.

The budgets are held against articles as newspapers print them; a set where nearly every paragraph is
somebody's words says what the rooms of quotes and speakers cost at most.
"""

from __future__ import annotations

import gc
import hashlib
import statistics
import tempfile
from collections.abc import Callable, Mapping, Sequence
from itertools import cycle, islice
from pathlib import Path
from time import process_time
from typing import Any, NamedTuple

from machine import pace
from make_corpus import Plan, article, read_languages
from norne import engine_of

from flows.storage import stage
from schemas.entities import EntityEngine
from transforms.article import Article, Raw, read_article
from transforms.decode import decode
from transforms.entities import find_mentions
from transforms.evidence import FORMS
from transforms.header import read_header
from transforms.language import detect
from transforms.quotes import extract
from transforms.rows import tables
from transforms.segments import segment
from transforms.speakers import resolve
from transforms.view import clean

RAW = Path(__file__).parent.parent / "data" / "raw"
BYTES = 3000  # an article, for the budgets of ARCHITECTURE.md
STEADY = 1.1  # of the best pace of a run: what a machine does that nobody disturbs
MOST_ROUNDS = 6

#: What the budgets are stated for, in milliseconds, and the rooms that they cover.
BUDGETS = {
    "decode to segments": (0.4, ("decode", "view", "header", "segments")),
    "language": (0.3, ("language",)),
    "quotes and speakers": (1.5, ("quotes", "speakers")),
    "rows and store": (0.5, ("rows and stage",)),
    "entities, fast": (12.0, ("entities, fast",)),
    "entities, cascade": (40.0, ("entities, cascade",)),
}


def norwegian(count: int) -> list[Raw]:
    """`count` articles, five in six bokmål, the rest nynorsk."""
    languages = read_languages()
    plans = [Plan(0, "nn" if index % 6 == 0 else "nb", night=False) for index in range(count)]
    texts = (article(index, plan, languages) for index, plan in enumerate(plans))
    return [_raw(f"{index}.txt", data) for index, data in enumerate(texts)]


def interviews(count: int) -> list[Raw]:
    """The sample corpus's Norwegian articles, which are dense in quotes, again and again: up to `count`."""
    texts = (_raw(path.name, path.read_bytes()) for path in sorted(RAW.rglob("*.txt")))
    read = (read_article(raw, EntityEngine.OFF) for raw in texts)
    dense = [one.raw for one in read if isinstance(one, Article) and one.detection.language in FORMS]
    return list(islice(cycle(dense), count))


def _raw(name: str, data: bytes) -> Raw:
    return Raw(name, hashlib.sha256(data).hexdigest(), len(data), data)


class _Timed(NamedTuple):
    """CPU seconds of a call, and the slower of the machine's paces before and after it."""

    pace: float
    seconds: float


def rooms(articles: list[Article], staging: Path) -> dict[str, Callable[[], Any]]:
    """Every room as a call that works through all articles, each given what the rooms before it made."""
    fast, cascade = engine_of(EntityEngine.FAST), engine_of(EntityEngine.CASCADE)
    return {
        "decode": lambda: [decode(one.raw.data, one.raw.hint) for one in articles],
        "view": lambda: [clean(one.decoded.text) for one in articles],
        "header": lambda: [read_header(one.view.text, one.raw.uri) for one in articles],
        "segments": lambda: [segment(one.view.text, one.header) for one in articles],
        "language": lambda: [detect(one.view.text, one.page.segments, None) for one in articles],
        "entities, fast": lambda: [find_mentions(*_read(one), fast) for one in articles],
        "entities, cascade": lambda: [find_mentions(*_read(one), cascade) for one in articles],
        "quotes": lambda: [
            extract(*_read(one)[:2], one.mentions, one.detection.language) for one in articles
        ],
        "speakers": lambda: [
            resolve(*_read(one)[:2], one.mentions, one.quotes, one.detection.language) for one in articles
        ],
        "rows and stage": lambda: stage(staging, 0, [tables(articles, "benchmark")]),
    }


def _read(one: Article) -> tuple[str, Any, str]:
    return one.view.text, one.detection.segments, one.detection.language


def timings(calls: Mapping[str, Callable[[], Any]], repeats: int) -> dict[str, list[_Timed]]:
    """`repeats` calls of each room, those at which the machine was least disturbed.

    Turn and turn about, so that a busy moment of the machine is shared by all rooms, and on and on until
    each room has so many calls that the pace of the machine (`machine.pace`) says nothing against, before
    and after: it was within STEADY of the best. After MOST_ROUNDS times `repeats` the others count too.
    """
    taken: dict[str, list[_Timed]] = {name: [] for name in calls}
    for number in range(1, MOST_ROUNDS * repeats + 1):
        for name, call in calls.items():
            taken[name].append(_timed(call))
        kept = {name: sorted(timed)[:repeats] for name, timed in taken.items()}
        steady = STEADY * min(timed[0].pace for timed in kept.values())
        if number >= repeats and all(timed[-1].pace <= steady for timed in kept.values()):
            break
    return kept


def _timed(call: Callable[[], Any]) -> _Timed:
    """A call with the collector off, as in a batch (`flows.batch`)."""
    gc.collect()
    before = pace()
    gc.disable()
    started = process_time()
    call()
    seconds = process_time() - started
    gc.enable()
    return _Timed(max(before, pace()), seconds)


def measure(articles: int, repeats: int) -> dict[str, Any]:
    """Milliseconds per three kilobytes by room, median and least of `repeats`, and what each budget needs.

    `slowest_pace` is that of the most disturbed call that counts.
    """
    newspaper = _measured(norwegian(articles), repeats)
    medians, least = (newspaper[f"{which}milliseconds_per_3_kB"] for which in ("", "least_"))
    return {
        "newspaper": newspaper,
        "interviews": _measured(interviews(articles // 3), repeats),
        "budgets": {
            name: {
                "budget": budget,
                "needed": round(sum(medians[room] for room in covered), 3),
                "least": round(sum(least[room] for room in covered), 3),
            }
            for name, (budget, covered) in BUDGETS.items()
        },
    }


def _measured(raws: Sequence[Raw], repeats: int) -> dict[str, Any]:
    articles = [one for one in map(read_article, raws) if isinstance(one, Article)]
    share = sum(one.raw.size for one in articles) / BYTES
    with tempfile.TemporaryDirectory() as staging:
        taken = timings(rooms(articles, Path(staging)), repeats)
    seconds = {name: [one.seconds for one in timed] for name, timed in taken.items()}
    return {
        "articles": len(articles),
        "mean_bytes": round(share * BYTES / len(articles)),
        "quotes_per_3_kB": round(sum(len(one.quotes) for one in articles) / share, 1),
        "slowest_pace": round(max(one.pace for timed in taken.values() for one in timed), 1),
        "milliseconds_per_3_kB": _per_article(seconds, share, statistics.median),
        "least_milliseconds_per_3_kB": _per_article(seconds, share, min),
    }


def _per_article(
    seconds: Mapping[str, list[float]], share: float, of: Callable[[list[float]], float]
) -> dict[str, float]:
    return {name: round(1000 * of(taken) / share, 3) for name, taken in seconds.items()}
