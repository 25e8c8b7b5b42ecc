"""Treebanks with names (IOB files) as raw text: what a tokeniser and a tagger are given in real life.

A file has one word and its tag a line, an empty line behind each sentence, and `# doc` (NorNE) or
`# newdoc` (UNER) before each document. Where a sentence has its `# text`, that is its raw text; elsewhere
the words are set together again as a newspaper would print them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

_AFTER = frozenset(".,;:!?)]}»…/") | {"..."}  # stand right behind what is before them
_BEFORE = frozenset("([{«/")  # what is behind them stands right there
_PAIRS = frozenset("\"'”“")  # open, then close
_ENDS = frozenset(".!?:…)»\"'”") | {"..."}


class Span(NamedTuple):
    """A name `start:end` (code points) and its label."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words, their IOB2 tags, and the raw text where the treebank gives it."""

    words: Sequence[str]
    tags: Sequence[str]
    text: str | None = None


@dataclass(slots=True)
class Page:
    """A document as raw text. Tokens and sentences are `(start, end)` in code points.

    `paragraphs` end where a sentence has no mark at its end, as headlines do: there a page has a
    line break. No other boundary of a sentence shows.
    """

    text: str = ""
    tokens: list[tuple[int, int]] = field(default_factory=list)
    sentences: list[tuple[int, int]] = field(default_factory=list)
    names: list[Span] = field(default_factory=list)
    paragraphs: list[tuple[int, int]] = field(default_factory=list)


def read(path: Path) -> list[list[Sentence]]:
    """The documents of an IOB file, as sentences."""
    documents: list[list[Sentence]] = [[]]
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.splitlines()
        if any(line.startswith(("# doc", "# newdoc")) for line in lines) and documents[-1]:
            documents.append([])
        text = next((line.removeprefix("# text = ") for line in lines if line.startswith("# text = ")), None)
        rows = [line.split("\t") for line in lines if line and not line.startswith("# ")]
        if rows:
            word, tag = (1, 2) if len(rows[0]) > 2 else (0, 1)  # noqa: PLR2004  UNER numbers its words
            documents[-1].append(Sentence([r[word] for r in rows], [r[tag] for r in rows], text))
    return documents


def page(document: Iterable[Sentence], *, spaced: bool = False) -> Page:
    """The document as printed; `spaced`: with a blank between any two words."""
    made = Page()
    start = 0
    for sentence in document:
        gap = "" if not made.text else " " if _is_ended(made.text) else "\n"
        if gap == "\n":
            made.paragraphs.append((start, len(made.text)))
            start = len(made.text) + 1
        _add(made, made.text + gap, sentence, spaced=spaced)
    made.paragraphs.append((start, len(made.text)))
    return made


def _is_ended(text: str) -> bool:
    return text[-1] in _ENDS


def _add(made: Page, before: str, sentence: Sentence, *, spaced: bool) -> None:
    """Append a sentence to the page; `before` is its text so far."""
    spans, text = [], before
    for word, gap in zip(sentence.words, _gaps(sentence, spaced=spaced), strict=True):
        if not gap and word == "." and text.endswith("."):  # the treebank doubles it: "osv." "."
            spans.append((len(text) - 1, len(text)))
            continue
        text += gap
        spans.append((len(text), len(text) + len(word)))
        text += word
    made.text = text
    made.tokens += dict.fromkeys(spans)
    made.sentences.append((spans[0][0], spans[-1][1]))
    made.names += [Span(spans[a][0], spans[b - 1][1], label) for a, b, label in names(sentence.tags)]


def _gaps(sentence: Sentence, *, spaced: bool) -> Iterator[str]:
    """What stands before each word: nothing or a blank."""
    yield ""
    if spaced:
        yield from " " * (len(sentence.words) - 1)
    elif sentence.text is not None:
        yield from _gaps_in(sentence.text, sentence.words)
    else:
        yield from _set(sentence.words)


def _gaps_in(text: str, words: Sequence[str]) -> Iterator[str]:
    at = len(words[0])
    for word in words[1:]:
        place = text.index(word, at)
        yield " " if place > at else ""
        at = place + len(word)


def _set(words: Sequence[str]) -> Iterator[str]:
    """Gaps as a Norwegian newspaper sets them: marks at their words, dashes between blanks."""
    opened: set[str] = set()
    closes = False
    if words[0] in _PAIRS:
        opened.add(words[0])
    for before, word in pairwise(words):
        opens = before in _BEFORE or (before in opened and not closes)
        closes = word in opened
        if word in _PAIRS:
            opened ^= {word}
        yield "" if opens or closes or word in _AFTER else " "


def names(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """First word, word after the last, and label of each name in IOB2 tags."""
    start = None
    for index, tag in enumerate([*tags, "O"]):
        if start is not None and tag != f"I-{tags[start][2:]}":
            yield start, index, tags[start][2:]
            start = None
        if tag.startswith("B-") or (tag.startswith("I-") and start is None):
            start = index
