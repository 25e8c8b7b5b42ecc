from __future__ import annotations

import polars as pl
import pytest

from flows.stores import push
from schemas import TABLES, scan
from schemas.dataset import NoDatasetError, scan_folder, version
from tests.flows.conftest import House, article
from tests.flows.stores.conftest import Warehouse


@pytest.fixture
def published(warehouse: Warehouse) -> Warehouse:
    for number, month in enumerate(("2022-02", "2022-03", "2023-01")):
        warehouse.write(f"{month}.txt", article(number).replace("2022-02", month))
    warehouse.run()
    return warehouse


def test_every_table_scans_as_it_does_on_disk(house: House, published: Warehouse) -> None:
    for number, month in enumerate(("2022-02", "2022-03", "2023-01")):
        house.write(f"{month}.txt", article(number).replace("2022-02", month))
    house.run(entities="off")
    for name in TABLES:
        assert published.rows(name).schema == house.rows(name).schema
    for name in ("documents", "segments", "quotes", "entities"):
        assert published.rows(name).equals(house.rows(name))


def test_segments_come_with_their_text(published: Warehouse) -> None:
    rows = scan("segments", published.out.url, with_text=True).filter(kind="headline").collect()
    assert rows["text"].to_list() == ["Ferja til Solvik er innstilt"] * 3


def test_a_query_keeps_its_night_while_the_next_is_published(
    published: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    night = version(published.out.url)
    before = scan_folder("documents", night)
    monkeypatch.setattr(push, "_GRACE", -60)
    published.write("new.txt", article(7))
    published.run()
    assert before.collect().height == scan_folder("sources", night).collect().height == 3
    assert scan("documents", published.out.url).collect().height == 4


def test_a_filter_on_a_key_reads_only_the_files_of_that_partition(published: Warehouse) -> None:
    plan = scan("quotes", published.out.url).filter(pl.col("year") == 2023).explain()
    assert "year=2023" in plan
    assert "year=2022" not in plan


def test_where_nothing_is_published_the_message_says_how(warehouse: Warehouse) -> None:
    with pytest.raises(NoDatasetError, match=f"Run `spalte run RAW {warehouse.out.url}` first"):
        scan("quotes", f"{warehouse.out.url}/")
