"""Reports that share a verb: their stretches."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.quotes import QuoteRule
from transforms.quotes.elided import split_elided
from transforms.quotes.lexicon import lexicon
from transforms.quotes.record import Span
from transforms.quotes.source import Source
from transforms.quotes.speech import Found
from transforms.quotes.tokens import read_tokens

WORDS = st.sampled_from(
    ["9", "prosent", ",", "at", "de", "er", "imot", "Nord", "politiet", "og", "som", ".", "«"]
)
TEXTS = st.lists(WORDS | st.text(max_size=4), min_size=2, max_size=40).map(" ".join)


def _split(text: str, start: int, rule: QuoteRule = QuoteRule.INDIRECT_THAT) -> list[Found]:
    tokens = read_tokens(text, lexicon("nb"), (), [(0, len(text))])
    source = Source(None, "svare", Span(0, 1))
    return list(split_elided(tokens, Found(start, len(text), rule, source)))


def test_each_share_has_its_words() -> None:
    text = "de er for, 5 prosent at de er imot, 2 prosent at de sover"
    founds = _split(text, 0)
    assert [text[one.start : one.end] for one in founds] == ["de er for", "de er imot", "de sover"]
    speakers = [one.source.speaker for one in founds[1:] if one.source]
    assert [text[one.start : one.end] for one in speakers if one] == ["5 prosent", "2 prosent"]


def test_only_a_conjunction_can_be_shared() -> None:
    text = "de er for, 5 prosent at de er imot"
    assert len(_split(text, 0, QuoteRule.INDIRECT_BARE)) == 1


def test_many_shares_are_no_prose() -> None:
    assert len(_split("de er for" + ", 5 prosent at de er imot" * 50, 0)) <= 5


@settings(max_examples=80, deadline=None)
@given(TEXTS)
def test_the_stretches_stand_in_order_inside_the_whole(text: str) -> None:
    founds = _split(text, 0)
    places = [place for one in founds for place in (one.start, one.end)]
    assert places == sorted(places)
    assert (places[0], places[-1]) == (0, len(text))
