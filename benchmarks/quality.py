"""Measure the pipeline on hand-annotated articles and write docs/5_quality.md.

    python benchmarks/quality.py --gold ../shared/gold --scorers ../shared/eval

`--gold` holds the annotated sets (`articles/`, `norsumm/`, `seed/`, each with `gold.jsonl` and, but for the
seed, `raw/`), `--scorers` the two scoring scripts. Neither is part of this repository; nothing else writes
the page, and no figure in it is typed by hand.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from schemas import scan

REPO = Path(__file__).parent.parent
PAGE = REPO / "docs" / "5_quality.md"
SETS = ("seed", "articles", "norsumm")
QUOTE_COLUMNS = [
    "kind",
    "start",
    "end",
    "text",
    "cue_start",
    "speaker_start",
    "speaker_name",
    "rule",
    "confidence",
]
#: What issue and design ask for; shown beside what was measured.
TARGETS = {
    "seed": {
        "quoted_f1": 1.0,
        "quoted_span": 1.0,
        "quoted_speaker": 1.0,
        "quoted_with_speaker_f1": 1.0,
        "indirect_f1": 0.9,
    },
    "articles": {
        "quoted_f1": 0.97,
        "quoted_span": 0.96,
        "quoted_speaker": 0.93,
        "quoted_with_speaker_f1": 0.90,
        "quoted_cue": 0.93,
        "quoted_mention": 0.93,
        "quoted_null_kept": 0.80,
        "indirect_f1": 0.85,
    },
    "norsumm": {
        "quoted_f1": 0.85,
        "quoted_speaker": 0.75,
        "quoted_with_speaker_f1": 0.65,
        "indirect_f1": 0.60,
    },
}
FIELD_TARGETS = {
    "text": 1.0,
    "language": 1.0,
    "date": 1.0,
    "section": 0.95,
    "headline": 0.95,
    "byline": 0.90,
    "segment": 0.95,
}
PREAMBLE = """# How good it is

Written by `python benchmarks/quality.py`; no figure is typed by hand.

The articles measured on are not in this repository. *articles* are thirty invented articles in eight languages that copy the
shapes of real pages and are dense in special cases; *norsumm* are thirty real Norwegian newspaper articles whose paragraph
breaks are partly lost; *seed* is one real article. One annotator made each set. They were looked at during development
(they are development sets), so an unseen article will do somewhat worse; the intervals are 95 % bootstrap intervals over articles.

A quote counts as found when the words overlap with bag-of-words F1 of at least 0.8. *Quoted* joins direct and partial quotes.
"""
PUBLISHED = """## Beside the published ones

| system | language | what was measured | figure | this page |
|---|---|---|---|---|
| Salway et al. 2017 | Norwegian, politicians only | quotes found: precision / recall | .978 / .570 | norsumm, quoted: {precision:.3f} / {recall:.3f} |
| GenderGapTracker V7 | English and French news | F1 at overlap 0.8 | .76 / .73 | articles, en {en:.3f}, fr {fr:.3f} (quoted) |
| Citron (trained) | English | content overlap | .83 | articles, en, quoted exact {exact:.3f} |
| Janicki et al. 2023 (trained) | Finnish | direct / indirect F1 | .95 / .84 | no Finnish gold here: unmeasured |

These are not the same tests: other articles, other languages, other definitions of a quote (Salway counts politicians only and
Citron counts overlapping words), and our sets are small. They say in which range a system works, not which is better by how much.
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """One set: its gold articles, the quotes found by article, and one tally an article."""

    gold: list[dict[str, Any]]
    found: dict[str, list[dict[str, Any]]]
    tallies: list[Counter[Any]]
    root: Path


def module(path: Path) -> ModuleType:
    """The scoring script at `path` as a module."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        message = f"{path} is no Python script: give the folder of the scorers with --scorers."
        raise FileNotFoundError(message)
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def run(gold: Path, name: str, work: Path) -> Path:
    """Run the job over one set and return the processed root."""
    raw, out = work / name / "raw", work / name / "out"
    raw.mkdir(parents=True)
    for article in articles(gold, name):
        source = gold / name / "raw" / f"{article['id']}.txt"
        data = source.read_bytes() if source.exists() else article["text"].encode()
        (raw / f"{article['id']}.txt").write_bytes(data)
    command = [sys.executable, "-m", "flows.cli", "run", str(raw), str(out), "--direct"]
    subprocess.run(command, check=True, capture_output=True, cwd=REPO)  # noqa: S603  our own command line
    return out


def articles(gold: Path, name: str) -> list[dict[str, Any]]:
    """The annotated articles of one set."""
    lines = (gold / name / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def measure(scorer: ModuleType, gold: Path, name: str, work: Path) -> Measured:
    """Run one set and tally it article by article."""
    root = run(gold, name, work)
    documents = scan("documents", root).select("document_id", "source_uri", "text").collect()
    names = {row["document_id"]: row["source_uri"].removesuffix(".txt") for row in documents.to_dicts()}
    found: dict[str, list[dict[str, Any]]] = {n: [] for n in names.values()}
    for row in (
        scan("quotes", root)
        .select("document_id", *QUOTE_COLUMNS)
        .sort("document_id", "start")
        .collect()
        .to_dicts()
    ):
        found[names[row["document_id"]]].append(row)
    texts = {names[row["document_id"]]: row["text"] for row in documents.to_dicts()}
    wanted = articles(gold, name)
    return Measured(wanted, found, scorer.score(wanted, found, texts=texts), root)


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
    yield "## Quotes and speakers\n"
    metrics = {**scorer.metrics("quoted"), **scorer.metrics("indirect")}
    shown = [m for m in metrics if not m.endswith(("_last",))]
    for name, result in measured.items():
        counts = total(result.tallies)
        yield (
            f"### {name}: {len(result.gold)} articles, {counts['quoted', 'gold']} quoted, "
            f"{counts['indirect', 'gold']} indirect\n"
        )
        skip = {
            "quoted_span",
            "quoted_cue",
            "quoted_mention",
            "indirect_span",
            "indirect_cue",
            "indirect_mention",
        }
        offsets = bool(counts["quoted", "spans"])
        yield table(
            ["figure", "measured", "asked"],
            (
                [
                    m,
                    figure(result.tallies, metrics[m], scorer),
                    f"{TARGETS[name][m]:.2f}" if m in TARGETS[name] else "",
                ]
                for m in shown
                if offsets or m not in skip
            ),
        )


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
    return "### articles by language\n\n" + table(["language", "articles", *columns], rows)


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
    return "### articles by pattern\n\n" + table(
        ["pattern", "gold", "found", "found with the right speaker"], rows
    )


def judged(
    scorer: ModuleType, article: dict[str, Any], found: list[dict[str, Any]]
) -> Iterator[tuple[dict[str, Any], bool | None]]:
    """Each gold quote with None when missed, else whether the speaker is right."""
    for kinds in scorer.GROUPS.values():
        wanted = [q | {"words": scorer.words(q["text"])} for q in article["quotes"] if q["kind"] in kinds]
        got = [q | {"words": scorer.words(q["text"])} for q in found if q["kind"] in kinds]
        hits = dict(scorer.pair(wanted, got))
        for index, quote in enumerate(wanted):
            hit = hits.get(index)
            yield quote, None if hit is None else right(scorer, quote, got[hit])


def right(scorer: ModuleType, wanted: dict[str, Any], got: dict[str, Any]) -> bool:
    """Whether the speaker is gold's, null for null included."""
    if not wanted.get("speaker_name"):
        return not got["speaker_name"]
    same: bool = scorer.same_name(wanted["speaker_name"], got["speaker_name"])[0]
    return same


def rows_judged(scorer: ModuleType, measured: Iterable[Measured]) -> list[tuple[str, float, bool]]:
    """Every row found, as (rule, confidence, words and speaker right)."""
    out: list[tuple[str, float, bool]] = []
    for result in measured:
        for article in result.gold:
            for kinds in scorer.GROUPS.values():
                wanted = [
                    q | {"words": scorer.words(q["text"])} for q in article["quotes"] if q["kind"] in kinds
                ]
                got = [
                    q | {"words": scorer.words(q["text"])}
                    for q in result.found[article["id"]]
                    if q["kind"] in kinds
                ]
                gold_of = {f: g for g, f in scorer.pair(wanted, got)}
                out += [
                    (q["rule"], q["confidence"], i in gold_of and right(scorer, wanted[gold_of[i]], q))
                    for i, q in enumerate(got)
                ]
    return out


def reliability(rows: list[tuple[str, float, bool]]) -> str:
    """Of the rows said 0.9, how many are right."""
    bins: dict[float, list[tuple[float, bool]]] = defaultdict(list)
    for _, confidence, good in rows:
        bins[min(int(confidence * 10), 9) / 10].append((confidence, good))
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


def rules(rows: list[tuple[str, float, bool]]) -> str:
    """How often each rule fired and was right."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for rule, _, good in rows:
        counts[rule]["rows"] += 1
        counts[rule]["right"] += good
    body = (
        [f"`{rule}`", str(c["rows"]), f"{c['right'] / c['rows']:.2f}"]
        for rule, c in sorted(counts.items(), key=lambda item: -item[1]["rows"])
    )
    return table(["rule", "rows", "right (words and speaker)"], body)


def page_tables(scorer: ModuleType, measured: dict[str, Measured]) -> Iterator[str]:
    """Header fields, language, segments and entities, where a set has them."""
    yield "## Header, language, segments, entities\n"
    columns = [
        "document_id",
        "source_uri",
        "text",
        "language",
        "date",
        "date_precision",
        "section",
        "headline",
        "byline",
    ]
    tallies: dict[str, list[Counter[Any]]] = {}
    for name in ("seed", "articles"):
        result = measured[name]
        documents = {
            d["source_uri"].removesuffix(".txt"): d
            for d in scan("documents", result.root).select(columns).collect().to_dicts()
        }
        parts = {
            part: scan(part, result.root).collect().partition_by("document_id", as_dict=True)
            for part in ("segments", "entities")
        }
        tallies[name] = []
        for article in result.gold:
            doc = documents.get(article["id"])
            rows = [
                frames[(doc["document_id"],)].to_dicts() if doc and (doc["document_id"],) in frames else []
                for frames in parts.values()
            ]
            tallies[name].append(scorer.score(article, doc, *rows, False))
    yield table(
        ["figure", *tallies, "asked (articles)"],
        (
            [
                m,
                *(figure(t, compute, scorer) for t in tallies.values()),
                f"{FIELD_TARGETS[m]:.2f}" if m in FIELD_TARGETS else "",
            ]
            for m, compute in scorer.METRICS.items()
        ),
    )
    yield "Entities come from a first, rule-based engine; see `docs/4_how_it_works.md`.\n"


def published(scorer: ModuleType, measured: dict[str, Measured]) -> str:
    """The published figures beside ours."""
    metrics = scorer.metrics("quoted")

    def of(code: str) -> Counter[Any]:
        result = measured["articles"]
        return total(t for a, t in zip(result.gold, result.tallies, strict=True) if a["language"] == code)

    real = total(measured["norsumm"].tallies)
    return PUBLISHED.format(
        precision=metrics["quoted_precision"](real),
        recall=metrics["quoted_recall"](real),
        en=metrics["quoted_f1"](of("en")),
        fr=metrics["quoted_f1"](of("fr")),
        exact=metrics["quoted_exact"](of("en")),
    )


def main() -> int:
    """Measure all sets and write the page."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--gold", type=Path, default=REPO / "../shared/gold")
    parser.add_argument("--scorers", type=Path, default=REPO / "../shared/eval")
    args = parser.parse_args()
    if not args.gold.is_dir():
        print(f"No annotated articles at {args.gold}: give their folder with --gold.", file=sys.stderr)
        return 2
    quotes, pages = module(args.scorers / "score_quotes.py"), module(args.scorers / "score_articles.py")
    with tempfile.TemporaryDirectory() as work:
        measured = {name: measure(quotes, args.gold, name, Path(work)) for name in SETS}
        rows = rows_judged(quotes, measured.values())
        parts = [
            PREAMBLE,
            *quote_tables(quotes, measured),
            languages(quotes, measured["articles"]),
            patterns(quotes, measured["articles"]),
            "### Confidence\n\nOver all three sets.\n\n" + reliability(rows),
            "### Rules\n\n" + rules(rows),
            published(quotes, measured),
            *page_tables(pages, measured),
        ]
    PAGE.write_text("\n".join(parts), encoding="utf-8")
    print(f"wrote {PAGE.relative_to(REPO)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
