"""The walk: paragraphs -> speech behind dashes, in marks, reported -> quotes in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from schemas.quotes import QuoteKind, QuoteRule
from transforms.quotes.blocks import prose_start, read_blocks
from transforms.quotes.confidence import confidences
from transforms.quotes.dashed import read_dashed
from transforms.quotes.lexicon import Lexicon, lexicon
from transforms.quotes.link import Page, link
from transforms.quotes.marked import read_marked
from transforms.quotes.record import Quote
from transforms.quotes.reported import read_reported
from transforms.quotes.speech import Block, Speech, Telling
from transforms.quotes.telling import read_telling
from transforms.quotes.tokens import Tokens, read_tokens
from transforms.quotes.unclosed import read_open, read_unclosed
from transforms.sentences import sentences

if TYPE_CHECKING:
    from transforms.entities import Mention
    from transforms.segments import Segment


def extract(
    text: str, segments: Sequence[Segment], mentions: Sequence[Mention], language: str
) -> tuple[Quote, ...]:
    """The quotes of an article, in order of place: words, cue and mention of the speaker.

    `mentions` help to tell names from nouns. A language without a `[quotes]` table gives only
    whole sentences in marks, without cue and speaker. Never raises, linear in `text`.
    """
    known = lexicon(language)
    blocks = read_blocks(text, segments, known.credits)
    marked = [one for block in blocks for one in block.pairs.marked]
    tokens = read_tokens(text, known, mentions, _sentence_spans(text, blocks, known), marked)
    speeches = _read_direct(tokens, blocks)
    page = Page(tokens, blocks, speeches)
    found = [*link(page), *read_reported(page)]
    found.sort(key=lambda speech: (speech.start, speech.end, speech.kind))
    return tuple(_number(found, blocks))


def _sentence_spans(text: str, blocks: Sequence[Block], known: Lexicon) -> list[tuple[int, int]]:
    return [
        span
        for block in blocks
        for span in sentences(
            text, prose_start(text, block), block.end, known.abbreviations, ordinals=known.noun_capitals
        )
    ]


def _read_direct(tokens: Tokens, blocks: Sequence[Block]) -> list[list[Speech]]:
    telling = read_telling(tokens, blocks)
    open_marks = any(block.pairs.unclosed for block in blocks)
    return [
        _read_block(tokens, blocks, index, telling, open_marks=open_marks) for index in range(len(blocks))
    ]


def _read_block(
    tokens: Tokens, blocks: Sequence[Block], index: int, telling: Telling, *, open_marks: bool
) -> list[Speech]:
    block = blocks[index]
    if open_marks and (opened := read_open(tokens, blocks, index)):
        return [opened]
    if not (block.openers or block.pairs.marked or block.pairs.unclosed):
        return []
    dashed = list(read_dashed(tokens, block, telling)) if tokens.lexicon.known else []
    if block.pairs.unclosed:
        taken = max((speech.taken for speech in dashed), default=block.start)
        lost = read_unclosed(tokens, block, taken)
        dashed += [lost] if lost else []
    if not block.pairs.marked:
        return dashed
    stretches = [(speech.start, speech.taken) for speech in dashed]
    return sorted(
        [*dashed, *read_marked(tokens, block, stretches)], key=lambda speech: (speech.start, speech.end)
    )


def _number(found: Sequence[Speech], blocks: Sequence[Block]) -> Iterator[Quote]:
    """Quotes with the number of their turn: a joined speech has the number of the direct one before it."""
    turn, last_direct, confidence = -1, -1, confidences()
    direct, alone = QuoteKind.DIRECT, QuoteRule.MARKS_ALONE
    for speech in found:
        joins = speech.joined and last_direct >= 0
        if not joins:
            turn += 1
        number = last_direct if joins else turn
        if speech.kind is direct:
            last_direct = number
        rule, source = speech.rule or alone, speech.source
        yield Quote(
            kind=speech.kind,
            start=speech.start,
            end=speech.end,
            turn=number,
            cue=source.cue if source else None,
            cue_lemma=source.lemma if source else None,
            speaker=source.speaker if source else None,
            medium=source.medium if source else None,
            segment_kind=blocks[speech.block].kind,
            rule=rule,
            confidence=confidence[rule],
        )
