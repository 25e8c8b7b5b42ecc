"""A bound that a night violated, and what is told when many are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from flows.alarms.intake import ROOT
from flows.logs import printable

#: Sentences of one level about one measure: a broken parser hits a hundred folders.
_MOST = 5


class Level(StrEnum):
    """How bad it is."""

    FAIL = "fail"  # the run ends with status 3
    WARN = "warn"  # it stands in the report


@dataclass(frozen=True, slots=True)
class Scope:
    """What is counted together: everything, a source folder, a language, or a language of a folder."""

    folder: str | None = None
    language: str | None = None

    def __str__(self) -> str:
        folder = "the raw root" if self.folder == ROOT else printable(self.folder or "all folders")
        return f"{folder}, {self.language}" if self.language else folder

    @property
    def depth(self) -> int:
        """0 for everything, 2 for a language of a folder, 1 between."""
        return (self.folder is not None) + (self.language is not None)

    def holds(self, other: Scope) -> bool:
        """Whether `other` is a part of this, or this itself."""
        return self.folder in {None, other.folder} and self.language in {None, other.language}


@dataclass(frozen=True, slots=True)
class Finding:
    """One violated bound; `measure` is the name of its setting, `whole` says that nothing at all came."""

    level: Level
    measure: str
    scope: Scope
    sentence: str
    whole: bool = False


def distinct(found: Iterable[Finding]) -> list[Finding]:
    """One finding where several are of a scope and its parts: alarms before warnings.

    Where nothing came it is the widest scope (a silent source is not three silent languages), else
    the narrowest (one source that shrank says more than that there is less of everything).
    """
    kept: list[Finding] = []
    for one in sorted(found, key=_rank):
        told = (other for other in kept if other.measure == one.measure)
        if not any(other.scope.holds(one.scope) or one.scope.holds(other.scope) for other in told):
            kept.append(one)
    return kept


def _rank(one: Finding) -> tuple[bool, bool, int, str]:
    depth = one.scope.depth
    return one.level is not Level.FAIL, not one.whole, depth if one.whole else -depth, str(one.scope)


def sentences(found: Iterable[Finding], level: Level) -> list[str]:
    """The sentences of one level, of each measure at most five and how many more there are."""
    chosen = [one for one in found if one.level is level]
    told = []
    for measure in dict.fromkeys(one.measure for one in chosen):
        about = [one.sentence for one in chosen if one.measure == measure]
        more = len(about) - _MOST
        told += about[:_MOST] + ([f"The same in {more:,} more folders or languages."] if more > 0 else [])
    return told
