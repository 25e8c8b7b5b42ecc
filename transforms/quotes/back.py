"""Sentences that point back to the words before them: "Det sier Kari Nord."."""

from __future__ import annotations

from transforms.quotes.clause import clause_after, closes
from transforms.quotes.lexicon import Verb
from transforms.quotes.source import Source
from transforms.quotes.tokens import Tokens

_SAYING = frozenset((Verb.SAY, Verb.THINK))
_LONGEST = 30  # words; a longer sentence says more than who spoke


def read_back(tokens: Tokens, start: int, end: int) -> Source | None:
    """The source in the sentence `start:end` if it is of the kind "Det sier X"."""
    first = tokens.at(start)
    if first >= len(tokens) or tokens.lows[first] not in tokens.lexicon.back:
        return None
    limit = tokens.at(end)
    if not 1 < limit - first < _LONGEST:
        return None
    if not (_says(tokens, first + 1) or tokens.lows[first + 1] in tokens.lexicon.auxiliaries):
        return None
    clause = clause_after(tokens, first + 1, limit)
    if clause is None or clause.source.speaker is None or not closes(tokens, clause, end):
        return None
    if tokens.gaps[clause.after].startswith(":"):  # "Dette sier de andre:"
        return None
    return clause.source


def _says(tokens: Tokens, index: int) -> bool:
    """`Det sier`, `Det mener`; `Det krever`, `Det heter` are about something else."""
    cues = tokens.lexicon.cues.get(tokens.lows[index], ())
    return any(cue.finite and cue.verb in _SAYING for cue in cues)
