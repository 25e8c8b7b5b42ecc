"""The annotated sets: where they lie, a run over each, and whether each quote found is right."""

from __future__ import annotations

import argparse
import importlib.util
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from schemas import scan
from schemas.entities import EntityEngine
from schemas.quotes import QuoteRule

REPO = Path(__file__).parent.parent
SETS = ("seed", "articles", "norsumm")
_WORDS = ["kind", "start", "end", "text"]
_QUOTE_COLUMNS = [*_WORDS, "cue_start", "speaker_start", "speaker_name", "rule", "confidence"]


@dataclass(frozen=True, slots=True)
class Measured:
    """One set: its gold articles, the quotes found by article, and one tally an article."""

    gold: list[dict[str, Any]]
    found: dict[str, list[dict[str, Any]]]
    tallies: list[Counter[Any]]
    root: Path


@dataclass(frozen=True, slots=True)
class Row:
    """One quote found in an annotated article: whether its words and its speaker are right."""

    article: str
    rule: QuoteRule
    confidence: float
    right: bool


def add_places(parser: argparse.ArgumentParser) -> None:
    """Where the annotated articles and the scorers lie."""
    parser.add_argument("--gold", type=Path, default=REPO / "../shared/gold")
    parser.add_argument("--scorers", type=Path, default=REPO / "../shared/eval")


def module(path: Path) -> ModuleType:
    """The scoring script at `path` as a module."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        message = f"{path} is no Python script: give the folder of the scorers with --scorers."
        raise FileNotFoundError(message)
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def articles(gold: Path, name: str) -> list[dict[str, Any]]:
    """The annotated articles of one set."""
    lines = (gold / name / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def source(gold: Path, name: str, article: dict[str, Any]) -> bytes:
    """The raw file of an annotated article; its text, where there is none."""
    path = gold / name / "raw" / f"{article['id']}.txt"
    return path.read_bytes() if path.exists() else article["text"].encode()


def run(gold: Path, name: str, work: Path, entities: EntityEngine) -> Path:
    """Run the job over one set with an engine and return the processed root."""
    raw, out = work / name / "raw", work / name / "out"
    raw.mkdir(parents=True)
    for article in articles(gold, name):
        (raw / f"{article['id']}.txt").write_bytes(source(gold, name, article))
    command = [
        sys.executable,
        "-m",
        "flows.cli",
        "run",
        str(raw),
        str(out),
        "--direct",
        "--entities",
        entities,
    ]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=REPO)  # noqa: S603  our own command line
    return out


def measure(
    scorer: ModuleType, gold: Path, name: str, work: Path, entities: EntityEngine = EntityEngine.CASCADE
) -> Measured:
    """Run one set and tally it article by article."""
    root = run(gold, name, work, entities)
    documents = scan("documents", root).select("document_id", "source_uri", "text").collect()
    names = {row["document_id"]: row["source_uri"].removesuffix(".txt") for row in documents.to_dicts()}
    found: dict[str, list[dict[str, Any]]] = {n: [] for n in names.values()}
    for row in (
        scan("quotes", root)
        .select("document_id", *_QUOTE_COLUMNS)
        .sort("document_id", "start")
        .collect()
        .to_dicts()
    ):
        found[names[row["document_id"]]].append(row)
    texts = {names[row["document_id"]]: row["text"] for row in documents.to_dicts()}
    wanted = articles(gold, name)
    return Measured(wanted, found, scorer.score(wanted, found, texts=texts), root)


def judged(
    scorer: ModuleType, article: dict[str, Any], found: list[dict[str, Any]]
) -> Iterator[tuple[dict[str, Any], bool | None]]:
    """Each gold quote with None when missed, else whether the speaker is right."""
    for kinds in scorer.GROUPS.values():
        wanted, got = in_words(scorer, article["quotes"], kinds), in_words(scorer, found, kinds)
        hits = dict(scorer.pair(wanted, got))
        for index, quote in enumerate(wanted):
            hit = hits.get(index)
            yield quote, None if hit is None else right(scorer, quote, got[hit])


def judged_rows(scorer: ModuleType, measured: Iterable[Measured]) -> list[Row]:
    """Every quote found, with whether its words and its speaker are right."""
    return [
        Row(article["id"], QuoteRule(quote["rule"]), quote["confidence"], good)
        for result in measured
        for article in result.gold
        for kinds in scorer.GROUPS.values()
        for quote, good in judged_found(scorer, article, result.found[article["id"]], kinds)
    ]


def judged_found(
    scorer: ModuleType, article: dict[str, Any], found: list[dict[str, Any]], kinds: set[str]
) -> Iterator[tuple[dict[str, Any], bool]]:
    """Each quote found of some kinds, with whether it is gold's and gold's speaker speaks."""
    wanted, got = in_words(scorer, article["quotes"], kinds), in_words(scorer, found, kinds)
    gold_of = {f: g for g, f in scorer.pair(wanted, got)}
    for index, quote in enumerate(got):
        yield quote, index in gold_of and right(scorer, wanted[gold_of[index]], quote)


def in_words(scorer: ModuleType, quotes: list[dict[str, Any]], kinds: set[str]) -> list[dict[str, Any]]:
    """The quotes of these kinds with their words as the scorer counts them."""
    return [quote | {"words": scorer.words(quote["text"])} for quote in quotes if quote["kind"] in kinds]


def right(scorer: ModuleType, wanted: dict[str, Any], got: dict[str, Any]) -> bool:
    """Whether the speaker is gold's, null for null included."""
    if not wanted.get("speaker_name"):
        return not got["speaker_name"]
    same: bool = scorer.same_name(wanted["speaker_name"], got["speaker_name"])[0]
    return same
