"""Every example in the docs runs as it stands, on the sample corpus."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest

from benchmarks.reading.measure import parquet_files, reads
from benchmarks.reading.questions import ask, explain, prepared, questions

ROOT = Path(__file__).parent.parent
QUERIES = ROOT / "docs" / "2_query.md"
PAGES = [QUERIES, *(ROOT / "docs").glob("[346]_*.md"), ROOT / "README.md"]


def blocks(page: Path, language: str) -> list[str]:
    """The fenced blocks of a page in one language."""
    return re.findall(
        rf"^```{language}\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dataset")
    command = [sys.executable, "-m", "flows.cli", "run", "data/raw", str(out), "--direct", "--workers", "0"]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)  # noqa: S603 (our own command line)
    return out


def run_python(page: Path, dataset: Path) -> dict[str, Any]:
    """Names that the Python blocks of `page` leave behind, run one after another."""
    names: dict[str, Any] = {}
    for block in blocks(page, "python"):
        exec(block.replace("data/processed", str(dataset)), names)  # noqa: S102 (our own docs)
    return names


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_python_of_a_page_runs(page: Path, dataset: Path) -> None:
    assert run_python(page, dataset)


@pytest.mark.parametrize(
    ("page", "query"),
    [(page, query) for page in PAGES for query in blocks(page, "sql")],
    ids=lambda value: value.name if isinstance(value, Path) else "sql",
)
def test_the_sql_of_a_page_gives_rows(page: Path, query: str, dataset: Path) -> None:
    with duckdb.connect() as database:
        assert database.sql(query.replace("data/processed", str(dataset))).fetchall(), page


def test_the_questions_that_the_sample_can_answer_find_something(dataset: Path) -> None:
    opening, asked = questions(QUERIES.read_text(encoding="utf-8"))
    names = prepared(opening, dataset)
    empty = {one.title for one in asked if ask(one, names, dataset).is_empty()}
    assert len(asked) == 10
    assert empty == {"Who says what about whom?", "Whose words stand in several newspapers on the same day?"}


def test_a_question_about_a_month_opens_one_file_of_each_table(dataset: Path) -> None:
    opening, asked = questions(QUERIES.read_text(encoding="utf-8"))
    names = prepared(opening, dataset)
    files = parquet_files(dataset)
    for question in asked:
        if "march" in question.code or "month = 3" in question.code:
            ask(question, names, dataset)
            opened = reads(question, explain(question, names, dataset), files)
            assert opened, question.title
            assert {one["files"] for one in opened} == {1}, question.title
            assert all(one["of_files"] > 1 for one in opened), question.title
            assert all(one["columns"] < one["of_columns"] for one in opened if "columns" in one)


@pytest.mark.parametrize(
    "page", sorted((ROOT / "docs").glob("*.md")) + sorted(ROOT.glob("*.md")), ids=lambda p: p.name
)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_table_in_the_readme_is_what_its_code_prints(
    dataset: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    readme = ROOT / "README.md"
    run_python(readme, dataset)
    printed = capsys.readouterr().out.strip()
    assert printed in readme.read_text(encoding="utf-8"), f"paste into README.md:\n{printed}"
