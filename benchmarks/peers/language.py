"""The language of each file and nothing else, once by Spalte and once by langdetect.

    python benchmarks/peers/language.py ONE RAW spalte|langdetect

Both are given what they ask for: langdetect the text, our room the text cut into segments. Only the answers
are timed.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from clock import timed
from langdetect import DetectorFactory, LangDetectException
from langdetect import detect as langdetect

from transforms.decode import Hint, Rejection, decode
from transforms.header import read_header
from transforms.language import detect
from transforms.segments import Segment, segment
from transforms.view import clean

Text = tuple[str, list[Segment]]


def spalte(article: Text) -> str:
    """BCP 47 code."""
    return detect(*article, None).language


def peer(article: Text) -> str:
    """Label of langdetect, `und` where it has none."""
    try:
        return str(langdetect(article[0]))
    except LangDetectException:
        return "und"


def texts(raw: Path) -> Iterator[Text]:
    """What is there to read below `raw`."""
    for path in sorted(raw.rglob("*.txt")):
        decoded = decode(path.read_bytes(), Hint())
        if not isinstance(decoded, Rejection):
            text = clean(decoded.text).text
            yield text, list(segment(text, read_header(text, path.name)).segments)


def main(one: Path, raw: Path, answer: Callable[[Text], str]) -> None:
    """Ask for the language of every .txt file."""
    DetectorFactory.seed = 0
    articles = {folder: list(texts(folder)) for folder in (one, raw)}

    def ask(folder: Path, _: Path) -> None:
        for article in articles[folder]:
            answer(article)

    timed(ask, one, raw, Path())


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), {"spalte": spalte, "langdetect": peer}[sys.argv[3]])
