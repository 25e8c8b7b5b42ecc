"""Bylines, agency signatures and datelines."""

from __future__ import annotations

import re
from dataclasses import dataclass

from transforms.segments.glue import LOWER, UPPER
from transforms.segments.lexicon import NAME_PARTICLES, first_word, lexicon
from transforms.segments.notices import is_time_line


@dataclass(frozen=True, slots=True)
class Byline:
    """Names and agency of a byline; `sure` when its form alone shows it, without the lines around."""

    names: tuple[str, ...]
    agency: str | None
    sure: bool


_LONGEST = 140  # characters
_RESIDUE = 3  # words of a byline that are neither names nor roles
_SIGNATURE_WIDTH = 40  # characters
_DATELINE = 70  # characters in which the bracket of a dateline begins

_PARTICLE = f"(?:{'|'.join(NAME_PARTICLES)})"
_PART = f"[{UPPER}](?:[\\w’'.-]*\\w|\\.)"
_NAME = re.compile(
    f"{_PART}(?: {_PARTICLE}){{0,2}}(?: {_PART}(?: {_PARTICLE}){{0,2}}){{0,2}} {_PART}|{_PART}"
)
_SECOND_PART = re.compile(f"\\s[{UPPER}]")  # of a name; most headlines hold none
_NAME_AND_MEDIUM = re.compile(f"({_PART}(?: {_PART}){{1,3}}) ?/ ?{_PART}(?: {_PART}){{0,2}}")
_GLUED_NAMES = re.compile(f"(?<={LOWER})(?=[{UPPER}]{LOWER})")
_SEPARATOR = re.compile(r"[,|/•&()]|\s[–—-]\s")
_LABEL = re.compile(r"\b[^\W\d_]{3,12}:\s")
_EMAIL = re.compile(r"\S+@\S+\.\w+")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_SIGNATURE = re.compile(
    r"(?:^|(?<=[.!?»”\"…])\s?)(?:\(([^()\s©][^()©]{0,30})\)|\(?\s?©\s?([A-Za-z]{2,12})\s?\)?|/([^\s/]{2,12})(?:/[A-Z]*)?)\.?$"
)
_INITIALS = re.compile(r"[A-Za-z]{2,5}(?:/[A-Za-z-]{2,8}){1,3}$")
_BRACKET = re.compile(r"\(([^()]{2,40})\)")


def read_byline(line: str) -> Byline | None:
    """The byline that a whole line is, or None.

    A name alone is a byline only in the right place, so it comes back as not `sure`.
    """
    if len(line) > _LONGEST or line[-1] in '.!?:;”»"':
        return None
    if "@" in line and _EMAIL.fullmatch(line):
        return Byline((), None, sure=True)
    core = line.strip("•*|()[] ")
    prefix = _prefix(core)
    if line[0] == "(" and line[-1] == ")" and (medium := _NAME_AND_MEDIUM.fullmatch(core)):
        return Byline((medium[1],), None, sure=True)
    if prefix:
        return _after_prefix(core[prefix:].strip(" :\xa0"))
    if not core or not core[0].isupper():
        return None
    return _agency_byline(core) or _names_and_role(core)


def _prefix(line: str) -> int:
    """Length of the word that introduces authors (`Av`, `Tekst:`), 0 if there is none."""
    words = lexicon().bylines.get(first_word(line).casefold(), ()) if line else ()
    if not words:
        return 0
    folded = line.casefold()
    return next(
        (len(word) for word in words if folded.startswith(word) and not folded[len(word) :][:1].isalnum()), 0
    )


def _after_prefix(rest: str) -> Byline | None:
    """Authors after `Av`: names, agencies, roles and a time; anything else makes it a sentence."""
    if not rest:
        return Byline((), None, sure=False)
    names, agency, residue = _read(_LABEL.sub("|", rest))
    known = bool(names or agency) or _role(rest) == len(rest)
    return Byline(names, agency, sure=True) if known and residue <= _RESIDUE else None


def _agency_byline(core: str) -> Byline | None:
    """`NTB-Kari Nord`, `NTB-Reuters-AFP`, `Kari Nord / NTB`."""
    head, mark, tail = core.partition("-")
    agency = lexicon().agencies.get(head)
    if not agency or not mark:
        return None
    names, _, residue = _read(tail)
    known = names or any(part in lexicon().agencies for part in tail.split("-"))
    return Byline(names, agency, sure=True) if known and not residue else None


def _names_and_role(core: str) -> Byline | None:
    """`Kari Nord`, `Kari Nord, journalist`, `Kari NordKari NordJournalist`, `Kari Nord / Avisa`."""
    role = _role(core)
    if role == len(core):
        return Byline((), None, sure=False)
    if not _SECOND_PART.search(core) or _is_sentence(core):
        return None
    names, agency, residue = _read(core[: len(core) - role] if role else core)
    if not names or residue:
        return None
    return Byline(names, agency, sure=role > 0 or "@" in core)


def _is_sentence(core: str) -> bool:
    """Whether a word in small letters stands in the line that no name, role, agency or time has."""
    known = lexicon().byline_words
    return any(word.islower() and word.isalpha() and word not in known for word in core.split())


def _role(core: str) -> int:
    """Length of the role at the end of a line, 0 if there is none; it may be glued to the name."""
    last = _GLUED_NAMES.split(core.rsplit(None, 1)[-1])[-1].casefold()
    roles = lexicon().roles.get(last)
    if roles is None:
        return 0
    folded = core.casefold()
    return next((len(role) for role in roles if folded.endswith(role)), 0)


def _read(text: str) -> tuple[tuple[str, ...], str | None, int]:
    """Names in order, the first agency, and how many words are neither these nor roles, times or links."""
    names: list[str] = []
    agency: str | None = None
    residue = 0
    for part in _SEPARATOR.split(_GLUED_NAMES.sub("|", text)):
        piece = _strip_links(part.strip(" .\xa0"))
        if not piece or _is_known(piece):
            continue
        for chunk in _chunks(piece):
            if chunk in lexicon().agencies:
                agency = agency or lexicon().agencies[chunk] or None
            elif (name := _NAME.match(chunk)) and " " in name[0]:
                names += [] if name[0] in names else [name[0]]
                residue += len(_WORD.findall(chunk, name.end()))
            else:
                residue += len(_WORD.findall(chunk))
    return tuple(names), agency, residue


def _strip_links(piece: str) -> str:
    return _EMAIL.sub("", piece).strip()


def _is_known(piece: str) -> bool:
    return _role(piece) == len(piece) or is_time_line(piece)


def _chunks(piece: str) -> list[str]:
    """The piece cut at words for "and"."""
    chunks: list[list[str]] = [[]]
    for word in piece.split():
        if word in lexicon().connectives:
            chunks.append([])
        else:
            chunks[-1].append(word)
    return [" ".join(chunk) for chunk in chunks if chunk]


def signature(line: str) -> tuple[int, str | None] | None:
    """Where the agency signature at the end of a line begins, and its agency; None without one.

    `(©NPK)`, `(NTB)`, `/ritzau/` after a sentence or alone; `NTB` or initials (`cib/dpa`) only alone.
    """
    if line[-1] in ")/" or line[-1].isupper() or line[-2:] in (").", "/."):
        found = _SIGNATURE.search(line, max(len(line) - _SIGNATURE_WIDTH, 0))
        if found:
            plain, *marked = found.groups()  # `(Ap)` is a party, `(AP)` an agency
            agency = _agency(plain) if plain else _agency_in_any_case(next(filter(None, marked)))
            if agency is not None:
                return found.end() - len(found[0].lstrip()), agency or None
    if len(line) > _SIGNATURE_WIDTH:
        return None
    agency = lexicon().agencies.get(line)
    if agency is None and "/" in line and _INITIALS.fullmatch(line):
        agency = next(
            (lexicon().agencies[part] for part in line.split("/") if part in lexicon().agencies), ""
        )
    return None if agency is None else (0, agency or None)


def _agency(text: str) -> str | None:
    """The agency that a signature names; empty if it names some other medium, None if none at all."""
    known = lexicon().agencies
    return known.get(text, known.get(re.split(r"[/-]", text)[0].strip()))


def _agency_in_any_case(text: str) -> str | None:
    return next(
        (agency for form in (text, text.title(), text.upper()) if (agency := _agency(form)) is not None), None
    )


def dateline_agency(text: str) -> str | None:
    """The agency in the dateline of a paragraph: `OSLO (NTB): …`, `Kiel (dpa) – …`, `Vigo (EFE).- …`."""
    opening = text.find("(", 0, _DATELINE)
    found = _BRACKET.match(text, opening) if opening >= 0 else None
    if not found:
        return None
    agency = next(
        (lexicon().agencies[part] for part in re.split(r"[/-]", found[1]) if part in lexicon().agencies), None
    )
    after = text[found.end() :].lstrip()
    marked = after.startswith((":", "–", "—", "-", ".-", ".–", ".—"))
    place = len(text[:opening].split()) <= 2 and after[:1].isupper()  # noqa: PLR2004 `Den Haag`
    return agency or None if marked or place else None
