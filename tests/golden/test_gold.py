"""The marks of the golden articles, and the floors under what the extractor finds in them."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.quotes import QuoteKind
from tests.golden import floors, gold, score

ARTICLES = gold.articles()


def test_marks_are_taken_out_and_counted() -> None:
    text, (quote, cue, speaker) = gold.unmark("– {d1=S|Vi venter}, {c1|sier} {s1|Sund}.")
    assert text == "– Vi venter, sier Sund."
    assert (quote.span.text, cue.span.text, speaker.span.text) == ("Vi venter", "sier", "Sund")
    assert all(text[mark.span.start : mark.span.end] == mark.span.text for mark in (quote, cue, speaker))


def test_marks_nest() -> None:
    text, (outer, inner) = gold.unmark("at {i1=S|saken er «{p1=S|klar}»}.")
    assert (text, outer.span.text, inner.span.text) == ("at saken er «klar».", "saken er «klar»", "klar")


@given(st.text(st.characters(exclude_characters="{}")))
def test_text_without_marks_stays_as_it_is(text: str) -> None:
    assert gold.unmark(text) == (text, [])


@pytest.mark.parametrize("marked", ["{d=S|Vi venter", "Vi venter}", "{d|Vi venter}"])
def test_a_wrong_mark_is_refused(marked: str) -> None:
    with pytest.raises(ValueError, match=r"mark|who speaks"):
        gold.unmark(marked)


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.id)
def test_an_article_is_marked_without_contradiction(article: gold.Gold) -> None:
    assert article.id.startswith(article.language)
    assert {quote.kind for quote in article.quotes} <= set(QuoteKind)
    for quote in article.quotes:
        assert article.text[quote.start : quote.end] == quote.text == quote.text.strip()
        assert quote.speaker_name or not (quote.speaker or quote.cue)


def test_every_language_has_its_articles() -> None:
    count = Counter(article.language for article in ARTICLES)
    least = {
        "nb": 12,
        "nn": 7,
        "da": 4,
        "sv": 4,
        "en": 4,
        "de": 4,
        "fr": 3,
        "es": 2,
        "nl": 5,
        "fi": 5,
        "it": 5,
        "pt": 5,
    }
    assert {code: n for code, n in least.items() if count[code] < n} == {}


def as_found(quote: gold.GoldQuote) -> score.Found:
    return score.Found(
        kind=quote.kind,
        start=quote.start,
        end=quote.end,
        text=quote.text,
        cue_start=quote.cue.start if quote.cue else None,
        speaker_start=quote.speaker.start if quote.speaker else None,
        speaker_name=quote.speaker_name,
    )


def test_the_gold_itself_scores_one() -> None:
    tallies = [score.score(article, [as_found(quote) for quote in article.quotes]) for article in ARTICLES]
    assert all(value == 1 for tally in tallies for value in score.figures(tally).values())


def test_a_lost_quote_an_extra_one_and_a_wrong_speaker_are_counted() -> None:
    article = next(article for article in ARTICLES if article.id == "nb_01_clause_after")
    first, *rest = [as_found(quote) for quote in article.quotes]
    wrong = score.Found(first.kind, first.start, first.end + 1, first.text, None, None, "Ola Nord")
    extra = score.Found("direct", 0, 9, "noe annet", None, None, None)
    tally = score.score(article, [wrong, *rest[1:], extra])
    assert (tally["quoted", "gold"], tally["quoted", "found"], tally["quoted", "matched"]) == (4, 4, 3)
    assert (tally["quoted", "speaker"], tally["quoted", "span"], tally["quoted", "cue"]) == (2, 2, 2)


def test_a_figure_below_its_floor_is_named() -> None:
    pinned = {"nb": {"quoted_f1": 0.9, "quoted_span": 0.8}}
    assert floors.below(pinned, {"nb": {"quoted_f1": 0.9, "quoted_span": 0.7}}) == [
        "nb quoted_span is 0.7000, the floor is 0.8000"
    ]


def test_the_floors_belong_to_these_articles() -> None:
    assert floors.pinned().digest == gold.digest(), "articles changed: run `python -m tests.golden.floors`"


def test_the_extractor_stays_above_its_floors() -> None:
    assert floors.below(floors.pinned().floors, score.measure(ARTICLES)) == []
