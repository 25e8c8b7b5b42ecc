"""The dataset that reading is measured on, and what docs/2_query.md shows of it."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

from benchmarks.reading.answers import markdown
from benchmarks.reading.article import article, slip
from benchmarks.reading.dataset import build
from benchmarks.reading.page import RESULTS, parts, updated
from benchmarks.reading.plans import Scan, duckdb_files, scans
from benchmarks.reading.questions import PAGE
from benchmarks.reading.world import World, invent
from schemas import DOCUMENT_TABLES, Table, scan
from transforms.rows import tables

ARTICLES = 60


@pytest.fixture(scope="module")
def world() -> World:
    return invent(0)


@pytest.fixture(scope="module")
def rows(world: World) -> dict[str, pl.DataFrame]:
    made = tables([article(index, world) for index in range(ARTICLES)], "test")
    return {name: pl.DataFrame(table) for name, table in made.items()}


def test_an_article_depends_on_its_number_and_the_seed_alone(world: World) -> None:
    assert article(7, invent(0)) == article(7, world)
    assert article(7, invent(1)).decoded.text != article(7, world).decoded.text


@pytest.mark.parametrize("table", DOCUMENT_TABLES, ids=lambda table: table.name)
def test_the_rows_keep_the_rules_of_the_schema(table: Table, rows: dict[str, pl.DataFrame]) -> None:
    assert table.columns.is_valid(rows[table.name].select(table.polars_schema.names()))


@pytest.mark.parametrize(
    ("table", "mention"), [("quotes", ""), ("entities", ""), ("quotes", "cue"), ("quotes", "speaker")]
)
def test_what_a_row_says_stands_in_the_document(
    table: str, mention: str, rows: dict[str, pl.DataFrame]
) -> None:
    start, end = (f"{mention}_{edge}".removeprefix("_") for edge in ("start", "end"))
    length = pl.col(end) - pl.col(start)
    joined = rows[table].join(rows["documents"].select("document_id", page="text"), on="document_id")
    said = joined.filter(pl.col(start).is_not_null()).select(
        row=mention or "text", page=pl.col("page").str.slice(pl.col(start), length)
    )
    assert said.height > ARTICLES
    assert said.filter(pl.col("row") != pl.col("page")).is_empty()


def test_an_agency_s_story_stands_in_several_newspapers_word_for_word(world: World) -> None:
    printed: dict[str, int] = {}
    first, second = next(
        (printed[one.story], index)
        for index, one in ((index, slip(index, world)) for index in range(10_000))
        if printed.setdefault(one.story, index) != index
    )
    assert article(first, world).decoded.text == article(second, world).decoded.text
    assert article(first, world).document_id != article(second, world).document_id


def test_a_dataset_holds_the_rows_of_its_articles(rows: dict[str, pl.DataFrame], tmp_path: Path) -> None:
    build(tmp_path, ARTICLES)
    for name, made in rows.items():
        assert scan(name, tmp_path).select(pl.len()).collect().item() == made.height


def test_the_page_shows_what_was_measured() -> None:
    result = json.loads(RESULTS.read_text(encoding="utf-8"))
    page = PAGE.read_text(encoding="utf-8")
    assert updated(page, parts(result)) == page


def test_every_question_to_a_million_quotes_was_answered_within_a_second() -> None:
    result = json.loads(RESULTS.read_text(encoding="utf-8"))
    assert result["tables"]["quotes"]["rows"] >= 1_000_000
    assert [one["title"] for one in result["questions"] if one["seconds"]["median"] >= 1] == []
    assert [one["title"] for one in result["questions"] if not one["rows"]] == []


def test_markers_that_a_page_lacks_are_named() -> None:
    with pytest.raises(ValueError, match="answer 3"):
        updated("no markers", {"answer 3": "new"})


def test_what_stands_between_markers_is_replaced() -> None:
    page = "a <!-- seconds: by hand -->old<!-- end of seconds --> b"
    assert updated(page, {"seconds": "new"}) == "a <!-- seconds: by hand -->new<!-- end of seconds --> b"


def test_a_plan_names_files_and_columns() -> None:
    plan = """
      Parquet SCAN [/data/quotes/language=nb/year=2024/month=01/part-000.parquet, ... 11 other sources]
      PROJECT 4/26 COLUMNS
      Parquet SCAN []
      PROJECT 4/26 COLUMNS
      Parquet SCAN [/data/documents/language=nb/year=2024/month=03/part-000.parquet]
      PROJECT */26 COLUMNS
    """
    assert list(scans(plan)) == [Scan("quotes", 12, 4, 26), Scan("documents", 1, 26, 26)]
    assert duckdb_files("│ Scanning Files: 12/110 │") == [12]


def test_an_answer_is_a_short_table_of_short_cells() -> None:
    answer = pl.DataFrame({"who": ["Nord", None, "a\nb|c", *["x"] * 20], "quotes": range(23)})
    lines = markdown(answer)
    assert lines[:5] == ["| who | quotes |", "| --- | ---: |", "| Nord | 0 |", "|  | 1 |", "| a b\\|c | 2 |"]
    assert lines[-1] == "… and 16 more rows."
    assert len(markdown(pl.DataFrame({"text": ["word " * 40]}))[2]) < 70
