from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows import row_groups, storage
from flows.merging.row_order import by_document
from flows.merging.staged import outcomes
from schemas import DOCUMENT_TABLES, DOCUMENTS, QUOTES, SCHEMA_VERSION, SEGMENTS, Table
from tests.flows.rows import NB, NN, Doc, batch, docs, sha256


def _sorted_rows(count: int, table: str = "segments") -> pa.Table:
    return by_document([batch(docs(count, partitions=[NB]))[table]])


@settings(max_examples=25, deadline=None)
@given(cuts=st.lists(st.integers(0, 60), max_size=6), rows=st.integers(1, 20))
def test_bytes_do_not_depend_on_the_chunks_that_rows_come_in(
    tmp_path_factory: pytest.TempPathFactory, cuts: list[int], rows: int
) -> None:
    folder = tmp_path_factory.mktemp("chunks")
    table = _sorted_rows(40)
    bounds = [0, *sorted(cuts), table.num_rows]
    chunks = [table.slice(low, high - low) for low, high in pairwise(bounds)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(row_groups, "ROW_GROUP_ROWS", dict.fromkeys(row_groups.ROW_GROUP_ROWS, rows))
        whole = storage.write_parquet(folder / "whole.parquet", SEGMENTS, [table], "d1")
        parts = storage.write_parquet(folder / "chunks.parquet", SEGMENTS, chunks, "d1")
    assert whole == parts
    assert sha256(folder / "whole.parquet") == sha256(folder / "chunks.parquet")


def test_row_groups_have_a_fixed_number_of_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(row_groups.ROW_GROUP_ROWS, "documents", 7)
    written = storage.write_parquet(tmp_path / "x.parquet", DOCUMENTS, [_sorted_rows(16, "documents")], "d1")
    footer = pq.read_metadata(tmp_path / "x.parquet")
    assert [footer.row_group(number).num_rows for number in range(footer.num_row_groups)] == [7, 7, 2]
    assert written == storage.Written(16, (tmp_path / "x.parquet").stat().st_size)


@pytest.mark.parametrize("table", DOCUMENT_TABLES, ids=lambda table: table.name)
def test_a_file_says_what_it_is(tmp_path: Path, table: Table) -> None:
    storage.write_parquet(tmp_path / "x.parquet", table, [_sorted_rows(8, table.name)], "d1")
    file = pq.ParquetFile(tmp_path / "x.parquet")
    assert file.metadata.metadata[b"schema_version"] == str(SCHEMA_VERSION).encode()
    assert file.metadata.metadata[b"settings_digest"] == b"d1"
    group = file.metadata.row_group(0)
    order = [file.schema.names[column.column_index] for column in group.sorting_columns]
    assert order == list(table.order)
    columns = [group.column(number) for number in range(group.num_columns)]
    assert {column.compression for column in columns} == {"ZSTD"}
    assert all(column.has_offset_index for column in columns)
    for field in file.schema_arrow:
        declared = table.arrow_schema.field(field.name).metadata
        assert field.metadata[b"description"] == declared[b"description"]


def test_a_file_without_rows_has_all_columns(tmp_path: Path) -> None:
    storage.write_parquet(tmp_path / "x.parquet", QUOTES, [], "d1")
    assert pq.ParquetFile(tmp_path / "x.parquet").schema_arrow.names == QUOTES.arrow_schema.names


def test_null_in_a_column_that_must_have_a_value_is_refused(tmp_path: Path) -> None:
    rows = _sorted_rows(3)
    broken = rows.set_column(0, "document_id", pa.nulls(rows.num_rows, pa.large_string()))
    with pytest.raises((pa.ArrowInvalid, ValueError, OSError)):
        storage.write_parquet(tmp_path / "x.parquet", SEGMENTS, [broken], "d1")


def test_staged_rows_are_found_by_table_and_partition(tmp_path: Path) -> None:
    storage.stage(tmp_path, 0, [batch([Doc("a.txt", NB, 3), Doc("b.txt", NN, 2)])])
    storage.stage(tmp_path, 1, [batch([Doc("c.txt", NB, 4)])])
    staged = storage.index_pieces(tmp_path)
    assert staged.partitions == {"language=nb/year=2022/month=02", "language=nn/year=2022/month=11"}
    pieces = staged.pieces("segments", "language=nb/year=2022/month=02")
    rows = pa.concat_tables(span.read(SEGMENTS.arrow_schema) for span in pieces)
    assert rows["document_id"].to_pylist() == [Doc("a.txt").id] * 3 + [Doc("c.txt").id] * 4
    assert (pieces.rows, staged.pieces("segments", "language=sv/year=1/month=0").rows) == (7, 0)


def test_a_batch_that_is_staged_again_replaces_itself(tmp_path: Path) -> None:
    storage.stage(tmp_path, 0, [batch(docs(9))])
    storage.stage(tmp_path, 0, [batch([Doc("a.txt", NB, 3)])])
    assert storage.index_pieces(tmp_path).pieces("entities", "language=nb/year=2022/month=02").rows == 3


def test_a_worker_that_was_given_up_may_still_write_its_batch(tmp_path: Path) -> None:
    storage.stage(tmp_path, 0, [batch([Doc("a.txt", NB, 3)])])
    (given_up,) = tmp_path.glob("*.pieces")
    storage.stage(tmp_path, 0, [batch([Doc("a.txt", NB, 3)])])
    given_up.write_bytes(b"")
    (span,) = storage.index_pieces(tmp_path).pieces("segments", "language=nb/year=2022/month=02")
    assert span.read(SEGMENTS.arrow_schema).num_rows == 3


def test_an_empty_batch_stages_nothing(tmp_path: Path) -> None:
    storage.stage(tmp_path, 0, [batch([])])
    assert storage.index_pieces(tmp_path).partitions == set()


def test_outcomes_come_back_in_the_order_of_the_batches(tmp_path: Path) -> None:
    assert list(outcomes(tmp_path)) == []
    for number in (1, 0):
        storage.stage_outcomes(tmp_path, number, pa.table({"source_uri": [f"{number}.txt"], "ok": [True]}))
    assert [rows["source_uri"].to_pylist() for rows in outcomes(tmp_path)] == [["0.txt"], ["1.txt"]]


def test_slices_can_be_read_again_and_again(tmp_path: Path) -> None:
    tables = [pa.table({"n": [1, 2]}), pa.table({"n": [3]})]
    slices = storage.stage_slices(tmp_path / "n.arrow", tables)
    assert list(slices) == list(slices) == tables
    assert list(storage.stage_slices(tmp_path / "none.arrow", [])) == []
