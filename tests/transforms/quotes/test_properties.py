from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.entities import Label
from schemas.quotes import QuoteRule
from schemas.segments import SegmentKind
from transforms.entities import Mention
from transforms.languages import codes
from transforms.lowercase import lowercase
from transforms.quotes import extract
from transforms.quotes.confidence import confidences
from transforms.quotes.lexicon import lexicon, unknown_fields
from transforms.quotes.marks import pair
from transforms.quotes.tokens import read_tokens
from transforms.segments import Segment
from transforms.sentences import sentences

# Pieces of articles in any order find the corners that letters alone do not.
_PIECES = (
    "– |-|—|«|»|”|“|„|‘|’|'|\"|, |. |.|? |!|: |...|\n| |\u00a0|İ|ﬁ|3–1|(Ap)|Foto: |sier|sa|said|sagte|dit|"
    "sanoo|har|sagt|legger|til|at |that |dass |que |ifølge |according to |mukaan|som|og|men|Kari Nord|Nord|"
    "etter det |erfarer|, sier Nord, |anklager |bør|mens |prosent |"
    "hun|jeg|Det |NTB|i en melding fra politiet|34-åringen|er |ikke "
)
PIECES = st.sampled_from(_PIECES.split("|"))
TEXTS = st.lists(PIECES | st.text(max_size=4), max_size=40).map("".join)
KINDS = st.sampled_from(list(SegmentKind))


def _segments(text: str, kinds: list[SegmentKind]) -> tuple[Segment, ...]:
    found = re.finditer(r"[^\n]+", text)
    return tuple(
        Segment(kinds[number % len(kinds)], match.start(), match.end()) for number, match in enumerate(found)
    )


def _mentions(text: str) -> tuple[Mention, ...]:
    return tuple(
        Mention(
            match.start(), match.end(), Label.PER, match[0], None, None, SegmentKind.PARAGRAPH, 1.0, "test"
        )
        for match in re.finditer("Kari Nord|Nord", text)
    )


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.lists(KINDS, min_size=1, max_size=4), st.sampled_from([*codes(), "und", "xx"]))
def test_any_text_gives_quotes_inside_it(text: str, kinds: list[SegmentKind], language: str) -> None:
    segments = _segments(text, kinds)
    quotes = extract(text, segments, _mentions(text), language)
    for quote in quotes:
        assert 0 <= quote.start < quote.end <= len(text)
        assert not text[quote.start].isspace()
        assert not text[quote.end - 1].isspace()
        assert any(one.start <= quote.start and quote.end <= one.end for one in segments)
        for span in (quote.cue, quote.speaker):
            assert span is None or 0 <= span.start < span.end <= len(text)
        assert (quote.cue is None) == (quote.cue_lemma is None)
    assert [quote.start for quote in quotes] == sorted(quote.start for quote in quotes)
    assert len({(quote.start, quote.end, quote.kind) for quote in quotes}) == len(quotes)


@settings(max_examples=50, deadline=None)
@given(TEXTS)
def test_furniture_is_not_read(text: str) -> None:
    for kind in (SegmentKind.HEADER, SegmentKind.SECTION, SegmentKind.BYLINE, SegmentKind.FURNITURE):
        assert extract(text, _segments(text, [kind]), (), "nb") == ()


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_pairs_of_marks_do_not_overlap(text: str) -> None:
    marked = pair(text, 0, len(text)).marked
    assert all(before.end <= after.start for before, after in pairwise(marked))
    assert all(one.start < one.inner_start < one.inner_end < one.end for one in marked)


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_sentences_hold_every_letter(text: str) -> None:
    found = list(sentences(text, 0, len(text), frozenset()))
    assert all(before[1] <= after[0] for before, after in pairwise(found))
    assert "".join("".join(text[start:end].split()) for start, end in found) == "".join(text.split())


@settings(max_examples=50, deadline=None)
@given(TEXTS)
def test_words_stand_where_they_say(text: str) -> None:
    tokens = read_tokens(text, lexicon("nb"), (), [])
    for start, end, low in zip(tokens.starts, tokens.ends, tokens.lows, strict=True):
        assert lowercase(text)[start:end] == low


@pytest.mark.parametrize("code", codes())
def test_a_language_file_says_only_what_the_lexicon_reads(code: str) -> None:
    known = lexicon(code)
    assert not unknown_fields(code)
    assert all(cue.lemma for cues in known.cues.values() for cue in cues)
    assert all(word == word.lower() for word in known.first_person | known.pronouns | known.that)


def test_every_rule_has_a_confidence_between_nothing_and_certain() -> None:
    assert set(confidences()) == set(QuoteRule)
    assert all(0 < value < 1 for value in confidences().values())


def test_a_long_run_of_one_thing_is_no_prose() -> None:
    for unit in ("–", "«", "sier ", "«A. ", ", sier "):
        text = unit * (100_000 // len(unit))
        assert len(extract(text, (Segment(SegmentKind.PARAGRAPH, 0, len(text)),), (), "nb")) <= 1
