"""Measure the pipeline on hand-annotated articles and write docs/5_quality.md.

    python -m benchmarks.quality --gold ../shared/gold --scorers ../shared/eval

`--gold` holds the annotated sets (`articles/`, `norsumm/`, `seed/`, each with `gold.jsonl` and, but for the
seed, `raw/`), `--scorers` the two scoring scripts. Neither is part of this repository; nothing else writes
the page, and no figure in it is typed by hand.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from string import Template
from types import ModuleType
from typing import Any

from benchmarks.calibrate import left_out
from benchmarks.goldsets import (
    REPO,
    SETS,
    Measured,
    Row,
    add_places,
    judged,
    judged_rows,
    measure,
    module,
)
from schemas import scan

PAGE = REPO / "docs" / "5_quality.md"
TEMPLATE = Template((REPO / "benchmarks" / "quality.md").read_text(encoding="utf-8"))
TARGETS = tomllib.loads((REPO / "benchmarks" / "targets.toml").read_text(encoding="utf-8"))
FLOORS = REPO / "tests" / "golden" / "floors.json"


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


def quote_tables(scorer: ModuleType, measured: dict[str, Measured]) -> Iterator[str]:
    """Measured against asked, set by set."""
    metrics = {**scorer.metrics("quoted"), **scorer.metrics("indirect")}
    for name, result in measured.items():
        counts = total(result.tallies)
        yield (
            f"### {name}: {len(result.gold)} articles, {counts['quoted', 'gold']} quoted, "
            f"{counts['indirect', 'gold']} indirect\n"
        )
        yield table(
            ["figure", "measured", "asked"],
            (
                [metric, figure(result.tallies, compute, scorer), asked(name, metric)]
                for metric, compute in metrics.items()
                if measurable(metric, counts)
            ),
        )


def measurable(metric: str, counts: Counter[Any]) -> bool:
    """Whether the set has anything that the figure is a share of."""
    group, _, part = metric.partition("_")
    whole = {
        "null_kept": "nameless", "span": "spans", "cue": "cues", "mention": "mentions",
        "speaker_full": "named", "speaker_last": "named",
    }  # fmt: skip
    return part not in whole or counts[group, whole[part]] > 0


def languages(scorer: ModuleType, result: Measured) -> str:
    """The thirty invented articles by language."""
    groups: dict[str, list[Counter[Any]]] = defaultdict(list)
    for article, tally in zip(result.gold, result.tallies, strict=True):
        groups[article["language"]].append(tally)
    columns = [
        "quoted_f1",
        "quoted_span",
        "quoted_speaker",
        "quoted_with_speaker_f1",
        "indirect_f1",
        "indirect_speaker",
    ]
    metrics = {**scorer.metrics("quoted"), **scorer.metrics("indirect")}
    rows = (
        [code, str(len(tallies)), *(f"{metrics[c](total(tallies)):.3f}" for c in columns)]
        for code, tallies in groups.items()
    )
    return table(["language", "articles", *columns], rows)


def pattern(text: str, quote: dict[str, Any]) -> str:
    """How a gold quote is set: its kind, the mark before it and where the reporting clause stands."""
    before = text[: quote["start"]].rstrip()[-1:]
    mark = "dash" if before in set("–—―−-") else "marks" if before in set("«»\"“”„‘’'") else "no mark"
    cue = quote.get("cue")
    clause = "no clause" if not cue else "clause before" if cue["start"] < quote["start"] else "clause after"
    return f"{quote['kind']}, {clause}" if quote["kind"] != "direct" else f"direct, {mark}, {clause}"


def patterns(scorer: ModuleType, result: Measured) -> str:
    """Recall of the invented articles by how the quote is set."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for article in result.gold:
        for quote, hit in judged(scorer, article, result.found[article["id"]]):
            shape = counts[pattern(article["text"], quote)]
            shape["gold"] += 1
            shape["found"] += hit is not None
            shape["right"] += bool(hit)
    rows = (
        [name, str(c["gold"]), f"{c['found'] / c['gold']:.3f}", f"{c['right'] / c['gold']:.3f}"]
        for name, c in sorted(counts.items(), key=lambda item: -item[1]["gold"])
    )
    return table(["pattern", "gold", "found", "found with the right speaker"], rows)


def reliability(rows: Iterable[Row]) -> str:
    """Of the rows said 0.9, how many are right."""
    bins: dict[float, list[tuple[float, bool]]] = defaultdict(list)
    for row in rows:
        bins[min(int(row.confidence * 10), 9) / 10].append((row.confidence, row.right))
    body = (
        [
            f"{low:.1f} to {low + 0.1:.1f}",
            str(len(group)),
            f"{sum(c for c, _ in group) / len(group):.2f}",
            f"{sum(g for _, g in group) / len(group):.2f}",
        ]
        for low, group in sorted(bins.items(), reverse=True)
    )
    return table(["confidence", "rows", "said", "right (words and speaker)"], body)


def rules(rows: Iterable[Row]) -> str:
    """How often each rule fired and was right."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        counts[row.rule]["rows"] += 1
        counts[row.rule]["right"] += row.right
    body = (
        [f"`{rule}`", str(c["rows"]), f"{c['right'] / c['rows']:.2f}"]
        for rule, c in sorted(counts.items(), key=lambda item: -item[1]["rows"])
    )
    return table(["rule", "rows", "right (words and speaker)"], body)


def pages(scorer: ModuleType, measured: dict[str, Measured]) -> str:
    """Header fields, language, segments and entities, where a set has them."""
    tallies = {name: page_tallies(scorer, measured[name]) for name in ("seed", "articles")}
    return table(
        ["figure", *tallies, "asked (articles)"],
        (
            [m, *(figure(t, compute, scorer) for t in tallies.values()), asked("pages", m)]
            for m, compute in scorer.METRICS.items()
        ),
    )


def page_tallies(scorer: ModuleType, result: Measured) -> list[Counter[Any]]:
    """One tally an article of its fields, segments and entities."""
    documents = scan("documents", result.root).collect().to_dicts()
    by_name = {document["source_uri"].removesuffix(".txt"): document for document in documents}
    segments, entities = (by_document(result.root, part) for part in ("segments", "entities"))
    tallies = []
    for article in result.gold:
        document = by_name.get(article["id"])
        key = document["document_id"] if document else ""
        tallies.append(scorer.score(article, document, segments[key], entities[key], show=False))
    return tallies


def by_document(root: Path, part: str) -> defaultdict[str, list[dict[str, Any]]]:
    """The rows of a table by document."""
    rows: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in scan(part, root).collect().to_dicts():
        rows[row["document_id"]].append(row)
    return rows


def golden() -> str:
    """The floors under the articles of the regression net."""
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))["floors"]
    names = list(floors["all"])
    rows = ([group, *(f"{figures.get(name, 0):.3f}" for name in names)] for group, figures in floors.items())
    return table(["articles", *names], rows)


def asked(group: str, name: str) -> str:
    """What is asked for a figure, empty where nothing is."""
    return f"{TARGETS[group][name]:.2f}" if name in TARGETS[group] else ""


def published(scorer: ModuleType, measured: dict[str, Measured]) -> dict[str, str]:
    """Our figures beside the published ones."""
    result = measured["articles"]
    groups = defaultdict(list)
    for article, tally in zip(result.gold, result.tallies, strict=True):
        groups[article["language"]].append(tally)
    metrics, real = scorer.metrics("quoted"), total(measured["norsumm"].tallies)
    return {
        "precision": f"{metrics['quoted_precision'](real):.3f}",
        "recall": f"{metrics['quoted_recall'](real):.3f}",
        **{code: f"{metrics['quoted_f1'](total(groups[code])):.3f}" for code in ("en", "fr")},
    }


def page(quotes: ModuleType, articles: ModuleType, measured: dict[str, Measured]) -> str:
    """The whole page."""
    rows = judged_rows(quotes, measured.values())
    return TEMPLATE.substitute(
        sets="\n".join(quote_tables(quotes, measured)),
        languages=languages(quotes, measured["articles"]),
        patterns=patterns(quotes, measured["articles"]),
        reliability=reliability(left_out(rows)),
        rules=rules(rows),
        golden=golden(),
        pages=pages(articles, measured),
        **published(quotes, measured),
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
        PAGE.write_text(page(quotes, articles, measured), encoding="utf-8")
    print(f"wrote {PAGE.relative_to(REPO)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
