"""Make a seeded corpus of invented articles in the raw format.

    python benchmarks/make_corpus.py N OUT [--seed 0] [--language nb] [--night]

Article i is a function of the seed and i alone: the first 10,000 articles of a corpus of 100,000
are the corpus of 10,000. Languages come in a Nordic mix (`weight` in corpus/<code>.toml), dates from
24 months whatever N, a fifth of the files is undated, and what follows the date on the first line
(`shapes`) is as frequent as on real pages of the language. `--night` makes what one night brings:
nine of ten articles from the newest month.
"""

from __future__ import annotations

import argparse
import random
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from itertools import cycle
from pathlib import Path
from typing import Any, NamedTuple

Phrases = Mapping[str, Any]  # one language's file

HERE = Path(__file__).parent
MONTHS = [f"{year}-{month:02}" for year in (2022, 2023) for month in range(1, 13)]
UNDATED = 0.2
NEWEST = 0.9  # share of a night's articles that are of the newest month
DAY_PRECISION = 0.07  # of the dates; English pages always state the day
WINDOWS_1252 = 0.03
ONE_NEWLINE = 0.03  # articles whose paragraphs stand on consecutive lines
REPEATED = 0.03  # articles that print a caption or paragraph twice
HEADLINE = 0.1  # of the articles whose first line is something else
BYLINE = 0.2  # of the articles with a headline
SIGNED = 0.2  # of all articles, by an agency
PARTY = 0.2  # of the people
LENGTHS = (1600, 3600)  # code points at which an article ends: three kilobytes on average
FOLDER = 1000  # files a folder

#: Kind of phrase on the first line, by `shapes` of a language; `body` and `headline` bring none of their own.
SHAPES = {"label": "labels", "notice": "notices", "caption": "captions", "second_date": "second_dates"}

#: What a paragraph of the body is, and how often: six quotes in three kilobytes. Thirty Norwegian
#: newspaper articles that were annotated by hand have five, an interview has fourteen.
PARAGRAPHS = {
    "plain": 70,
    "dash": 9,
    "indirect": 3,
    "marks": 4,
    "colon": 1,
    "bare": 1,
    "subheads": 6,
    "captions": 4,
}


class Plan(NamedTuple):
    """What the command line asks for."""

    seed: int
    language: str | None
    night: bool


def article(index: int, plan: Plan, languages: Mapping[str, Phrases]) -> bytes:
    """The bytes of one raw file."""
    draw = random.Random(f"{plan.seed}-{plan.night}-{index}")
    code = plan.language or _weighted(draw, {name: one["weight"] for name, one in languages.items()})
    phrases = languages[code]
    writer = Writer(draw, phrases)
    paragraphs = [*_top(writer, _weighted(draw, phrases["shapes"])), *_body(writer)]
    if draw.random() < REPEATED:
        paragraphs.insert(draw.randrange(len(paragraphs)), draw.choice(paragraphs))
    gap = "\n" if draw.random() < ONE_NEWLINE else "\n\n"
    text = _date(draw, plan, code) + gap.join(paragraphs)
    encoding = "windows-1252" if draw.random() < WINDOWS_1252 else "utf-8"
    return text.encode(encoding, errors="replace")


def _date(draw: random.Random, plan: Plan, code: str) -> str:
    month = MONTHS[-1] if plan.night and draw.random() < NEWEST else draw.choice(MONTHS)
    if draw.random() < UNDATED:
        return ""
    precise = code == "en" or draw.random() < DAY_PRECISION
    day = f"-{draw.randint(1, 28):02}" if precise else ""
    return f" date {month}{day} "


def _cast(draw: random.Random, phrases: Phrases) -> dict[str, str]:
    """The slots of an article's two people."""
    slots: dict[str, str] = {}
    for name, last in zip("ab", draw.sample(phrases["last"].split(), 2), strict=True):
        slots[name] = f"{draw.choice(phrases['first'].split())} {last}"
        slots[name.upper()] = last
        slots[f"r{name}"] = draw.choice(phrases["roles"])
        slots[f"p{name}"] = f" ({draw.choice(phrases['parties'].split())})" if draw.random() < PARTY else ""
        slots[f"he_{name}"] = draw.choice(phrases["he"])
    return slots | {f"{slot}_cap": _capital(slots[slot]) for slot in ("ra", "rb", "he_a", "he_b")}


class Writer:
    """Draws the paragraphs of one article; no phrase comes back before all others of its kind were used."""

    def __init__(self, draw: random.Random, phrases: Phrases) -> None:
        self.draw = draw
        self.phrases = phrases
        self.cast = _cast(draw, phrases)
        self._decks: dict[str, Iterator[str]] = {}

    def next(self, kind: str) -> str:
        """The next phrase of the kind as it stands in the language's file."""
        if kind not in self._decks:
            self._decks[kind] = cycle(self.draw.sample(self.phrases[kind], len(self.phrases[kind])))
        return next(self._decks[kind])

    def write(self, kind: str) -> str:
        """The next phrase of the kind with its slots filled."""
        template = self.next(kind)
        org = self.next("orgs")
        said = [self.next("utterances") for slot in ("{u}", "{v}") if slot in template]
        return template.format(
            **self.cast,
            **dict(zip("uv", said, strict=False)),
            place=self.next("places"),
            day=self.next("days"),
            n=self.draw.randint(3, 940),
            org=org,
            org_cap=_capital(org),
            f=self.next("fragments"),
        )


def _top(writer: Writer, shape: str) -> Iterator[str]:
    """The paragraphs before the body: the first of them stands on the line of the date."""
    if shape == "nothing":
        yield ""
    if shape in SHAPES:
        yield writer.write(SHAPES[shape])
    if shape in {"headline", "caption"} or writer.draw.random() < HEADLINE:
        yield writer.write("headlines")
        if writer.draw.random() < BYLINE:
            yield writer.write("bylines")
    yield writer.write("ledes")


def _body(writer: Writer) -> Iterator[str]:
    """Paragraphs until the article is long enough, and the agency's signature under some."""
    left = writer.draw.randint(*LENGTHS)
    while left > 0:
        for paragraph in _paragraphs(writer, _weighted(writer.draw, PARAGRAPHS)):
            left -= len(paragraph)
            yield paragraph
    if writer.draw.random() < SIGNED:
        yield writer.write("signatures")


def _paragraphs(writer: Writer, kind: str) -> Iterator[str]:
    """One paragraph; two where a colon announces a quote."""
    if kind == "plain":
        yield " ".join(writer.write(kind) for _ in range(writer.draw.randint(2, 4)))
        return
    yield writer.write(kind)
    if kind == "colon":
        yield writer.write("bare")


def _weighted(draw: random.Random, weights: Mapping[str, int]) -> str:
    return draw.choices(list(weights), list(weights.values()))[0]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def read_languages() -> dict[str, Phrases]:
    """The phrases of every language by code, in the order of their codes."""
    return {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in _files()}


def _files() -> Sequence[Path]:
    return sorted((HERE / "corpus").glob("*.toml"))


def write(count: int, out: Path, plan: Plan) -> int:
    """Write `count` articles below `out`, a thousand a folder; returns their bytes."""
    languages = read_languages()
    size = 0
    for index in range(count):
        folder = out / f"{'night' if plan.night else 'part'}-{index // FOLDER:04}"
        if index % FOLDER == 0:
            folder.mkdir(parents=True, exist_ok=True)
        size += (folder / f"article-{index:07}.txt").write_bytes(article(index, plan, languages))
    return size


def main() -> None:
    """Read the command line, write the corpus, say how large it is."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("count", type=int, metavar="N")
    parser.add_argument("out", type=Path, metavar="OUT")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--language", help="all articles in this language instead of the mix")
    parser.add_argument("--night", action="store_true", help="what one night brings")
    asked = parser.parse_args()
    size = write(asked.count, asked.out, Plan(asked.seed, asked.language, asked.night))
    print(f"{asked.count} articles, {size / 1e6:.1f} MB, in {asked.out}")


if __name__ == "__main__":
    main()
