"""One invented article as `transforms.article` would hand it on: text, segments, names, quotes."""

from __future__ import annotations

import datetime as dt
import hashlib
import random
from typing import NamedTuple

from schemas.documents import DatePrecision, DateSource, EncodingSource
from transforms.article import Article, Raw
from transforms.decode import Decoded
from transforms.header import Header
from transforms.language import Detection
from transforms.segments import Page
from transforms.view import View

from .reporter import Reporter
from .world import Newspaper, World

FIRST_DAY, DAYS = dt.date(2022, 1, 1), 1096  # three years
UNDATED = 0.04
COPIED = 0.15  # of the dated articles in Bokmål: an agency's, which has
STORIES = 4  # a day


class Slip(NamedTuple):
    """What is decided about an article before it is written; `story` seeds what stands in it."""

    newspaper: Newspaper
    language: str
    date: dt.date | None
    story: str
    agency: str | None = None


def article(index: int, world: World) -> Article:
    """Article `index` of a world: a function of the two alone."""
    decided = slip(index, world)
    reporter = Reporter(decided.story, world, decided.language)
    headline = reporter.write()
    text, segments = reporter.sheet.text, tuple(reporter.sheet.segments)
    return Article(
        _raw(f"{_folder(decided)}/article-{index:07}.txt", text.encode()),
        Decoded(text, "utf-8", EncodingSource.UTF8, frozenset()),
        View(text),
        _header(decided.date),
        Page(segments, None, decided.agency, headline, (), frozenset()),
        Detection(decided.language, "da" if decided.language == "da" else "no", 1.0, segments, frozenset()),
        tuple(reporter.sheet.mentions),
        tuple(reporter.quotes),
    )


def slip(index: int, world: World) -> Slip:
    """Who prints article `index`, when, in which language, and which story it is."""
    draw = random.Random(f"{world.seed}-{index}")
    newspaper = draw.choices(world.newspapers, [one.weight for one in world.newspapers])[0]
    language = "nn" if draw.random() < newspaper.nn else newspaper.language
    date = None if draw.random() < UNDATED else FIRST_DAY + dt.timedelta(draw.randrange(DAYS))
    if date and language == "nb" and draw.random() < COPIED:
        return Slip(newspaper, language, date, f"{world.seed}-{date}-{draw.randrange(STORIES)}", "NTB")
    return Slip(newspaper, language, date, f"{world.seed}-{index}-story")


def _folder(decided: Slip) -> str:
    day = f"{decided.date:%Y/%m/%d}" if decided.date else "undated"
    return f"{decided.newspaper.name}/{day}"


def _raw(uri: str, data: bytes) -> Raw:
    return Raw(uri, hashlib.sha256(data).hexdigest(), len(data), data)


def _header(date: dt.date | None) -> Header:
    if date is None:
        return Header(0, 0, None, None, None)
    return Header(0, 0, date, DatePrecision.DAY, DateSource.PATH)
