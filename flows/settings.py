"""What a user may set: `spalte.toml`, then `SPALTE_` variables, then the command line."""

from __future__ import annotations

import codecs
import hashlib
import json
import os
import re
import tomllib
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from flows.entities import engine_version
from flows.errors import SettingsError
from flows.logs import LogStyle
from flows.raw_file import Limits
from flows.stores.place import Place
from schemas.entities import EntityEngine

FILE_NAME = "spalte.toml"
_STRICT = ConfigDict(extra="forbid", frozen=True)


def _cores() -> int:
    """Cores that this process may use; a container often has fewer than its machine."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Volume(BaseModel):
    """Documents of a night as a share of the usual ones, by source folder and language."""

    model_config = _STRICT

    fail: float = Field(default=0.25, ge=0, le=1, description="Fewer end the run with status 3.")
    warn: float = Field(default=0.5, ge=0, le=1, description="Fewer are a warning.")
    flood: float = Field(default=5.0, ge=1, description="More are a warning.")


class Levels(BaseModel):
    """How far a share may lie above the usual one: 0.1 is ten percentage points."""

    model_config = _STRICT

    fail: float = Field(ge=0, le=1, description="More end the run with status 3.")
    warn: float = Field(ge=0, le=1, description="More are a warning.")


class Alarms(BaseModel):
    """Bounds on a healthy run: a failing one ends a completed run with exit status 3, the rest warn."""

    model_config = _STRICT

    max_rejected_share: float = Field(default=0.25, ge=0, le=1, description="Of 20 or more files read.")
    max_unreadable: int = Field(default=100, ge=0, description="Files that could not be read.")
    min_documents: int = Field(default=1, ge=0, description="Rows of `documents` after the run.")
    volume: Volume = Field(default=Volume(), description="New documents against the usual.")
    rejected: Levels = Field(default=Levels(fail=0.2, warn=0.05), description="Files rejected.")
    without_quotes: Levels = Field(
        default=Levels(fail=0.3, warn=0.15), description="Articles without quotes."
    )
    without_speaker: Levels = Field(
        default=Levels(fail=0.25, warn=0.1), description="Quotes without speaker."
    )
    und: Levels = Field(default=Levels(fail=0.2, warn=0.05), description="Articles of unknown language.")

    @field_validator("rejected", "without_quotes", "without_speaker", "und", mode="before")
    @classmethod
    def the_other_level_stays(cls, given: object, info: ValidationInfo) -> object:
        """One level may be set alone."""
        usual = cls.model_fields[info.field_name or ""].default
        return {**usual.model_dump(), **given} if isinstance(given, dict) else given


class Source(BaseModel):
    """What is known of the files that one glob of `[sources."glob"]` matches."""

    model_config = _STRICT

    encoding: str | None = Field(None, description="Python codec name; tried after strict UTF-8.")
    language: str | None = Field(None, description="BCP 47 code; a prior, not a decision.")
    exclude: bool = Field(default=False, description="Leave these files alone.")

    @field_validator("encoding")
    @classmethod
    def encoding_is_known(cls, name: str | None) -> str | None:
        """Python's own name of the codec, so that spellings of one codec give one digest."""
        try:
            return name and codecs.lookup(name).name
        except LookupError:
            raise ValueError(f"Python knows no encoding `{name}`") from None


class Settings(BaseSettings):
    """All settings. Variables are spelled `SPALTE_BATCH_SIZE`, nested ones `SPALTE_LIMITS__RATIO`."""

    model_config = SettingsConfigDict(
        extra="forbid", frozen=True, env_prefix="SPALTE_", env_nested_delimiter="__"
    )

    workers: int = Field(default_factory=_cores, ge=0, description="Worker processes; 0: read in this one.")
    batch_size: int = Field(500, ge=1, description="Most files in a batch.")
    batch_bytes: int = Field(16 * 1024**2, ge=1, description="Most raw bytes in a batch of several files.")
    max_shrink: float = Field(0.10, ge=0, le=1, description="Share of the known sources that may vanish.")
    entities: str = Field(
        EntityEngine.CASCADE, description="What finds names: an engine or `spacy:<pipeline>`."
    )
    log: LogStyle = Field(LogStyle.BRIEF, description="How much is said on standard error, and how.")
    on_failure: tuple[str, ...] = Field((), description="Command to run after a failed or alarmed run.")
    keep_reports: int = Field(1000, ge=1, description="Reports on disk; older ones are deleted.")
    limits: Limits = Field(default=Limits(), description="Bounds on one raw file.")
    alarms: Alarms = Field(default_factory=Alarms, description="Bounds on a healthy run.")
    sources: dict[str, Source] = Field(default_factory=dict, description="By glob; the first match counts.")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 (pydantic-settings fixes the signature)
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment wins over the file, whose values `load` hands in."""
        return env_settings, init_settings

    @property
    def digest(self) -> str:
        """Eight bytes of BLAKE2b, hexadecimal, over what changes rows: limits, engine, hints by glob."""
        hints = [(glob, one.encoding, one.language) for glob, one in self.sources.items() if not one.exclude]
        payload = json.dumps([asdict(self.limits), engine_version(self.entities), hints], sort_keys=True)
        return hashlib.blake2b(payload.encode(), digest_size=8).hexdigest()

    @property
    def excluded(self) -> str | None:
        """A regular expression on addresses that matches excluded files, or None."""
        patterns = [glob_pattern(glob) for glob, one in self.sources.items() if one.exclude]
        return "|".join(patterns) or None


def load(raw: Place, config: Path | None = None) -> Settings:
    """Settings for a run over `raw`.

    Reads `config`, else `spalte.toml` of the working folder, else the one beside a raw root on disk.
    Raises SettingsError for a file that is missing, no TOML, or holds an unknown key or a bad value.
    """
    path = config or next((one for one in _places(raw) if one.is_file()), None)
    values = {} if path is None else _parse(path)
    try:
        return Settings(**values)
    except ValidationError as error:
        raise SettingsError(_explain(error, path)) from None


def glob_pattern(glob: str) -> str:
    """`glob` as a regular expression on whole addresses: `*` and `?` stay in a folder, `**` does not."""
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", glob)
    known = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return "^(?:" + "".join(known.get(part, re.escape(part)) for part in parts) + ")$"


def _places(raw: Place) -> tuple[Path, ...]:
    beside = [raw.resolve().parent / FILE_NAME] if isinstance(raw, Path) else []
    return Path(FILE_NAME), *beside


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path} cannot be read: {error}. Correct or remove the file.") from error


def _explain(error: ValidationError, path: Path | None) -> str:
    place = str(path) if path else "The environment"
    faults = [f"`{'.'.join(map(str, fault['loc']))}`: {_message(fault)}" for fault in error.errors()]
    return f"{place} holds settings that cannot be used: {'; '.join(faults)}. docs/6_operate.md lists all."


def _message(fault: ErrorDetails) -> str:
    unknown = fault["type"] in {"extra_forbidden", "unexpected_keyword_argument"}
    return "no such setting" if unknown else fault["msg"]
