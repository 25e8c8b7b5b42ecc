"""What the cascade's one number costs and gives.

By the lead that a word's likeliest tag needs: the share of the words that the accurate model reads, and F1 on
NorNE's development sets (as printed) and on the annotated articles.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from goldsets import articles, source
from norne import WITH_NAMES, by_type, names_of
from treebank import Page, page, read

from schemas.entities import EntityEngine
from transforms.article import Article, Raw, read_article
from transforms.entities import find_mentions
from transforms.entities.engine import Engine
from transforms.entities.taggers.accurate import AccurateTagger
from transforms.entities.taggers.cascade import CascadeTagger
from transforms.entities.taggers.decode import Scores
from transforms.rows import tables

LEADS = (0.8, 0.85, 0.9, 0.93, 0.95, 0.97, 0.99)
LANGUAGES = ("nb", "nn", "da", "sv")

Names = set[tuple[Any, ...]]
Annotated = tuple[str, Article, Names]


class Counted(AccurateTagger):
    """The accurate model, with how many words it has read."""

    words = 0

    def scores(self, sentences: Sequence[Sequence[str]]) -> Scores:
        """A row for each word of the document: the score of each tag."""
        self.words += sum(map(len, sentences))
        return super().scores(sentences)


def measure(treebanks: Path, gold: Path, every: int = 1) -> dict[str, Any]:
    """Figures in per cent by lead; `gold` holds the annotated articles. Of `every`-th documents."""
    pages = {language: [page(d) for d in read(treebanks / name)[::every]] for name, language in WITH_NAMES}
    marked = annotated(gold, "articles")[::every]
    return {str(lead): _figures(CascadeTagger(lead), pages, marked) for lead in LEADS}


def annotated(gold: Path, name: str) -> list[Annotated]:
    """Language, article without names, and its names, of each article of a set."""
    found = []
    for one in articles(gold, name):
        data = source(gold, name, one)
        read_ = read_article(Raw(f"{one['id']}.txt", "", len(data), data), EntityEngine.OFF)
        if isinstance(read_, Article):
            names = {(name["start"], name["end"], name["label"]) for name in one.get("entities", ())}
            found.append((one["language"], read_, names))
    return found


def _figures(
    engine: CascadeTagger, pages: dict[str, list[Page]], marked: Sequence[Annotated]
) -> dict[str, float]:
    engine.accurate = counted = Counted()
    figures = {
        f"treebank {language}": by_type(
            ({tuple(name) for name in one.names}, names_of(one, language, engine)) for one in made
        )["all"]
        for language, made in pages.items()
    }
    words = sum(len(one.tokens) for made in pages.values() for one in made)
    share = round(100 * counted.words / words, 1)
    pairs = [(language, names, names_in(article, engine)) for language, article, names in marked]
    for group in ("all", *LANGUAGES):
        own = ((gold, found) for language, gold, found in pairs if group in ("all", language))
        figures[f"articles {group}"] = by_type(own)["all"]
    return {"read twice": share, **figures}


def names_in(article: Article, engine: Engine) -> Names:
    """What the engine finds in an article, by its place in the document."""
    detected = article.detection
    mentions = find_mentions(article.view.text, detected.segments, detected.language, engine)
    rows = tables([replace(article, mentions=mentions, quotes=())], "benchmark")["entities"].to_pylist()
    return {(row["start"], row["end"], row["label"]) for row in rows}
