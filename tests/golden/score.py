"""Score found quotes against golden ones.

Matching is one-to-one inside an article, best pairs first: a pair matches when the bag-of-words F1 of
the two texts is at least 0.8. Direct and partial quotes are scored together as `quoted`.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tests.golden.gold import Gold, GoldQuote
from transforms.article import Article, Raw, read_article
from transforms.decode import Rejection

_ENOUGH = 0.8
_GROUPS = {"quoted": ("direct", "partial"), "indirect": ("indirect",)}

Tally = Counter[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Found:
    """One quote as the pipeline found it, offsets into the document."""

    kind: str
    start: int
    end: int
    text: str
    cue_start: int | None
    speaker_start: int | None
    speaker_name: str | None


def measure(articles: Iterable[Gold]) -> dict[str, dict[str, float]]:
    """Group (`all` and each language) -> figure -> value from 0 to 1, four places."""
    tallies: dict[str, Tally] = defaultdict(Counter)
    for article in articles:
        read = understand(article)
        tally = score(article, found(read))
        tally["language", "articles"] += 1
        tally["language", "right"] += (
            isinstance(read, Article) and read.detection.language == article.language
        )
        for group in ("all", article.language):
            tallies[group] += tally
    return {group: figures(tally) for group, tally in sorted(tallies.items())}


def understand(article: Gold) -> Article | Rejection:
    """What the pipeline makes of the article's text."""
    data = article.text.encode()
    return read_article(Raw(f"{article.id}.txt", hashlib.sha256(data).hexdigest(), len(data), data))


def found(read: Article | Rejection) -> list[Found]:
    """The quotes that it found."""
    return list(_rows(read)) if isinstance(read, Article) else []


def score(article: Gold, quotes: Sequence[Found]) -> Tally:
    """Counts of one article."""
    tally: Tally = Counter()
    for group, kinds in _GROUPS.items():
        gold = [quote for quote in article.quotes if quote.kind in kinds]
        have = [quote for quote in quotes if quote.kind in kinds]
        tally[group, "gold"] += len(gold)
        tally[group, "found"] += len(have)
        for wanted, got in pairs(gold, have):
            _count(tally, group, wanted, got)
    return tally


def pairs(gold: Sequence[GoldQuote], have: Sequence[Found]) -> Iterator[tuple[GoldQuote, Found]]:
    """One-to-one pairs: best overlap first, then the nearest."""
    ranked = sorted(
        (-overlap(wanted.text, got.text), abs(wanted.start - got.start), g, f)
        for g, wanted in enumerate(gold)
        for f, got in enumerate(have)
    )
    used_gold: set[int] = set()
    used_have: set[int] = set()
    for value, _, g, f in ranked:
        if -value >= _ENOUGH and g not in used_gold and f not in used_have:
            used_gold.add(g)
            used_have.add(f)
            yield gold[g], have[f]


def overlap(one: str, other: str) -> float:
    """F1 of the two bags of words, from 0 to 1."""
    a, b = words(one), words(other)
    return 2 * sum((Counter(a) & Counter(b)).values()) / (len(a) + len(b)) if a and b else 0.0


def words(text: str) -> list[str]:
    """Words without case and marks."""
    return re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold())


def figures(tally: Mapping[tuple[str, str], int]) -> dict[str, float]:
    """The figures of a tally by name; a share of nothing is left out."""
    shares = {"language": (tally["language", "right"], tally["language", "articles"])}
    for group in _GROUPS:
        both = tally[group, "gold"] + tally[group, "found"]
        shares[f"{group}_f1"] = (2 * tally[group, "matched"], both)
        shares[f"{group}_with_speaker_f1"] = (2 * tally[group, "speaker"], both)
        shares[f"{group}_speaker"] = (tally[group, "speaker"], tally[group, "matched"])
        for part in ("span", "cue", "mention"):
            shares[f"{group}_{part}"] = (tally[group, part], tally[group, f"{part}s"])
    return {name: round(part / whole, 4) for name, (part, whole) in shares.items() if whole}


def _count(tally: Tally, group: str, wanted: GoldQuote, got: Found) -> None:
    tally[group, "matched"] += 1
    tally[group, "speaker"] += words(wanted.speaker_name or "") == words(got.speaker_name or "")
    tally[group, "spans"] += 1
    tally[group, "span"] += (wanted.start, wanted.end) == (got.start, got.end)
    if wanted.cue:
        tally[group, "cues"] += 1
        tally[group, "cue"] += wanted.cue.start == got.cue_start
    if wanted.speaker:
        tally[group, "mentions"] += 1
        tally[group, "mention"] += wanted.speaker.start == got.speaker_start


def _rows(read: Article) -> Iterator[Found]:
    for quote in read.quotes:
        start, end = read.view.span(quote.start, quote.end)
        yield Found(
            kind=quote.kind,
            start=start,
            end=end,
            text=read.decoded.text[start:end],
            cue_start=read.view.span(quote.cue.start, quote.cue.end)[0] if quote.cue else None,
            speaker_start=read.view.span(quote.speaker.start, quote.speaker.end)[0]
            if quote.speaker
            else None,
            speaker_name=quote.speaker_name,
        )
