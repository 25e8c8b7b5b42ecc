"""What finds names: the interface of an engine, and how to get one.

A new engine is a class with one method and two attributes, and a line in `load`; nothing else knows which
one runs.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple, Protocol

from schemas.entities import SPACY, EntityEngine, Label


class Span(NamedTuple):
    """Tokens `first:stop` of a sentence name something; `confidence` is a probability."""

    first: int
    stop: int
    label: Label
    confidence: float


#: The names of one sentence, in order, without overlap.
Tagged = tuple[Span, ...]


class Engine(Protocol):
    """Finds names in tokenised text. `name` goes to `entities.engine`."""

    @property
    def name(self) -> str:
        """What it is, with the beginnings of the SHA-256 of its models."""

    @property
    def skims(self) -> bool:
        """Whether it is spared the sentences that cannot hold a name (`nameless`): a quarter of its time.

        None of these is among what it reads, so its answers do not depend on them.
        """

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[Tagged]:
        """The names of each sentence of one document, a sentence being its words.

        Depends on nothing but the sentences: not on earlier documents, the process or the machine's
        cores. Total: any words, empty ones and empty sentences included.
        """


@cache  # a model is loaded once a process
def load(name: str) -> Engine | None:
    """The engine of an `EntityEngine` or of `spacy:<pipeline>`; None for `off`.

    Engines are imported here, when one is asked for: their libraries take a tenth of a second and
    more. Raises ValueError for an unknown name and ImportError when a library or pipeline is missing.
    """
    if name.startswith(SPACY):
        from transforms.entities.taggers.pipeline import PipelineTagger  # noqa: PLC0415

        return PipelineTagger(name.removeprefix(SPACY))
    match EntityEngine(name):
        case EntityEngine.OFF:
            return None
        case EntityEngine.FAST:
            from transforms.entities.taggers.fast import FastTagger  # noqa: PLC0415

            return FastTagger()
        case EntityEngine.ACCURATE:
            from transforms.entities.taggers.accurate import AccurateTagger  # noqa: PLC0415

            return AccurateTagger()
        case EntityEngine.CASCADE:
            from transforms.entities.taggers.cascade import CascadeTagger  # noqa: PLC0415

            return CascadeTagger()
