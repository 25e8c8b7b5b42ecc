"""The counties and municipalities of Norway, by name: places with a government, however few live there.

Lists of the world's cities and regions (GeoNames, ISO 3166-2, CLDR) were tried beside these and gained
nothing: the models know the cities, and the lists hold a namesake of too many farms and hills.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def norwegian() -> frozenset[str]:
    """Their names, those of before the reforms of 2018 to 2024 included."""
    text = files("transforms.entities").joinpath("norway.toml").read_text(encoding="utf-8")
    lists = (names for table in tomllib.loads(text).values() for names in table.values())
    return frozenset(" ".join(name.split()) for names in lists for name in names.split(","))
