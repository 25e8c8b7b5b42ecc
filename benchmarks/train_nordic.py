"""Learn what tells bokmål, nynorsk, Danish and Swedish apart, and measure language detection on treebanks.

    python benchmarks/train_nordic.py FOLDER

`FOLDER` holds NorNE (`nob`, `nno`) and the Danish and Swedish parts of Universal NER, train and dev, in IOB.
Writes the table that ships (`transforms/languages/nordic.tsv`) from the train files, and
`benchmarks/results/language.json` from the dev files, through `transforms.language.detect`.
"""

from __future__ import annotations

import json
import math
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from time import process_time
from typing import NamedTuple

from machine import machine
from treebank import page, read

from schemas.segments import SegmentKind
from transforms.evidence import FORMS, NORWEGIAN
from transforms.language import UNKNOWN, detect
from transforms.nordic import trigrams
from transforms.segments import Segment

TABLE = Path("transforms/languages/nordic.tsv")
RESULT = Path("benchmarks/results/language.json")
SETS = {
    "nb": "nob.{}.iob",
    "nn": "nno.{}.iob",
    "da": "da_ddt-ud-{}.iob2",
    "sv": "sv_talbanken-ud-{}.iob2",
}
SIZES = (1, 3, 10)  # sentences of the texts that are measured

Counts = Mapping[str, Counter[str]]  # by language


class Kind(NamedTuple):
    """How many keys of a kind the table holds, and how they are weighed."""

    size: int
    smoothing: float  # added to all counts, so that what one side lacks has finite odds
    share: float  # of the log-likelihood: trigrams overlap, and what they say is half said before


WORDS = Kind(2000, 0.5, 1.0)
TRIGRAMS = Kind(1000, 3.0, 0.5)


def learn(words: Counts) -> dict[str, list[float]]:
    """Words, then the trigrams of all words that are not among them, with a weight a language."""
    told = telling(words, WORDS)
    unknown = {code: _trigrams(counts, told) for code, counts in words.items()}
    return told | telling(unknown, TRIGRAMS)


def telling(counts: Counts, kind: Kind) -> dict[str, list[float]]:
    """The most telling keys with their log-likelihoods less the mean over the languages.

    Telling is what a key contributes over the whole of all files, made equally long: |weight| times count.
    """
    longest = max(count.total() for count in counts.values())
    scales = {code: longest / count.total() for code, count in counts.items()}
    weights, gains = {}, {}
    for key in set().union(*counts.values()):
        logs = [math.log((count[key] + kind.smoothing) * scales[code]) for code, count in counts.items()]
        weights[key] = [kind.share * (log - sum(logs) / len(logs)) for log in logs]
        seen = (count[key] * scales[code] for code, count in counts.items())
        gains[key] = sum(abs(weight) * times for weight, times in zip(weights[key], seen, strict=True))
    return {key: weights[key] for key in sorted(gains, key=lambda key: (-gains[key], key))[: kind.size]}


def counted(path: Path) -> Counter[str]:
    """Lower-case words of a file with their counts; numbers and marks are left out."""
    sentences = chain.from_iterable(read(path))
    return Counter(word.lower() for sentence in sentences for word in sentence.words if word.isalpha())


def _trigrams(counts: Counter[str], known: Mapping[str, object]) -> Counter[str]:
    total: Counter[str] = Counter()
    for word, count in counts.items():
        if word not in known:
            for key in trigrams(word):
                total[key] += count
    return total


def texts(path: Path, size: int) -> Iterator[str]:
    """Consecutive texts of `size` sentences each; a shorter rest is left out."""
    printed = [page([sentence]).text for sentence in chain.from_iterable(read(path))]
    for first in range(0, len(printed) - size + 1, size):
        yield " ".join(printed[first : first + size])


def measured(path: Path, language: str, size: int, prior: str | None) -> dict[str, float]:
    """Shares of texts called right, called something else, and left open (`und`)."""
    answers: Counter[str] = Counter()
    for text in texts(path, size):
        answers[detect(text, (Segment(SegmentKind.PARAGRAPH, 0, len(text)),), prior).language] += 1
    total = answers.total()
    right, open_ = answers[language], answers[UNKNOWN]
    return {
        "texts": total,
        "right": round(right / total, 4),
        "wrong": round((total - right - open_) / total, 4),
        "und": round(open_ / total, 4),
    }


def main(folder: Path) -> None:
    """Write the table, then what it reaches on the dev files."""
    rows = learn({code: counted(folder / name.format("train")) for code, name in SETS.items()})
    lines = ("\t".join((key, *(f"{weight:.1f}" for weight in weights))) for key, weights in rows.items())
    TABLE.write_text("\n".join(("\t".join(("", *SETS)), *lines, "")), encoding="utf-8")
    started = process_time()
    dev = {code: folder / name.format("dev") for code, name in SETS.items()}
    report = {
        "machine": machine(),
        "table_rows": len(rows),
        "texts_of_sentences": {
            str(size): {
                "nothing_declared": {code: measured(path, code, size, None) for code, path in dev.items()},
                "declared_norwegian": {
                    code: measured(path, code, size, NORWEGIAN) for code, path in dev.items() if code in FORMS
                },
            }
            for size in SIZES
        },
    }
    report["cpu_seconds"] = round(process_time() - started, 2)
    RESULT.parent.mkdir(parents=True, exist_ok=True)
    RESULT.write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    print(json.dumps(report["texts_of_sentences"], indent=2))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
