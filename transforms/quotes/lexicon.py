"""The `[quotes]` table of a language's file as a typed record.

Word lists in the file are strings with blanks between the words, all in lower case. A verb's line
is `lemma = "form form +form"`: a plain form is finite, a form with `+` (participle, infinitive)
needs an auxiliary. A lemma of two words (`"legge til"`) needs its second word near its form.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from typing import Any

from transforms.languages import section


class Verb(Enum):
    """What a reporting verb can introduce."""

    SAY = auto()  # words in marks and content clauses
    SPOKEN = auto()  # only words in marks or after a dash
    THINK = auto()  # both, when somebody in particular holds the opinion
    NAME = auto()  # a fragment in marks: to call something so
    IMPERSONAL = auto()  # both, with an impersonal pronoun for a subject: "heter det"


@dataclass(frozen=True, slots=True)
class Cue:
    """What one form of a reporting verb means."""

    lemma: str
    verb: Verb
    finite: bool
    particle: str | None
    bare: bool  # may take a content clause without a conjunction


Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Language knowledge of quotes. Every field is a field of the file, `docs/7_extend.md` explains them."""

    cues: Mapping[str, tuple[Cue, ...]]
    according: Mapping[str, tuple[tuple[str, ...], ...]]
    according_after: Words
    that: Words
    pronouns: Words
    first_person: Words
    impersonal: Words
    auxiliaries: Words
    finite: Words
    negations: Words
    adverbs: Words
    determiners: Words
    prepositions: Words
    media_prepositions: Words
    conjunctions: Words
    subordinators: Words
    back: Words
    works: Words
    courtesies: Words
    abbreviations: Words
    credits: Words
    mood: Words
    generic: Words
    subject_first: bool
    subject_last: bool
    head_first: bool
    noun_capitals: bool
    clause_inside_marks: bool
    clitics: bool
    one_clause: bool
    stops: Words

    @property
    def verb_second(self) -> bool:
        """Whether something fronted puts the subject behind the verb (the Germanic languages but English)."""
        return not (self.subject_first or self.head_first)

    @property
    def known(self) -> bool:
        """Whether the language has reporting verbs; without them only marks count."""
        return bool(self.cues)


_VERB_TABLES = (
    ("say", Verb.SAY),
    ("spoken", Verb.SPOKEN),
    ("think", Verb.THINK),
    ("name", Verb.NAME),
    ("impersonal_verbs", Verb.IMPERSONAL),
)
_WORD_LISTS = (
    "according_after that pronouns first_person impersonal auxiliaries finite negations adverbs determiners "
    "prepositions media_prepositions conjunctions subordinators back works courtesies abbreviations credits "
    "mood generic"
).split()
_SWITCHES = (
    "subject_first",
    "subject_last",
    "head_first",
    "noun_capitals",
    "clause_inside_marks",
    "clitics",
    "one_clause",
)


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of `language`; an empty one when its file has no `[quotes]`."""
    table = section(language, "quotes")
    lists = {name: frozenset(table.get(name, "").split()) for name in _WORD_LISTS}
    switches = {name: bool(table.get(name, name == "subject_last")) for name in _SWITCHES}
    stops = (
        lists["prepositions"]
        | lists["conjunctions"]
        | lists["subordinators"]
        | lists["that"]
        | lists["adverbs"]
    )
    stops |= (
        lists["auxiliaries"]
        | lists["finite"]
        | lists["pronouns"]
        | lists["first_person"]
        | lists["negations"]
    )
    return Lexicon(
        cues=_cues(table), according=_phrases(table.get("according", ())), stops=stops, **lists, **switches
    )


def _cues(table: Mapping[str, Any]) -> Mapping[str, tuple[Cue, ...]]:
    bare = frozenset(table.get("bare", "").split())
    found: dict[str, tuple[Cue, ...]] = {}
    for name, verb in _VERB_TABLES:
        for lemma, forms in table.get(name, {}).items():
            head, _, particle = lemma.partition(" ")
            for form in forms.split():
                cue = Cue(
                    lemma,
                    verb,
                    not form.startswith("+"),
                    particle or None,
                    bare=lemma in bare or head in bare,
                )
                found[form.lstrip("+")] = (*found.get(form.lstrip("+"), ()), cue)
    return found


def _phrases(phrases: tuple[str, ...]) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """First word -> the words after it, longest phrase first."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        first, *rest = phrase.split()
        found[first] = (*found.get(first, ()), tuple(rest))
    return found
