from __future__ import annotations

import pytest

from schemas import TABLES, Table, dictionary

TABLE = pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)


def test_the_page_on_disk_is_the_one_the_schemas_make() -> None:
    remedy = "run `python -m schemas.dictionary`"
    assert dictionary.PATH.read_text(encoding="utf-8") == dictionary.render(), remedy


@TABLE
def test_every_column_has_a_description_that_ends_a_sentence(table: Table) -> None:
    silent = [name for name, column in table.columns.columns().items() if not column.description]
    assert silent == []
    assert all((column.description or "").endswith(".") for column in table.columns.columns().values())


@TABLE
def test_every_value_of_a_closed_set_has_a_meaning(table: Table) -> None:
    for column, values in dictionary.closed_sets(table).items():
        unexplained = [value for value, meaning in dictionary.meanings(values).items() if not meaning]
        assert unexplained == [], column


@TABLE
def test_the_page_shows_every_column_and_key(table: Table) -> None:
    chapter = dictionary.render().split(f"\n## {table.name}\n")[1].split("\n## ")[0]
    for name in (*table.columns.columns(), *table.keys):
        assert f"| `{name}`" in chapter


@TABLE
def test_no_column_has_the_name_of_a_partition_key(table: Table) -> None:
    assert not set(table.keys) & set(table.columns.columns())


@TABLE
def test_rows_are_sorted_by_columns_that_exist(table: Table) -> None:
    assert set(table.order) <= set(table.columns.columns())
