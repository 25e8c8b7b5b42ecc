"""What an article states about its persons: their roles and their parties."""

from __future__ import annotations

import re
from collections.abc import Sequence

from schemas.entities import Label
from transforms.entities.lexicon import Lexicon
from transforms.entities.mention import Found
from transforms.entities.phrases import apposition, introduction, title
from transforms.entities.roles import marks_person

_BEFORE, _BEHIND = 90, 110  # code points around a name that may state its role
_TAG = re.compile(r"\s?\(([^()\n]{1,30})\)")
_LONGEST_TITLE = 3  # words between a party and the name


def roles_and_parties(
    text: str, found: Sequence[Found], names: Sequence[str], lexicon: Lexicon
) -> tuple[dict[str, str], dict[str, str]]:
    """Role and party by canonical name of the person; the first that the article states counts."""
    roles: dict[str, str] = {}
    parties: dict[str, str] = {}
    for index, (mention, name) in enumerate(zip(found, names, strict=True)):
        if mention.label is not Label.PER:
            continue
        if name not in roles and (role := _role(text, mention, lexicon)):
            roles[name] = role
        if name not in parties and (party := _party(text, found, index, names, lexicon)):
            parties[name] = party
    return roles, parties


def _role(text: str, mention: Found, lexicon: Lexicon) -> str | None:
    """The role stated around one mention, in the same line."""
    before = text[max(0, mention.start - _BEFORE) : mention.start].rpartition("\n")[2]
    behind = text[mention.end : mention.end + _BEHIND].partition("\n")[0]
    return title(before, lexicon) or apposition(behind, lexicon) or introduction(before, behind, lexicon)


def _party(
    text: str, found: Sequence[Found], index: int, names: Sequence[str], lexicon: Lexicon
) -> str | None:
    """The party of one mention: "Kari Nord (Ap)", "Høyres Kari Nord", "Kari Nord i Rødt"."""
    mention = found[index]
    tag = _TAG.match(text, mention.end)
    if tag and (party := tag[1].split(",")[0].strip()) in lexicon.parties:
        return party
    if index + 1 < len(found) and names[index + 1] in lexicon.parties:
        between = text[mention.end : found[index + 1].start].strip().lower()
        if between in lexicon.locating or between in lexicon.role_linking:
            return names[index + 1]
    if index and names[index - 1] in lexicon.parties:
        words = text[found[index - 1].end : mention.start].split()
        titled = len(words) <= _LONGEST_TITLE and all(word.isalpha() for word in words)
        if not words or (titled and marks_person(words[-1], lexicon)):
            return names[index - 1]
    return None
