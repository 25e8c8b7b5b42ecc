"""The names of the golden articles: they stand in the texts, and both engines find enough of them."""

from __future__ import annotations

import pytest

from schemas.entities import EntityEngine, Label
from tests.golden import floors, gold, names

NAMED = names.pinned()
ARTICLES = [article for article in gold.articles() if article.id in NAMED]
LEAST = 130  # articles whose names are marked


def test_most_articles_have_their_names_marked() -> None:
    assert NAMED.keys() == {article.id for article in ARTICLES}
    assert len(ARTICLES) >= LEAST


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.id)
def test_a_name_stands_in_its_article_under_one_label(article: gold.Gold) -> None:
    written = [name for found in NAMED[article.id].values() for name in found]
    assert len(written) == len(set(written))
    assert [name for name in written if name not in article.text] == []


def test_names_are_words_of_their_own_and_the_longest_counts() -> None:
    article = gold.read(gold.ARTICLES / "nb_75_speakers.txt")
    read = names.understand(article, EntityEngine.OFF)
    found = names.wanted(
        read, {Label.ORG: ["Vidar", "Vidar-"], Label.PER: ["Marit Elisabeth Rønning", "Rønning"]}
    )
    texts = [read.view.text[name.start : name.end] for name in sorted(found)]
    assert texts.count("Vidar") == 2
    assert texts.count("Marit Elisabeth Rønning") == 1


def test_both_engines_stay_above_their_floors() -> None:
    assert floors.below(floors.pinned().names, names.measure(ARTICLES)) == []


def test_the_floors_ask_as_much_as_is_promised() -> None:
    promised = {"cascade": 0.88, "fast": 0.83}
    assert {
        engine: figures["all"] >= promised[engine] for engine, figures in floors.pinned().names.items()
    } == dict.fromkeys(promised, True)
