"""Put what 10^6 to 10^9 articles need, reckoned from what was measured, into docs/4_how_it_works.md.

    python -m benchmarks.reach_report

Rates come from results/stages.json and scale.json (an article), and coordinator.json (the process that
runs the sequence); the number of files from the rule by which partitions are cut.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flows.merging.parts import part_prefixes
from schemas import DOCUMENT_TABLES

_REPOSITORY = Path(__file__).parents[1]
RESULTS = _REPOSITORY / "benchmarks/results"
PAGE = _REPOSITORY / "docs/4_how_it_works.md"

BEGIN, END = "<!-- reach: written by benchmarks/reach_report.py -->", "<!-- end of reach -->"

ARTICLES = (10**6, 10**8, 10**9)
MONTHS = 20 * 12
LANGUAGES = {"nb": 0.7, "nn": 0.1, "sv": 0.1, "en": 0.1}  # shares of the articles, even over the months
BATCH = 500  # files, the default
CORES, HOURS = 64, 8  # of a machine, of a night
GIB = 64  # a machine's memory that the coordinator may have

#: What finds names, as the page calls it, and its row in stages.json; none where it is off.
ENGINES = {"off": None, "fast": "entities, fast", "cascade": "entities, cascade"}

Result = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Rates:
    """What was measured, by the name of the file that holds it."""

    stages: Result
    scale: Result
    coordinator: Result

    @property
    def largest(self) -> Result:
        """The first run over most articles."""
        return self.scale[max((name for name in self.scale if name.isdigit()), key=int)]  # type: ignore[no-any-return]

    def cpu_milliseconds(self, engine: str) -> float:
        """Of one article, everything included."""
        names = ENGINES[engine]
        rooms = self.stages["newspaper"]["milliseconds_per_3_kB"]
        return float(self.largest["cpu_milliseconds_per_article"] + (rooms[names] if names else 0))

    def run(self, kind: str) -> Result:
        """The largest simulated run of a kind: `first` or `night`."""
        runs = [one[kind] for name, one in self.coordinator["runs"].items()]
        return max(runs, key=lambda one: one["files"])  # type: ignore[no-any-return]

    def grown(self, kind: str, what: str, count: float, column: str, start: float) -> float:
        """`start`, measured in the largest run of a kind, carried on to `count` of `what`."""
        rate = self.coordinator[{"first": "per_thousand_batches", "night": "per_thousand_known_files"}[kind]]
        return start + (count - self.run(kind)[what]) / 1000 * rate[column]


def read_rates() -> Rates:
    """What the benchmarks have written."""
    names = ("stages", "scale", "coordinator")
    return Rates(*(json.loads((RESULTS / f"{name}.json").read_text(encoding="utf-8")) for name in names))


def table_files(articles: int) -> int:
    """Files of the four tables."""
    parts = Counter(
        {name: len(part_prefixes(int(articles * share / MONTHS))) for name, share in LANGUAGES.items()}
    )
    return MONTHS * parts.total() * len(DOCUMENT_TABLES)


def first_memory(rates: Rates, articles: float) -> float:
    """GiB of the coordinator in a first run."""
    return rates.grown("first", "batches", articles / BATCH, "mib", rates.run("first")["peak_mib"]) / 1024


def night_memory(rates: Rates, articles: float) -> float:
    """GiB of the coordinator on a night when so many files are known."""
    return rates.grown("night", "files", articles, "mib", rates.run("night")["peak_mib"]) / 1024


def night_minutes(rates: Rates, articles: int) -> float:
    """Minutes of CPU time of the coordinator on a night with few new files, after the listing."""
    known = rates.grown("night", "files", articles, "cpu_seconds", rates.run("night")["cpu_seconds"])
    more_files = table_files(articles) - rates.run("night")["table_files"]
    return (known + more_files / 1000 * rates.coordinator["per_thousand_table_files"]["cpu_seconds"]) / 60


def first_minutes(rates: Rates, articles: int) -> float:
    """Minutes of CPU time of the coordinator in a first run, after the listing."""
    return (
        rates.grown("first", "batches", articles / BATCH, "cpu_seconds", rates.run("first")["cpu_seconds"])
        / 60
    )


def listing_minutes(rates: Rates, articles: float) -> float:
    """Minutes in which one process lists the raw files."""
    return articles / float(rates.coordinator["listed_files_per_cpu_second"]) / 60


def rows(rates: Rates) -> list[tuple[str, list[str]]]:
    """What the table says: a name and a cell for each of ARTICLES."""
    raw, stored = rates.stages["newspaper"]["mean_bytes"], rates.largest["stored_bytes_per_article"]
    cells: dict[str, Callable[[int], str]] = {
        "raw text": lambda count: _bytes(count * raw),
        "Parquet, without `entities`": lambda count: _bytes(count * stored),
        "partitions of a table": lambda _: f"{MONTHS * len(LANGUAGES):,}",
        "files of the four tables": lambda count: f"{table_files(count):,}",
        **{f"CPU hours, names {name}": _hours(rates, name) for name in ENGINES},
        **{f"machines for one night, names {name}": _machines(rates, name) for name in ENGINES},
        "listing the raw files": lambda count: _minutes(listing_minutes(rates, count)),
        "coordinator, first run": lambda count: _minutes(first_minutes(rates, count)),
        "its memory": lambda count: f"{_short(first_memory(rates, count))} GiB",
        "coordinator, a later night": lambda count: _minutes(night_minutes(rates, count)),
        "its memory, a later night": lambda count: f"{_short(night_memory(rates, count))} GiB",
        "ledger (`sources`)": lambda count: _bytes(count * rates.coordinator["ledger_bytes_per_file"]),
    }
    return [(name, [cell(count) for count in ARTICLES]) for name, cell in cells.items()]


def limits(rates: Rates) -> list[str]:
    """Where the coordinator ends, in sentences."""
    rate = rates.coordinator["per_thousand_known_files"]["mib"]
    full = rates.run("night")["files"] + (GIB * 1024 - rates.run("night")["peak_mib"]) / rate * 1000
    hour = 3600 * float(rates.coordinator["listed_files_per_cpu_second"])
    return [
        f"- The memory of the plan: {GIB} GiB are full at {_millions(full)} known files.",
        f"- The listing: one process lists {_millions(hour)} files in an hour, every night.",
    ]


def pace(rates: Rates) -> str:
    """On what it was measured, and what the coordinator takes, in sentences."""
    processor = rates.stages["machine"]["processor"]
    planned = rates.coordinator["planned_files_per_cpu_second"]
    batches = rates.coordinator["per_thousand_batches"]
    return (
        f"The processor that was measured: {processor}. Another one takes other hours and seconds.\n\n"
        f"In a second of CPU time it compares {planned:,} known files with the ledger. A thousand batches, "
        f"of {BATCH} files\neach, take {_short(batches['cpu_seconds'])} s of its CPU time and "
        f"{_short(batches['mib'])} MiB of its memory, from the plan to the ledger. Where it ends:"
    )


def page_part(rates: Rates) -> str:
    """The table and the limits as Markdown, with their markers."""
    head = ["|  | " + " | ".join(f"10^{len(str(count)) - 1} articles" for count in ARTICLES) + " |"]
    lines = [f"| {name} | {' | '.join(cells)} |" for name, cells in rows(rates)]
    return "\n".join(
        [BEGIN, "", *head, "|---|---:|---:|---:|", *lines, "", pace(rates), "", *limits(rates), "", END]
    )


def updated(page: str, part: str) -> str:
    """`page` with what stands between the markers replaced."""
    before, _, rest = page.partition(BEGIN)
    return before + part + rest.partition(END)[2]


def _hours(rates: Rates, engine: str) -> Callable[[int], str]:
    return lambda count: _short(count * rates.cpu_milliseconds(engine) / 3_600_000)


def _machines(rates: Rates, engine: str) -> Callable[[int], str]:
    night = CORES * HOURS * 3_600_000
    return lambda count: _short(count * rates.cpu_milliseconds(engine) / night)


def _minutes(minutes: float) -> str:
    return _scaled(minutes * 60, [("s", 60), ("min", 60), ("h", 24)])


def _bytes(count: float) -> str:
    return _scaled(count / 1e6, [("MB", 1000), ("GB", 1000), ("TB", 1000)])


def _scaled(value: float, units: Sequence[tuple[str, int]]) -> str:
    """A number in the first unit in which it is small, each with its size in the next one."""
    for name, size in units[:-1]:
        if value < size:
            return f"{_short(value)} {name}"
        value /= size
    return f"{_short(value)} {units[-1][0]}"


def _short(value: float) -> str:
    """With two figures where it has no more before the point."""
    return f"{value:.2g}" if round(value, 1) < 10 else f"{value:,.0f}"  # noqa: PLR2004 (one figure)


def _millions(count: float) -> str:
    return f"{count / 1e6:,.0f} million"


if __name__ == "__main__":
    part = page_part(read_rates())
    PAGE.write_text(updated(PAGE.read_text(encoding="utf-8"), part), encoding="utf-8")
