"""Floors under the quality on the golden articles, pinned with the digest of the articles and their names.

`python tests/golden/floors.py` measures and raises the floors to what was measured. It refuses to
lower one without `--allow-lower`: say in the commit why. `--show` prints every difference.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.golden import gold, names, score

PATH = Path(__file__).parent / "floors.json"

Figures = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Floors:
    """The digest of what was measured, group -> figure -> floor, and engine -> group -> F1 of names."""

    digest: str
    floors: Figures
    names: Figures


def pinned() -> Floors:
    """The floors on disk; none before the first pinning."""
    return Floors(**json.loads(PATH.read_text(encoding="utf-8"))) if PATH.exists() else Floors("", {}, {})


def below(floors: Figures, measured: Figures) -> list[str]:
    """A sentence for each figure that is missing or below its floor."""
    return [
        f"{group} {name} is {measured.get(group, {}).get(name, 0.0):.4f}, the floor is {floor:.4f}"
        for group, figures in floors.items()
        for name, floor in figures.items()
        if measured.get(group, {}).get(name, 0.0) < floor
    ]


def differences(article: gold.Gold) -> Iterator[str]:
    """What is missed, found without need, or given to somebody else in one article."""
    have = score.found(score.understand(article))
    for group in (("direct", "partial"), ("indirect",)):
        wanted = [quote for quote in article.quotes if quote.kind in group]
        got = [quote for quote in have if quote.kind in group]
        matched = list(score.pairs(wanted, got))
        hit = {id(quote) for pair in matched for quote in pair}
        yield from (f"missed {quote.kind} {quote.text!r}" for quote in wanted if id(quote) not in hit)
        yield from (f"extra {quote.kind} {quote.text!r}" for quote in got if id(quote) not in hit)
        yield from (
            f"speaker of {one.text[:50]!r} is {one.speaker_name!r}, found {other.speaker_name!r}"
            for one, other in matched
            if score.words(one.speaker_name or "") != score.words(other.speaker_name or "")
        )


def main(arguments: list[str]) -> int:
    """Measure, then pin or refuse; 1 when refused."""
    articles = gold.articles()
    if "--show" in arguments:
        sys.stdout.writelines(f"{a.id}: {line}\n" for a in articles for line in differences(a))
    measured, named = score.measure(articles), names.measure(articles)
    sys.stdout.writelines(f"{name}: {value:.4f}\n" for name, value in measured["all"].items())
    sys.stdout.writelines(f"names, {engine}: {figures['all']:.4f}\n" for engine, figures in named.items())
    lower = below(pinned().floors, measured) + below(pinned().names, named)
    if lower and "--allow-lower" not in arguments:
        sys.stderr.writelines(
            f"{line}\n" for line in [*lower, "Nothing written: --allow-lower lowers floors."]
        )
        return 1
    floors = asdict(Floors(gold.digest(), measured, named))
    PATH.write_text(json.dumps(floors, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
