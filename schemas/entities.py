"""entities: every mention of a named person, organisation, place, product or event."""

from __future__ import annotations

from enum import StrEnum

import dataframely as dy

from schemas.documents import LANGUAGE_MONTH
from schemas.segments import SegmentKind
from schemas.table import Table, closed

#: In front of the name of a spaCy pipeline, where an engine is asked for.
SPACY = "spacy:"


class Label(StrEnum):
    """NorNE's types, with GPE_LOC and GPE_ORG joined to GPE."""

    PER = "PER"  # persons, also animals and fictional characters
    ORG = "ORG"  # organisations: firms, media, parties, clubs, ministries
    GPE = "GPE"  # places with a government: countries, municipalities, towns
    LOC = "LOC"  # other places: mountains, roads, seas, schools, arenas
    PROD = "PROD"  # works, ships, products
    EVT = "EVT"  # festivals, wars, cups


class EntityEngine(StrEnum):
    """What may find the names, besides any spaCy pipeline (`spacy:<pipeline>`)."""

    CASCADE = "cascade"  # the fast model, and the accurate one where the fast one is unsure
    ACCURATE = "accurate"  # six transformer layers
    FAST = "fast"  # a two-layer LSTM
    OFF = "off"  # no names at all


class Entities(dy.Schema):
    """One row per mention."""

    document_id = dy.String(primary_key=True, regex="^[0-9a-f]{32}$", description="The document.")
    mention_index = dy.Int32(
        primary_key=True, min=0, description="Position in the document, from 0, by start."
    )
    start = dy.Int32(min=0, description="First code point in `documents.text`.")
    end = dy.Int32(
        min=1, description="Code point after the last, in `documents.text`; a genitive -s stays inside."
    )
    text = dy.String(min_length=1, description="The mention as it stands: `documents.text[start:end]`.")
    label = closed(Label, description="Type of the entity.")
    name = dy.String(
        description="Canonical name in the document: the fullest form, without genitive, repaired."
    )
    role = dy.String(
        nullable=True,
        description="Role of a person where the article states one, in its base form; on every mention.",
    )
    party = dy.String(
        nullable=True, description="Party of a person where the article states one; on every mention."
    )
    segment_kind = closed(SegmentKind, description="Kind of the segment that holds the mention.")
    confidence = dy.Float64(min=0, max=1, description="How sure the engine is, two decimal places.")
    engine = dy.String(
        description="Name of the engine, with the first 8 digits of each model's SHA-256 where it has one (`fast-0a1b2c3d`)."
    )


ENTITIES = Table("entities", Entities, LANGUAGE_MONTH, ("document_id", "mention_index"))
