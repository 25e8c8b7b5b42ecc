"""How a text states a role: title before the name, apposition behind it, introduction before a comma."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from transforms.entities.lexicon import Lexicon
from transforms.entities.roles import base_form

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*-?")
_COMPOUND = re.compile(r"[^\W\d_]+-[^\W\d_]")  # "Sp-leder" keeps its capital
_BRACKETS = re.compile(r" \([^()]{1,30}\)")
_AGE = re.compile(r", \d{1,3},")
_CLAUSE = re.compile(r"[.!?:;–—,]\s")
_LONGEST_LINK = 5  # words between a role and the name: "minister for fiskeri og hav Kari Nord"
_LONGEST_PHRASE = 5  # words up to the role in an apposition: "en av Norges fremste eksperter"
_BLANKS = frozenset({" ", "\u00a0"})


class Part(NamedTuple):
    """A word of a phrase."""

    text: str
    start: int
    end: int


def title(before: str, lexicon: Lexicon) -> str | None:
    """The title at the end of `before`: "rektor ", "daglig leder ", "treneren ", "statsråd for fiskeri "."""
    if before[-1:] not in _BLANKS:
        return None
    words = _words(before)
    if not words or before[words[-1].end :].strip():
        return None
    role = _role_at(before, words, len(words) - 1, lexicon)
    return role or _linked(before, words, lexicon)


def _linked(before: str, words: Sequence[Part], lexicon: Lexicon) -> str | None:
    """The role that goes on over a preposition to the name."""
    for index in range(len(words) - 3, max(-1, len(words) - 2 - _LONGEST_LINK), -1):
        if any(
            before[a.end : b.start] not in _BLANKS
            for a, b in zip(words[index:], words[index + 1 :], strict=False)
        ):
            return None
        if words[index + 1].text in lexicon.role_linking:
            role = _role_at(before, words, index, lexicon)
            if role:
                return role
    return None


def apposition(behind: str, lexicon: Lexicon) -> str | None:
    """The role at the start of `behind`: ", leder i X", " (34), daglig leder", ", som er ordfører"."""
    rest = _BRACKETS.sub("", behind, count=1) if behind.startswith(" (") else behind
    rest = _AGE.sub(",", rest, count=1) if rest.startswith(", ") else rest
    verb = next((v for v in lexicon.apposition_verbs if rest.lstrip(", ").startswith(f"{v} ")), "")
    if not rest.startswith(", ") and not (verb and rest.startswith(" ")):
        return None
    return _noun_phrase(rest.lstrip(", ").removeprefix(verb), lexicon)


def _noun_phrase(rest: str, lexicon: Lexicon) -> str | None:
    """The first role of a phrase that has no mark, no name and no preposition before it."""
    words = _words(rest[:80])[:_LONGEST_PHRASE]
    for index, word in enumerate(words):
        low = word.text.lower()
        if index and rest[words[index - 1].end : word.start] not in _BLANKS:
            return None
        if low in lexicon.role_excluded or _links(low, lexicon) or _is_other_name(word.text, lexicon):
            return None
        role = _role_at(rest, words, index, lexicon)
        if role:
            return role
    return None


def _links(word: str, lexicon: Lexicon) -> bool:
    return (word in lexicon.role_linking or word in lexicon.locating) and word not in lexicon.articles


def _is_other_name(word: str, lexicon: Lexicon) -> bool:
    """Whether a word is a name that does not belong to the role ("the Labour councillor", "NRKs sjef" do)."""
    named = word[0].isupper() and not lexicon.nouns_capitalised and not _COMPOUND.match(word)
    return named and not word.endswith("s") and not lexicon.articles


def introduction(before: str, behind: str, lexicon: Lexicon) -> str | None:
    """The definite role before a comma and the name: "lederen i foreningen, Kari Nord, ..."."""
    if not before.endswith(", ") or behind[:1] not in {",", ".", " ", ""}:
        return None
    start = max((m.end() for m in _CLAUSE.finditer(before[:-2])), default=0)
    clause = before[start:-2]
    words = _words(clause)
    for index, word in enumerate(words):
        base = base_form(word.text.lower(), lexicon.language)
        if base and (base != word.text.lower() or not lexicon.definite_endings or index == 0):
            return _role_at(clause, words, index, lexicon)
    return None


def _role_at(text: str, words: Sequence[Part], index: int, lexicon: Lexicon) -> str | None:
    """The role whose head, or a word that belongs to the head, is the word `index`; in its base form."""
    word = words[index].text
    if not base_form(word.lower(), lexicon.language):
        return None
    while _head_follows(text, words, index, lexicon):
        index += 1
    word = words[index].text
    base = base_form(word.lower(), lexicon.language) or word
    head = word if base == word.lower() else word[: len(base)] if word.lower().startswith(base) else base
    first = _first_of_role(text, words, index, lexicon)
    return _cased(
        text[words[first].start : words[index].start] + head + _rest_of_role(text, words, index, lexicon),
        lexicon,
    )


def _head_follows(text: str, words: Sequence[Part], index: int, lexicon: Lexicon) -> bool:
    """Whether the word only modifies the next one: "chief executive"."""
    if index + 1 >= len(words) or text[words[index].end : words[index + 1].start] not in _BLANKS:
        return False
    modifies = words[index].text.lower() in lexicon.role_modifiers
    return modifies and base_form(words[index + 1].text.lower(), lexicon.language) is not None


def _first_of_role(text: str, words: Sequence[Part], index: int, lexicon: Lexicon) -> int:
    """The first of the words that belong to the role: "daglig leder", "klima- og miljøminister"."""
    while index:
        gap = text[words[index - 1].end : words[index].start]
        before = words[index - 1].text
        belongs = before.lower() in lexicon.role_modifiers and gap in {*_BLANKS, ". "}
        if index > 1 and gap in _BLANKS and words[index - 2].text.endswith("-"):
            index -= 2
        elif belongs:
            index -= 1
        else:
            break
    return index


def _rest_of_role(text: str, words: Sequence[Part], index: int, lexicon: Lexicon) -> str:
    """What belongs to the role behind its head: "head of research", "patrón mayor"."""
    following = [w for w in words[index + 1 : index + 3] if w.text[0].islower()]
    if following and text[words[index].end : following[0].start] in _BLANKS:
        if following[0].text in lexicon.role_following:
            return f" {following[0].text}"
        if (
            following[0].text in lexicon.role_joining
            and len(following) > 1
            and following[1].text not in lexicon.articles
        ):
            return f" {following[0].text} {following[1].text}"
    return ""


def _cased(role: str, lexicon: Lexicon) -> str:
    """The role as in a dictionary: capitals only in compounds with a name and where nouns have them."""
    return role if lexicon.nouns_capitalised or _COMPOUND.match(role) else role.lower()


def _words(text: str) -> list[Part]:
    return [Part(m[0], m.start(), m.end()) for m in _WORD.finditer(text)]
