"""The walk as a whole: any bytes give an article or a rejection, and every offset is true."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable

import pytest
from hypothesis import given, settings

from schemas.documents import Issue
from schemas.segments import SegmentKind
from tests.strategies import raw
from transforms.article import Article, Raw, keep_article, read_article
from transforms.decode import Rejection
from transforms.view import View


def article(data: bytes, uri: str = "2022/02/x.txt") -> Article | Rejection:
    return read_article(_raw(data, uri))


def kept(data: bytes) -> Article | Rejection:
    return keep_article(_raw(data, "2022/02/x.txt"))


def _raw(data: bytes, uri: str) -> Raw:
    return Raw(uri, hashlib.sha256(data).hexdigest(), len(data), data)


def spans(found: Article) -> list[tuple[int, int]]:
    parts = [*found.detection.segments, *found.mentions, *found.quotes]
    parts += [span for quote in found.quotes for span in (quote.cue, quote.speaker) if span]
    return [(part.start, part.end) for part in parts]


@given(raw)
@settings(max_examples=300, deadline=None)
def test_any_bytes_give_an_article_or_a_rejection(data: bytes) -> None:
    assert isinstance(article(data), Article | Rejection)


@given(raw)
@settings(max_examples=300, deadline=None)
def test_every_span_is_a_slice_of_the_text(data: bytes) -> None:
    found = article(data)
    if isinstance(found, Article):
        for start, end in spans(found):
            assert 0 <= start < end <= len(found.view.text)
            first, last = found.view.span(start, end)
            assert 0 <= first < last <= len(found.decoded.text)


@given(raw)
@settings(max_examples=300, deadline=None)
@pytest.mark.parametrize("way", [article, kept])
def test_segments_cover_all_non_blank_characters_without_overlap(
    way: Callable[[bytes], Article | Rejection], data: bytes
) -> None:
    found = way(data)
    if isinstance(found, Article):
        free, at = [], 0
        for segment in found.detection.segments:
            assert segment.start >= at
            free.append(found.view.text[at : segment.start])
            at = segment.end
        assert not "".join([*free, found.view.text[at:]]).strip()


@given(raw)
@settings(max_examples=100, deadline=None)
def test_quotes_hold_words_only(data: bytes) -> None:
    found = article(data)
    if isinstance(found, Article):
        for quote in found.quotes:
            words = found.view.text[quote.start : quote.end]
            assert words == words.strip()
            assert any(character.isalnum() for character in words)


def test_the_same_bytes_give_the_same_article() -> None:
    text = " date 2022-02 – Vi venter, sier ordfører Kari Sund (Ap) til NTB.\n\n– Det går bra, sier hun."
    data = text.encode()
    assert article(data) == article(data)


def test_the_document_id_depends_on_the_path_alone() -> None:
    one, other = article(b"En veg.", "a.txt"), article(b"En annen veg.", "a.txt")
    assert isinstance(one, Article)
    assert isinstance(other, Article)
    assert one.document_id == other.document_id == hashlib.blake2b(b"a.txt", digest_size=16).hexdigest()


def test_spans_of_a_damaged_text_count_in_the_document() -> None:
    view = View("på", (0, 1, 3))
    assert view.span(1, 2) == (1, 3)


def test_a_text_that_is_too_long_is_kept_with_its_date_and_not_understood() -> None:
    text = " date 2022-02-15 Kari Sund sier til NTB at de venter. \n"
    found = kept(text.encode())
    assert isinstance(found, Article)
    assert found.decoded.text == text
    assert found.header.date == dt.date(2022, 2, 15)
    assert [(part.kind, part.start, part.end) for part in found.detection.segments] == [
        (SegmentKind.HEADER, 1, 16),
        (SegmentKind.FURNITURE, 17, 53),
    ]
    assert (found.detection.language, found.mentions, found.quotes) == ("und", (), ())
    assert found.issues == [Issue.TOO_LONG]


def test_a_text_that_is_too_long_may_hold_nothing_but_its_header() -> None:
    found = kept(b"date 2022-02" + b" " * 99)
    assert isinstance(found, Article)
    assert [part.kind for part in found.detection.segments] == [SegmentKind.HEADER]
