from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import polars as pl
import pytest

from schemas import SEGMENTS, TABLES, Table, scan
from schemas.dataset import scan_folder, version_folder
from schemas.errors import NoDatasetError
from tests.flows.rows import NB, NN, UND, Doc, night

Duck = duckdb.DuckDBPyConnection

every_table = pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    night(tmp_path, [[Doc("a.txt", NB, 3), Doc("b.txt", NN, 2), Doc("c.txt", UND, 0)]])
    return tmp_path


@pytest.fixture
def empty_root(tmp_path: Path) -> Path:
    night(tmp_path)
    return tmp_path


@pytest.fixture
def duck() -> Iterator[Duck]:
    with duckdb.connect() as connection:
        yield connection


def _declared(table: Table) -> pl.Schema:
    return pl.Schema({**table.polars_schema, **table.hive_schema})


@every_table
def test_a_table_has_the_declared_columns_and_typed_keys(root: Path, table: Table) -> None:
    assert scan(table.name, root).collect_schema() == _declared(table)
    assert scan(table.name, root).collect().schema == _declared(table)


@every_table
def test_an_empty_table_scans(empty_root: Path, table: Table) -> None:
    frame = scan(table.name, empty_root).collect()
    assert frame.schema == _declared(table)
    assert frame.height == (1 if table.name == "runs" else 0)


def test_a_filter_on_a_key_reads_that_partition_only(root: Path) -> None:
    plan = scan("documents", root).filter(pl.col("language") == "nb", pl.col("month") == 2).explain()
    assert "language=nb" in plan
    assert "language=nn" not in plan


def test_one_query_sees_one_version(root: Path) -> None:
    query = scan("documents", root)
    night(root, [[Doc("d.txt", NB)]])
    assert query.collect().height == 3
    assert scan("documents", root).collect().height == 4


def test_tables_of_one_folder_are_of_one_night(root: Path) -> None:
    folder = version_folder(root)
    night(root, [[Doc("d.txt", NB)]])
    documents, segments = (scan_folder(name, folder).collect() for name in ("documents", "segments"))
    assert set(segments["document_id"]) <= set(documents["document_id"])


def test_the_text_of_a_segment_is_a_slice_of_its_document(root: Path) -> None:
    frame = scan("segments", root, with_text=True).collect()
    assert frame.schema == pl.Schema({**_declared(SEGMENTS), "text": pl.String()})
    texts = dict(scan("documents", root).select("document_id", "text").collect().iter_rows())
    rows = frame.select("document_id", "start", "end", "text").iter_rows()
    assert all(texts[name][start:end] == text for name, start, end, text in rows)


def test_text_is_counted_in_code_points(tmp_path: Path) -> None:
    night(tmp_path, [[Doc("a.txt", NB, 3, "Øy ☃ og 😀 ære være")]])
    texts = scan("segments", tmp_path, with_text=True).collect()["text"].to_list()
    assert texts == ["Øy ☃", "y ☃ ", " ☃ o"]


def test_a_filter_on_a_key_prunes_the_documents_that_texts_are_cut_from(root: Path) -> None:
    query = scan("segments", root, with_text=True).filter(pl.col("language") == "nb")
    assert "language=nn" not in query.explain()
    assert query.collect().height == 3


def test_with_text_is_for_segments(root: Path) -> None:
    with pytest.raises(ValueError, match="with_text is for segments"):
        scan("quotes", root, with_text=True)


def test_an_unknown_table_is_answered_with_those_that_exist(root: Path) -> None:
    with pytest.raises(ValueError, match="documents, segments, quotes"):
        scan("articles", root)


def test_a_folder_without_a_dataset_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(NoDatasetError, match="spalte run"):
        scan("quotes", tmp_path)


@every_table
def test_polars_reads_the_folder_as_it_stands(root: Path, table: Table) -> None:
    frame = pl.scan_parquet(root / table.name, hive_schema=table.hive_schema or None).collect()
    assert frame.schema == _declared(table)
    assert sorted(map(repr, frame.rows())) == sorted(map(repr, scan(table.name, root).collect().rows()))


@every_table
def test_duckdb_reads_the_folder_as_it_stands(root: Path, duck: Duck, table: Table) -> None:
    found = duck.sql(_select("*", root / table.name)).pl()
    expected = scan(table.name, root).collect()
    assert set(found.columns) == set(expected.columns)
    key = table.order[0]
    assert sorted(found[key]) == sorted(expected[key])


def test_duckdb_filters_by_key(root: Path, duck: Duck) -> None:
    query = _select("document_id", root / "quotes") + " where language = 'nb' and year = 2022 and month = 2"
    assert duck.sql(query).fetchall() == [(Doc("a.txt").id,)] * 3


def _select(columns: str, folder: Path) -> str:
    return f"select {columns} from read_parquet('{folder}/**/*.parquet', hive_partitioning = true)"  # noqa: S608
