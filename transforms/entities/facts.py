"""What an article states about its persons: their roles and their parties."""

from __future__ import annotations

import re
from collections.abc import Sequence

from schemas.entities import Label
from transforms.entities.lexicon import Lexicon
from transforms.entities.mention import Found
from transforms.entities.roles import base_form, is_role

_BEFORE, _BEHIND = 90, 110  # code points around a name that may state its role
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_COMPOUND = re.compile(r"[^\W\d_]+-[^\W\d_]")  # "Sp-leder" keeps its capital
_TAG = re.compile(r"\s?\(([^()\n]{1,30})\)")


def roles_and_parties(
    text: str, found: Sequence[Found], names: Sequence[str], lexicon: Lexicon, language: str
) -> tuple[dict[str, str], dict[str, str]]:
    """Role and party by canonical name of the person; the first that the article states counts."""
    roles: dict[str, str] = {}
    parties: dict[str, str] = {}
    for index, (mention, name) in enumerate(zip(found, names, strict=True)):
        if mention.label is not Label.PER:
            continue
        if name not in roles and (role := _role(text, mention, lexicon, language)):
            roles[name] = role
        if name not in parties and (party := _party(text, found, index, names, lexicon)):
            parties[name] = party
    return roles, parties


def _role(text: str, mention: Found, lexicon: Lexicon, language: str) -> str | None:
    before = text[max(0, mention.start - _BEFORE) : mention.start].rpartition("\n")[2]
    behind = text[mention.end : mention.end + _BEHIND].partition("\n")[0]
    return (
        _title(before, lexicon, language)
        or _apposition(behind, lexicon, language)
        or _introduced(before, behind, lexicon, language)
    )


def _title(before: str, lexicon: Lexicon, language: str) -> str | None:
    """The title right before the name: "rektor Kari Nord", "Sp-leder Kari Nord"."""
    if not before.endswith((" ", "\u00a0")):
        return None
    words = [(m[0], m.start(), m.end()) for m in _WORD.finditer(before)]
    if not words or before[words[-1][2] :].strip():
        return None
    title = words[-1][0]
    if not is_role(title.lower(), lexicon):
        return None
    return _with_modifiers(before, words, len(words) - 1, title, lexicon)


def _with_modifiers(
    text: str, words: Sequence[tuple[str, int, int]], index: int, title: str, lexicon: Lexicon
) -> str:
    """The role at `index` with the words before it that belong to it: "daglig leder"."""
    first = index
    while first and text[words[first - 1][2] : words[first][1]] in {" ", ". "}:
        if words[first - 1][0].lower() not in lexicon.role_modifiers:
            break
        first -= 1
    joined = text[words[first][1] : words[index][1]] + title
    return _cased(joined, lexicon)


def _cased(role: str, lexicon: Lexicon) -> str:
    """The role as in a dictionary: capitals only in abbreviations and where the language writes nouns so."""
    return role if lexicon.nouns_capitalised or _COMPOUND.match(role) else role.lower()


def _apposition(behind: str, lexicon: Lexicon, language: str) -> str | None:
    """The role behind the name: ", leder i X", " (34), daglig leder i X", ", som er ordfører", " is a teacher"."""
    rest = _TAG.sub("", behind, count=1) if behind.startswith((" (", "(")) else behind
    rest = re.sub(r"^, (?:\(?\d{1,3}\)?),", ",", rest)
    if rest.startswith(", "):
        rest = rest[2:]
    elif not rest.startswith(" "):
        return None
    elif not rest[1:].startswith(tuple(f"{verb} " for verb in lexicon.apposition_verbs)):
        return None
    else:
        rest = rest[1:]
    for verb in lexicon.apposition_verbs:
        rest = rest.removeprefix(f"{verb} ")
    return _noun_phrase(rest, lexicon, language)


_DETERMINERS = frozenset(
    "en ein ei et eit a an the ein eine der die das un une le la el il lo o os um uma een de den".split()
)
_PHRASE_LENGTH = 4


def _noun_phrase(rest: str, lexicon: Lexicon, language: str) -> str | None:
    """The role at the beginning of an apposition: its last role word within a few words."""
    words = [(m[0], m.start(), m.end()) for m in _WORD.finditer(rest[:70])]
    if words and words[0][0].lower() in _DETERMINERS:
        words = words[1:]
    for index, (word, start, end) in enumerate(words[:_PHRASE_LENGTH]):
        if index and rest[words[index - 1][2] : start] != " ":
            return None
        if word[0].isupper() and not lexicon.nouns_capitalised and "-" not in word:
            return None
        base = base_form(word.lower(), language)
        if base and not _role_goes_on(rest, words, index, lexicon):
            title = base if base != word.lower() else word
            return _with_modifiers(rest, words, index, title, lexicon)
    return None


def _role_goes_on(rest: str, words: Sequence[tuple[str, int, int]], index: int, lexicon: Lexicon) -> bool:
    """Whether the next word is the head: "chief executive"."""
    if index + 1 >= len(words) or rest[words[index][2] : words[index + 1][1]] != " ":
        return False
    return is_role(words[index + 1][0].lower(), lexicon) and words[index][0].lower() in lexicon.role_modifiers


def _introduced(before: str, behind: str, lexicon: Lexicon, language: str) -> str | None:
    """The definite role before a comma and the name: "lederen i foreningen, Kari Nord, ..."."""
    if not before.endswith(", ") or behind[:1] not in {",", ".", "", " "}:
        return None
    sentence = re.split(r"[.!?:;–—]\s|, ", before[:-2])[-1]
    for match in _WORD.finditer(sentence):
        word = match[0].lower()
        base = base_form(word, language)
        if base and (base != word or not lexicon.definite_endings):
            return _cased(base if base != word else match[0], lexicon)
    return None


def _party(
    text: str, found: Sequence[Found], index: int, names: Sequence[str], lexicon: Lexicon
) -> str | None:
    """The party in brackets behind the name, or that the person is of: "Høyres Kari Nord", "Kari Nord i Rødt"."""
    mention = found[index]
    tag = _TAG.match(text, mention.end)
    if tag and (party := tag[1].split(",")[0].strip()) in lexicon.parties:
        return party
    if index + 1 < len(found) and names[index + 1] in lexicon.parties:
        between = text[mention.end : found[index + 1].start].strip().lower()
        if between in lexicon.locating or between in {
            "i",
            "fra",
            "frå",
            "från",
            "of",
            "von",
            "der",
            "de",
        }:
            return names[index + 1]
    if index and names[index - 1] in lexicon.parties:
        between = text[found[index - 1].end : mention.start].strip()
        if not between or (len(between.split()) <= 2 and is_role(between.split()[-1].lower(), lexicon)):  # noqa: PLR2004
            return names[index - 1]
    return None
