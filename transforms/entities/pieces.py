"""Runs of capitals cut to names: known names taken out, first words of sentences and titles taken off."""

from __future__ import annotations

from collections.abc import Iterator

from transforms.entities.lexicon import Lexicon, first_names, own_first_names
from transforms.entities.roles import marks_person
from transforms.entities.runs import Line, Run, runs_of

_SHORTEST_TITLE = 5  # letters


def pieces_of(line: Line, lexicon: Lexicon, seen: frozenset[str]) -> Iterator[Run]:
    """The stretches of a line that may be names; `seen` are the article's words in small letters."""
    taken = -1
    for run in runs_of(line, lexicon):
        index = max(run.first, taken + 1)
        while index <= run.last:
            known = known_phrase(line, index, lexicon)
            if known:
                yield Run(line, index, known)
                index = taken = known + 1
                taken -= 1
                continue
            last = _before_phrase(line, index, run.last, lexicon)
            yield from _cut(Run(line, index, last), lexicon, seen)
            index = last + 1


def known_phrase(line: Line, index: int, lexicon: Lexicon) -> int | None:
    """Index of the last word of a known name of several words that begins at word `index`."""
    at = line.words[index].start
    for name in lexicon.phrases.get(_first_part(line.words[index].text), ()):
        end = at + len(name)
        if line.text.startswith(name, at) and end <= line.end and not _goes_on(line, end):
            return next((i for i in range(index, len(line.words)) if line.words[i].end >= end), None)
    return None


def _first_part(word: str) -> str:
    return word.partition("-")[0]


def _goes_on(line: Line, end: int) -> bool:
    """Whether a word goes on behind `end` by more than a genitive."""
    rest = line.text[end : end + 2]
    if line.text[end - 1].isdigit() and rest[:1].isupper():
        return False  # glued text: "TV 2Norge"
    if rest[:1] == "s":
        return rest[1:].isalnum() or rest[1:] == "-"
    return rest[:1].isalnum() or rest[:1] == "-"


def _before_phrase(line: Line, first: int, last: int, lexicon: Lexicon) -> int:
    """Last word of the run before a known name of several words begins."""
    for index in range(first + 1, last + 1):
        known = line.words[index].text in lexicon.media or known_phrase(line, index, lexicon) is not None
        if known or _follows_media(line, index, lexicon):
            return index - 1
    return last


def _follows_media(line: Line, index: int, lexicon: Lexicon) -> bool:
    """Whether a person is named right behind a newspaper: "Nordvik Blads ... Kari Nord"."""
    before = line.words[index - 1].text
    return (before in lexicon.media or before.removesuffix("s") in lexicon.media) and (
        line.words[index].text in first_names()
    )


def _cut(run: Run, lexicon: Lexicon, seen: frozenset[str]) -> Iterator[Run]:
    first = run.first
    while first <= run.last and _is_no_name(run, first, lexicon, seen):
        first += 1
    first = _behind_title(run, first, lexicon)
    if first > run.last:
        return
    rest = Run(run.line, first, run.last)
    split = _genitive_split(rest, lexicon)
    if split:
        yield Run(run.line, first, split - 1)
        rest = Run(run.line, _behind_title(run, split, lexicon), run.last)
    yield from _without_compound(rest)


def _is_no_name(run: Run, index: int, lexicon: Lexicon, seen: frozenset[str]) -> bool:
    """Whether a word at the front of a run only has its capital from its place, or is a title."""
    word = run.line.words[index].text
    low = word.lower()
    if low in lexicon.common_capitals and word not in own_first_names(lexicon.language):
        return True
    if index == run.last:
        return _is_no_name_alone(run, word, lexicon, seen)
    if word in first_names():
        return False
    return marks_person(low, lexicon) or (run.line.opens(index) and _only_opens(word, lexicon, seen))


def _only_opens(word: str, lexicon: Lexicon, seen: frozenset[str]) -> bool:
    """Whether a word at the start of a sentence, with another capital behind it, is a common one."""
    low = word.lower()
    if word in lexicon.known or word.isupper():
        return low in lexicon.openers
    common = bool(lexicon.common_endings) and low.endswith(lexicon.common_endings)
    return low in lexicon.openers or low in seen or common


def _is_no_name_alone(run: Run, word: str, lexicon: Lexicon, seen: frozenset[str]) -> bool:
    """Whether the only word left of a run is none."""
    low = word.lower()
    if low in lexicon.openers and run.first == run.last:
        return run.opens or word not in own_first_names(lexicon.language)
    if not run.line.opens(run.last) or (word.isupper() and len(word) > 1):
        return False
    if low in lexicon.organisation_nouns:
        return True
    return low in lexicon.openers or (low in seen and word not in lexicon.known)


def _behind_title(run: Run, first: int, lexicon: Lexicon) -> int:
    """First word of the person behind unknown words in capitals: "Skuespillerinnen Anne Nord"."""
    words, names = run.line.words, first_names()
    if first > run.last or words[first].text in names:
        return first
    for index in range(first + 1, min(first + 4, run.last + 1)):
        if words[index].text in names:
            return index if _may_be_title(run, first, index, lexicon) else first
    return first + 1 if run.last - first > 1 and _ends_like_title(run, first, lexicon) else first


def _may_be_title(run: Run, first: int, index: int, lexicon: Lexicon) -> bool:
    """Whether the words before a first name are a title, or have their capital from their place."""
    words = [run.line.words[i].text for i in range(first, index)]
    if any(w in lexicon.particles or len(w) == 1 for w in words):
        return False
    low = words[-1].lower()
    if lexicon.organisation_endings and low.endswith(lexicon.organisation_endings):
        return True
    if any(word in lexicon.known for word in words):
        return False
    if marks_person(words[-1], lexicon):
        return True
    return index < run.last and (lexicon.nouns_capitalised or run.line.opens(first))


def _ends_like_title(run: Run, first: int, lexicon: Lexicon) -> bool:
    """Whether an unknown word before two unknown ones ends as nouns for persons do: "Förläggaren Måns Ek"."""
    low = run.line.words[first].text.lower()
    definite = run.line.opens(first) and low.endswith(
        tuple(e for e in lexicon.definite_endings if len(e) > 1)
    )
    ending = bool(lexicon.role_endings) and low.endswith(lexicon.role_endings)
    known = run.line.words[first].text in lexicon.known or low in lexicon.organisation_heads
    return len(low) > _SHORTEST_TITLE and not known and (ending or (definite and not lexicon.role_endings))


def _genitive_split(run: Run, lexicon: Lexicon) -> int | None:
    """Index of the person behind an owner: "Høyres Kari Nord"."""
    for index in range(run.first, run.last):
        word, following = run.line.words[index].text, run.line.words[index + 1].text
        owner = word.removesuffix("s")
        known = owner != word and (owner in lexicon.known or owner in lexicon.parties)
        if known and (following in first_names() or marks_person(following, lexicon)):
            return index + 1
    return None


def _without_compound(run: Run) -> Iterator[Run]:
    """The run without compounds whose head is a common noun ("Nato-sjefen", "TV 2-ekspert")."""
    first, words = run.first, run.line.words
    for index in range(run.first, run.last + 1):
        if _is_compound(words[index].text) or run.line.text[words[index].end : words[index].end + 1] == "-":
            if index > first:
                yield Run(run.line, first, index - 1)
            first = index + 1
    if first <= run.last:
        yield Run(run.line, first, run.last)


def _is_compound(word: str) -> bool:
    """Whether the last part of a hyphenated word is in lower case, and no numeral or small word of a name."""
    head, _, tail = word.rpartition("-")
    return bool(head) and tail[:1].islower() and len(tail) > 2  # noqa: PLR2004 - "Al-e"
