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

BYTES = 2600  # where a longer document of a treebank is cut: a thousand articles come of it
SUFFIX = ".txt"


class Slice(NamedTuple):
    """A part of a corpus: the folder of the whole, of the part, of its first articles, of the first."""

    whole: Path
    part: Path
    some: Path
    one: Path


def generated(work: Path, articles: int, slices: int, some: int) -> list[Slice]:
    """Articles of `make_corpus`; a slice is written once."""
    made = _folders(work / f"raw-peers-{articles}-{slices}", slices)
    for number, slice_ in enumerate(made):
        sizes = articles // slices, some, 1
        for folder, count in zip(slice_[1:], sizes, strict=True):
            if not folder.exists():
                write(count, folder, Plan(number, None, night=False))
    return made


def real(work: Path, texts: Sequence[str], slices: int, some: int) -> list[Slice]:
    """Texts that somebody printed."""
    shutil.rmtree(work / "raw-peers-real", ignore_errors=True)
    made = _folders(work / "raw-peers-real", slices)
    for number, slice_ in enumerate(made):
        own = texts[number::slices]
        for folder, count in zip(slice_[1:], (len(own), some, 1), strict=True):
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


def printed(shared: Path, count: int) -> list[str]:
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
