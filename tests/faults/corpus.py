"""Two hundred invented articles about roads: half of them known to the version before, some changed since."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

FILES = 200
KNOWN = 100
CHANGED = 20

_ARTICLE = """ date 2022-{month:02d}-{day:02d} innenriks

Veg {number} er stengt

Veg {number} over fjellet er stengt etter uvêret i natt, og {name} ber folk om å vente til i morgon.

– {words} vi opnar ikkje før det er trygt, seier {name} til Fjellposten.

{name} er leiar for brøytinga i Dal kommune.
"""


def write_corpus(root: Path) -> None:
    """The files of the version before in `known`, those of the night in `next`."""
    for number in range(FILES):
        if number < KNOWN:
            write_article(root / f"known/{number % 7}/{number}.txt", number, hours=2)
        changed = number < CHANGED
        article = number + FILES * changed
        write_article(root / f"next/{number % 7}/{number}.txt", article, hours=1 if changed else 2)


def write_article(path: Path, number: int, *, hours: float = 2) -> Path:
    """One article, last written some hours ago; the same number gives the same text."""
    chosen = random.Random(number)  # noqa: S311  (the same articles every time)
    text = _ARTICLE.format(
        month=number % 5 + 1,
        day=number % 28 + 1,
        number=number,
        name=chosen.choice(["Kari Sund", "Ola Nord", "Berit Moe"]),
        words="Nei, " * chosen.randint(1, 9),
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    then = time.time() - 3600 * hours
    os.utime(path, (then, then))
    return path
