"""Measure the pipeline on hand-annotated articles and write docs/5_quality.md.

    python -m benchmarks.quality --gold ../shared/gold --scorers ../shared/eval

`--gold` holds the annotated sets (`articles/`, `norsumm/`, `seed/`, each with `gold.jsonl` and, but for the
seed, `raw/`), `--scorers` the two scoring scripts. Neither is part of this repository. Figures on treebanks
are those that `run.py norne` wrote last. Nothing else writes the page, and no figure that is measured here is
typed by hand.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from string import Template
from types import ModuleType

from benchmarks import names_report, pages_report, quotes_report, treebanks_report
from benchmarks.goldsets import REPO, SETS, Measured, add_places, measure, module
from benchmarks.report import table
from schemas.entities import EntityEngine

PAGE = REPO / "docs" / "5_quality.md"
TEMPLATE = Template((REPO / "benchmarks" / "quality.md").read_text(encoding="utf-8"))
FLOORS = REPO / "tests" / "golden" / "floors.json"


#: Of the floors, those that say the most; all of them stand in the file.
_FLOORS_SHOWN = ("quoted_f1", "quoted_with_speaker_f1", "indirect_f1", "indirect_with_speaker_f1", "language")


def golden() -> str:
    """The floors under the articles of the regression net."""
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))["floors"]
    rows = (
        [group, *(f"{figures[name]:.3f}" if name in figures else "" for name in _FLOORS_SHOWN)]
        for group, figures in floors.items()
    )
    return table(["articles", *_FLOORS_SHOWN], rows)


def page(quotes: ModuleType, articles: ModuleType, measured: dict[str, Measured], fast: Measured) -> str:
    """The whole page; `fast` are the articles with the fast engine's names."""
    return TEMPLATE.substitute(
        golden=golden(),
        pages=pages_report.pages(articles, measured),
        **quotes_report.parts(quotes, measured),
        **names_report.parts(articles, {"cascade": measured["articles"], "fast": fast}),
        **treebanks_report.parts(),
    )


def main() -> int:
    """Measure all sets and write the page."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add_places(parser)
    args = parser.parse_args()
    if not args.gold.is_dir():
        print(f"No annotated articles at {args.gold}: give their folder with --gold.", file=sys.stderr)
        return 2
    quotes, articles = module(args.scorers / "score_quotes.py"), module(args.scorers / "score_articles.py")
    with tempfile.TemporaryDirectory() as work:
        measured = {name: measure(quotes, args.gold, name, Path(work)) for name in SETS}
        fast = measure(quotes, args.gold, "articles", Path(work) / "fast", EntityEngine.FAST)
        PAGE.write_text(page(quotes, articles, measured, fast), encoding="utf-8")
    print(f"wrote {PAGE.relative_to(REPO)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
