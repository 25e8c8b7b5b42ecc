"""WHAT comes out: the tables of the dataset, their columns and rules, and `scan()` to read them.

The names below are imported when they are first asked for: the command line needs a closed set or
two of this package before it needs polars.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from schemas.dataset import scan
    from schemas.documents import DOCUMENTS
    from schemas.entities import ENTITIES
    from schemas.quotes import QUOTES
    from schemas.runs import RUNS
    from schemas.segments import SEGMENTS
    from schemas.sources import SOURCES
    from schemas.table import SCHEMA_VERSION, Table
    from schemas.tables import DOCUMENT_TABLES, TABLES

__all__ = [
    "DOCUMENTS",
    "DOCUMENT_TABLES",
    "ENTITIES",
    "QUOTES",
    "RUNS",
    "SCHEMA_VERSION",
    "SEGMENTS",
    "SOURCES",
    "TABLES",
    "Table",
    "scan",
]

_HOMES = {
    "scan": "dataset",
    "SCHEMA_VERSION": "table",
    "Table": "table",
    "DOCUMENT_TABLES": "tables",
    "TABLES": "tables",
}

if not TYPE_CHECKING:  # a checker would believe that the package has every name

    def __getattr__(name: str) -> object:
        """Import the module of a public name, and keep the name (PEP 562)."""
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        module = import_module(f"{__name__}.{_HOMES.get(name, name.lower())}")
        return globals().setdefault(name, getattr(module, name))
