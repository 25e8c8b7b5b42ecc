"""The source in front of a quote: "Nord svarer:", "sier Nord og legger til:", "Kari Nord, trener:"."""

from __future__ import annotations

from schemas.entities import Label
from transforms.quotes.report import read_report
from transforms.quotes.source import Source
from transforms.quotes.subject import read_subject
from transforms.quotes.tokens import Tokens

_SHORT_LEAD = 8  # words
_LONGEST_LEAD = 60  # words before the colon that are looked at


def read_intro(tokens: Tokens, start: int, end: int) -> Source | None:
    """The source in the sentence that ends at `end` (a colon or a comma), not before `start`."""
    if end <= start:
        return None
    sentence_start, _ = tokens.sentence(end - 1)
    limit = tokens.at(end)
    first = max(tokens.at(max(start, sentence_start)), limit - _LONGEST_LEAD)
    if first >= limit:
        return None
    return _with_cue(tokens, first, limit) or _name_only(tokens, first, limit)


def _with_cue(tokens: Tokens, first: int, limit: int) -> Source | None:
    for index in reversed(tokens.cues_between(tokens.starts[first], tokens.ends[limit - 1])):
        report = read_report(tokens, index, first, limit)
        if report:
            return report.source
    return None


def _name_only(tokens: Tokens, first: int, limit: int) -> Source | None:
    """A person or, in a line of a few words, whatever stands before the colon."""
    for index in range(first, limit):
        name = tokens.names.get(index)
        if name and name[1] is Label.PER and name[0] <= limit:
            return Source(None, None, tokens.span(index, name[0]))
    first = max([first, *(index for index in range(first + 1, limit) if ":" in tokens.gaps[index])])
    subject = read_subject(tokens, first, limit)
    if subject and (subject.after == limit or _is_short(tokens, first, subject.after, limit)):
        return Source(None, None, subject.span, pronoun=subject.pronoun)
    return None


def _is_short(tokens: Tokens, first: int, after: int, limit: int) -> bool:
    """`Hun er klar:`, `Treneren er fornøyd:`: a subject and its verb."""
    return limit - first <= _SHORT_LEAD and tokens.is_finite(after)


def last_cue(tokens: Tokens, source: Source, end: int) -> Source:
    """`sier Nord og legger til:`: the last verb before `end` is the cue, the speaker is the same."""
    if source.cue is None:
        return source
    for index in reversed(tokens.cues_between(source.cue.end, end)):
        lemma = tokens.lexicon.cues[tokens.lows[index]][0].lemma
        return source._replace(cue=tokens.span(index, index + 1), lemma=lemma)
    return source
