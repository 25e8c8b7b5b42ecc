"""The names of the golden articles: they stand in the texts, and both engines find enough of them."""

from __future__ import annotations

import pytest

from schemas.entities import EntityEngine, Label
from tests.golden import floors, gold, names
from transforms.entities.engine import load
from transforms.entities.lexicon import lexicon
from transforms.entities.nameless import is_nameless
from transforms.entities.tokens import sentences

NAMED = names.pinned()
ARTICLES = [article for article in gold.articles() if article.id in NAMED]
LEAST = 130  # articles whose names are marked
TAUGHT = frozenset({"nb", "nn", "da", "sv"})  # languages in the training of the models


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


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.id)
def test_the_fast_engine_is_spared_no_name_and_would_find_none(article: gold.Gold) -> None:
    fast, known = load(EntityEngine.FAST), lexicon(article.language)
    read = names.understand(article, EntityEngine.OFF)
    cut = sentences(read.view.text, read.page.segments, article.language)
    spared = [one for one in cut if one.words and is_nameless(one.words, known)]
    places = [range(tokens[0].start, tokens[-1].end) for tokens in (one.tokens() for one in spared)]
    wanted = names.wanted(read, NAMED[article.id])
    assert [name for name in wanted if any(name.start in place for place in places)] == []
    if article.language in TAUGHT:
        assert fast is not None
        assert not any(fast.tag([one.words for one in spared]))
