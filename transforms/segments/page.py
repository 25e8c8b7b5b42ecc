"""The page: every line of an article with its kind, and what the lines say about the whole."""

from __future__ import annotations

from itertools import chain, islice

from schemas.documents import Issue
from schemas.segments import SegmentKind
from transforms.header import Header
from transforms.segments.bylines import dateline_agency
from transforms.segments.lexicon import Notice
from transforms.segments.lines import split_lines
from transforms.segments.looks import look
from transforms.segments.oddities import is_no_article, repeats
from transforms.segments.places import Placed, place
from transforms.segments.records import Page, Segment

_PROSE = frozenset((SegmentKind.LEDE, SegmentKind.PARAGRAPH))
_DATELINES = 3  # paragraphs at the start in which a dateline is looked for


def segment(text: str, header: Header) -> Page:
    """The segments of a view, in order.

    Every character that is no blank stands in exactly one segment. `headline` is the headline as
    printed, `section` the label without marks, `byline` the names in order; `agency` comes from a
    label, dateline, byline or signature, in this order.
    """
    looks = list(chain.from_iterable(map(look, split_lines(text, header.end))))
    placed = place(looks)
    texts = [seen.line.text for seen, _, _ in placed]
    kinds = [each.kind for each in placed]
    segments = [
        Segment(kind, seen.line.start, seen.line.end, seen.credit if kind is SegmentKind.CAPTION else None)
        for seen, kind, _ in placed
    ]
    if header.end:
        segments.insert(0, Segment(SegmentKind.HEADER, header.start, header.end))
    return Page(
        segments=tuple(segments),
        section=next((each.label for each in placed if each.label), None),
        agency=_agency(placed),
        headline=texts[kinds.index(SegmentKind.HEADLINE)] if SegmentKind.HEADLINE in kinds else None,
        byline=_names(placed),
        issues=_issues(placed, texts, kinds),
    )


def one_piece(text: str, header: Header) -> Page:
    """The page of a text that is too long to read: its header, and the rest as one piece of furniture."""
    start = next((at for at in range(header.end, len(text)) if not text[at].isspace()), header.end)
    end = next((at for at in range(len(text), start, -1) if not text[at - 1].isspace()), start)
    spans = {SegmentKind.HEADER: (header.start, header.end), SegmentKind.FURNITURE: (start, end)}
    segments = tuple(Segment(kind, *span) for kind, span in spans.items() if span[0] < span[1])
    return Page(segments, None, None, None, (), frozenset({Issue.TOO_LONG}))


def _agency(placed: list[Placed]) -> str | None:
    named = [(seen.agency, kind) for seen, kind, _ in placed if seen.agency]
    labels = (agency for agency, kind in named if kind is SegmentKind.SECTION)
    prose = (seen.line.text for seen, kind, _ in placed if kind in _PROSE)
    datelines = map(dateline_agency, islice(prose, _DATELINES))
    others = (agency for agency, kind in named if kind is not SegmentKind.CAPTION)
    return next(filter(None, chain(labels, datelines, others)), None)


def _names(placed: list[Placed]) -> tuple[str, ...]:
    names = (name for seen, kind, _ in placed if kind is SegmentKind.BYLINE for name in seen.names)
    return tuple(dict.fromkeys(names))


def _issues(placed: list[Placed], texts: list[str], kinds: list[SegmentKind]) -> frozenset[Issue]:
    flags = {
        Issue.GLUED_TEXT: True in [seen.line.glued for seen, _, _ in placed],
        Issue.PAYWALL_CUT: _is_cut([seen.notice for seen, _, _ in placed], kinds),
        Issue.REPEATED_PARAGRAPH: repeats(texts, kinds),
        Issue.NOT_AN_ARTICLE: is_no_article(texts),
    }
    return frozenset(issue for issue, holds in flags.items() if holds)


def _is_cut(notices: list[Notice | None], kinds: list[SegmentKind]) -> bool:
    """Whether a paywall notice stands after prose; above it, it only says who may read."""
    if Notice.PAYWALL not in notices or SegmentKind.LEDE not in kinds:
        return False
    return Notice.PAYWALL in notices[kinds.index(SegmentKind.LEDE) :]
