"""Speakers and names are one world: a person is called and described alike in both tables."""

from __future__ import annotations

import pytest

from schemas.entities import EntityEngine, Label
from tests.golden import gold, names

ARTICLES = [article for article in gold.articles() if article.id in names.pinned()]


@pytest.mark.parametrize("article", ARTICLES[::3], ids=lambda article: article.id)
def test_a_person_who_speaks_has_one_role_and_party(article: gold.Gold) -> None:
    read = names.understand(article, EntityEngine.CASCADE)
    persons = {m.name: (m.role, m.party) for m in read.mentions if m.label is Label.PER}
    spoken = {
        q.speaker_name: (q.speaker_role, q.speaker_party) for q in read.quotes if q.speaker_name in persons
    }
    assert spoken == {name: persons[name] for name in spoken}


@pytest.mark.parametrize("article", ARTICLES[1::3], ids=lambda article: article.id)
def test_every_mention_of_a_person_says_the_same(article: gold.Gold) -> None:
    read = names.understand(article, EntityEngine.CASCADE)
    facts: dict[str, set[tuple[str | None, str | None]]] = {}
    for mention in read.mentions:
        facts.setdefault(f"{mention.label} {mention.name}", set()).add((mention.role, mention.party))
    assert [name for name, stated in facts.items() if len(stated) > 1] == []
