"""How the tests write pages down."""

from __future__ import annotations

from transforms.header import read_header
from transforms.segments import Page, segment

BODY = "Kommunestyret vedtok budsjettet for neste år med knapt flertall."
MORE = "– Vi er veldig fornøyde med dette, sier ordfører Kari Nord (Ap)."


def page(text: str) -> Page:
    return segment(text, read_header(text, "x.txt"))


def kinds(text: str) -> list[tuple[str, str]]:
    """Kind and text of every segment but the header."""
    found = [(each.kind.value, text[each.start : each.end]) for each in page(text).segments]
    return [pair for pair in found if pair[0] != "header"]


def kind_of(line: str) -> str:
    """The kind of a line that stands between two paragraphs."""
    found = kinds(f" date 2022-03 {BODY}\n\n{line}\n\n{MORE}")
    return next(kind for kind, text in found if text == line)
