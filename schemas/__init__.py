"""WHAT comes out: the tables of the dataset, their columns and rules, and `scan()` to read them."""

from schemas.dataset import scan
from schemas.documents import DOCUMENTS
from schemas.entities import ENTITIES
from schemas.quotes import QUOTES
from schemas.runs import RUNS
from schemas.segments import SEGMENTS
from schemas.sources import SOURCES
from schemas.table import SCHEMA_VERSION, Table

#: The tables that hold document-local facts, in the order of the pipeline.
DOCUMENT_TABLES = (DOCUMENTS, SEGMENTS, QUOTES, ENTITIES)

#: Every table of the dataset by name.
TABLES = {table.name: table for table in (*DOCUMENT_TABLES, SOURCES, RUNS)}

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
