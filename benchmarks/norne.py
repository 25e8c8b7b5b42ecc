"""Names in NorNE's development sets from raw text: tokens, sentences, entities by engine and type.

`printed` is the text as a newspaper would set it, `spaced` the same with a blank between any two words
(`treebank.page`). The entity room gets text and line breaks, never a word or sentence of the treebank.
`words given` is the engine alone on the treebank's own words and sentences: what cutting the text costs
and what the room's knowledge gives is the difference. F1 is strict: same start, end and label.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from time import process_time
from typing import Any

from treebank import Page, Sentence, names, page, read

from schemas.entities import EntityEngine, Label
from schemas.segments import SegmentKind
from transforms.entities import find_mentions
from transforms.entities.engine import Engine, load
from transforms.entities.tokens import sentences
from transforms.segments import Segment

#: File and language. The last two have no names of all types: tokens and sentences only.
WITH_NAMES = (("nob.dev.iob", "nb"), ("nno.dev.iob", "nn"))
CUT_ONLY = (("da_ddt-ud-dev.iob2", "da"), ("sv_talbanken-ud-dev.iob2", "sv"))
ENGINES = (EntityEngine.CASCADE, EntityEngine.ACCURATE, EntityEngine.FAST)
LAYOUTS = {"printed": False, "spaced": True}


def measure(folder: Path, every: int = 1) -> dict[str, Any]:
    """Figures for every set below `folder`, in per cent; of `every`-th documents."""
    found: dict[str, Any] = {}
    for name, language in (*WITH_NAMES, *CUT_ONLY):
        documents = read(folder / name)[::every]
        pages = {layout: [page(d, spaced=spaced) for d in documents] for layout, spaced in LAYOUTS.items()}
        found[name] = {layout: _cut(made, language) for layout, made in pages.items()}
        if (name, language) in WITH_NAMES:
            found[name]["entities"] = {
                str(kind): _entities(kind, documents, pages, language) for kind in ENGINES
            }
    return found


def segments_of(page: Page) -> list[Segment]:
    """Every paragraph of the page is prose."""
    return [Segment(SegmentKind.PARAGRAPH, start, end) for start, end in page.paragraphs]


def engine_of(name: str) -> Engine:
    """The engine of that name, loaded and warm."""
    engine = load(name)
    if engine is None:
        message = f"{name} finds no names: nothing to measure."
        raise ValueError(message)
    engine.tag([["Kari", "Nord", "."]])
    return engine


def _cut(pages: Iterable[Page], language: str) -> dict[str, float]:
    """F1 of tokens and of sentences, both by start and end, and of the starts of sentences."""
    tallies = {name: Counter[str]() for name in ("tokens", "sentences", "sentence_starts")}
    for made in pages:
        cut = [sentence.tokens() for sentence in sentences(made.text, segments_of(made), language)]
        spans = {(tokens[0].start, tokens[-1].end) for tokens in cut}
        _count(tallies["tokens"], set(made.tokens), {(t.start, t.end) for tokens in cut for t in tokens})
        _count(tallies["sentences"], set(made.sentences), spans)
        _count(
            tallies["sentence_starts"],
            {start for start, _ in made.sentences},
            {start for start, _ in spans},
        )
    return {name: _f1(tally) for name, tally in tallies.items()}


def _entities(
    kind: EntityEngine, documents: list[list[Sentence]], pages: dict[str, list[Page]], language: str
) -> dict[str, Any]:
    engine = engine_of(kind)
    result: dict[str, Any] = {"words_given": by_type(_tag_words(engine, documents))["all"]}
    for layout, made in pages.items():
        started = process_time()
        found = [names_of(one, language, engine) for one in made]
        seconds = process_time() - started
        gold = [{tuple(name) for name in one.names} for one in made]
        result[layout] = by_type(zip(gold, found, strict=True))
        result[layout]["words_a_second"] = round(sum(len(one.tokens) for one in made) / seconds)
    return result


def names_of(page: Page, language: str, engine: Engine) -> set[tuple[Any, ...]]:
    """What the entity room finds on a page."""
    mentions = find_mentions(page.text, segments_of(page), language, engine)
    return {(mention.start, mention.end, str(mention.label)) for mention in mentions}


def _tag_words(
    engine: Engine, documents: Iterable[list[Sentence]]
) -> Iterator[tuple[set[tuple[Any, ...]], set[tuple[Any, ...]]]]:
    """Names of the treebank and of the engine in each sentence, by word."""
    for document in documents:
        tagged = engine.tag([sentence.words for sentence in document])
        for sentence, spans in zip(document, tagged, strict=True):
            yield set(names(sentence.tags)), {(s.first, s.stop, str(s.label)) for s in spans}


def by_type(pairs: Iterable[tuple[set[tuple[Any, ...]], set[tuple[Any, ...]]]]) -> dict[str, float]:
    """F1 over all names and for each label, from what is there and what was found."""
    tallies = {name: Counter[str]() for name in ("all", *Label)}
    for gold, found in pairs:
        _count(tallies["all"], gold, found)
        for label in Label:
            _count(tallies[label], {n for n in gold if n[-1] == label}, {n for n in found if n[-1] == label})
    return {str(name): _f1(tally) for name, tally in tallies.items()}


def _count(tally: Counter[str], gold: set[Any], found: set[Any]) -> None:
    tally.update(right=len(gold & found), gold=len(gold), found=len(found))


def _f1(tally: Counter[str]) -> float:
    return round(200 * tally["right"] / max(tally["gold"] + tally["found"], 1), 2)
