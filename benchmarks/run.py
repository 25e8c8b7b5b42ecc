"""Run benchmarks and write their results with the machine and the versions they ran on.

    python benchmarks/run.py [--short] [NAME ...]

Without a name all run, at full size: about 6 GB below --work and two hours on two cores. Each writes
benchmarks/results/NAME.json; numbers in the documentation come from there. --short runs in minutes and
writes to benchmarks/results/short, which git ignores: enough to see a large difference before a commit.

norne, cascade and entities need NorNE's IOB files, cascade the annotated articles beside them, entities the
reference tagger of the models too; without a name they are left out where these are not. peers compares
with what --peers-python has of benchmarks/peers/requirements.txt, and names the rest.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import adversarial
import cascade_curve
import coordinator
import detection
import entity_speed
import norne
import peers_speed
import scale
import skimming
import stages
import startup
import workers
from machine import machine
from peers_corpus import Corpora
from reading import measure as reading

RESULTS = Path(__file__).parent / "results"
SHARED = Path(__file__).parents[2] / "shared"  # what some of them read lies outside of this repository

#: One line a benchmark; `asked` holds the sizes below beside the command line.
BENCHMARKS: dict[str, Callable[[argparse.Namespace], dict[str, Any]]] = {
    "stages": lambda asked: stages.measure(asked.articles, asked.repeats),
    "startup": lambda asked: startup.measure(asked.work, asked.large, asked.repeats, sample=not asked.short),
    "adversarial": lambda asked: adversarial.measure(asked.shrink),
    "scale": lambda asked: scale.scale(asked.work, asked.small, asked.large, asked.engine),
    "night": lambda asked: scale.night(asked.work, asked.large, asked.engine),
    "coordinator": lambda asked: coordinator.measure(asked.work, asked.coordinator_files),
    "norne": lambda asked: norne.measure(asked.treebanks, asked.every),
    "skimming": lambda asked: skimming.measure(asked.treebanks, asked.every),
    "cascade": lambda asked: cascade_curve.measure(asked.treebanks, asked.treebanks.parent, asked.every),
    "entities": lambda asked: entity_speed.measure(
        asked.treebanks, asked.reference, 2 * asked.every, 3 * asked.repeats
    ),
    "detection": lambda asked: detection.measure(_corpora(asked)),
    "peers": lambda asked: peers_speed.measure(_corpora(asked), asked.peers_python),
    "reading": lambda asked: reading.measure(asked.work, asked.reading_articles),
    "workers": lambda asked: workers.measure(asked.work, asked.workers_articles, asked.rounds),
}
#: What lies outside of this repository and a benchmark cannot do without.
NEEDS = {"norne": "treebanks", "skimming": "treebanks", "cascade": "treebanks", "entities": "reference"}
#: What the short form leaves out: twenty years of partitions take more than a minute, however few the files.
LONG = frozenset({"coordinator"})

FULL = {
    "articles": 300,  # of each set of stages
    "repeats": 5,  # of stages and startup; of entities three times as many
    "shrink": 1,  # the texts of adversarial
    "every": 1,  # of the documents of a treebank
    "rounds": 5,  # of detection, peers and workers
    "small": 10_000,
    "large": 100_000,
    "peers_articles": 20_000,  # of detection and peers
    "real": 1000,  # articles of both
    "workers_articles": 20_000,
    "coordinator_files": 100_000,  # and ten times as many
    "reading_articles": 166_000,  # which have a million quotes
    "results": RESULTS,
}
SHORT = {
    "articles": 20,
    "repeats": 1,
    "shrink": 40,
    "every": 25,
    "rounds": 1,
    "small": 300,
    "large": 900,
    "coordinator_files": 500,
    "peers_articles": 120,
    "real": 0,
    "workers_articles": 300,
    "reading_articles": 900,
    "results": RESULTS / "short",
}


def main() -> None:
    """Read the command line, run what it asks for, write and print each result."""
    asked = _asked()
    for name in asked.names or [name for name in BENCHMARKS if not (asked.short and name in LONG)]:
        needed = getattr(asked, NEEDS[name]) if name in NEEDS else None
        if needed and not needed.exists():
            print(f"{name}: left out, for {needed} is not there.")
            continue
        result = {"machine": machine(), **BENCHMARKS[name](asked)}
        text = json.dumps(result, indent=2, ensure_ascii=False)
        asked.results.mkdir(parents=True, exist_ok=True)
        (asked.results / f"{name}.json").write_text(text + "\n", encoding="utf-8")
        print(f"{name}: {text}", flush=True)


def _corpora(asked: argparse.Namespace) -> Corpora:
    """What detection and peers read."""
    return Corpora(asked.work, asked.shared, asked.peers_articles, asked.real, asked.rounds)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHMARKS))
    parser.add_argument("--short", action="store_true", help="everything in small, in minutes")
    parser.add_argument("--small", type=int, help="articles of the smaller corpus")
    parser.add_argument("--large", type=int, help="articles of the larger, and below the night")
    parser.add_argument("--entities", dest="engine", default="off", help="engine of scale and night")
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "spalte-benchmarks")
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder with real texts for both")
    parser.add_argument("--treebanks", type=Path, default=SHARED / "gold/ner", help="folder of IOB files")
    parser.add_argument(
        "--reference", type=Path, default=SHARED / "models/ner/reference_tagger.py", help="its script"
    )
    parser.add_argument("--peers-python", type=Path, default=Path(sys.executable), help="their interpreter")
    parser.add_argument("--peers-articles", type=int, help="articles of the corpus of detection and peers")
    parser.add_argument("--workers-articles", type=int, help="articles that one and two workers read")
    parser.add_argument("--reading-articles", type=int, help="articles of the dataset of reading")
    parser.add_argument("--results", type=Path)
    asked = parser.parse_args()
    if unknown := set(asked.names) - set(BENCHMARKS):
        parser.error(f"no benchmark is called {', '.join(sorted(unknown))}")
    given = {name: value for name, value in vars(asked).items() if value is not None}
    return argparse.Namespace(**{**(SHORT if asked.short else FULL), **given})


if __name__ == "__main__":
    main()
