"""What Spalte and its peers are measured on: slices of generated articles, and of real ones."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from make_corpus import Plan, write
from treebank import Sentence, page, read

BYTES = 3000  # a real article, where a treebank's document is longer
SUFFIX = ".txt"


class Slice(NamedTuple):
    """A part of a corpus: a folder with all its articles, one with the first of them, one with the first."""

    all: Path
    some: Path
    one: Path


def generated(work: Path, number: int, articles: int, some: int) -> Slice:
    """Articles of `make_corpus`, other ones for every `number`."""
    made = Slice(*(work / f"raw-peers-{number}-{count}" for count in (articles, some, 1)))
    for folder, count in zip(made, (articles, some, 1), strict=True):
        if not folder.exists():
            write(count, folder, Plan(number, None, night=False))
    return made


def real(work: Path, texts: Sequence[str], number: int, some: int) -> Slice:
    """A slice of texts that somebody printed."""
    made = Slice(*(work / f"raw-peers-real-{number}-{name}" for name in Slice._fields))
    for folder, count in zip(made, (len(texts), some, 1), strict=True):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for index, text in enumerate(texts[:count]):
            (folder / f"article-{index:05}{SUFFIX}").write_text(text, encoding="utf-8")
    return made


def printed(shared: Path, count: int) -> list[str]:
    """Up to `count` real texts below `shared`: articles as they came, and NorNE's documents cut at 3 kB.

    Mixed by a fixed seed; none where nothing of it exists.
    """
    files = sorted({*shared.glob(f"real/**/*{SUFFIX}"), *shared.glob(f"gold/*/raw/*{SUFFIX}")})
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in files]
    treebanks = sorted(shared.glob("gold/ner/n*.iob"))
    pieces = [piece for path in treebanks for document in read(path) for piece in _cut(document)]
    random.Random(0).shuffle(pieces)
    return list(islice((*texts, *pieces), count))


def _cut(document: Iterable[Sentence]) -> Iterator[str]:
    """Sentences of a treebank as articles of about `BYTES`; what is left over goes with none."""
    held: list[Sentence] = []
    size = 0
    for sentence in document:
        held.append(sentence)
        size += sum(len(word.encode()) + 1 for word in sentence.words)
        if size >= BYTES:
            yield page(held).text
            held, size = [], 0


def mean_bytes(folder: Path) -> int:
    """Of the articles below `folder`."""
    sizes = [path.stat().st_size for path in folder.rglob(f"*{SUFFIX}")]
    return round(sum(sizes) / len(sizes))
