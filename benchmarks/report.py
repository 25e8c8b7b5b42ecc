"""The shapes of the quality page: tables in markdown, figures with their intervals, what is asked."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable, Iterable
from types import ModuleType
from typing import Any

from benchmarks.goldsets import REPO

TARGETS = tomllib.loads((REPO / "benchmarks" / "targets.toml").read_text(encoding="utf-8"))


def total(tallies: Iterable[Counter[Any]]) -> Counter[Any]:
    """All tallies in one."""
    return sum(tallies, Counter())


def table(header: list[str], rows: Iterable[list[str]]) -> str:
    """A markdown table."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def figure(tallies: list[Counter[Any]], compute: Callable[[Counter[Any]], float], scorer: ModuleType) -> str:
    """A figure with its interval where there are enough articles for one."""
    value = f"{compute(total(tallies)):.3f}"
    if len(tallies) <= 5:  # noqa: PLR2004  the scorer's own limit
        return value
    low, high = scorer.interval(tallies, compute)
    return f"{value} [{low:.3f}, {high:.3f}]"


def asked(group: str, name: str) -> str:
    """What is asked for a figure (an aim and a floor where both are), empty where nothing is."""
    target = TARGETS[group].get(name, [])
    return " / ".join(f"{value:.2f}" for value in (target if isinstance(target, list) else [target]))
