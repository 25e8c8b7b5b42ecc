"""Lines that a marker before them explains: the title after "Read also", the list of a fact box."""

from __future__ import annotations

from schemas.segments import SegmentKind
from transforms.segments.lexicon import Notice
from transforms.segments.looks import Look
from transforms.segments.shapes import BULLETS, DASHES

_TEASER_WIDTH = 220  # characters
_BOX_HEAD = 60  # characters: a longer line is a box flattened into one paragraph
_FULL_SENTENCE = 120  # characters: a longer line that ends with a full stop is no title
_BOXES = frozenset((Notice.FACTS, Notice.SUMMARY))


def follow(looks: list[Look]) -> list[SegmentKind | None]:
    """The kinds by form, with furniture spread to the lines that belong to it."""
    kinds: list[SegmentKind | None] = []
    marker: Look | None = None  # whose lines may still come
    bullet = ""  # that the list of the marker uses
    summarised = False  # whether nothing but furniture stands after the head of a summary
    for index, look in enumerate(looks):
        kind = look.kind
        if look.notice is None and marker is None:
            summarised = summarised and kind is SegmentKind.FURNITURE
            kinds.append(kind)
            continue
        if look.notice is Notice.SUMMARY and look.bare and not _lists(looks, index + 1):
            kind = None  # a subheading that happens to be called so
        elif look.notice in _BOXES or (look.notice is Notice.READ_MORE and look.bare):
            marker, bullet = look, ""
        elif marker and kind is None and _belongs(look, marker, bullet):
            kind = SegmentKind.FURNITURE
            bullet = look.line.text[0] if look.line.text[0] in BULLETS else bullet
            marker = marker if marker.notice in _BOXES else None
        elif marker and look.notice is not Notice.SUMMARY_NOTE:
            marker = None
        if look.notice is Notice.SUMMARY_NOTE and not summarised:
            kind = None
        summarised = look.notice is Notice.SUMMARY or (summarised and kind is SegmentKind.FURNITURE)
        kinds.append(kind)
    return kinds


def _lists(looks: list[Look], index: int) -> bool:
    """Whether a list item, or a line without a blank line before it, stands at `index`."""
    if index >= len(looks):
        return False
    line = looks[index].line
    return line.text[0] in BULLETS or not line.apart


def _belongs(look: Look, marker: Look, bullet: str) -> bool:
    """Whether a line goes with the marker: a title after "Read also", an item or line of a box."""
    line = look.line
    if marker.notice is Notice.READ_MORE:
        title = len(line.text) <= _TEASER_WIDTH and not (
            line.text[-1] == "." and len(line.text) > _FULL_SENTENCE
        )
        return title and not (line.apart and line.text[0] in DASHES and line.text[-1] == ".")
    if line.text[0] in BULLETS:
        quote = line.text[0] in DASHES and line.apart and marker.notice is Notice.FACTS
        return line.text[0] == bullet if bullet else not quote
    return len(marker.line.text) <= _BOX_HEAD and marker.line.apart and not line.apart and not bullet
