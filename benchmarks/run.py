"""Run benchmarks and write their results with the machine and the versions they ran on.

    python benchmarks/run.py [stages] [scale] [night] [adversarial] [startup]

Without a name all run, at full size: about 6 GB below --work and an hour on two cores. Each writes
benchmarks/results/NAME.json; numbers in the documentation come from there.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path
from typing import Any

import adversarial
import scale
import stages
import startup
from machine import machine

RESULTS = Path(__file__).parent / "results"
NAMES = ("stages", "startup", "adversarial", "scale", "night")


def measure(name: str, work: Path, small: int, large: int) -> dict[str, Any]:
    """The result of one benchmark."""
    match name:
        case "stages":
            return stages.measure()
        case "startup":
            return startup.measure()
        case "adversarial":
            return adversarial.measure()
        case "scale":
            return scale.scale(work, small, large)
        case "night":
            return scale.night(work, large)
        case _:
            raise ValueError(f"No benchmark is called {name!r}; there are {', '.join(NAMES)}.")


def main() -> None:
    """Read the command line, run what it asks for, write and print each result."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(NAMES))
    parser.add_argument("--small", type=int, default=10_000, help="articles of the smaller corpus")
    parser.add_argument(
        "--large", type=int, default=100_000, help="articles of the larger, and below the night"
    )
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "spalte-benchmarks")
    parser.add_argument("--results", type=Path, default=RESULTS)
    asked = parser.parse_args()
    for name in asked.names or NAMES:
        result = {"machine": machine(), **measure(name, asked.work, asked.small, asked.large)}
        text = json.dumps(result, indent=2, ensure_ascii=False)
        asked.results.mkdir(parents=True, exist_ok=True)
        (asked.results / f"{name}.json").write_text(text + "\n", encoding="utf-8")
        print(f"{name}: {text}")


if __name__ == "__main__":
    main()
