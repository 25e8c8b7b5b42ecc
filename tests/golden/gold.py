"""Golden articles: invented texts with the quotes that should come out marked in them by hand.

An article in `articles/` is a head, a line of three dashes, and the raw text with marks in braces:

    language: nb
    about: clause after, surname in the second quote
    S: Kari Sund
    ---
     date 2024-02 Veien er stengt.

    – {d1=S|Vi venter}, {c1|sier} ordfører {s1|Kari Sund}.

    {s2|Hun} {c2|mener} at {i2=S|saken er «{p2=S|ganske klar}»}.

`{d1=S|words}` is a quote: its kind (d direct, p partial, i indirect), the number of its reporting
clause (none when it has none), and who speaks, as a letter of the head (nothing for null). `{c1|verb}`
and `{s1|mention}` are the cue and the speaker of clause 1; `{s1,2|mention}` serves two clauses. The
marks are taken out and offsets counted, so no offset is ever typed. What counts as a quote:
`tests/golden/README.md`.

`python tests/golden/gold.py` prints all articles as JSON lines with offsets.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

ARTICLES = Path(__file__).parent / "articles"

_KINDS = {"d": "direct", "p": "partial", "i": "indirect"}
_MARK = re.compile(r"\{(?P<kind>[dpics])(?P<clauses>[\d,]*)(?P<named>=(?P<name>\w?))?\||\}")


@dataclass(frozen=True, slots=True)
class Span:
    """`text` stands at the code points `start:end` of the article."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class GoldQuote:
    """One stretch of words, as it should come out."""

    kind: str
    start: int
    end: int
    text: str
    cue: Span | None
    speaker: Span | None
    speaker_name: str | None


@dataclass(frozen=True, slots=True)
class Gold:
    """One golden article: the raw text and what should be found in it."""

    id: str
    language: str
    about: str
    text: str
    quotes: tuple[GoldQuote, ...]


@dataclass(frozen=True, slots=True)
class _Mark:
    kind: str
    clauses: tuple[str, ...]
    name: str | None
    span: Span


def articles() -> list[Gold]:
    """All golden articles, sorted by id."""
    return [read(path) for path in sorted(ARTICLES.glob("*.txt"))]


def digest() -> str:
    """SHA-256 over the names and bytes of all articles, and the table of the names in them."""
    paths = [*sorted(ARTICLES.glob("*.txt")), ARTICLES.parent / "names.toml"]
    return hashlib.sha256(b"".join(path.name.encode() + path.read_bytes() for path in paths)).hexdigest()


def read(path: Path) -> Gold:
    """One article from its marked source."""
    head, _, marked = path.read_text(encoding="utf-8").removesuffix("\n").partition("\n---\n")
    fields = dict(line.split(": ", 1) for line in head.splitlines())
    text, marks = unmark(marked)
    clauses = {
        (mark.kind, number): mark.span for mark in marks if mark.kind in "cs" for number in mark.clauses
    }
    quotes = tuple(_quote(mark, clauses, fields) for mark in marks if mark.kind in _KINDS)
    return Gold(path.stem, fields["language"], fields["about"], text, quotes)


def unmark(marked: str) -> tuple[str, list[_Mark]]:
    """The text without its marks, and the marks by position in it.

    Raises:
        ValueError: A mark is not closed, or closed twice.
    """
    text, at, open_marks, marks = "", 0, [], []
    for match in _MARK.finditer(marked):
        text, at = text + marked[at : match.start()], match.end()
        if match["kind"]:
            open_marks.append((match, len(text)))
            continue
        if not open_marks:
            raise ValueError(f"a mark is closed that was never opened, after {text[-40:]!r}")
        opening, start = open_marks.pop()
        marks.append(_mark(opening, Span(start, len(text), text[start:])))
    if open_marks:
        raise ValueError(f"a mark is never closed: {open_marks[-1][0].group()!r}")
    return text + marked[at:], sorted(marks, key=lambda mark: (mark.span.start, -mark.span.end))


def _mark(opening: re.Match[str], span: Span) -> _Mark:
    if opening["kind"] in _KINDS and not opening["named"]:
        raise ValueError(f"a quote says who speaks, if only '=': {opening.group()!r} {span.text!r}")
    return _Mark(
        opening["kind"], tuple(filter(None, opening["clauses"].split(","))), opening["name"] or None, span
    )


def _quote(mark: _Mark, clauses: dict[tuple[str, str], Span], names: dict[str, str]) -> GoldQuote:
    number = mark.clauses[0] if mark.clauses else ""
    if number and ("c", number) not in clauses and ("s", number) not in clauses:
        raise ValueError(f"clause {number} has neither cue nor speaker: {mark.span.text!r}")
    return GoldQuote(
        kind=_KINDS[mark.kind],
        start=mark.span.start,
        end=mark.span.end,
        text=mark.span.text,
        cue=clauses.get(("c", number)),
        speaker=clauses.get(("s", number)),
        speaker_name=names[mark.name] if mark.name else None,
    )


def _lines() -> Iterator[str]:
    for article in articles():
        yield json.dumps(asdict(article), ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.writelines(_lines())
