"""An article's text as the rules for speakers read it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from transforms.entities.lexicon import Lexicon as Names
from transforms.speakers.layout import Layout
from transforms.speakers.lexicon import Lexicon


class Page(NamedTuple):
    """A text, where things stand in it, and the words of its language."""

    text: str
    layout: Layout
    lexicon: Lexicon
    names: Names
    ages: Sequence[re.Match[str]]  # where somebody is called by the age, in order
