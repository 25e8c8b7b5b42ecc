"""The data dictionary, `docs/3_data_dictionary.md`, made from the schemas.

`python -m schemas.dictionary` writes it. The meaning of a value of a closed set is the comment on
its line in the source, so that the set and its explanation cannot drift apart.
"""

from __future__ import annotations

import ast
import inspect
import io
import tokenize
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from textwrap import dedent

import dataframely as dy
import polars as pl

from schemas import SCHEMA_VERSION, TABLES, Table

PATH = Path(__file__).parent.parent / "docs" / "3_data_dictionary.md"

_KEYS = {
    "language": "Language of the document (BCP 47: `nb`, `nn`, `da`, ...; `und` when unknown).",
    "year": "Year of `date`; 0 when undated.",
    "month": "Month of `date`; 0 when undated or only the year is known.",
}
_LEDGER_KEYS = {
    "year": "Year of `first_seen` (UTC).",
    "month": "Month of `first_seen` (UTC).",
}

_OPENING = f"""\
# Data dictionary

Generated from `schemas/` by `python -m schemas.dictionary`; do not edit. Schema version {SCHEMA_VERSION}.

A dataset is a folder with one sub-folder per table. Every `start` and `end` in every table counts
Unicode code points into `documents.text`, half open: `text[start:end]` is the row's text.

| table | one row per | sorted by | partitioned by |
|---|---|---|---|
"""

_JOINS = """
## Joins

- `segments`, `quotes` and `entities` join `documents` on `document_id`; join on the partition keys
  `language`, `year`, `month` too and filter behind the join, and of both only the folders that match are read.
- `sources` joins `documents` on `document_id` (or `source_uri`); rejected files stand in `sources` only.
- `sources` joins `runs` on `run_id`: the run that last changed the row.
- A quote and the entity behind its speaker: same document, `entities.start = quotes.speaker_start`.
"""

_READING = """
## Reading

With the declared schema and typed partition keys, all tables of one night:

```python
from schemas import scan

quotes = scan("quotes", "data/processed")
```

With polars alone:

```python
import polars as pl

keys = {"language": pl.String, "year": pl.Int32, "month": pl.Int32}
quotes = pl.scan_parquet("data/processed/quotes", hive_schema=keys)
```

With DuckDB:

```sql
SELECT speaker_name, text
FROM read_parquet('data/processed/quotes/**/*.parquet', hive_partitioning = true)
WHERE language = 'nb' AND kind = 'direct';
```

A row of `runs` needs no partition: the table is one file.
"""


def render() -> str:
    """The whole page as Markdown."""
    overview = "".join(_overview(table) for table in TABLES.values())
    chapters = "".join(_chapter(table) for table in TABLES.values())
    return _OPENING + overview + _JOINS + _READING + chapters


def meanings(values: type[StrEnum]) -> dict[str, str]:
    """Value -> the comment on its line in the source of `values`; empty where there is none."""
    source = dedent(inspect.getsource(values))
    comments = {
        token.start[0]: token.string.lstrip("# ")
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if token.type == tokenize.COMMENT
    }
    (definition,) = ast.parse(source).body
    members = [node for node in ast.walk(definition) if isinstance(node, ast.Assign)]
    lines = {ast.unparse(node.targets[0]): node.lineno for node in members}
    return {member.value: comments.get(lines[member.name], "") for member in values}


def closed_sets(table: Table) -> dict[str, type[StrEnum]]:
    """Column -> the values it may hold, for the columns of `table` that are closed sets."""
    noted = {name: column.metadata or {} for name, column in table.columns.columns().items()}
    return {name: metadata["values"] for name, metadata in noted.items() if "values" in metadata}


def _overview(table: Table) -> str:
    keys = ", ".join(f"`{key}`" for key in table.keys) or "one file"
    order = ", ".join(f"`{column}`" for column in table.order)
    one_row = _row_of(table).removesuffix(".").removeprefix("One row per ")
    return f"| [{table.name}](#{table.name}) | {one_row} | {order} | {keys} |\n"


def _row_of(table: Table) -> str:
    return inspect.cleandoc(table.columns.__doc__ or "").splitlines()[0].split(". ")[0].split(": ")[0]


def _chapter(table: Table) -> str:
    head = f"\n## {table.name}\n\n{inspect.cleandoc(table.columns.__doc__ or '')}\n\n"
    columns = "| column | type | null | meaning |\n|---|---|---|---|\n"
    columns += _lines(table) + "".join(_key_line(table, key) for key in table.keys)
    sets = "".join(_closed_set(name, values) for name, values in closed_sets(table).items())
    return head + columns + "".join(_fields(table)) + sets


def _fields(table: Table) -> Iterator[str]:
    """What the fields of a column mean whose values are lists of structs."""
    for name, column in table.columns.columns().items():
        if isinstance(column, dy.List) and isinstance(column.inner, dy.Struct):
            fields = column.inner.inner.items()
            lines = (f"- `{field}` ({_type(kind.dtype)}): {kind.description}\n" for field, kind in fields)
            yield f"\nFields of `{name}`:\n\n{''.join(lines)}"


def _lines(table: Table) -> str:
    return "".join(_line(name, column) for name, column in table.columns.columns().items())


def _line(name: str, column: dy.Column) -> str:
    null = "yes" if column.nullable else ""
    key = " (key)" if column.primary_key else ""
    return f"| `{name}`{key} | {_type(column.dtype)} | {null} | {column.description} |\n"


def _key_line(table: Table, key: str) -> str:
    meaning: Mapping[str, str] = _LEDGER_KEYS if table.name == "sources" else _KEYS
    return f"| `{key}` (folder) | {_type(table.keys[key])} | | {meaning[key]} |\n"


def _type(dtype: pl.DataType) -> str:
    if isinstance(dtype, pl.List):
        return f"List of {dtype.inner.base_type()}"
    if isinstance(dtype, pl.Datetime):
        return f"Datetime ({dtype.time_unit}, {dtype.time_zone})"
    return str(dtype)


def _closed_set(name: str, values: type[StrEnum]) -> str:
    explained = "".join(_value(value, meaning) for value, meaning in meanings(values).items())
    return f"\nValues of `{name}`:\n\n{explained}"


def _value(value: str, meaning: str) -> str:
    return f"- `{value}`: {meaning}\n" if meaning else f"- `{value}`\n"


def write(path: Path = PATH) -> None:
    """Write the page to `path`."""
    path.write_text(render(), encoding="utf-8")


if __name__ == "__main__":
    write()
