"""Learn which words tell nynorsk from bokmål.

    python benchmarks/train_nynorsk.py NOB_TRAIN NNO_TRAIN

The arguments are NorNE files in IOB: `token<TAB>tag`, a blank line after each sentence. Writes the table
that ships (`transforms/languages/nynorsk.tsv`); what it reaches is measured by `train_nordic.py`.
"""

from __future__ import annotations

import math
import sys
from collections import Counter
from pathlib import Path

from train_nordic import counted

TABLE = Path("transforms/languages/nynorsk.tsv")
WORDS = 1000
SMOOTHING = 1  # added to both counts, so that what one side lacks has finite log-odds


def telling(bokmaal: Counter[str], nynorsk: Counter[str]) -> dict[str, float]:
    """The most telling words with their log-odds (natural; positive speaks for nynorsk).

    Telling is what a word contributes over the whole of both files: |log-odds| times its count.
    """
    ratio = bokmaal.total() / nynorsk.total()
    odds = {
        word: math.log(ratio * (nynorsk[word] + SMOOTHING) / (bokmaal[word] + SMOOTHING))
        for word in bokmaal.keys() | nynorsk.keys()
    }
    weight = {word: abs(odds[word]) * (bokmaal[word] + nynorsk[word]) for word in odds}
    return {word: odds[word] for word in sorted(odds, key=lambda word: (-weight[word], word))[:WORDS]}


def main(bokmaal: Path, nynorsk: Path) -> None:
    """Write the table."""
    rows = telling(counted(bokmaal), counted(nynorsk))
    TABLE.write_text("".join(f"{word}\t{odds:.2f}\n" for word, odds in rows.items()), encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
