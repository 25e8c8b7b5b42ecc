from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.console import Console
from rich.markdown import Markdown

from flows.reports.page import escaped, markdown
from flows.reports.refusals import Refusal
from flows.reports.report import Group, Report, facts, rows
from schemas import RUNS
from schemas.fates import Reason, Status
from tests.flows.rows import run_row

ROW = {
    **run_row(0).to_pylist()[0],
    "ended": "alarmed",
    "alarms": ["Fewer documents in avisa: 0 tonight, usually 39."],
    "warnings": ["More files rejected in nrk."],
    "started_at": dt.datetime(2026, 3, 2, 2, 30, tzinfo=dt.UTC),
    "seconds_total": 2.5,
    "new": 12,
}
BEFORE = {**ROW, "started_at": dt.datetime(2026, 3, 1, 2, 30, tzinfo=dt.UTC), "new": 15}
NASTY = "a|b/<script>*x*\x1b[31m\u202e[l](http://e)\n# h/`c`.txt"


def report(**changes: Any) -> Report:  # noqa: ANN401 (the fields of Report)
    given = {
        "languages": {"nb": 900, "nn": 80},
        "groups": (
            Group("nrk", "nb", 12, 14, 0, 6, 20, 5),
            Group("avisa", "nn", 0, 39, 0, 0, 0, 0),
            Group("nrk", None, 0, None, 3, 0, 0, 0),
        ),
        "refusals": (Refusal(Status.REJECTED, Reason.EMPTY, 3, ("nrk/a.txt", "nrk/b.txt")),),
        "before": BEFORE,
        "compared": True,
    }
    return Report(Path("/srv/news"), 7, ROW, **{**given, **changes})


def test_what_needs_a_look_comes_first() -> None:
    page = markdown(report())
    places = [page.index(words) for words in ("**Alarm.** Fewer", "**Warning.** More", "## What came in")]
    assert places == sorted(places)


@pytest.mark.parametrize(
    "line",
    [
        "# Spalte, 2026-03-02: published, with alarms",
        "| nrk | nb | 12 | 14 | 0 | 50% | 25% |",
        "| avisa | nn | 0 | 39 | 0 | - | - |",
        "| nrk | - | 0 | - | 3 | - | - |",
        "| rejected | 3 | empty | Fetch the file again; it holds no text. | nrk/a.txt, nrk/b.txt |",
        "## Against the run before, 2026-03-01 02:30 UTC",
        "| new | 12 | 15 | -3 |",
        "| nb | 900 |",
    ],
)
def test_the_page_says(line: str) -> None:
    assert line in markdown(report()).splitlines()


def test_a_first_run_says_that_nothing_can_be_compared_yet() -> None:
    page = markdown(report(before=None, compared=False))
    assert "Nothing is compared with earlier nights yet" in page
    assert "This is the first run." in page


def test_a_failed_run_says_why_and_that_nothing_changed() -> None:
    row = {**ROW, "ended": "failed", "alarms": [], "warnings": [], "detail": "OSError: No space left."}
    page = markdown(Report(Path("/srv/news"), None, row))
    assert "**Failed.** OSError: No space left. The dataset is as it was before the run." in page
    assert "What came in" not in page


def test_names_from_the_corpus_are_text_and_nothing_else() -> None:
    group = Group(NASTY, "nb", 1, None, 0, 0, 0, 0)
    refusal = Refusal(Status.REJECTED, Reason.EMPTY, 1, (NASTY,))
    plain, nasty = markdown(report()), markdown(report(groups=(group,), refusals=(refusal,)))
    assert nasty.count("\n# ") == plain.count("\n# ")
    assert not {"\x1b", "\u202e"} & set(nasty)
    assert "<script>" not in nasty
    console = Console(width=400)
    with console.capture() as shown:
        console.print(Markdown(nasty, hyperlinks=False))
    assert "a|b/<script>*x*" in shown.get()


@settings(max_examples=50, deadline=None)
@given(st.text())
def test_any_text_is_one_line_of_plain_characters(text: str) -> None:
    shown = escaped(text)
    assert "\n" not in shown
    assert not {"<", ">", "\x1b", "\r"} & set(shown)
    kinds = [
        token.type for token in MarkdownIt().enable("table").parse(f"- **Alarm.** {shown}")[3].children or ()
    ]
    assert set(kinds) <= {"text", "strong_open", "strong_close", "text_special"}


def test_the_table_has_a_row_a_group() -> None:
    assert rows(report())[0] == {
        "folder": "nrk", "language": "nb", "documents": 12, "usual": 14, "rejected": 0,
        "documents_without_quotes": 6, "quotes": 20, "quotes_without_speaker": 5,
    }  # fmt: skip


def test_the_facts_for_programs_are_those_of_the_page() -> None:
    told = json.loads(json.dumps(facts(report()), default=str))
    assert told["alarms"] == ROW["alarms"]
    assert told["run"]["new"] == 12
    assert set(told["run"]) == set(RUNS.polars_schema) - {"intake", "alarms", "warnings"}
    assert told["refusals"][0]["remedy"] == "Fetch the file again; it holds no text."
