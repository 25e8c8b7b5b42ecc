from __future__ import annotations

import shutil
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq
import pytest

from flows import migrate, versions
from flows.errors import DatasetTooNewError
from schemas import SCHEMA_VERSION, TABLES, Table, scan
from tests.flows.rows import NB, Doc, night
from tests.golden.make_dataset_v0 import DOCUMENTS, LATER, ROOT


@pytest.fixture
def old_root(tmp_path: Path) -> Path:
    """A dataset of version 0, one before the first."""
    shutil.copytree(ROOT, tmp_path / "out", symlinks=True)
    return tmp_path / "out"


def _schema_versions(root: Path) -> set[bytes]:
    files = [path for table in TABLES for path in (root / table).glob("**/*.parquet")]
    return {pq.read_metadata(path).metadata[b"schema_version"] for path in files}


def test_the_golden_dataset_is_old(old_root: Path) -> None:
    assert _schema_versions(old_root) == {b"0"}
    names = pq.ParquetFile(next((old_root / "documents").glob("**/*.parquet"))).schema_arrow.names
    assert not set(LATER["documents"]) & set(names)


def test_the_next_run_writes_every_file_in_this_code_s_schema(old_root: Path) -> None:
    night(old_root)
    assert _schema_versions(old_root) == {str(SCHEMA_VERSION).encode()}
    for table in TABLES.values():
        for path in (old_root / table.name).glob("**/*.parquet"):
            assert pq.ParquetFile(path).schema_arrow.names == table.arrow_schema.names


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_an_old_table_scans_before_and_after(old_root: Path, table: Table) -> None:
    declared = pl.Schema({**table.polars_schema, **table.hive_schema})
    kept = [name for name in declared if name not in LATER.get(table.name, [])]
    before = scan(table.name, old_root).collect()
    night(old_root)
    after = scan(table.name, old_root).head(before.height).collect()
    assert before.schema == after.schema == declared
    assert before.select(kept).equals(after.select(kept))


def test_new_columns_are_null_or_empty(old_root: Path) -> None:
    night(old_root)
    rows = scan("documents", old_root).select("agency", "issues", "words").collect().rows()
    assert rows == [(None, [], 0)] * len(DOCUMENTS)


def test_old_and_new_documents_live_in_one_version(old_root: Path) -> None:
    night(old_root, [[Doc("avis/2022/d.txt", NB)]], {"language=nb/year=2022/month=02": [DOCUMENTS[0].id]})
    uris = scan("documents", old_root).collect()["source_uri"].to_list()
    assert sorted(uris) == ["avis/2022/b.txt", "avis/2022/d.txt", "avis/c.txt"]


def test_a_migration_that_is_not_published_changes_nothing(old_root: Path) -> None:
    draft = versions.begin(old_root)
    assert migrate.upgraded(draft) == draft.staging / "migrated"
    assert _schema_versions(old_root) == {b"0"}


def test_a_dataset_of_this_schema_is_taken_as_it_is(tmp_path: Path) -> None:
    night(tmp_path)
    draft = versions.begin(tmp_path)
    assert draft.before is not None
    assert migrate.upgraded(draft) == draft.before.folder


def test_the_first_run_has_nothing_to_upgrade(tmp_path: Path) -> None:
    assert migrate.upgraded(versions.begin(tmp_path)) is None


def test_a_newer_dataset_stops_an_older_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    night(tmp_path)
    monkeypatch.setattr(migrate, "SCHEMA_VERSION", SCHEMA_VERSION - 1)
    with pytest.raises(DatasetTooNewError, match="Install the newer Spalte"):
        migrate.upgraded(versions.begin(tmp_path))
