"""Put the answers and seconds of benchmarks/results/reading.json into docs/2_query.md.

python -m benchmarks.reading.page
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .questions import PAGE

RESULTS = Path(__file__).parents[1] / "results/reading.json"


def parts(result: Mapping[str, Any]) -> dict[str, str]:
    """What stands between the markers of the page, by their names."""
    asked = result["questions"]
    answers = {f"answer {one['number']}": _block("\n".join(one["answer"])) for one in asked}
    return {
        "dataset": _dataset(result),
        **answers,
        "seconds": _block(_seconds(result)),
        "plan": _block(_plan(asked)),
    }


def updated(page: str, new: Mapping[str, str]) -> str:
    """`page` with what stands between the markers replaced; raises ValueError where a pair is missing."""
    for name, part in new.items():
        found = re.search(rf"(<!-- {name}(?:: [^>]*)? -->).*?(<!-- end of {name} -->)", page, re.DOTALL)
        if found is None:
            raise ValueError(f"The page has no pair of markers for {name!r}.")
        page = page[: found.end(1)] + part + page[found.start(2) :]
    return page


def _block(text: str) -> str:
    return f"\n\n{text}\n\n"


def _dataset(result: Mapping[str, Any]) -> str:
    tables = result["tables"]
    size = sum(table["bytes"] for table in tables.values()) / 1e6
    rows = ", ".join(f"{table['rows']:,} {name}" for name, table in tables.items())
    return f"\n{rows}; {tables['quotes']['files']} files a table, {size:,.0f} MB.\n"


def _seconds(result: Mapping[str, Any]) -> str:
    head = [
        "| question | seconds | least to most | files opened | columns read |",
        "|---|---:|---:|---:|---:|",
    ]
    return "\n".join([*head, *map(_row, result["questions"]), "", _machine(result)])


def _row(asked: Mapping[str, Any]) -> str:
    seconds, reads = asked["seconds"], asked["reads"]
    files = "<br>".join(f"{one['files']} of {one['of_files']} `{one['table']}`" for one in reads)
    columns = (
        "<br>".join(f"{one['columns']} of {one['of_columns']}" for one in reads if "columns" in one) or "–"
    )
    spread = f"{seconds['least']:.3f} to {seconds['most']:.3f}"
    return (
        f"| {asked['number']}. {asked['title']} | {seconds['median']:.3f} | {spread} | {files} | {columns} |"
    )


def _machine(result: Mapping[str, Any]) -> str:
    machine, repeats = result["machine"], result["repeats"]
    with_what = f"polars {machine['packages']['polars']}, DuckDB {result['duckdb']}"
    return f"{repeats} times each; {machine['processor']}, {machine['cores']} cores; {with_what}."


def _plan(asked: list[Mapping[str, Any]]) -> str:
    lines = next(one["plan"] for one in asked if one["plan"])
    return "\n".join(["```text", *lines, "```"])


def main() -> None:
    """Write the page anew."""
    result = json.loads(RESULTS.read_text(encoding="utf-8"))
    PAGE.write_text(updated(PAGE.read_text(encoding="utf-8"), parts(result)), encoding="utf-8")


if __name__ == "__main__":
    main()
