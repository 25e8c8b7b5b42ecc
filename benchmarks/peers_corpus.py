"""What Spalte and its peers are measured on: slices of generated articles, and of real ones."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from make_corpus import Plan, write
from treebank import Sentence, page, read

BYTES = 2600  # where a longer document of a treebank is cut: a thousand articles come of it
SUFFIX = ".txt"
SOME = 16  # one generated article in so many is in `Slice.some`; of the real ones every second


class Slice(NamedTuple):
    """A part of a corpus: the folder of the whole, of the part, of its first articles, of the first."""

    whole: Path
    part: Path
    some: Path
    one: Path


class Corpora(NamedTuple):
    """What is read: `articles` made ones, and up to `printed` that somebody printed, in so many `slices`.

    They are kept in `work`. Printed texts come from `shared`: none without it, or without a number.
    """

    work: Path
    shared: Path
    articles: int
    printed: int
    slices: int

    def generated(self) -> list[Slice]:
        """Articles of `make_corpus`; a slice is written once."""
        size = self.articles // self.slices
        made = _folders(self.work / f"raw-peers-{size * self.slices}-{self.slices}", self.slices)
        for number, slice_ in enumerate(made):
            for folder, count in zip(slice_[1:], (size, size // SOME, 1), strict=True):
                if not folder.exists():
                    write(count, folder, Plan(number, None, night=False))
        return made

    def real(self) -> list[Slice]:
        """Printed texts; no slice where there are none."""
        texts = _printed(self.shared, self.printed)
        shutil.rmtree(self.work / "raw-peers-real", ignore_errors=True)
        made = _folders(self.work / "raw-peers-real", self.slices) if texts else []
        for number, slice_ in enumerate(made):
            own = texts[number :: self.slices]
            for folder, count in zip(slice_[1:], (len(own), len(own) // 2, 1), strict=True):
                folder.mkdir(parents=True)
                for index, text in enumerate(own[:count]):
                    (folder / f"article-{index:05}{SUFFIX}").write_text(text, encoding="utf-8")
        return made


def _folders(corpus: Path, slices: int) -> list[Slice]:
    whole, beside = corpus / "whole", corpus / "beside"
    return [
        Slice(whole, whole / str(number), beside / f"some-{number}", beside / f"one-{number}")
        for number in range(slices)
    ]


def _printed(shared: Path, count: int) -> list[str]:
    """Up to `count` real texts below `shared`: articles as they came, and NorNE's documents cut at 2.6 kB.

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
