"""A clean view of a damaged text, with the way back.

The text of a document is sacred, but mojibake, HTML entities and invisible characters hide the
marks that the later rooms look for. They all read `View.text`; `View.span` maps what they found
back to the document.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

#: The character of every windows-1252 byte; its five undefined bytes are C1 controls, as browsers have it.
WINDOWS_1252 = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256))

_BYTE = {chr(byte): byte for byte in range(256)} | {char: byte for byte, char in enumerate(WINDOWS_1252)}
_TAIL = "[" + re.escape("".join(sorted(char for char, byte in _BYTE.items() if 0x80 <= byte <= 0xBF))) + "]"  # noqa: PLR2004 a UTF-8 continuation byte

# UTF-8 read as windows-1252. What `_SURE` finds is damage wherever it stands; the other sequences of
# `_ANY` are also written on purpose (`CAFÉ»`, `Å ` before a no-break space), so they count only beside it.
_SURE = re.compile(rf"[ÃÂ]{_TAIL}|â[€‚„†ˆ]{_TAIL}|ï»¿|ðŸ{_TAIL}{{2}}|(?:[ÐÑ]{_TAIL}){{2}}")
_ANY = re.compile(rf"[Â-ß]{_TAIL}|[à-ï]{_TAIL}{{2}}|[ð-ô]{_TAIL}{{3}}")
_SURE_FIRST = "ÃÂâïðÐÑ"

_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff"
_INVISIBLE_RUN = re.compile(f"[{_INVISIBLE}]+")

# Damage inside repaired damage (`&amp;quot;`, text encoded twice) needs another round; more is noise.
_ROUNDS = 3

_Edit = tuple[int, int, str]
_Repair = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class View:
    """The clean text and where it stands in the document.

    `starts[i]` is the code point of the document where the i-th character of `text` begins,
    `starts[len(text)]` the document's length. `starts` is None for the identity.
    """

    text: str
    starts: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The document's span for the span `start:end` of the view."""
        return (start, end) if self.starts is None else (self.starts[start], self.starts[end])


def clean(text: str) -> View:
    """The view of `text` without decoding damage and invisible characters; `text` itself if it has none.

    Every mojibake sequence and every HTML entity of one character becomes that character. Invisible
    characters (soft hyphen, zero-width, byte-order mark, direction) join the character before them,
    or the one after at the start of the text.
    """
    view = View(text)
    for _ in range(_ROUNDS):
        edits = _repairs(view.text)
        if not edits:
            break
        view = _apply(view, edits)
    if any(char in view.text for char in _INVISIBLE):
        view = _apply(
            view, [(found.start(), found.end(), "") for found in _INVISIBLE_RUN.finditer(view.text)]
        )
    return view


def is_damaged(text: str) -> bool:
    """Whether decoding damage (mojibake or HTML entities) stands in `text`."""
    return _is_mojibake(text) or ("&" in text and any(_single(_ENTITY.finditer(text), html.unescape)))


def _is_mojibake(text: str) -> bool:
    """Whether UTF-8 was read as windows-1252 somewhere in `text`."""
    return any(char in text for char in _SURE_FIRST) and any(map(_believable, _SURE.finditer(text)))


def _repairs(text: str) -> list[_Edit]:
    """What to replace by which single character, in order; mojibake and entities never overlap."""
    edits: list[_Edit] = []
    if _is_mojibake(text):
        edits += _single(_ANY.finditer(text), _decoded)
    if "&" in text:
        edits += _single(_ENTITY.finditer(text), html.unescape)
        edits.sort()
    return edits


def _single(found: Iterable[re.Match[str]], repair: _Repair) -> Iterator[_Edit]:
    """The matches whose repair is one other character."""
    for match in found:
        char = repair(match[0])
        if len(char) == 1 and char not in "\r\n" and _believable(match):
            yield match.start(), match.end(), char


def _believable(match: re.Match[str]) -> bool:
    """False for a capitalised word before a quotation mark (`IRMÃ»`), which somebody wrote on purpose."""
    text, start, end = match.string, match.start(), match.end()
    before, after = text[max(start - 1, 0) : start], text[end : end + 1]
    return not (match[0][1:] in "«»“”„’…" and before.isupper() and not after.isalpha())


def _decoded(damaged: str) -> str:
    """The text that was UTF-8 before it was read as windows-1252; empty when it never was."""
    return bytes(_BYTE[char] for char in damaged).decode("utf-8", "ignore")


def _apply(view: View, edits: list[_Edit]) -> View:
    """The view after the edits; an edit without a character joins its neighbour."""
    old = view.starts or range(len(view.text) + 1)
    parts: list[str] = []
    starts: list[int] = []
    at = 0
    for start, end, char in edits:
        parts += (view.text[at:start], char)
        starts += old[at:start]
        starts += old[start : start + len(char)]
        at = end
    starts += old[at:]
    if len(starts) > 1:
        starts[0] = 0
    return View("".join((*parts, view.text[at:])), tuple(starts))
