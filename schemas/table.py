"""What a table is: its columns, its partition keys and the order of its rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import dataframely as dy
import polars as pl
import pyarrow as pa

#: Version of all columns together. Raise it with every change of a column, in the same commit.
SCHEMA_VERSION = 2

_ARROW: Mapping[pl.datatypes.DataTypeClass, pa.DataType] = {
    pl.String: pa.large_string(),
    pl.Boolean: pa.bool_(),
    pl.Int32: pa.int32(),
    pl.Int64: pa.int64(),
    pl.Float32: pa.float32(),
    pl.Float64: pa.float64(),
    pl.Date: pa.date32(),
    pl.Datetime: pa.timestamp("us", tz="UTC"),
}


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the dataset.

    `columns` are the columns inside the files, `keys` the typed partition keys of the folder
    names (never repeated inside the files), `order` the columns that rows are sorted by.
    """

    name: str
    columns: type[dy.Schema]
    keys: Mapping[str, pl.DataType]
    order: tuple[str, ...]

    @property
    def polars_schema(self) -> pl.Schema:
        """Names and types of the columns inside the files."""
        return pl.Schema({name: column.dtype for name, column in self.columns.columns().items()})

    @property
    def hive_schema(self) -> pl.Schema:
        """Names and types of the partition keys, for `pl.scan_parquet(hive_schema=...)`."""
        return pl.Schema(self.keys)

    @property
    def arrow_schema(self) -> pa.Schema:
        """The columns as Arrow fields, each with its description as field metadata."""
        return _arrow_schema(self.columns)


def closed(values: type[StrEnum], *, description: str, nullable: bool = False) -> dy.String:
    """A string column that holds only the values of `values`; the files keep plain strings."""
    allowed = [value.value for value in values]
    return dy.String(
        check=lambda column: column.is_in(allowed),
        metadata={"values": values},
        description=description,
        nullable=nullable,
    )


@cache  # asked for once a file, and a night writes hundreds
def _arrow_schema(columns: type[dy.Schema]) -> pa.Schema:
    return pa.schema([_field(name, column) for name, column in columns.columns().items()])


def _field(name: str, column: dy.Column) -> pa.Field:
    description = {"description": column.description or ""}
    return pa.field(name, _arrow_type(column.dtype), nullable=column.nullable, metadata=description)


def _arrow_type(dtype: pl.DataType | pl.datatypes.DataTypeClass) -> pa.DataType:
    if isinstance(dtype, pl.List):
        return pa.large_list(_arrow_type(dtype.inner))
    if isinstance(dtype, pl.Struct):
        return pa.struct([(field.name, _arrow_type(field.dtype)) for field in dtype.fields])
    return _ARROW[dtype.base_type()]
