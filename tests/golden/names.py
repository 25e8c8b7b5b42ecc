"""The names of the golden articles (`names.toml`), and how many of them an engine finds.

`python -m tests.golden.names cascade` prints every difference.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from schemas.entities import EntityEngine, Label
from tests.golden import gold
from transforms.article import Article, Raw, read_article
from transforms.entities.tokens import UNREAD

PATH = Path(__file__).parent / "names.toml"
ENGINES = (EntityEngine.CASCADE, EntityEngine.FAST)

Tally = Counter[str]


class Name(NamedTuple):
    """A name at the code points `start:end` of the view."""

    start: int
    end: int
    label: Label


def measure(articles: Iterable[gold.Gold]) -> dict[str, dict[str, float]]:
    """Engine -> `all`, each language and each label -> strict F1 (same span, same label), four places.

    Articles whose names are not marked are left out.
    """
    named = pinned()
    articles = [article for article in articles if article.id in named]
    return {
        str(engine): {group: _f1(tally) for group, tally in sorted(_tallies(articles, named, engine).items())}
        for engine in ENGINES
    }


def pinned() -> Mapping[str, Mapping[Label, Sequence[str]]]:
    """Article -> label -> what stands in the text."""
    tables = tomllib.loads(PATH.read_text(encoding="utf-8"))
    return {
        article: {Label(label): names for label, names in table.items()} for article, table in tables.items()
    }


def wanted(read: Article, named: Mapping[Label, Sequence[str]]) -> set[Name]:
    """Where the names stand in the segments whose names count."""
    labels = {name: label for label, names in named.items() for name in names}
    if not labels:
        return set()
    longest = "|".join(map(re.escape, sorted(labels, key=len, reverse=True)))
    pattern = re.compile(rf"(?<![\w-])(?:{longest})(?![\w-])")
    return {
        Name(match.start(), match.end(), labels[match[0]])
        for segment in read.detection.segments
        if segment.kind not in UNREAD
        for match in pattern.finditer(read.view.text, segment.start, segment.end)
    }


def found(read: Article) -> set[Name]:
    """The names that the pipeline found."""
    return {Name(mention.start, mention.end, mention.label) for mention in read.mentions}


def understand(article: gold.Gold, engine: EntityEngine) -> Article:
    """What the pipeline makes of the article with an engine."""
    data = article.text.encode()
    read = read_article(Raw(f"{article.id}.txt", "", len(data), data), engine)
    if not isinstance(read, Article):
        message = f"golden article {article.id} was rejected: {read}"
        raise TypeError(message)
    return read


def _tallies(
    articles: Iterable[gold.Gold],
    named: Mapping[str, Mapping[Label, Sequence[str]]],
    engine: EntityEngine,
) -> dict[str, Tally]:
    tallies: dict[str, Tally] = defaultdict(Counter)
    for article in articles:
        read = understand(article, engine)
        gold_names, have = wanted(read, named[article.id]), found(read)
        for part, names in (("gold", gold_names), ("found", have), ("right", gold_names & have)):
            for name in names:
                for group in ("all", article.language, str(name.label)):
                    tallies[group][part] += 1
    return tallies


def _f1(tally: Tally) -> float:
    return round(2 * tally["right"] / (tally["gold"] + tally["found"]), 4)


def differences(article: gold.Gold, engine: EntityEngine) -> Iterator[str]:
    """What an engine misses and what it finds without need."""
    read = understand(article, engine)
    gold_names, have = wanted(read, pinned()[article.id]), found(read)
    for name in sorted(gold_names ^ have):
        kind = "missed" if name in gold_names else "extra"
        yield f"{article.id}: {kind} {name.label} {read.view.text[name.start : name.end]!r}"


if __name__ == "__main__":
    wanted_engine = EntityEngine(sys.argv[1])
    marked = [article for article in gold.articles() if article.id in pinned()]
    sys.stdout.writelines(f"{line}\n" for article in marked for line in differences(article, wanted_engine))
    for group, value in measure(gold.articles())[wanted_engine].items():
        sys.stdout.write(f"{group}: {value:.4f}\n")
