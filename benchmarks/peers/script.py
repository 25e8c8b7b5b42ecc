"""What somebody would write in an afternoon instead of Spalte.

    python benchmarks/peers/script.py ONE RAW OUT [--entities PIPELINE [--names-only]]

`langdetect` for the language, regular expressions for the header and the quotes, a spaCy pipeline for the
names, pandas for Parquet folders by language and month. Needs benchmarks/peers/requirements.txt. It
keeps no ledger, starts anew every night and knows no speaker but a name beside the verb.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
from clock import timed
from langdetect import DetectorFactory, LangDetectException, detect

Row = dict[str, Any]
FindNames = Callable[[str], list[tuple[str, str]]]

HEADER = re.compile(r"^\s*date (\d{4})-(\d{2})(?:-(\d{2}))?")
VERBS = "sier|seier|sa|sade|säger|said|says|sagt|sagte|forteller|fortel|opplyser|skriver|mener|meiner|dit"
NAME = r"[A-ZÆØÅÄÖ][\w-]+(?: [A-ZÆØÅÄÖ][\w-]+)*"
DASHED = re.compile(rf"^[–—-]\s*(?P<text>.+?)(?:,\s*(?P<cue>{VERBS})\s+(?P<speaker>{NAME})|$)", re.MULTILINE)
MARKED = re.compile(rf"[«“\"](?P<text>[^»”\"]{{15,}})[»”\"](?:,?\s*(?P<cue>{VERBS})\s+(?P<speaker>{NAME}))?")


def main() -> None:
    """Read the command line, do the work."""
    parser = argparse.ArgumentParser()
    for folder in ("one", "raw", "out"):
        parser.add_argument(folder, type=Path)
    parser.add_argument("--entities", help="a spaCy pipeline that is installed")
    parser.add_argument("--names-only", action="store_true", help="of the pipeline, run only what finds them")
    asked = parser.parse_args()
    DetectorFactory.seed = 0
    names = name_finder(asked.entities, only=asked.names_only)
    timed(lambda raw, out: job(raw, out, names), asked.one, asked.raw, asked.out)


def job(raw: Path, out: Path, names: FindNames) -> None:
    """From a folder of texts to a folder of tables."""
    write(out, [article(path, raw, names) for path in sorted(raw.rglob("*.txt"))])


def name_finder(pipeline: str | None, *, only: bool) -> FindNames:
    """A function from a text to its names and their labels; `only`: the rest of the pipeline does not run."""
    if pipeline is None:
        return lambda _: []
    import spacy  # noqa: PLC0415 (only where names are asked for)

    model = spacy.load(pipeline, enable=["ner"]) if only else spacy.load(pipeline)
    return lambda text: [(name.text, name.label_) for name in model(text).ents]


def text_of(path: Path) -> str:
    """The file as text, windows-1252 where it is no UTF-8."""
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def language_of(text: str) -> str:
    """Label of langdetect, `und` where it has none."""
    try:
        return str(detect(text))
    except LangDetectException:
        return "und"


def article(path: Path, raw: Path, names: FindNames) -> dict[str, list[Row]]:
    """The rows of one file by table."""
    text, source = text_of(path), path.relative_to(raw).as_posix()
    header = HEADER.match(text)
    body = text[header.end() :] if header else text
    key = {
        "language": language_of(body),
        "year": int(header[1]) if header else 0,
        "month": int(header[2]) if header else 0,
    }
    return {
        "documents": [{"source": source, "text": text, "words": len(body.split()), **key}],
        "quotes": [{"source": source, **quote, **key} for quote in quotes(body)],
        "entities": [{"source": source, "name": n, "label": label, **key} for n, label in names(body)],
    }


def quotes(body: str) -> Iterator[Row]:
    """Every dash paragraph, and every long stretch in quotation marks."""
    for pattern in (DASHED, MARKED):
        for found in pattern.finditer(body):
            yield {"start": found.start("text"), "end": found.end("text"), **found.groupdict()}


def write(out: Path, articles: list[dict[str, list[Row]]]) -> None:
    """One Parquet dataset a table, in folders by language, year and month."""
    for table in ("documents", "quotes", "entities"):
        rows = [row for one in articles for row in one[table]]
        if rows:
            pd.DataFrame(rows).to_parquet(out / table, partition_cols=["language", "year", "month"])


if __name__ == "__main__":
    main()
