"""Measure how often each rule's quotes are right, and write transforms/quotes/confidence.toml.

    python -m benchmarks.calibrate --gold ../shared/gold --scorers ../shared/eval

A quote's confidence is its rule's share times the certainty of each step that led to its speaker. So a
rule's share is estimated as (right rows + PRIOR_ROWS * share of all rows) over (sum of certainties +
PRIOR_ROWS): a rule seen twice is not said to be always right. `docs/5_quality.md` shows what comes out for
articles left out.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from benchmarks.goldsets import SETS, Row, add_places, judged_rows, measure, module
from schemas.quotes import QuoteRule
from transforms.quotes.confidence import confidences

TABLE = Path(__file__).parent.parent / "transforms" / "quotes" / "confidence.toml"

#: Weight of the share of all rows in every rule's share, in rows.
PRIOR_ROWS = 4

#: No rule is so good that its next row is certain.
HIGHEST = 0.98


def certainty(row: Row) -> float:
    """What the steps to the speaker left of the rule's share."""
    return row.confidence / confidences()[row.rule]


def shares(rows: Iterable[Row]) -> dict[QuoteRule, float]:
    """Each rule's share of right rows, drawn towards that of all rows."""
    right, certain = dict.fromkeys(QuoteRule, 0), dict.fromkeys(QuoteRule, 0.0)
    for row in rows:
        right[row.rule] += row.right
        certain[row.rule] += certainty(row)
    overall = sum(right.values()) / sum(certain.values())
    return {
        rule: min(HIGHEST, (right[rule] + PRIOR_ROWS * overall) / (certain[rule] + PRIOR_ROWS))
        for rule in QuoteRule
    }


def left_out(rows: list[Row]) -> list[Row]:
    """The rows with the confidence that the other articles alone would have given them."""
    without = {
        article: shares(row for row in rows if row.article != article)
        for article in {r.article for r in rows}
    }
    return [replace(row, confidence=without[row.article][row.rule] * certainty(row)) for row in rows]


def write(table: dict[QuoteRule, float]) -> None:
    """Put the shares where the transforms read them."""
    lines = [f"{rule.value} = {share:.2f}" for rule, share in table.items()]
    head = "# Share of each rule's rows whose words and speaker are right: `python -m benchmarks.calibrate`"
    TABLE.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")


def main() -> int:
    """Measure and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add_places(parser)
    args = parser.parse_args()
    scorer = module(args.scorers / "score_quotes.py")
    with tempfile.TemporaryDirectory() as work:
        measured = [measure(scorer, args.gold, name, Path(work)) for name in SETS]
        write(shares(judged_rows(scorer, measured)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
