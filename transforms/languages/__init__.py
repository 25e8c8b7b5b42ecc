"""Language data: one TOML file a language, and the one function that reads it.

Adding a language is adding `<code>.toml` here. Each room reads its own top-level table of the
file (`[segments]`, `[language]`, `[entities]`, `[quotes]`, `[speakers]`) into a typed record.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def codes() -> tuple[str, ...]:
    """BCP 47 codes of all languages that have a file, sorted."""
    names = (entry.name for entry in files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


@cache
def section(code: str, name: str) -> Mapping[str, Any]:
    """The top-level table `name` of the language's file; empty when either does not exist."""
    return _file(code).get(name, {}) if code in codes() else {}


@cache
def _file(code: str) -> Mapping[str, Any]:
    return tomllib.loads(files(__name__).joinpath(f"{code}.toml").read_text(encoding="utf-8"))
