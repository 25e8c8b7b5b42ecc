"""CPU time of every room, per article of three kilobytes on one core.

The budgets are held against articles as newspapers print them; a set where nearly every paragraph is
somebody's words says what the rooms of quotes and speakers cost at most.
"""

from __future__ import annotations

import gc
import hashlib
import statistics
import tempfile
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import partial
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
from transforms.entities.engine import Engine
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
STEADY = 1.15  # of the best pace of a run: what a machine does that nobody disturbs
MOST_ROUNDS = 6
TURNS = 200_000  # of the loop that tells the pace: ten milliseconds
SLICE = 5  # articles in a call of the rooms of names: a disturbed machine is quiet for a second at a time

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


_Calls = dict[tuple[str, int], Callable[[], Any]]


def rooms(articles: list[Article], staging: Path) -> _Calls:
    """Every room as calls that work through all articles, each given what the rooms before it made.

    One call a room, but for names, which take so long that the machine's pace would change meanwhile.
    """
    whole = {(name, 0): call for name, call in _short(articles, staging).items()}
    return whole | {
        (f"entities, {engine}", at): partial(_names, articles[at : at + SLICE], engine_of(engine))
        for engine in (EntityEngine.FAST, EntityEngine.CASCADE)
        for at in range(0, len(articles), SLICE)
    }


def _short(articles: list[Article], staging: Path) -> dict[str, Callable[[], Any]]:
    return {
        "decode": lambda: [decode(one.raw.data, one.raw.hint) for one in articles],
        "view": lambda: [clean(one.decoded.text) for one in articles],
        "header": lambda: [read_header(one.view.text, one.raw.uri) for one in articles],
        "segments": lambda: [segment(one.view.text, one.header) for one in articles],
        "language": lambda: [detect(one.view.text, one.page.segments, None) for one in articles],
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


def _names(articles: list[Article], engine: Engine) -> None:
    for one in articles:
        find_mentions(*_read(one), engine)


def timings(calls: _Calls, repeats: int) -> dict[tuple[str, int], list[_Timed]]:
    """Each call `repeats` times, those of more at which the machine was least disturbed.

    Turn and turn about, so that a busy moment of the machine is shared by all; and again until each was
    made so often while the machine kept its pace (`machine.pace`), before and after: within STEADY of the
    best. After MOST_ROUNDS times `repeats` the others count too.
    """
    taken: dict[tuple[str, int], list[_Timed]] = {name: [] for name in calls}
    wanted = list(calls)
    for _ in range(MOST_ROUNDS * repeats):
        gc.collect()
        for name in wanted:
            taken[name].append(_timed(calls[name]))
        kept = {name: sorted(timed)[:repeats] for name, timed in taken.items()}
        steady = STEADY * min(timed[0].pace for timed in kept.values())
        wanted = [name for name, timed in kept.items() if len(timed) < repeats or timed[-1].pace > steady]
        if not wanted:
            break
    return kept


def _timed(call: Callable[[], Any]) -> _Timed:
    """A call with the collector off, as in a batch (`flows.batch`)."""
    before = pace(TURNS)
    gc.disable()
    started = process_time()
    call()
    seconds = process_time() - started
    gc.enable()
    return _Timed(max(before, pace(TURNS)), seconds)


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
    return {
        "articles": len(articles),
        "mean_bytes": round(share * BYTES / len(articles)),
        "quotes_per_3_kB": round(sum(len(one.quotes) for one in articles) / share, 1),
        "slowest_pace": round(max(one.pace for timed in taken.values() for one in timed), 1),
        "milliseconds_per_3_kB": _per_article(taken, share, statistics.median),
        "least_milliseconds_per_3_kB": _per_article(taken, share, min),
    }


def _per_article(
    taken: Mapping[tuple[str, int], list[_Timed]], share: float, of: Callable[[list[float]], float]
) -> dict[str, float]:
    seconds: defaultdict[str, float] = defaultdict(float)
    for (room, _), timed in taken.items():
        seconds[room] += of([one.seconds for one in timed])
    return {room: round(1000 * spent / share, 3) for room, spent in seconds.items()}
