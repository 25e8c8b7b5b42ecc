"""What an engine that is spared sentences loses by it: F1 with and without, and whether that is a difference.

The interval is of paired differences over documents drawn anew; where it holds zero there is none to see.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from transforms.entities.engine import Engine, Tagged

DRAWS = 2000
Pairs = Sequence[tuple[set[Any], set[Any]]]
"""Of each document: the names that are there, and those that were found."""


@dataclass(frozen=True, slots=True)
class Thorough:
    """An engine that reads every sentence."""

    engine: Engine
    skims = False

    @property
    def name(self) -> str:
        """That of the engine."""
        return self.engine.name

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[Tagged]:
        """What the engine says."""
        return self.engine.tag(sentences)


def compared(spared: Pairs, thorough: Pairs) -> dict[str, Any]:
    """F1 of both, in per cent, names that differ, and the middle 95 % of the differences of F1."""
    drawn, numbers = random.Random(0), range(len(spared))
    differences = []
    for _ in range(DRAWS):
        chosen = drawn.choices(numbers, k=len(numbers))
        differences.append(_f1([spared[n] for n in chosen]) - _f1([thorough[n] for n in chosen]))
    differences.sort()
    return {
        "f1": round(_f1(spared), 2),
        "f1_of_all_read": round(_f1(thorough), 2),
        "difference": [round(differences[DRAWS // 40], 2), round(differences[-DRAWS // 40], 2)],
        "found": sum(len(found) for _, found in spared),
        "found_otherwise": sum(len(a ^ b) for (_, a), (_, b) in zip(spared, thorough, strict=True)),
    }


def _f1(pairs: Pairs) -> float:
    right = sum(len(gold & found) for gold, found in pairs)
    return 200 * right / max(sum(len(gold) + len(found) for gold, found in pairs), 1)
