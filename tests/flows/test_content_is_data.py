"""What stands in an article, or in its name, is shown and never obeyed: no markup, no template, no path."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from flows import cli
from flows.exit_status import ExitStatus
from schemas.fates import Status
from tests.flows.conftest import House
from tests.flows.packed import archive

TRICKS = (
    "<script>alert(1)</script>",
    "../../../etc/passwd",
    "${HOME} $(touch pwned) `touch pwned`",
    "{{ 7 * 7 }} {0} %s",
    '=cmd|"/C touch pwned"!A1',
    "\x1b[31m\x1b]0;owned\x07\x9b2J",
    "[red]rot[/red] [link=file:///etc/passwd]hier[/link]",
    "![x](http://example.invalid/x.png) | `a` **b**",
    "\u202etxt.exe",
)
ARTICLE = """ date 2022-02-15 {trick}

{trick}

– {trick} er en prøve, sier Kari {trick} Sund i {trick} kommune til avisa.

Bildet viser {trick}. Foto: {trick}
"""
ARTICLE += "\nVeien er stengt i natt, og ferja står. " * 90  # or control characters make it a binary file
#: What a terminal would obey; colours are switched off where the tests look.
OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def file_name(trick: str) -> str:
    return "x" + trick.replace("/", "_")  # or the one with dots is hidden


@pytest.fixture
def tricked(house: House, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> House:
    """A dataset of articles with each of the tricks in text, headline, names, file name and folder."""
    for number, trick in enumerate(TRICKS):
        text = ARTICLE.format(trick=trick)
        house.write(f"{file_name(trick)}/{number} {file_name(trick)}.txt", text)
        house.write(f"{file_name(trick)} leer.txt", " \n")
    house.write("a.zip", archive(".zip", {f"{trick}/a.txt": ARTICLE.format(trick=trick) for trick in TRICKS}))
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("SPALTE_ALARMS__MAX_REJECTED_SHARE", "1")
    spalte("run", house.raw, house.out, "--direct", "--entities", "off", "--workers", "0", status=None)
    shown = capsys.readouterr()
    assert not OBEYED.search(shown.out + shown.err)
    return house


def spalte(*arguments: str | Path, status: int | None = 0) -> None:
    with pytest.raises(SystemExit) as exited:
        cli.main([os.fspath(one) for one in arguments])
    assert status is None or exited.value.code == status


def test_every_article_is_in_the_dataset_as_it_stands(tricked: House) -> None:
    texts = set(tricked.rows("documents")["text"])
    assert texts == {ARTICLE.format(trick=trick) for trick in TRICKS}


def test_nothing_is_written_but_the_dataset(tricked: House) -> None:
    outside = {path for path in tricked.raw.parents[1].rglob("*") if tricked.out not in path.parents}
    written = {path for path in outside if tricked.raw not in path.parents}
    assert written == {tricked.raw.parent, tricked.raw, tricked.out}
    assert not list(tricked.raw.parents[1].rglob("pwned"))


def test_lists_show_it_and_obey_nothing(tricked: House, capsys: pytest.CaptureFixture[str]) -> None:
    spalte("sources", tricked.out)
    shown = capsys.readouterr().out
    assert not OBEYED.search(shown)
    assert "<script>alert(1)" in shown
    assert "[red]rot[" in shown
    assert "{{ 7 * 7 }}" in shown


def test_an_article_is_shown_and_not_obeyed(tricked: House, capsys: pytest.CaptureFixture[str]) -> None:
    for uri in tricked.rows("documents")["source_uri"].gather_every(2):
        spalte("show", uri, tricked.out)
        assert not OBEYED.search(capsys.readouterr().out)


def test_the_report_shows_it_and_obeys_nothing(tricked: House, capsys: pytest.CaptureFixture[str]) -> None:
    spalte("report", tricked.out)
    assert not OBEYED.search(capsys.readouterr().out)
    (page,) = (tricked.out / "reports").glob("*.md")
    text = page.read_text(encoding="utf-8")
    assert "<script" not in text
    assert not re.search(r"(?<!\\)\]\(", text)  # no link
    assert not OBEYED.search(text.replace("\n", ""))


def test_a_message_that_names_a_file_obeys_nothing(
    tricked: House, capsys: pytest.CaptureFixture[str]
) -> None:
    spalte("show", "\x1b[31m[red]no such[/]", tricked.out, status=ExitStatus.FAILED)
    shown = capsys.readouterr().err
    assert not OBEYED.search(shown)
    assert "[red]no such[/]" in shown


def test_the_ledger_says_what_became_of_each(tricked: House) -> None:
    rows = tricked.rows("sources")
    assert rows.filter(status=Status.REJECTED).height == len(TRICKS)
    assert rows.filter(status=Status.OK).height == 2 * len(TRICKS) + 1
