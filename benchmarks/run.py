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
import entity_speed
import norne
import peers_speed
import scale
import stages
import startup
from machine import machine

RESULTS = Path(__file__).parent / "results"
SHARED = Path(__file__).parents[2] / "shared"  # what two of them read lies outside of this repository
BENCHMARKS: dict[str, Callable[[argparse.Namespace], dict[str, Any]]] = {
    "stages": lambda _: stages.measure(),
    "startup": lambda _: startup.measure(),
    "adversarial": lambda _: adversarial.measure(),
    "scale": lambda asked: scale.scale(asked.work, asked.small, asked.large, asked.engine),
    "night": lambda asked: scale.night(asked.work, asked.large, asked.engine),
    "norne": lambda asked: norne.measure(asked.treebanks),
    "cascade": lambda asked: cascade_curve.measure(asked.treebanks, asked.treebanks.parent),
    "entities": lambda asked: entity_speed.measure(asked.treebanks, asked.reference),
    "peers": lambda asked: peers_speed.measure(asked.work, asked.peers_articles, asked.peers_python),
}


def main() -> None:
    """Read the command line, run what it asks for, write and print each result."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHMARKS))
    parser.add_argument("--small", type=int, default=10_000, help="articles of the smaller corpus")
    parser.add_argument(
        "--large", type=int, default=100_000, help="articles of the larger, and below the night"
    )
    parser.add_argument(
        "--entities", dest="engine", default="off", help="engine of scale and night (default: off)"
    )
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "spalte-benchmarks")
    parser.add_argument("--treebanks", type=Path, default=SHARED / "gold/ner", help="folder of IOB files")
    parser.add_argument(
        "--reference", type=Path, default=SHARED / "models/ner/reference_tagger.py", help="its script"
    )
    parser.add_argument("--peers-python", type=Path, default=Path(sys.executable), help="their interpreter")
    parser.add_argument("--peers-articles", type=int, default=1000, help="articles of the peers' corpus")
    parser.add_argument("--results", type=Path, default=RESULTS)
    asked = parser.parse_args()
    if unknown := set(asked.names) - set(BENCHMARKS):
        parser.error(f"no benchmark is called {', '.join(sorted(unknown))}")
    for name in asked.names or BENCHMARKS:
        result = {"machine": machine(), **BENCHMARKS[name](asked)}
        text = json.dumps(result, indent=2, ensure_ascii=False)
        asked.results.mkdir(parents=True, exist_ok=True)
        (asked.results / f"{name}.json").write_text(text + "\n", encoding="utf-8")
        print(f"{name}: {text}")


if __name__ == "__main__":
    main()
