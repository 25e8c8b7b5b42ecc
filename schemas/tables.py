"""The tables of the dataset, all of them and by name."""

from __future__ import annotations

from schemas.documents import DOCUMENTS
from schemas.entities import ENTITIES
from schemas.quotes import QUOTES
from schemas.runs import RUNS
from schemas.segments import SEGMENTS
from schemas.sources import SOURCES

#: The tables that hold document-local facts, in the order of the pipeline.
DOCUMENT_TABLES = (DOCUMENTS, SEGMENTS, QUOTES, ENTITIES)

#: Every table of the dataset by name.
TABLES = {table.name: table for table in (*DOCUMENT_TABLES, SOURCES, RUNS)}
