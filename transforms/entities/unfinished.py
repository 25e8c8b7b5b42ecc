"""Names of bodies and places that stop short of a word with a capital: "Dalen" in "Dalen Hotel"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from schemas.entities import Label
from transforms.entities.mention import Found
from transforms.entities.merge import TAUGHT

_GROWING = frozenset({Label.ORG, Label.GPE, Label.LOC})
_FURTHER = re.compile(r"[ \u00a0]([^\W\d_]{3,})(?![\w-])")


def finished(text: str, names: Sequence[Found], language: str) -> Iterable[Found]:
    """The names in order, each with the capitalised word right behind it that is in no other name.

    A place that goes on is a body. Only where an engine rarely overlooks a name, and where neither nouns
    nor the words of a title have capitals.
    """
    return _longer(text, names) if language in TAUGHT else names


def _longer(text: str, names: Sequence[Found]) -> Iterator[Found]:
    starts = {name.start for name in names}
    for name in names:
        grows = name.label in _GROWING and text[name.end - 1].isalpha()
        further = _FURTHER.match(text, name.end) if grows else None
        if further and further[1].istitle() and further.start(1) not in starts:
            yield replace(name, end=further.end(), label=Label.ORG)
        else:
            yield name
