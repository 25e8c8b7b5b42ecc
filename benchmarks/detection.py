"""The language and nothing else: our room beside langdetect as a script calls it.

Both are given what they ask for, langdetect the text, our room the text cut into segments, and only the
answers are timed: CPU time of one process, where both are warm. They take turns, so a machine that is slow
for a second is slow for both. In its turn our room reads the texts several times: once is over before the
processor's caches have forgotten langdetect's tables, which nobody has beside ours. A round is a slice of
the corpus (`peers_corpus.py`).
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from time import process_time
from typing import Any

from langdetect import DetectorFactory, LangDetectException
from langdetect import detect as langdetect
from peers_corpus import Corpora, Slice
from peers_speed import spread

from transforms.decode import Hint, Rejection, decode
from transforms.header import read_header
from transforms.language import detect
from transforms.segments import Segment, segment
from transforms.view import clean

ASKED = 40.0  # times as fast as langdetect
TURN = 50  # texts
TIMES = 10  # that our room reads them in a turn

Text = tuple[str, list[Segment]]


def measure(corpora: Corpora) -> dict[str, Any]:
    """Some of the generated articles of each slice, and of the real ones where there are any."""
    DetectorFactory.seed = 0
    slices = corpora.real()
    return {"generated": _rounds(corpora.generated()), "real": _rounds(slices) if slices else None}


def _rounds(slices: Sequence[Slice]) -> dict[str, Any]:
    rounds = [_round(list(_texts(slice_.some))) for slice_ in slices]
    costs = {
        name: [1000 * seconds[name] / count for count, seconds in rounds] for name in ("langdetect", "spalte")
    }
    ratios = [seconds["langdetect"] / seconds["spalte"] for _, seconds in rounds]
    return {
        "rounds": len(rounds),
        "articles": sum(count for count, _ in rounds),
        "milliseconds_per_article": {name: spread(cost) for name, cost in costs.items()},
        "times_as_fast": {"asked": ASKED, **spread(ratios)},
    }


def _round(texts: Sequence[Text]) -> tuple[int, dict[str, float]]:
    """How many texts, and CPU seconds of each contender over all of them."""
    seconds = {"langdetect": 0.0, "spalte": 0.0}
    _seconds(_spalte, texts)  # what is loaded late is on nobody's bill
    _langdetect(texts[0])
    gc.collect()
    gc.freeze()  # the collector does not walk over what was there before
    for start in range(0, len(texts), TURN):
        turn = texts[start : start + TURN]
        seconds["langdetect"] += _seconds(_langdetect, turn)
        seconds["spalte"] += _seconds(_spalte, turn * TIMES) / TIMES
    gc.unfreeze()
    return len(texts), seconds


def _seconds(answer: Callable[[Text], str], texts: Sequence[Text]) -> float:
    started = process_time()
    for text in texts:
        answer(text)
    return process_time() - started


def _spalte(article: Text) -> str:
    """BCP 47 code."""
    return detect(*article, None).language


def _langdetect(article: Text) -> str:
    """Its label, `und` where it has none."""
    try:
        return str(langdetect(article[0]))
    except LangDetectException:
        return "und"


def _texts(folder: Path) -> Iterator[Text]:
    for path in sorted(folder.rglob("*.txt")):
        decoded = decode(path.read_bytes(), Hint())
        if not isinstance(decoded, Rejection):
            text = clean(decoded.text).text
            yield text, list(segment(text, read_header(text, path.name)).segments)
