from __future__ import annotations

from pathlib import Path

import pytest

import flows.batch
import flows.plan
import flows.work
from schemas.fates import Reason, Status
from tests.flows.conftest import House, article


def test_a_bug_in_a_rule_costs_one_file(harbour: House, monkeypatch: pytest.MonkeyPatch) -> None:
    harbour.run()
    read_article = flows.batch.read_article
    harbour.write("2022/02/bad.txt", article(7))

    def fails(raw: flows.batch.Raw, entities: str) -> object:
        if raw.uri.endswith("bad.txt"):
            raise ValueError("no such rule")
        return read_article(raw, entities)

    monkeypatch.setattr(flows.batch, "read_article", fails)
    report = harbour.run()
    source = harbour.source("2022/02/bad.txt")
    assert (source["status"], source["reason"]) == (Status.REJECTED, Reason.INTERNAL)
    assert "ValueError at test_batch.py" in source["detail"]
    assert "no such rule" in report.problems[0]
    assert report.row["documents"] == 3


def test_a_bug_that_hits_every_file_is_told_a_few_times(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(60):
        house.write(f"{number}.txt", article(number))
    monkeypatch.setattr(flows.batch, "read_article", lambda *_: 1 / 0)
    report = house.run(batch_size=2)
    assert report.row["rejected"] == 60
    assert len(report.problems) == 20
    assert house.rows("sources")["detail"].str.contains("ZeroDivisionError").all()


def test_a_bug_in_making_rows_costs_one_file(harbour: House, monkeypatch: pytest.MonkeyPatch) -> None:
    tables = flows.batch.tables

    def fails(articles: list[flows.batch.Article], version: str) -> object:
        if any(one.raw.uri.endswith("b.txt") for one in articles):
            raise ValueError("no such row")
        return tables(articles, version)

    monkeypatch.setattr(flows.batch, "tables", fails)
    assert harbour.run().row["documents"] == 2
    assert harbour.source("2022/02/b.txt")["reason"] == Reason.INTERNAL


@pytest.mark.parametrize("listed", [1, 3, 4, 25])
def test_a_batch_finds_its_files_in_a_list_of_many_slices(
    house: House, monkeypatch: pytest.MonkeyPatch, listed: int
) -> None:
    for module in (flows.work, flows.plan):
        monkeypatch.setattr(module, "LISTED_ROWS", listed)
    names = [f"{number:02d}.txt" for number in range(25)]
    for number, name in enumerate(names):
        house.write(name, article(number))
    assert house.run(batch_size=4).row["documents"] == 25
    read = house.rows("documents").sort("source_uri")
    assert read["source_uri"].to_list() == names
    assert [f"({number})" in text for number, text in enumerate(read["text"])] == [True] * 25


def test_a_text_too_long_to_understand_is_kept_whole(house: House) -> None:
    text = article(1) + "Mer, sier han. " * 100
    (house.raw.parent / "spalte.toml").write_text("[limits]\narticle_bytes = 1000")
    house.write("long.txt", text)
    house.write("short.txt", article(2))
    house.run()
    rows = house.rows("documents").sort("source_uri").select("source_uri", "text", "issues", "quotes")
    assert rows.row(0) == ("long.txt", text, ["too_long"], 0)
    assert "too_long" not in rows["issues"][1]


def test_rows_do_not_depend_on_how_many_articles_are_held_at_a_time(
    harbour: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    harbour.run()
    monkeypatch.setattr(flows.batch, "_HELD", 1)
    again = House(harbour.raw, tmp_path / "again")
    again.run()
    assert again.hashes() == harbour.hashes()
