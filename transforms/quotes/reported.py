"""Reported speech in the reporter's sentences: those that no dash and no mark has taken."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.quotes import QuoteKind, QuoteRule
from schemas.segments import SegmentKind
from transforms.quotes.back import read_back
from transforms.quotes.indirect import read_indirect
from transforms.quotes.link import Page
from transforms.quotes.narration import sentences_between
from transforms.quotes.speech import Block, Speech, trim

_PROSE = frozenset((SegmentKind.LEDE, SegmentKind.PARAGRAPH, SegmentKind.CAPTION))


def read_reported(page: Page) -> Iterator[Speech]:
    """The indirect speech of the article."""
    if not page.tokens.lexicon.known:
        return
    last: tuple[int, int] | None = None  # the reporter's sentence before
    reported = False
    for block in page.blocks:
        if block.kind not in _PROSE:
            continue
        taken = [(one.start, one.taken) for one in page.speeches[block.index] if one.kind is QuoteKind.DIRECT]
        for start, end in sentences_between(page.tokens, block.start, block.end):
            if any(first < end and stop > start for first, stop in taken):
                last, reported = None, True
                continue
            found = _pointing_back(page, block, start, end, last) or list(
                read_indirect(page.tokens, block, start, end)
            )
            yield from (one for one in found if one.rule is not QuoteRule.MOOD or reported)
            reported = bool(found)
            last = None if found else (start, end)


def _pointing_back(
    page: Page, block: Block, start: int, end: int, last: tuple[int, int] | None
) -> list[Speech]:
    """`A. Det opplyser politiet.`: the sentence before is what they say."""
    if last is None:
        return []
    source = read_back(page.tokens, start, end)
    if source is None:
        return []
    words = trim(page.tokens.text, *last, ".!?… ")
    rule = QuoteRule.INDIRECT_NEXT_SENTENCE
    return [Speech(QuoteKind.INDIRECT, *words, end, block.index, rule, source)]
