"""The reporting clause behind a quote: ", sier leder Kari Nord til NTB"."""

from __future__ import annotations

from transforms.quotes.lexicon import FRAGMENT_VERBS, Cue, Verb
from transforms.quotes.medium import read_medium, skip_hearer
from transforms.quotes.source import Clause, Source, according_clause
from transforms.quotes.subject import Subject, read_subject
from transforms.quotes.tokens import TIGHT, Tokens, leads_to_that, skip_adverbs

_NEAR = 8  # words between the parts of a verb
_LONGEST_CLAUSE = 40  # words
_SHORT_TAIL = 2  # words at the end of a clause that need no explanation: "svarer hun litt tørt"
_BETWEEN = frozenset(" ,\u00a0–—-")  # a closing mark and its clause


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
    if cue and cue.verb not in FRAGMENT_VERBS:
        if cue.verb is Verb.IMPERSONAL:
            return _impersonal(tokens, index, limit, cue)
        return _with_subject(tokens, index, index + 1, limit, cue)
    if tokens.lows[index] in tokens.lexicon.auxiliaries:
        return _perfect(tokens, index, limit)
    return None


def _with_subject(tokens: Tokens, verb: int, index: int, limit: int, cue: Cue) -> Clause | None:
    if index >= limit or tokens.gaps[index] not in TIGHT or tokens.lows[index] in tokens.lexicon.prepositions:
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
        if tokens.gaps[index] not in TIGHT:
            return None
        cue = cue_at(tokens, index, limit, finite=False)
        if cue and cue.verb in FRAGMENT_VERBS:
            return None
        if cue:
            found = _clause(tokens, index, cue, subject, limit)
            return Clause(found.source, index + 1)
        low, lexicon = tokens.lows[index], tokens.lexicon
        if low not in lexicon.adverbs and low not in lexicon.auxiliaries and low not in lexicon.perfect:
            return None
    return None


def _impersonal(tokens: Tokens, verb: int, limit: int, cue: Cue) -> Clause | None:
    """`heter det i rapporten`, `lyder det fra Nord`: the source stands behind a preposition, if at all."""
    index = verb + 1
    if index >= limit or tokens.lows[index] not in tokens.lexicon.impersonal:
        return None
    subject = None
    for at in range(index + 1, min(limit, index + _NEAR)):
        if tokens.gaps[at] not in TIGHT:
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
        if cue and cue.verb not in FRAGMENT_VERBS:
            hearer, after = skip_hearer(tokens, at + 1, limit, cue.lemma)
            medium = hearer or read_medium(tokens, after, limit)[0]
            source = Source(tokens.span(at, at + 1), cue.lemma, subject.span, medium, subject.pronoun)
            return Clause(source, after)
    return None


def _named(tokens: Tokens, clause: Clause) -> bool:
    speaker = clause.source.speaker
    return speaker is not None and tokens.at(speaker.start) in tokens.names


def closes(tokens: Tokens, clause: Clause, end: int) -> bool:
    """Whether the words behind a clause fit a reporter: nothing, or an adverbial, a role, an addition.

    "Da jeg kom, sa han ingenting" has another object behind its subject, so it is no clause.
    """
    index = clause.after
    if index >= len(tokens) or tokens.starts[index] >= end or tokens.gaps[index] not in TIGHT:
        return True
    lexicon, low = tokens.lexicon, tokens.lows[index]
    if low in lexicon.prepositions and leads_to_that(tokens, index, tokens.at(end)):
        return False
    if low in lexicon.that or low in lexicon.finite or low in lexicon.negations:
        return False
    if low in lexicon.prepositions or low in lexicon.adverbs or low in lexicon.conjunctions:
        return True
    last_words = tokens.at(end) - index <= _SHORT_TAIL and not tokens.capital(index)
    if all(word.isdigit() for word in tokens.lows[index + 1 : tokens.at(end)]):  # "klokka 19.55"
        return True
    return low in lexicon.subordinators or low.isdigit() or last_words or _named(tokens, clause)
