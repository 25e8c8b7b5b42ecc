"""Learn which words tell nynorsk from bokmål, and measure how well they do.

    python benchmarks/train_nynorsk.py NOB_TRAIN NNO_TRAIN NOB_DEV NNO_DEV

The arguments are NorNE files in IOB: `token<TAB>tag`, a blank line after each sentence. Writes the
table that ships (`transforms/languages/nynorsk.tsv`) from the two train files, and
`benchmarks/results/language.json` from the two dev files, through `transforms.language.detect`.
"""

from __future__ import annotations

import json
import math
import sys
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from pathlib import Path
from time import process_time

from machine import machine

from schemas.segments import SegmentKind
from transforms.evidence import SHORTEST_WITH_ENDING
from transforms.language import detect
from transforms.segments import Segment

TABLE = Path("transforms/languages/nynorsk.tsv")
RESULT = Path("benchmarks/results/language.json")
WORDS = 1000
ENDINGS = 300
SMOOTHING = {"word": 1, "ending": 5}  # added to both counts, so that what one side lacks has finite log-odds
NO_SPACE_BEFORE = frozenset(".,:;!?)]»…%")
NO_SPACE_AFTER = frozenset("([«")


def sentences(path: Path) -> Iterator[list[str]]:
    """Token lists of one IOB file; lines that start with `# ` are comments."""
    tokens: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("# "):
            tokens.append(line.split("\t")[0])
        elif tokens:
            yield tokens
            tokens = []
    if tokens:
        yield tokens


def counted(path: Path) -> Counter[str]:
    """Lower-case words of a file with their counts; numbers and marks are left out."""
    return Counter(token.lower() for tokens in sentences(path) for token in tokens if token.isalpha())


def telling(bokmaal: Counter[str], nynorsk: Counter[str], smoothing: float, size: int) -> dict[str, float]:
    """The `size` most telling keys with their log-odds (natural; positive speaks for nynorsk).

    Telling is what a key contributes over the whole of both files: |log-odds| times its count.
    """
    ratio = bokmaal.total() / nynorsk.total()
    odds = {
        key: math.log(ratio * (nynorsk[key] + smoothing) / (bokmaal[key] + smoothing))
        for key in bokmaal.keys() | nynorsk.keys()
    }
    weight = {key: abs(odds[key]) * (bokmaal[key] + nynorsk[key]) for key in odds}
    return {key: odds[key] for key in sorted(odds, key=lambda key: (-weight[key], key))[:size]}


def learn(bokmaal: Counter[str], nynorsk: Counter[str]) -> dict[str, float]:
    """Words, then the endings (`-ane`) of all words that are not among them."""
    words = telling(bokmaal, nynorsk, SMOOTHING["word"], WORDS)
    rest = endings(bokmaal, words), endings(nynorsk, words)
    return words | telling(*rest, SMOOTHING["ending"], ENDINGS)


def endings(counts: Counter[str], known: Container[str]) -> Counter[str]:
    """Last three letters, behind a hyphen, of the words that are long enough to have an ending."""
    total: Counter[str] = Counter()
    for word, count in counts.items():
        if word not in known and len(word) >= SHORTEST_WITH_ENDING:
            total[f"-{word[-3:]}"] += count
    return total


def printed(tokens: Iterable[str]) -> str:
    """Tokens as a newspaper prints them: marks stand at their words."""
    text, glue = "", True
    for token in tokens:
        text += token if glue or token[0] in NO_SPACE_BEFORE else f" {token}"
        glue = token[-1] in NO_SPACE_AFTER
    return text


def texts(path: Path, size: int) -> Iterator[str]:
    """Consecutive texts of `size` sentences each; a shorter rest is left out."""
    all_sentences = [printed(tokens) for tokens in sentences(path)]
    for first in range(0, len(all_sentences) - size + 1, size):
        yield " ".join(all_sentences[first : first + size])


def measured(path: Path, language: str, size: int, prior: str | None) -> dict[str, float]:
    """Shares of texts called right, called something else, and left open (`und`)."""
    answers: Counter[str] = Counter()
    for text in texts(path, size):
        answers[detect(text, (Segment(SegmentKind.PARAGRAPH, 0, len(text)),), prior).language] += 1
    total = answers.total()
    right, open_ = answers[language], answers["und"]
    return {
        "texts": total,
        "right": round(right / total, 4),
        "wrong": round((total - right - open_) / total, 4),
        "und": round(open_ / total, 4),
    }


def main(nob_train: Path, nno_train: Path, nob_dev: Path, nno_dev: Path) -> None:
    """Write the table, then what it reaches on the dev files."""
    rows = learn(counted(nob_train), counted(nno_train))
    TABLE.write_text("".join(f"{key}\t{odds:.2f}\n" for key, odds in rows.items()), encoding="utf-8")
    started = process_time()
    sets = (("nb", nob_dev), ("nn", nno_dev))
    report = {
        "machine": machine(),
        "table_rows": len(rows),
        "texts_of_sentences": {
            str(size): {
                known: {code: measured(path, code, size, prior) for code, path in sets}
                for known, prior in (("declared_norwegian", "no"), ("nothing_declared", None))
            }
            for size in (1, 3, 10)
        },
    }
    report["cpu_seconds"] = round(process_time() - started, 2)
    RESULT.parent.mkdir(parents=True, exist_ok=True)
    RESULT.write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    print(json.dumps(report["texts_of_sentences"], indent=2))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:5]))
