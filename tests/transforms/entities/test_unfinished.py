"""Names that stop short of a word with a capital."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.entities import Label
from schemas.segments import SegmentKind
from transforms.entities.mention import Found
from transforms.entities.unfinished import finished

PER, ORG, GPE, LOC, PROD, EVT = Label


def found(text: str, words: str, label: Label) -> Found:
    start = text.index(words)
    return Found(start, start + len(words), label, SegmentKind.PARAGRAPH, 0.9)


@pytest.mark.parametrize(
    ("text", "words", "label", "whole"),
    [
        ("Fisken kom fra Torsvika Sjømat i går.", "Torsvika", GPE, ("Torsvika Sjømat", ORG)),
        ("Busselskapet Granlinjen Ekspress kjører.", "Granlinjen", ORG, ("Granlinjen Ekspress", ORG)),
        ("De bodde på Dalen\u00a0Hotel i to netter.", "Dalen", LOC, ("Dalen\u00a0Hotel", ORG)),
        ("De møttes i Torsvika. Sjømat er sunt.", "Torsvika", GPE, ("Torsvika", GPE)),
        ("Hun bor i Torsvika AS-blokka.", "Torsvika", GPE, ("Torsvika", GPE)),
        ("De reiste til Washington D.C. Tidligere var de hjemme.", "Washington D.C.", GPE, None),
        ("Da kom Lise Torp Hansen.", "Lise Torp", PER, None),
        ("Avisen skriver om Torsvika\nSjømat er sunt.", "Torsvika", GPE, None),
    ],
)
def test_a_body_or_place_goes_on_to_the_next_capital(
    text: str, words: str, label: Label, whole: tuple[str, Label] | None
) -> None:
    (name,) = finished(text, [found(text, words, label)], "nb")
    assert (text[name.start : name.end], name.label) == (whole or (words, label))


def test_what_is_a_name_itself_is_left_alone() -> None:
    text = "I Torsvika Lise Torp alltid har bodd."
    names = [found(text, "Torsvika", GPE), found(text, "Lise Torp", PER)]
    assert list(finished(text, names, "nb")) == names


@pytest.mark.parametrize("language", ["de", "en", "fr", "und"])
def test_nothing_changes_where_capitals_say_less(language: str) -> None:
    text = "Dalen Hotel is closed."
    names = [found(text, "Dalen", GPE)]
    assert list(finished(text, names, language)) == names


@given(st.lists(st.sampled_from(["Dalen", "Hotel", "i", "Li", ".", "\n"]), max_size=12), st.data())
@settings(max_examples=60)
def test_names_stay_in_order_and_apart(words: list[str], data: st.DataObject) -> None:
    text, names = " ".join(words), []
    at = 0
    for word in words:
        if word.isalpha() and data.draw(st.booleans()):
            names.append(Found(at, at + len(word), data.draw(st.sampled_from(Label)), SegmentKind.LEDE, 0.9))
        at += len(word) + 1
    longer = list(finished(text, names, "nb"))
    assert [name.start for name in longer] == [name.start for name in names]
    assert all(left.end <= right.start for left, right in pairwise(longer))
    assert all(text[name.end - 1].isalpha() for name in longer)
