"""The reporting clause behind a quote: ", sier leder Kari Nord til NTB"."""

from __future__ import annotations

from typing import NamedTuple

from schemas.entities import Label
from transforms.quotes.lexicon import Cue, Verb
from transforms.quotes.record import Span
from transforms.quotes.subject import Subject, read_subject
from transforms.quotes.tokens import Tokens, leads_to_that

_NEAR = 8  # words between the parts of a verb
_LONGEST_CLAUSE = 40  # words
_SHORT_TAIL = 2  # words at the end of a clause that need no explanation: "svarer hun litt tørt"
_BETWEEN = frozenset(" ,\u00a0–—-")  # a closing mark and its clause
_TIGHT = frozenset(("", " ", "\u00a0", "  ", "-", "’", "'"))


class Source(NamedTuple):
    """What a reporting clause says about its quote."""

    cue: Span | None
    lemma: str | None
    speaker: Span | None
    medium: str | None = None
    pronoun: bool = False  # the speaker is a pronoun


class Clause(NamedTuple):
    """A reporting clause: its source and the index of the word after verb and subject."""

    source: Source
    after: int


def clause_after(tokens: Tokens, index: int, limit: int) -> Clause | None:
    """The reporting clause that starts at the word `index`: verb and subject in the order of the language.

    `limit` is the index of the first word beyond the sentence.
    """
    limit = min(limit, index + _LONGEST_CLAUSE)
    if index >= limit:
        return None
    lexicon, relative = tokens.lexicon, tokens.lows[index] in tokens.lexicon.verb_last_relatives
    if not (relative or tokens.may_start_clause(index)):
        return None
    found = according_clause(tokens, index, limit, behind=True)
    if not found and relative:
        found = subject_first(tokens, index + 1, limit)
    if not found and lexicon.subject_last:
        found = _verb_first(tokens, index, limit)
    if not found and lexicon.subject_first:
        found = subject_first(tokens, index, limit)
    return found


def according_clause(tokens: Tokens, index: int, limit: int, *, behind: bool = False) -> Clause | None:
    """`ifølge Nord`, `according to Nord`; `so Nord` only `behind` the words."""
    lexicon, low = tokens.lexicon, tokens.lows[index]
    phrases = lexicon.according.get(low, ()) + (lexicon.according_behind.get(low, ()) if behind else ())
    for rest in phrases:
        stop = index + 1 + len(rest)
        if tuple(tokens.lows[index + 1 : stop]) != rest or stop >= limit:
            continue
        of = bool(rest) and tokens.lows[stop] in lexicon.prepositions  # "nach den Worten von Nord"
        subject = read_subject(tokens, stop + of, limit)
        if subject:
            cue = tokens.span(index, stop)
            lemma = tokens.text[cue.start : cue.end].lower()
            return Clause(Source(cue, lemma, subject.span, pronoun=subject.pronoun), subject.after)
    return None


def clause_behind(tokens: Tokens, place: int, end: int) -> Clause | None:
    """The reporting clause right behind a closing mark at `place`: `«A» sier Nord`, `«a», som Nord sa`."""
    index = tokens.at(place)
    if index >= len(tokens) or tokens.starts[index] >= end:
        return None
    if not _BETWEEN.issuperset(tokens.text[place : tokens.starts[index]]):
        return None
    limit = tokens.at(min(tokens.sentence(tokens.starts[index])[1], end))
    if tokens.lows[index] in tokens.lexicon.relatives:
        return subject_first(tokens, index + 1, limit)
    return clause_after(tokens, index, limit)


def cue_at(tokens: Tokens, index: int, limit: int, *, finite: bool) -> Cue | None:
    """The reading of the word as a reporting verb, its particle within reach."""
    for cue in tokens.lexicon.cues.get(tokens.lows[index], ()):
        if cue.finite is finite and (
            cue.particle is None or _has_particle(tokens, index, limit, cue.particle)
        ):
            return cue
    return None


def _has_particle(tokens: Tokens, index: int, limit: int, particle: str) -> bool:
    return particle in tokens.lows[index + 1 : min(limit, index + _NEAR)]


def _verb_first(tokens: Tokens, index: int, limit: int) -> Clause | None:
    """`sier Nord`, `har Nord sagt`, `a déclaré Nord`, `a-t-il déclaré`, `heter det i rapporten`."""
    index = skip_adverbs(tokens, index, limit)
    if index >= limit:
        return None
    cue = cue_at(tokens, index, limit, finite=True)
    if cue and cue.verb is not Verb.NAME:
        if cue.verb is Verb.IMPERSONAL:
            return _impersonal(tokens, index, limit, cue)
        return _with_subject(tokens, index, index + 1, limit, cue)
    if tokens.lows[index] in tokens.lexicon.auxiliaries:
        return _perfect(tokens, index, limit)
    return None


def skip_adverbs(tokens: Tokens, index: int, limit: int) -> int:
    """The first word that is no adverb, if only blanks stand between."""
    while index < limit and tokens.lows[index] in tokens.lexicon.adverbs:
        index += 1
        if index < limit and tokens.gaps[index] not in _TIGHT:
            break
    return index


def _with_subject(tokens: Tokens, verb: int, index: int, limit: int, cue: Cue) -> Clause | None:
    if (
        index >= limit
        or tokens.gaps[index] not in _TIGHT
        or tokens.lows[index] in tokens.lexicon.prepositions
    ):
        return _without_subject(tokens, verb, index, limit, cue)
    if tokens.lows[index] == cue.particle:
        index += 1
    subject = read_subject(tokens, index, limit)
    if subject is None or tokens.lows[index] in tokens.lexicon.first_person:
        return None
    return _clause(tokens, verb, cue, subject, limit)


def _without_subject(tokens: Tokens, verb: int, index: int, limit: int, cue: Cue) -> Clause | None:
    """A verb that says by its form who speaks: `“A”, aseguró en Vigo`."""
    if not tokens.lexicon.drops_subject:
        return None
    medium, _ = read_medium(tokens, index, limit)
    return Clause(Source(tokens.span(verb, verb + 1), cue.lemma, None, medium), index)


def _clause(tokens: Tokens, verb: int, cue: Cue, subject: Subject, limit: int) -> Clause:
    after = subject.after
    if after < limit and tokens.lows[after] == cue.particle:
        after += 1
    medium, _ = read_medium(tokens, after, limit)
    return Clause(
        Source(tokens.span(verb, verb + 1), cue.lemma, subject.span, medium, subject.pronoun), after
    )


def _perfect(tokens: Tokens, auxiliary: int, limit: int) -> Clause | None:
    """An auxiliary, then the subject before or behind the participle, or a pronoun hung on the verb."""
    index = skip_adverbs(tokens, auxiliary + 1, limit)
    if index < limit and tokens.lows[index] in tokens.lexicon.auxiliaries:  # "s’est réjouie"
        index = skip_adverbs(tokens, index + 1, limit)
    if index < limit and (cue := cue_at(tokens, index, limit, finite=False)):
        return _with_subject(tokens, index, index + 1, limit, cue)
    subject = read_subject(tokens, index, limit) if index < limit else None
    if subject is None or tokens.lows[index] in tokens.lexicon.first_person:
        return None
    return _participle_behind(tokens, subject, limit)


def _participle_behind(tokens: Tokens, subject: Subject, limit: int) -> Clause | None:
    for index in range(subject.after, min(limit, subject.after + _NEAR)):
        if tokens.gaps[index] not in _TIGHT:
            return None
        cue = cue_at(tokens, index, limit, finite=False)
        if cue:
            found = _clause(tokens, index, cue, subject, limit)
            return Clause(found.source, index + 1)
        low = tokens.lows[index]
        if low not in tokens.lexicon.adverbs and low not in tokens.lexicon.auxiliaries:
            return None
    return None


def _impersonal(tokens: Tokens, verb: int, limit: int, cue: Cue) -> Clause | None:
    """`heter det i rapporten`, `lyder det fra Nord`: the source stands behind a preposition, if at all."""
    index = verb + 1
    if index >= limit or tokens.lows[index] not in tokens.lexicon.impersonal:
        return None
    subject = None
    for at in range(index + 1, min(limit, index + _NEAR)):
        if tokens.gaps[at] not in _TIGHT:
            break
        if tokens.lows[at] in tokens.lexicon.prepositions:
            subject = read_subject(tokens, at + 1, limit)
            break
    span = subject.span if subject else None
    source = Source(tokens.span(verb, verb + 1), cue.lemma, span, pronoun=bool(subject and subject.pronoun))
    return Clause(source, subject.after if subject else index + 1)


def subject_first(tokens: Tokens, index: int, limit: int) -> Clause | None:
    """`Nord said`, `he told Reuters`, `Nord, the mayor, said`, `kommissaari Nord sanoo`."""
    if index >= limit or tokens.lows[index] in tokens.lexicon.first_person:
        return None
    subject = read_subject(tokens, index, limit)
    if subject is None:
        return None
    for at in range(subject.after, min(limit, subject.after + _NEAR)):
        if at != subject.after and tokens.lows[at] in tokens.lexicon.subordinators:
            return None
        auxiliary = tokens.lows[at - 1] in tokens.lexicon.auxiliaries
        cue = cue_at(tokens, at, limit, finite=True) or (
            auxiliary and cue_at(tokens, at, limit, finite=False)
        )
        if cue and cue.verb is not Verb.NAME:
            hearer, after = skip_hearer(tokens, at + 1, limit, cue.lemma)
            medium = hearer or read_medium(tokens, after, limit)[0]
            source = Source(tokens.span(at, at + 1), cue.lemma, subject.span, medium, subject.pronoun)
            return Clause(source, after)
    return None


def skip_hearer(tokens: Tokens, index: int, limit: int, lemma: str) -> tuple[str | None, int]:
    """Who was told ("told Reuters", "told the court"), and the index of the word behind."""
    if lemma not in tokens.lexicon.addressing or index >= limit or tokens.lows[index] in tokens.lexicon.that:
        return None, index
    hearer = read_subject(tokens, index, limit)
    if hearer is None:
        return None, index
    named = tokens.at(hearer.span.start) in tokens.names
    return (tokens.text[hearer.span.start : hearer.span.end] if named else None), hearer.after


def read_medium(tokens: Tokens, index: int, limit: int) -> tuple[str | None, int]:
    """Whom the words were given to ("til NTB", "told Reuters"), and the index of the word after it."""
    lexicon = tokens.lexicon
    index = skip_adverbs(tokens, index, limit)
    given = _preposition(tokens, index, limit)
    if given is None:
        return None, index
    first = given + 1
    while first < limit - 1 and tokens.lows[first] in lexicon.determiners:
        first += 1
    name = tokens.names.get(first)
    if tokens.lows[first] in lexicon.stops if name is None else name[1] is Label.PER:
        return None, index
    after = name[0] if name else first + 1
    if not name:
        while after < limit and tokens.gaps[after] == " " and tokens.capital(after) and tokens.capital(first):
            after += 1
    span = tokens.span(first, after)
    return tokens.text[span.start : span.end], after


def _named(tokens: Tokens, clause: Clause) -> bool:
    speaker = clause.source.speaker
    return speaker is not None and tokens.at(speaker.start) in tokens.names


def _preposition(tokens: Tokens, index: int, limit: int) -> int | None:
    """The "til" right here, or before a name behind a party or a place: "sier Nord (Ap) i Oslo til NTB"."""
    media = tokens.lexicon.media_prepositions
    if index + 1 < limit and tokens.lows[index] in media:
        return index
    farthest = min(limit - 1, index + _NEAR)
    if media.isdisjoint(tokens.lows[index:farthest]):
        return None
    for at in range(index, farthest):
        gap = tokens.gaps[at]
        if "," in gap or tokens.lows[at] in tokens.lexicon.that or tokens.lows[at] in tokens.lexicon.cues:
            return None
        name = tokens.names.get(at + 1)
        if tokens.lows[at] in media and name and name[1] is Label.ORG:
            return at
    return None


def closes(tokens: Tokens, clause: Clause, end: int) -> bool:
    """Whether the words behind a clause fit a reporter: nothing, or an adverbial, a role, an addition.

    "Da jeg kom, sa han ingenting" has another object behind its subject, so it is no clause.
    """
    index = clause.after
    if index >= len(tokens) or tokens.starts[index] >= end or tokens.gaps[index] not in _TIGHT:
        return True
    lexicon, low = tokens.lexicon, tokens.lows[index]
    if low in lexicon.prepositions and leads_to_that(tokens, index, tokens.at(end)):
        return False
    if low in lexicon.that or low in lexicon.finite or low in lexicon.negations:
        return False
    if low in lexicon.prepositions or low in lexicon.adverbs or low in lexicon.conjunctions:
        return True
    last_words = tokens.at(end) - index <= _SHORT_TAIL and not tokens.capital(index)
    return low in lexicon.subordinators or low.isdigit() or last_words or _named(tokens, clause)
