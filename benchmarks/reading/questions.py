"""The questions of docs/2_query.md as they stand there: the page is the only place that states them."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import polars as pl

PAGE = Path(__file__).parents[2] / "docs/2_query.md"
DATASET = "data/processed"  # where the page reads from

_SECTION = re.compile(r"^## (\d+)\. (.+)$", re.MULTILINE)
_BLOCK = re.compile(r"^```(python|sql)\n(.*?)^```", re.MULTILINE | re.DOTALL)


class Question(NamedTuple):
    """One section of the page; `answer` is the name that its Python binds last, empty if it is SQL."""

    number: int
    title: str
    language: str
    code: str
    answer: str


def questions(page: str) -> tuple[str, list[Question]]:
    """The code that all questions begin with, and the questions in their order."""
    opening, *rest = _SECTION.split(page)
    return _code(opening)[1], [_question(*rest[at : at + 3]) for at in range(0, len(rest), 3)]


def prepared(opening: str, dataset: Path) -> dict[str, Any]:
    """The names that the questions use."""
    names: dict[str, Any] = {}
    exec(_of(dataset, opening), names)  # noqa: S102  our own page
    return names


def ask(question: Question, names: dict[str, Any], dataset: Path) -> pl.DataFrame:
    """The answer to one question; what its code binds joins `names`."""
    code = _of(dataset, question.code)
    if question.language == "sql":
        with duckdb.connect() as database:
            found: pl.DataFrame = database.sql(code).pl()
            return found
    exec(code, names)  # noqa: S102  our own page
    answer: pl.DataFrame = names[question.answer].collect()
    return answer


def explain(question: Question, names: dict[str, Any], dataset: Path) -> str:
    """The plan of a question that has been asked."""
    if question.language == "sql":
        with duckdb.connect() as database:
            return str(database.sql("EXPLAIN " + _of(dataset, question.code)).fetchall()[0][1])
    return str(names[question.answer].explain())


def _question(number: str, title: str, section: str) -> Question:
    language, code = _code(section)
    return Question(int(number), title, language, code, _last_name(code) if language == "python" else "")


def _code(section: str) -> tuple[str, str]:
    found = _BLOCK.search(section)
    if found is None:
        raise ValueError(f"{PAGE}: a section without code: {section[:60]!r}")
    return found[1], found[2]


def _last_name(code: str) -> str:
    last = ast.parse(code).body[-1]
    return ast.unparse(last.targets[0]) if isinstance(last, ast.Assign) else ""


def _of(dataset: Path, code: str) -> str:
    return code.replace(DATASET, str(dataset))
