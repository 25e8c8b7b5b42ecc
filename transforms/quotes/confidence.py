"""How often the rows of a rule are right."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from schemas.quotes import QuoteRule


@cache
def confidences() -> Mapping[QuoteRule, float]:
    """Share of a rule's rows whose words and speaker are right, measured on annotated articles."""
    table = tomllib.loads(files(__package__).joinpath("confidence.toml").read_text(encoding="utf-8"))
    return {rule: float(table[rule.value]) for rule in QuoteRule}
