"""What a line is by its place on the page: label, headline, lede, subheading, paragraph."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from schemas.segments import SegmentKind
from transforms.segments.followers import follow
from transforms.segments.lexicon import lexicon
from transforms.segments.lines import Line
from transforms.segments.looks import Look
from transforms.segments.shapes import (
    DASHES,
    agency_label,
    is_entry,
    is_headline,
    is_label,
    is_section,
    is_subheading,
    label,
)


class Placed(NamedTuple):
    """A look with its final kind; `label` is the section that a label line names."""

    look: Look
    kind: SegmentKind
    label: str | None = None


_SUBTITLE_WORDS = 8  # a line after the headline with fewer words is a subheading, with more the lede
_KICKER_WORDS = 5

_Kinds = list[SegmentKind | None]


def place(looks: list[Look]) -> list[Placed]:
    """Every look with its kind, in order."""
    kinds = follow(looks)
    head = _read_head(looks, kinds)
    return head + _read_body(looks, kinds, len(head))


def _read_head(looks: list[Look], kinds: _Kinds) -> list[Placed]:
    """The page down to its lede: labels, headline, and furniture, captions and bylines between them."""
    head: list[Placed] = []
    seen: dict[SegmentKind, str] = {}
    for index in range(len(looks)):
        placed = _in_head(looks, kinds, index, seen)
        head.append(placed)
        seen.setdefault(placed.kind, placed.look.line.text)
        if placed.kind is SegmentKind.LEDE:
            break
        kinds[index] = placed.kind
    return head


def _in_head(looks: list[Look], kinds: _Kinds, index: int, seen: Mapping[SegmentKind, str]) -> Placed:
    """One look of the head; `seen` has the first text of every kind above it."""
    look, kind = looks[index], kinds[index]
    if SegmentKind.SECTION not in seen and (
        labelled := _label(look, kind, _line(looks, index + 1), first=not seen)
    ):
        return labelled
    if kind is not None:
        return Placed(look, kind)
    if look.signs and _signs_head(looks, kinds, index, seen):
        return Placed(look, SegmentKind.BYLINE)
    if SegmentKind.HEADLINE not in seen:
        if look.credit:
            return Placed(look, SegmentKind.CAPTION)
        return Placed(look, SegmentKind.HEADLINE if _heads(looks, kinds, index) else SegmentKind.LEDE)
    return Placed(
        look, _below_headline(look.line.text, seen[SegmentKind.HEADLINE], last=index + 1 == len(looks))
    )


def _signs_head(looks: list[Look], kinds: _Kinds, index: int, seen: Mapping[SegmentKind, str]) -> bool:
    """Whether a name or role stands under the headline, or under a label with no headline to follow."""
    if not looks[index].names or SegmentKind.HEADLINE in seen:
        return True
    return SegmentKind.SECTION in seen and not _heads(looks, kinds, index + 1)


def _below_headline(text: str, headline: str, *, last: bool) -> SegmentKind:
    """The kind of prose or a title under the headline: the same once more, a subtitle, the lede."""
    if text == headline:
        return SegmentKind.HEADLINE
    subtitle = is_subheading(text) and len(text.split()) < _SUBTITLE_WORDS and not last
    return SegmentKind.SUBHEADING if subtitle else SegmentKind.LEDE


def _line(looks: list[Look], index: int) -> Line | None:
    return looks[index].line if index < len(looks) else None


def _label(look: Look, kind: SegmentKind | None, after: Line | None, *, first: bool) -> Placed | None:
    """The look as a label line, if it is one: section, agency, paywall label, kicker, an unknown word."""
    text = look.line.text
    if not after or not is_label(text) or kind not in (None, SegmentKind.FURNITURE):
        return _kicker(look, kind, after)
    agency = agency_label(text)
    if agency:
        section = label(text) if is_section(text.rpartition(" ")[2]) else None
        named = look._replace(agency=agency)
        return Placed(named, SegmentKind.SECTION if first or section else SegmentKind.BYLINE, section)
    if kind is not None:
        return None
    if is_section(text):
        return Placed(look, SegmentKind.SECTION, label(text))
    if label(text).casefold() in lexicon().paywall_labels or not label(text):
        return Placed(look, SegmentKind.FURNITURE)
    unknown = " " not in text and not look.signs and first and after.apart and text[-1].isalpha()
    return Placed(look, SegmentKind.SECTION, label(text)) if unknown else _kicker(look, kind, after)


def _kicker(look: Look, kind: SegmentKind | None, after: Line | None) -> Placed | None:
    """A few words with a colon, alone above the page."""
    text = look.line.text
    if kind is None and after and after.apart and text[-1] == ":" and len(text.split()) <= _KICKER_WORDS:
        return Placed(look, SegmentKind.SECTION)
    return None


def _heads(looks: list[Look], kinds: _Kinds, index: int) -> bool:
    """Whether a line without a form of its own is the headline: it reads like one, and prose follows."""
    if index == len(looks):
        return False
    line = looks[index].line
    if not is_headline(line.text) or line.glued:
        return False
    after = next((looks[i].line for i in range(index + 1, len(looks)) if kinds[i] is None), None)
    if after and is_entry(line.text) and is_entry(after.text):
        return False
    return after is None or not (after.glued or (not after.apart and after.text[0].islower()))


def _read_body(looks: list[Look], kinds: _Kinds, start: int) -> list[Placed]:
    """Everything after the lede."""
    body: list[Placed] = []
    for index in range(start, len(looks)):
        kind = kinds[index] or _in_body(looks, kinds, index)
        kinds[index] = kind
        body.append(Placed(looks[index], kind))
    return body


def _in_body(looks: list[Look], kinds: _Kinds, index: int) -> SegmentKind:
    """Caption, byline, subheading or paragraph, by the lines around."""
    look = looks[index]
    if look.signs and (_captioned(looks, kinds, index) or (look.credit and index + 1 < len(looks))):
        return SegmentKind.CAPTION
    if look.signs and _beside_byline(looks, kinds, index):
        return SegmentKind.BYLINE
    line = look.line
    if is_subheading(line.text) and not line.glued and _introduces(looks, kinds, index):
        return SegmentKind.SUBHEADING
    return SegmentKind.PARAGRAPH


def _captioned(looks: list[Look], kinds: _Kinds, index: int) -> bool:
    """Whether a caption without a credit stands right before."""
    return kinds[index - 1] is SegmentKind.CAPTION and looks[index - 1].credit is None


def _beside_byline(looks: list[Look], kinds: _Kinds, index: int) -> bool:
    """Whether a name or role stands at the end of the page, after a byline, or beside a role."""
    if index == len(looks) - 1 or SegmentKind.BYLINE in kinds[index - 1 : index + 2]:
        return True
    return looks[index + 1].signs and not looks[index + 1].names


def _introduces(looks: list[Look], kinds: _Kinds, index: int) -> bool:
    """Whether prose follows a short line: no other short line (a list), no answer to a question."""
    text = looks[index].line.text
    following = (i for i in range(index + 1, len(looks)) if kinds[i] is None)
    after = next(following, None)
    if after is None:
        return False
    answer = looks[after].line.text
    if text[-1] == "?" and answer[0] in DASHES:
        return False
    return not (is_subheading(answer) and answer[0] not in DASHES and text[0] not in DASHES)
