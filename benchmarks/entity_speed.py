"""Words a second of the entity room, and of the reference tagger that came with the models.

The reference gets words and sentences ready and batches windows of many documents; the room gets raw text,
one document at a time, and does all that stands between it and mentions. Both start with empty caches
(`cold`) and read the same documents a second time (`warm`), turn and turn about on one core, an engine right
behind its reference, so that a machine that changes its pace changes it for both. The figures are medians
over the repeats, the ratios medians of the ratios within a repeat.
"""

from __future__ import annotations

import statistics
from pathlib import Path
from time import process_time
from typing import Any

from goldsets import module
from norne import WITH_NAMES, engine_of, segments_of
from treebank import Page, Sentence, page, read

from schemas.entities import EntityEngine
from transforms.entities import find_mentions
from transforms.entities.engine import load

ROUNDS = ("cold", "warm")
#: Each engine, the reference that it is measured against, and the ratio that was asked for.
AGAINST = {
    EntityEngine.ACCURATE: ("Accurate", 1.0),
    EntityEngine.CASCADE: ("Accurate", 3.0),
    EntityEngine.FAST: ("Fast", 1.8),
}


def measure(folder: Path, reference: Path, every: int, repeats: int) -> dict[str, Any]:
    """Rates and ratios on every `every`-th document of NorNE's development sets below `folder`.

    `reference` is the script with the classes `Accurate` and `Fast`, beside the models.
    """
    texts = [
        (document, page(document), language)
        for name, language in WITH_NAMES
        for document in read(folder / name)[::every]
    ]
    tagger = module(reference)
    documents, pages = [d for d, _, _ in texts], [(p, language) for _, p, language in texts]
    rates: dict[str, list[list[float]]] = {}
    for _ in range(repeats):
        for name in dict.fromkeys(name for name, _ in AGAINST.values()):
            rates.setdefault(name, []).append(_reference(getattr(tagger, name)(), documents))
            for kind in [kind for kind, (other, _) in AGAINST.items() if other == name]:
                rates.setdefault(kind, []).append(_room(kind, pages))
    return {
        "words": sum(len(p.tokens) for _, p, _ in texts),
        "words_a_second": {str(name): _medians(found) for name, found in rates.items()},
        "ratios": {
            str(kind): {"to": name, "asked": asked, **_medians(_ratios(rates[kind], rates[name]))}
            for kind, (name, asked) in AGAINST.items()
        },
    }


def _reference(tagger: Any, documents: list[list[Sentence]]) -> list[float]:  # noqa: ANN401 - a script's class
    """Words a second of each round."""
    words = [list(s.words) for document in documents for s in document]
    places = [place for place, document in enumerate(documents) for _ in document]
    rates = []
    for _ in ROUNDS:
        started = process_time()
        tagger.tag(words, places)
        rates.append(sum(map(len, words)) / (process_time() - started))
    return rates


def _room(kind: EntityEngine, pages: list[tuple[Page, str]]) -> list[float]:
    """Words a second of each round, with the engine loaded anew."""
    load.cache_clear()
    engine = engine_of(kind)
    rates = []
    for _ in ROUNDS:
        started = process_time()
        for one, language in pages:
            find_mentions(one.text, segments_of(one), language, engine)
        rates.append(sum(len(one.tokens) for one, _ in pages) / (process_time() - started))
    return rates


def _ratios(rates: list[list[float]], others: list[list[float]]) -> list[list[float]]:
    pairs = zip(rates, others, strict=True)
    return [[mine / theirs for mine, theirs in zip(*pair, strict=True)] for pair in pairs]


def _medians(rates: list[list[float]]) -> dict[str, float]:
    """By round, three figures that count."""
    return {
        name: float(f"{statistics.median(found):.3g}")
        for name, found in zip(ROUNDS, zip(*rates, strict=True), strict=True)
    }
