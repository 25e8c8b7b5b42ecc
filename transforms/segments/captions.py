"""Photo captions and their credits."""

from __future__ import annotations

import re
from dataclasses import dataclass

from transforms.segments.glue import LOWER, UPPER
from transforms.segments.lexicon import lexicon


@dataclass(frozen=True, slots=True)
class Caption:
    """The caption that stands at `start:end` of a line, with its credit where one is printed."""

    start: int
    end: int
    credit: str | None


_LONGEST = 700  # characters of a caption with a credit
_LONGEST_BARE = 450  # characters of one that only its first words in capitals show
_LEAD = 60  # characters that these may take
_SHOUTED = 3  # capitals in a row that make a word one of them
_ACRONYM = 4

_LONGEST_BEFORE_LABEL = 400  # characters: prose and a caption share a longer line
_COLONS = 8  # that are tried, from the right
_LABEL_WIDTH = 30  # characters before a colon in which a credit label may begin
_CREDIT_WIDTH = 90
_CREDIT_WORDS = 12
_LOWER_WORDS = 3  # words in small letters that a credit may hold (`NTB scanpix`, `tilsendt av familien`)

_NAME = f"[{UPPER}][\\w’'.-]+(?: [{UPPER}][\\w’'.-]*| (?:de|der|den|van|von|la|da)){{0,4}}"
_SLASHED = re.compile(f'(?:^|[.!?»”"] ){_NAME}(?: ?, ?{_NAME})?(?: ?/ ?{_NAME}){{1,2}}$')
_BRACKETED = re.compile(f"\\([{UPPER}][^()/]{{1,60}}/ ?[^()]{{2,40}}\\)\\.?$")
_BARE_NAME = re.compile(f"[.!?»”] [{UPPER}]{LOWER}[\\w’'-]*(?: [{UPPER}]\\.)?(?: [{UPPER}][\\w’'-]+){{1,2}}$")
_LONGEST_BEFORE_NAME = 260
_COPYRIGHT = re.compile(r"©[^©.!?]{2,60}$")
_SENTENCE_BREAK = re.compile(f"[.!?] [{UPPER}«–—-]")
_BUTTON_WORDS = 2  # `Vis mer` after a credit
_MARKS = " \t\xa0,.:;()[]/|"

# Where a sentence may be glued to a credit: `NTBEtter`, `TV 2Nato`, `PrivatDet`, `NTB– Vi`.
_GLUED = re.compile(f"(?<=[^\\W_])(?:(?=[{UPPER}]{LOWER})|(?=[–—«])|(?=- ))")
_TOKEN = re.compile(r"[^\s/,()]+")
_SENTENCE_WORDS = 4
_LOOK_AHEAD = 80  # characters of what follows a credit that show whether it is a sentence


def read_caption(line: str) -> Caption | None:
    """The caption that the line is or begins with, by its credit or its first words in capitals."""
    labelled = _labelled(line) if ":" in line else None
    if labelled and labelled.end <= _LONGEST:
        return labelled
    if len(line) > _LONGEST:
        return None
    credit = _tail_credit(line)
    if credit is None and not (len(line) <= _LONGEST_BARE and has_lead(line)):
        return None
    return Caption(0, len(line), credit)


def has_lead(line: str) -> bool:
    """Whether the line begins with words in capitals and a colon (`VAR SINT: …`) that name a picture."""
    colon = line.find(":", 0, _LEAD)
    if colon < _SHOUTED or colon + 1 >= len(line) or not line[colon + 1].isspace():
        return False
    lead = line[:colon].lstrip("•* ")
    small = sum(char.islower() for char in lead)
    shouted = any(sum(map(str.isupper, word)) >= _SHOUTED for word in lead.split())
    if small > 1 or not shouted or "(" in lead:
        return False
    if " " not in lead and _SENTENCE_BREAK.search(line, colon, _LONGEST_BARE):
        return False  # `BERGEN: …` before whole sentences is a dateline
    speaks = line[colon + 1 :].lstrip()[:1] in '–—―-−«”“"'
    return not (speaks and len(lead) <= _ACRONYM)  # `NAV: – Vi venter` is a speaker


def _labelled(line: str) -> Caption | None:
    """The caption that a credit label shows (`Foto: A / B`, `(Kuva: A)`), last label first."""
    colon = line.rfind(":", 0, _LONGEST)
    for _ in range(_COLONS):
        if colon <= 0:
            break
        if _is_label(line, colon):
            end = _credit_end(line, colon + 1)
            credit = line[colon + 1 : end]
            if _is_credit(credit):
                return Caption(_sentence_start(line, colon), end, _tidy(credit))
        colon = line.rfind(":", 0, colon)
    return None


def _sentence_start(line: str, colon: int) -> int:
    """Where the caption before a credit begins: with the line, or with the last sentence of a long one."""
    if colon < _LONGEST_BEFORE_LABEL:
        return 0
    breaks = [found.start() + 2 for found in _SENTENCE_BREAK.finditer(line, 0, colon - _LABEL_WIDTH)]
    return breaks[-1] if breaks else 0


def _is_label(line: str, colon: int) -> bool:
    """Whether the word before the colon is a credit label, not a word of the sentence."""
    words = line[max(colon - _LABEL_WIDTH, 0) : colon].split()
    if not words:
        return False
    word = words[-1].lstrip("(•[/")
    glued = list(_GLUED.finditer(word))
    word = word[glued[-1].start() :] if glued else word
    if word.rstrip(".").casefold() not in lexicon().credits:
        return False
    before = line[max(colon - 2 * _LABEL_WIDTH, 0) : colon].rstrip()[: -len(word)].rstrip(" ")
    return word[0].isupper() or not before or before[-1] in '.!?»”"()/|:,'


def _credit_end(line: str, start: int) -> int:
    """Where the credit that begins at `start` ends; a sentence may be glued to it."""
    limit = start + _CREDIT_WIDTH
    cuts = [found.start() for found in _GLUED.finditer(line, start, limit)]
    for token in _TOKEN.finditer(line, start, limit):
        if token[0].rstrip(".") in lexicon().agencies or token[0].endswith("."):
            cuts.append(token.end())
        elif token[0][:-1] in lexicon().agencies:  # `NTBI går`
            cuts.append(token.end() - 1)
    return next((cut for cut in sorted(cuts) if _is_sentence(line[cut : cut + _LOOK_AHEAD])), len(line))


def _is_sentence(text: str) -> bool:
    """Whether text begins like a sentence: a capital or mark, then words in small letters."""
    words = text.lstrip(" –—-«").split()
    if len(words) < _SENTENCE_WORDS or not text.lstrip(" –—-«")[0].isupper():
        return False
    return sum(word[0].islower() for word in words) * 2 >= len(words) - 1


def _is_credit(credit: str) -> bool:
    if len(credit) > _CREDIT_WIDTH:
        return False
    words = credit.split()
    small = sum(word[0].islower() and word not in lexicon().agencies for word in words)
    return len(words) <= _CREDIT_WORDS and small <= _LOWER_WORDS


def _tail_credit(line: str) -> str | None:
    """A credit without a label at the end of a caption: `(A / B)`, `A / B`, `© A`, a bare name."""
    if line.endswith((")", ").")):
        found = _BRACKETED.search(line)
    elif line[-1] in '.!?…:;,»”"':
        return None
    else:
        found = _COPYRIGHT.search(line) if "©" in line else None
        found = found or (_SLASHED.search(line) if "/" in line else None)
        if found is None and len(line) <= _LONGEST_BEFORE_NAME:
            found = _BARE_NAME.search(line)
    return _tidy(found[0].lstrip('.!?»”"')) if found else None


def _tidy(credit: str) -> str | None:
    """The credit without labels, marks around it and doubled blanks; None when nothing is left."""
    words = credit.strip(_MARKS + "©").split()
    while len(words) > _BUTTON_WORDS and " ".join(words[-_BUTTON_WORDS:]).casefold() in lexicon().buttons:
        words = words[:-_BUTTON_WORDS]
    while words and words[0].strip(_MARKS).casefold() in lexicon().credits:
        words = words[1:]
    return " ".join(words).strip(_MARKS).replace(" , ", ", ") or None
