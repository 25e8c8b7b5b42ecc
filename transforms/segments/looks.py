"""What a line is by its form alone, before its place on the page is considered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from schemas.segments import SegmentKind
from transforms.segments.bylines import read_byline, signature
from transforms.segments.captions import read_caption
from transforms.segments.glue import may_be_glued, unglue
from transforms.segments.lexicon import Notice, first_word, lexicon
from transforms.segments.lines import Line
from transforms.segments.notices import is_debris, is_time_line, notice, notice_end

_SENTENCE = 40  # characters


class Look(NamedTuple):
    """A line and the kind that its form shows; `kind` is None where only its place can tell."""

    line: Line
    kind: SegmentKind | None = None
    notice: Notice | None = None
    bare: bool = False  # a notice with nothing after it
    credit: str | None = None
    names: tuple[str, ...] = ()
    signs: bool = False  # a name or role alone, which is a byline in the right place
    agency: str | None = None


def look(line: Line) -> Iterable[Look]:
    """The line, cut where prose and furniture share it, with what each piece is."""
    text = line.text
    if may_be_glued(text):
        return chain.from_iterable(map(_look, unglue(line)))
    return (Look(line),) if _is_plain(text) else _formed(line)


def _look(line: Line) -> Iterable[Look]:
    return (Look(line),) if _is_plain(line.text) else _formed(line)


def _is_plain(text: str) -> bool:
    """Whether a line is a sentence that none of the forms below could take: most lines are."""
    if len(text) < _SENTENCE or text[-1] not in ".!?" or text[-2] in ")/" or ":" in text:
        return False
    if first_word(text).casefold() not in lexicon().phrases:
        return True
    return notice(text) is None and not is_time_line(text)


def _formed(line: Line) -> Iterator[Look]:
    """The forms of lines, from the surest to the one that only its place decides."""
    text = line.text
    if is_debris(text):
        yield Look(line, SegmentKind.FURNITURE)
        return
    phrase = notice(text)
    if phrase:
        end = notice_end(text, phrase)
        head, rest = (line, None) if end is None else line.cut(end)
        yield Look(head, SegmentKind.FURNITURE, phrase.notice, bare=len(text) <= len(phrase.words) + 2)
        if rest:
            yield from _formed(rest)
    elif is_time_line(text):
        yield Look(line, SegmentKind.FURNITURE)
    else:
        yield from _signed(line)


def _signed(line: Line) -> Iterator[Look]:
    """The line with the agency signature at its end as a piece of its own."""
    signed = signature(line.text)
    if signed is None:
        yield from _worded(line)
        return
    at, agency = signed
    if at == 0:
        yield Look(line, SegmentKind.FURNITURE, agency=agency)
        return
    body, mark = line.cut(at)
    yield from _worded(body)
    yield Look(mark, SegmentKind.FURNITURE, agency=agency)


def _worded(line: Line) -> Iterator[Look]:
    """A byline, captions with the text that is glued to them, or a line for its place to decide."""
    byline = read_byline(line.text)
    if byline and byline.sure:
        yield Look(line, SegmentKind.BYLINE, names=byline.names, agency=byline.agency)
        return
    if byline and " / " not in line.text:
        caption = read_caption(line.text)  # `Kari Nord/NTB` is a credit in one place, an author in another
        credit = caption.credit if caption else None
        yield Look(line, names=byline.names, signs=True, credit=credit, agency=byline.agency)
        return
    while caption := read_caption(line.text):
        if caption.start:
            before, line = line.cut(caption.start)
            yield Look(before)
        size = caption.end - caption.start
        if not line.text[size:].strip():
            yield Look(line, SegmentKind.CAPTION, credit=caption.credit)
            return
        shown, line = line.cut(size)
        yield Look(shown, SegmentKind.CAPTION, credit=caption.credit)
    yield Look(line)
