"""The quality page's part on quotes: found, by whom, in which language and shape, how surely."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from types import ModuleType
from typing import Any

from benchmarks.calibrate import left_out
from benchmarks.goldsets import Measured, Row, judged, judged_rows
from benchmarks.report import asked, figure, table, total

#: The figures that the page opens with, and what they are called there.
KEY = {
    "quoted_f1": "found, F1",
    "quoted_span": "exact first and last character",
    "quoted_cue": "cue",
    "quoted_mention": "mention of the speaker",
    "quoted_speaker": "speaker",
    "quoted_null_kept": "no speaker where none is said",
    "quoted_with_speaker_f1": "found with the right speaker, F1",
    "indirect_f1": "indirect: found, F1",
    "indirect_speaker": "indirect: speaker",
    "indirect_with_speaker_f1": "indirect: found with the right speaker, F1",
}


def parts(scorer: ModuleType, measured: dict[str, Measured]) -> dict[str, str]:
    """The places of the page's template that speak of quotes, filled."""
    rows = judged_rows(scorer, measured.values())
    return {
        "key": key_table(scorer, measured),
        "details": details(scorer, measured),
        "languages": languages(scorer, measured["articles"]),
        "patterns": patterns(scorer, measured["articles"]),
        "reliability": reliability(left_out(rows)),
        "rules": rules(rows),
        **published(scorer, measured),
    }


def key_table(scorer: ModuleType, measured: dict[str, Measured]) -> str:
    """What is asked and what was measured, set by set."""
    metrics = _metrics(scorer)
    header = [cell for name, result in measured.items() for cell in (_set(name, result), "asked")]
    return table(
        ["", *header],
        (
            [
                title,
                *(
                    cell
                    for name, result in measured.items()
                    for cell in (_measured(result, key, metrics, scorer), asked(name, key))
                ),
            ]
            for key, title in KEY.items()
        ),
    )


def details(scorer: ModuleType, measured: dict[str, Measured]) -> str:
    """The figures that the key table does not show."""
    metrics = _metrics(scorer)
    return table(
        ["", *measured],
        (
            [f"`{key}`", *(_measured(result, key, metrics, scorer) for result in measured.values())]
            for key in metrics
            if key not in KEY and any(measurable(key, total(result.tallies)) for result in measured.values())
        ),
    )


def _metrics(scorer: ModuleType) -> dict[str, Any]:
    return {**scorer.metrics("quoted"), **scorer.metrics("indirect")}


def _set(name: str, result: Measured) -> str:
    counts = total(result.tallies)
    return f"{name}: {counts['quoted', 'gold']} quoted, {counts['indirect', 'gold']} indirect"


def _measured(result: Measured, key: str, metrics: dict[str, Any], scorer: ModuleType) -> str:
    if not measurable(key, total(result.tallies)):
        return ""
    return figure(result.tallies, metrics[key], scorer)


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
