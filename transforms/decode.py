"""Bytes to text: byte-order mark, strict UTF-8, declared, detected, windows-1252 with a flag."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.documents import EncodingSource, Issue
from schemas.sources import Reason


@dataclass(frozen=True, slots=True)
class Hint:
    """What spalte.toml says about a path; part of the settings digest."""

    encoding: str | None = None  # Python codec name
    language: str | None = None  # BCP 47 prior


@dataclass(frozen=True, slots=True)
class Decoded:
    """The decoded file. Only a byte-order mark is missing from `text`."""

    text: str
    encoding: str
    encoding_source: EncodingSource
    issues: frozenset[Issue]


@dataclass(frozen=True, slots=True)
class Rejection:
    """Why the content is unusable; `detail` is one sentence that says what is wrong and what to do."""

    reason: Reason
    detail: str
