"""The `[quotes]` table of a language's file as a typed record.

Word lists in the file are strings with blanks between the words, all in lower case. A verb's line
is `lemma = "form form +form *form"`: a plain form is finite, one with `+` (participle, infinitive)
needs an auxiliary, one with `*` is passive ("kalles"). A lemma of two words (`"legge til"`) needs
its second word near its form.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum, auto
from functools import cache
from typing import Any

from transforms.languages import section
from transforms.sentences import abbreviations


class Verb(StrEnum):
    """What a reporting verb can introduce."""

    SAY = auto()  # words in marks and content clauses
    SPOKEN = auto()  # only words in marks or after a dash
    THINK = auto()  # both, when somebody in particular holds the opinion
    JUDGE = auto()  # a fragment in marks, in lower case: to blame or to praise
    NAME = auto()  # a fragment in marks: to call something so
    IMPERSONAL = auto()  # both, with an impersonal pronoun for a subject: "heter det"


#: What no whole sentence stands beside.
FRAGMENT_VERBS = frozenset((Verb.JUDGE, Verb.NAME))


@dataclass(frozen=True, slots=True)
class Cue:
    """What one form of a reporting verb means."""

    lemma: str
    verb: Verb
    finite: bool
    passive: bool  # by itself: "kalles"
    particle: str | None
    bare: bool  # may take a content clause without a conjunction
    free: bool  # and takes hardly anything else: any word that looks like a verb makes the clause


Words = frozenset[str]
Endings = tuple[str, ...]
#: First word -> the words after it, longest first.
Phrases = Mapping[str, tuple[tuple[str, ...], ...]]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Language knowledge of quotes; every field is one of the file's (`docs/7_extend.md`)."""

    cues: Mapping[str, tuple[Cue, ...]]
    according: Phrases  # prepositions of a source: "ifølge"
    according_behind: Phrases  # those that stand only behind the words: "so Nord"
    according_clauses: Phrases  # those of a clause with the source for a subject: "etter det NTB erfarer"
    according_after: Words  # postpositions of a source: fi "mukaan"
    that: Words  # conjunctions of a reported clause
    pronouns: Words  # third person, as subjects
    third_person: Words  # those that tell of one person: "hun", not "de"
    first_person: Words  # all forms: somebody speaks
    first_plural: Words  # those of them that a reporter uses of the newspaper: "vi"
    second_person: Words  # all forms
    impersonal: Words  # subjects without a source: "heter det"
    auxiliaries: Words  # before a participle or infinitive
    perfect: Words  # between an auxiliary and its participle: "skal ha sagt"
    finite: Words  # common finite verbs: a bare clause has one
    negations: Words
    adverbs: Words  # may stand between a verb, its subject and "at"
    determiners: Words  # open a noun phrase and do not count
    prepositions: Words
    media_prepositions: Words  # "til NTB"
    conjunctions: Words  # join clauses
    subordinators: Words  # open subordinate clauses
    relatives: Words  # behind marks: "«A», som Nord sa"
    verb_last_relatives: Words  # behind any words: "A, wie Nord sagte"
    addressing: Words  # lemmas with a hearer for an object: "told Reuters"
    back: Words  # "Det" in "Det sier Nord"
    works: Words  # words right before the marks of a title or name
    courtesies: Words  # Mr, Frau
    abbreviations: Words  # computed: from `[tokens]`
    credits: Words  # labels of photo credits
    mood: Words  # verb forms that report by themselves
    generic: Words  # nobody in particular: their thoughts are no quotes
    hearers: Words  # object pronouns: "told me that"
    objects: Words  # nouns that make another verb of a reporting one: "si nei til at"
    carriers: Words  # nouns for a message; who sent it counts: "i en melding fra politiet"
    units: Words  # keep their number: "35 prosent"
    passives: Words  # auxiliaries of the passive
    agents: Words  # prepositions of who acts in the passive: "av Nord", "i vedtaket"
    verb_endings: Endings  # of finite verbs, for verbs in `bare_freely`
    definite_endings: Endings  # a noun that has one ends its phrase: "politiet"
    subject_first: bool  # "Nord said" behind the words
    subject_last: bool  # "sier Nord" behind the words
    head_first: bool  # the noun stands before its adjectives
    noun_capitals: bool  # every noun has a capital
    clause_inside_marks: bool  # « A, a dit Nord, B »
    drops_subject: bool  # "“A”, aseguró." needs no pronoun
    clitics: bool  # a pronoun hangs on the verb: "a-t-il"
    stops: Words  # computed: all that ends a noun phrase
    joints: Words  # computed: conjunctions and subordinators
    sources: Phrases  # computed: `according` and its kin, all that names a source
    bare_forms: Words  # computed: forms of verbs that may take a content clause without a conjunction
    looked_for: Words  # computed: all words whose places the grammar asks for
    verbs: Words  # computed: finite verbs, auxiliaries, moods
    clause_starts: Words  # computed: first words of a clause whose subject is last
    barriers: Words  # computed: all that ends the search for a name behind a role

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
    ("judge", Verb.JUDGE),
    ("name", Verb.NAME),
    ("impersonal_verbs", Verb.IMPERSONAL),
)
_STOPS = (
    "prepositions",
    "conjunctions",
    "subordinators",
    "that",
    "adverbs",
    "auxiliaries",
    "perfect",
    "finite",
    "pronouns",
    "first_person",
    "second_person",
    "negations",
)
_BARRIERS = ("that", "subordinators", "auxiliaries", "pronouns")


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of `language`; one that knows nothing when its file has no `[quotes]`."""
    table = section(language, "quotes")
    values = {field.name: _value(table, field.name, str(field.type)) for field in fields(Lexicon)}
    values["abbreviations"] = abbreviations(language)
    values["cues"] = _cues(table)
    values["stops"] = frozenset[str]().union(*(values[name] for name in _STOPS))
    values["joints"] = values["conjunctions"] | values["subordinators"]
    values["sources"] = _sources(values)
    values["bare_forms"] = frozenset(
        form for form, readings in values["cues"].items() if any(cue.bare for cue in readings)
    )
    values["looked_for"] = values["mood"].union(values["sources"], values["cues"], values["first_plural"])
    values["verbs"] = values["finite"] | values["auxiliaries"] | values["mood"]
    values["clause_starts"] = frozenset(
        (*values["cues"], *values["according"], *values["according_behind"], *values["according_clauses"])
    ).union(values["auxiliaries"], values["adverbs"])
    values["barriers"] = frozenset[str]().union(*(values[name] for name in _BARRIERS))
    return Lexicon(**values)


def unknown_fields(language: str) -> frozenset[str]:
    """Fields of the file's `[quotes]` that nothing reads: misspelt ones."""
    tables = {name for name, _ in _VERB_TABLES} | {"bare", "bare_freely"}
    return frozenset(section(language, "quotes")) - tables - {field.name for field in fields(Lexicon)}


def _value(table: Mapping[str, Any], name: str, kind: str) -> Any:  # noqa: ANN401 - as the field says
    if kind == "bool":
        return bool(table.get(name, name == "subject_last"))
    if kind == "Endings":
        return tuple(table.get(name, "").split())
    if kind == "Phrases":
        return _phrases(table.get(name, ()))
    return frozenset(table.get(name, "").split())


def _cues(table: Mapping[str, Any]) -> Mapping[str, tuple[Cue, ...]]:
    bare = frozenset(table.get("bare", "").split())
    free = frozenset(table.get("bare_freely", "").split())
    found: dict[str, tuple[Cue, ...]] = {}
    for name, verb in _VERB_TABLES:
        for lemma, forms in table.get(name, {}).items():
            head, _, particle = lemma.partition(" ")
            for form in forms.split():
                word = form.lstrip("+*")
                finite, passive = form[0] not in "+*", form.startswith("*")
                cue = Cue(lemma, verb, finite, passive, particle or None, head in bare, head in free)
                found[word] = (*found.get(word, ()), cue)
    return found


def _sources(values: Mapping[str, Any]) -> Phrases:
    alone = dict.fromkeys(values["according_after"] | values["verb_last_relatives"], ((),))
    tables = [values[name] for name in ("according", "according_behind", "according_clauses")]
    words = {word for table in tables for word in table}
    return {word: tuple(rest for table in tables for rest in table.get(word, ())) for word in words} | alone


def _phrases(phrases: Sequence[str]) -> Phrases:
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        first, *rest = phrase.split()
        found[first] = (*found.get(first, ()), tuple(rest))
    return found
