"""The words of all languages that pages set around their prose.

Segmentation runs before the language is known, and pages mix languages in their furniture, so the
`[segments]` tables of all language files are united.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from transforms.languages import codes, section

#: Words in small letters between the parts of a name.
NAME_PARTICLES = (
    *("de", "der", "den", "van", "von", "av", "af", "la", "le", "du", "da"),
    *("di", "dos", "del", "ten", "ter", "bin", "el", "al"),
)


class Notice(StrEnum):
    """What a phrase at the start of a line says about the line; the value names its list in `[segments]`."""

    NOTICE = "notices"  # the phrase alone is furniture; prose may go on after it
    OPENER = "openers"  # the whole line is furniture
    READ_MORE = "read_more"  # so is the next line, when the phrase stands alone
    PAYWALL = "paywall"  # the article stops here
    BUTTON = "buttons"  # furniture only when nothing else stands on the line
    FACTS = "facts"  # a fact box; its list items follow
    SUMMARY = "summary"  # a summary by machine; its list items follow
    SUMMARY_NOTE = "summary_notes"  # who made the summary, right after it


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase in lower case, and what it announces."""

    words: str
    notice: Notice


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything in lower case, but `agencies`: names as printed to names as reported (empty: no agency)."""

    phrases: Mapping[str, tuple[Phrase, ...]]  # by first word, longest phrase first
    buttons: frozenset[str]
    sections: frozenset[str]
    paywall_labels: frozenset[str]
    paywall_stems: tuple[str, ...]
    credits: frozenset[str]
    bylines: Mapping[str, tuple[str, ...]]  # by first word, longest first
    roles: Mapping[str, tuple[str, ...]]  # by last word, longest first
    connectives: frozenset[str]
    byline_words: frozenset[str]  # all that a byline may hold in small letters
    time_words: frozenset[str]
    status_words: frozenset[str]
    agencies: Mapping[str, str]
    abbreviations: frozenset[str]
    not_articles: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """The united `[segments]` tables."""
    time_words = frozenset((*_united("time_words"), *_united("months"), *_united("status_words")))
    agencies = dict(_agencies())
    spoken = " ".join((*_united("roles"), *_united("and_words"), *agencies)).split()
    return Lexicon(
        phrases=_by_first_word(Phrase(words, notice) for notice in Notice for words in _united(notice)),
        buttons=frozenset(_united(Notice.BUTTON)),
        sections=frozenset(_united("sections")),
        paywall_labels=frozenset(_united("paywall_labels")),
        paywall_stems=tuple(dict.fromkeys(_united("paywall_stems"))),
        credits=frozenset(_united("credits")),
        bylines=_by_word(_united("bylines"), 0),
        roles=_by_word(_united("roles"), -1),
        connectives=frozenset(_united("and_words")),
        byline_words=time_words.union(spoken, NAME_PARTICLES),
        time_words=time_words,
        status_words=frozenset(_united("status_words")),
        agencies=agencies,
        abbreviations=frozenset(_united("abbreviations")),
        not_articles=frozenset(_united("not_articles")),
    )


def first_word(line: str) -> str:
    """The key of a line or phrase in lower case: its first word without the marks after it."""
    return line.split(None, 1)[0].rstrip(":,.!?…)")


def _united(name: str) -> Iterator[str]:
    """The entries of one list in all languages."""
    for code in codes():
        yield from section(code, "segments").get(name, ())


def _by_first_word(phrases: Iterable[Phrase]) -> dict[str, tuple[Phrase, ...]]:
    order = list(Notice)
    index: dict[str, list[Phrase]] = {}
    for phrase in phrases:
        index.setdefault(first_word(phrase.words), []).append(phrase)
    return {
        word: tuple(sorted(set(found), key=lambda phrase: (-len(phrase.words), order.index(phrase.notice))))
        for word, found in index.items()
    }


def _by_word(phrases: Iterable[str], which: int) -> dict[str, tuple[str, ...]]:
    index: dict[str, set[str]] = {}
    for phrase in phrases:
        index.setdefault(phrase.split()[which], set()).add(phrase)
    return {
        word: tuple(sorted(found, key=lambda phrase: (-len(phrase), phrase))) for word, found in index.items()
    }


def _agencies() -> Iterator[tuple[str, str]]:
    """Spellings and names: as listed, in capitals, and (longer than an acronym) in lower case."""
    for entry in _united("agencies"):
        spelling, _, name = entry.partition("=")
        name = name if "=" in entry else spelling
        for variant in {spelling, spelling.upper()}:
            yield variant, name
