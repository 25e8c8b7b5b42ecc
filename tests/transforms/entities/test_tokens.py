"""How a text is cut into sentences and tokens for the models: as in the treebanks that they learnt from."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.segments import SegmentKind
from tests.strategies import news
from transforms.entities.tokens import Token, sentences
from transforms.languages import codes
from transforms.segments import Segment


def cut(text: str, language: str = "nb") -> list[str]:
    """The sentences of one paragraph, each with blanks between its tokens."""
    whole = [Segment(SegmentKind.PARAGRAPH, 0, len(text))]
    return [" ".join(sentence.words) for sentence in sentences(text, whole, language)]


def test_marks_stand_by_themselves() -> None:
    assert cut("– «Ja», sa Nord (52): Nei!") == ["– « Ja » , sa Nord ( 52 ) : Nei !"]


def test_the_genitive_stays_in_its_word() -> None:
    assert cut("Nords hus, NRK's hus og Marius' hus") == ["Nords hus , NRK's hus og Marius' hus"]


def test_hyphens_stay_in_their_words() -> None:
    assert cut("Nordvik-sjefen i stats- og 10.-plass-laget") == ["Nordvik-sjefen i stats- og 10.-plass-laget"]


def test_a_dash_before_a_capital_speaks() -> None:
    assert cut("-Vi vant, sa Nord.") == ["- Vi vant , sa Nord ."]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Sund/Nordvik", "Sund / Nordvik"),
        ("og/eller", "og / eller"),
        ("80 km/t", "80 km/t"),
        ("Nord A/S", "Nord A/S"),
        ("den 22/7", "den 22/7"),
    ],
)
def test_a_slash_parts_words_but_not_units(text: str, tokens: str) -> None:
    assert cut(text) == [tokens]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("3,5 av 10.000", "3,5 av 10.000"),
        ("1 000 kroner", "1 000 kroner"),
        ("kl. 12.30", "kl. 12.30"),
        ("50% eller 50 %", "50 % eller 50 %"),
        ("5000,- og 70°N", "5000,- og 70°N"),
        ("1990–95", "1990–95"),
    ],
)
def test_numbers_keep_what_is_inside_them(text: str, tokens: str) -> None:
    assert cut(text) == [tokens]


@pytest.mark.parametrize(
    "word",
    ["https://nord.example/a-b?c=1", "www.nordvik.no/sport", "nord.no", "kari@nord.no", "@nord", "#nord"],
)
def test_addresses_are_one_token(word: str) -> None:
    assert cut(f"Se {word}, sa hun.") == [f"Se {word} , sa hun ."]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Den 17. mai kom St. Sund.", "Den 17. mai kom St. Sund ."),
        ("J. K. Nord bor bl.a. i Sund, f.eks. nå.", "J. K. Nord bor bl.a. i Sund , f.eks. nå ."),
        ("Se s. 14 og kap. 3.", "Se s. 14 og kap. 3 ."),
        ("Frukt (epler, m.m.) er godt.", "Frukt ( epler , m.m. ) er godt ."),
    ],
)
def test_a_full_stop_inside_a_sentence_belongs_to_its_word(text: str, tokens: str) -> None:
    assert cut(text) == [tokens]


def test_a_full_stop_at_the_end_stands_by_itself() -> None:
    assert cut("Hun bor i Sund. Han bor i det.") == ["Hun bor i Sund .", "Han bor i det ."]
    assert cut("«Han bor der.» Hun gikk.") == ["« Han bor der . »", "Hun gikk ."]


def test_a_word_of_one_letter_may_end_a_sentence() -> None:
    assert cut("Et hus å bo i. Han gikk.") == ["Et hus å bo i .", "Han gikk ."]


def test_sentences_glued_by_a_lost_blank_are_two() -> None:
    assert cut("Det var i Sund.Nord kom.– Ja, sa han.") == [
        "Det var i Sund .",
        "Nord kom .",
        "– Ja , sa han .",
    ]


def test_dots_in_a_row_are_one_token() -> None:
    assert cut("Ja... nei") == ["Ja ... nei"]


@pytest.mark.parametrize(
    ("language", "text", "tokens"),
    [
        ("en", "Nord’s men don't", "Nord ’s men don't"),
        ("fr", "L'Europe d’hier, aujourd'hui", "L' Europe d’ hier , aujourd'hui"),
        ("sv", "EU:s mål", "EU:s mål"),
        ("de", "Am 3. Mai kam er.", "Am 3. Mai kam er ."),
    ],
)
def test_what_a_language_does_differently(language: str, text: str, tokens: str) -> None:
    assert cut(text, language) == [tokens]


def test_no_sentence_crosses_a_segment_and_furniture_has_none() -> None:
    text = "Nord vant\nSund tapte\nAv Kari Nord\nLes mer her"
    kinds = [SegmentKind.HEADLINE, SegmentKind.PARAGRAPH, SegmentKind.BYLINE, SegmentKind.FURNITURE]
    segments, at = [], 0
    for kind, line in zip(kinds, text.splitlines(), strict=True):
        segments.append(Segment(kind, at, at + len(line)))
        at += len(line) + 1
    found = sentences(text, segments, "nb")
    assert [sentence.words for sentence in found] == [["Nord", "vant"], ["Sund", "tapte"]]


@settings(max_examples=150, deadline=None)
@given(news | st.text(), st.sampled_from(codes()))
def test_every_character_but_blanks_is_in_one_token(text: str, language: str) -> None:
    whole = [Segment(SegmentKind.PARAGRAPH, 0, len(text))]
    found = [token for sentence in sentences(text, whole, language) for token in sentence.tokens()]
    assert found == [Token(token.start, token.end, text[token.start : token.end]) for token in found]
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert "".join(token.text for token in found) == "".join(text.split())
    assert not any(blank.isspace() for token in found for blank in token.text)
