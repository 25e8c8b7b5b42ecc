"""Whose a reporting verb is: the subject before it, behind it, or of the verb before."""

from __future__ import annotations

from transforms.quotes.subject import Subject, read_subject
from transforms.quotes.tokens import Tokens

_REACH = 30  # words between the start of a sentence and its verb
_NEAR = 7  # words


def find_subject(tokens: Tokens, start: int, verb: int, cue: int, limit: int) -> tuple[Subject | None, int]:
    """The subject of the finite verb, and the index behind verb and subject."""
    front = _subject_in_front(tokens, start, verb, cue, limit)
    if front is not None and not _is_thing(tokens, front):
        return front, cue + 1
    if cue == verb and _may_stand_behind(tokens, start, verb, limit):
        behind = read_subject(tokens, verb + 1, limit)
        if behind is not None:
            nobody = _is_thing(tokens, behind) or _is_about(tokens, front, behind, verb)
            return (None if nobody else behind), behind.after
    return _elided(tokens, start, verb), cue + 1


def _is_thing(tokens: Tokens, subject: Subject) -> bool:
    """`det viser at`, `dette forteller at`: what is said follows from something, nobody says it."""
    lexicon, low = tokens.lexicon, tokens.text[subject.span.start : subject.span.end].lower()
    return lexicon.verb_second and (low in lexicon.impersonal or low in lexicon.back)


def _is_about(tokens: Tokens, thing: Subject | None, behind: Subject, verb: int) -> bool:
    """`Det synes merkelig at`, `Dette forteller noe om at`; not `Det kaller Nord «b»`, an object in front."""
    lexicon, low = tokens.lexicon, tokens.lows[verb - 1] if verb else ""
    beside = low in lexicon.back and low in lexicon.determiners
    if thing and not beside:  # "Når det gjelder straffen, viser retten til at"
        beside = all(low in lexicon.auxiliaries for low in tokens.lows[thing.after : verb])
    return beside and not (behind.pronoun or tokens.at(behind.span.start) in tokens.names)


def _may_stand_behind(tokens: Tokens, start: int, verb: int, limit: int) -> bool:
    """Whether the subject can be behind the verb: not in "jeg tror problemet er", "som slår fast at"."""
    lexicon = tokens.lexicon
    if not lexicon.verb_second:
        return verb == start or _is_inverted(tokens, verb, limit)
    low = tokens.lows[verb - 1] if verb else ""
    speaks = low in lexicon.first_person or low in lexicon.second_person
    return not (
        low in lexicon.relatives or (speaks and low not in lexicon.hearers and low not in lexicon.determiners)
    )


def _subject_in_front(tokens: Tokens, start: int, verb: int, cue: int, limit: int) -> Subject | None:
    """Between auxiliary and participle, before a relative clause, or before the verb."""
    if cue > verb and (between := read_subject(tokens, verb + 1, cue)):
        return between
    if verb == start:
        return _antecedent(tokens, verb)
    if cue == verb and (
        _is_inverted(tokens, verb, limit)
        or _has_subject_behind(tokens, verb, limit)
        or _is_behind_clause(tokens, verb, limit)
    ):
        return None
    return _subject_before(tokens, start, verb)


def _is_behind_clause(tokens: Tokens, verb: int, limit: int) -> bool:
    """`Når barna spør og maser, sier moren at`: a clause is fronted, so the subject follows the verb."""
    lexicon = tokens.lexicon
    if not (lexicon.verb_second and tokens.gaps[verb].startswith(",")):
        return False
    first = tokens.at(tokens.sentence(tokens.starts[verb])[0])
    opened = tokens.lows[first] in lexicon.subordinators or tokens.lows[first + 1] in lexicon.that
    return opened and read_subject(tokens, verb + 1, limit) is not None


def _has_subject_behind(tokens: Tokens, verb: int, limit: int) -> bool:
    """`Etterpå sa han til NTB at`: a pronoun behind the verb, then the conjunction or another subject."""
    lexicon = tokens.lexicon
    if not lexicon.verb_second or verb + 2 >= limit or tokens.lows[verb + 1] not in lexicon.pronouns:
        return False
    third = tokens.lows[verb + 2]
    if third in lexicon.impersonal or third in lexicon.third_person:
        return tokens.lows[verb + 1] in lexicon.third_person  # "meinte han det var"
    if tokens.lows[verb + 1] in lexicon.hearers:
        return False
    for index in range(verb + 2, min(limit, verb + _NEAR)):
        if tokens.lows[index] in lexicon.that:
            return True
        if tokens.is_finite(index):
            return False
    return False


def _is_inverted(tokens: Tokens, verb: int, limit: int) -> bool:
    """`Más tarde, en la radio, insistió el regidor:`: an article or a name right behind the verb."""
    if not tokens.lexicon.head_first or not tokens.gaps[verb].startswith(",") or verb + 1 >= limit:
        return False
    return tokens.lows[verb + 1] in tokens.lexicon.determiners or verb + 1 in tokens.names


def _subject_before(tokens: Tokens, start: int, verb: int) -> Subject | None:
    """`Kari Nord i Rødt sier`; none when something else is fronted."""
    lexicon = tokens.lexicon
    beside = _name_beside(tokens, start, verb)
    if beside is not None:
        return Subject(tokens.span(beside, verb), verb)
    if not lexicon.verb_second:
        start = _behind_fronted(tokens, start, verb)
    low = tokens.lows[start]
    if start in tokens.names:
        return read_subject(tokens, start, verb)
    if low in lexicon.determiners and low in lexicon.prepositions:  # Portuguese "a": the, to
        return read_subject(tokens, start, verb)
    if (
        low in lexicon.prepositions
        or low in lexicon.subordinators
        or (low in lexicon.back and start + 1 == verb)
    ):
        return None
    subject = read_subject(tokens, start, verb)
    if subject and lexicon.verb_second and subject.after != verb:
        article = low in lexicon.determiners and subject.after == start + 1 and not subject.pronoun
        if low in lexicon.adverbs or (article and tokens.lows[start + 1] in lexicon.adverbs):
            return None  # "En gang sa Nord at"
    return subject


def _antecedent(tokens: Tokens, verb: int) -> Subject | None:
    """`Kari Nord (Ap), som sier at`, `kommunen, som sier at`: the name or noun that ends before the comma."""
    relative = verb - 1
    if relative < 1 or tokens.lows[relative] not in tokens.lexicon.subordinators:
        return None
    if tokens.gaps[relative] not in {", ", "), "}:
        return None
    for index in range(relative - 1, max(-1, relative - _NEAR), -1):
        name = tokens.names.get(index)
        if name:
            return Subject(tokens.span(index, name[0]), verb) if name[0] == relative else None
    noun = relative - 1
    beside = tokens.gaps[relative] == ", " and tokens.lows[relative] in tokens.lexicon.relatives
    if not beside or tokens.lows[noun] in tokens.lexicon.stops or not tokens.lows[noun].isalpha():
        return None
    return Subject(tokens.span(noun, relative), verb)


def _name_beside(tokens: Tokens, start: int, verb: int) -> int | None:
    """A name between a comma and the verb: "Det ble sent, Nord sier at"."""
    for index in range(verb - 1, max(start, verb - _NEAR), -1):
        name = tokens.names.get(index)
        if name:
            return index if name[0] == verb and tokens.gaps[index].startswith(",") else None
    return None


def _behind_fronted(tokens: Tokens, start: int, verb: int) -> int:
    """`On Monday, Nord said`: the words behind the last comma, unless an apposition ends there."""
    if tokens.gaps[verb].startswith(","):
        return start
    for index in range(verb - 1, start, -1):
        if tokens.gaps[index].startswith(","):
            return index
    return start


def _elided(tokens: Tokens, start: int, verb: int) -> Subject | None:
    """`I dag kaller Nord det en skandale, men understreker at`: the subject of the sentence's first verb."""
    lexicon = tokens.lexicon
    if start != verb or verb == 0 or tokens.lows[verb - 1] not in lexicon.conjunctions:
        return None
    first, end = tokens.at(tokens.sentence(tokens.starts[verb])[0]), verb - 1
    if first >= end or tokens.lows[first] in lexicon.subordinators:
        return None
    main = next((at for at in range(first, min(end, first + _REACH)) if _is_verb(tokens, at)), end)
    found = _subject_before(tokens, first, main)
    if found is None and (main == end or _may_stand_behind(tokens, first, main, end)):
        found = read_subject(tokens, first if main == end else main + 1, end)
    return None if found and _is_thing(tokens, found) else found


def _is_verb(tokens: Tokens, index: int) -> bool:
    if tokens.in_marks[index]:
        return False
    cues = tokens.lexicon.cues.get(tokens.lows[index], ())
    return tokens.is_finite(index) or any(cue.finite for cue in cues)
