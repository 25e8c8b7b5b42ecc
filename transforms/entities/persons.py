"""The full names of an article's persons, found again by surname, first name or a slip of spelling."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

_SHORTEST_VARIANT = 6  # letters that a name needs for one differing letter to be a slip
_MOST_NAMESAKES = 50  # persons of one surname that are compared: keeps a list of names linear
Name = tuple[str, ...]
Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class Persons:
    """Full names and the mentions (by index, in order) that give them, by what may stand for them."""

    by_word: Mapping[Name, Sequence[tuple[int, Name]]]
    slips: Mapping[str, str]  # misspelt surname -> the surname that the article spelt first

    def full_name(self, stem: str, index: int, others: Words = frozenset()) -> str | None:
        """The full name for a mention: the nearest before it that fits, else the first after it.

        `others` are first names that the mention's title rules out ("Mrs Nord" is not Per Nord).
        """
        words = tuple(stem.split())
        if not words:
            return None
        corrected = (*words[:-1], self.slips.get(words[-1], words[-1]))
        candidates = self.by_word.get(words) or self.by_word.get(corrected)
        if others and candidates:
            candidates = [pair for pair in candidates if pair[1][0] not in others] or candidates
        if not candidates:
            return None
        before = bisect_right(candidates, index, key=lambda pair: pair[0])
        return " ".join(candidates[max(0, before - 1)][1])


def read_persons(stems: Iterable[tuple[int, str]]) -> Persons:
    """The persons of an article from its mentions of persons: index and name without genitive."""
    mentions = [(index, tuple(stem.split())) for index, stem in stems]
    slips = _slips(words[-1] for _, words in mentions if words)
    full = [(i, _spelt(words, slips)) for i, words in mentions if len(words) > 1]
    longest = _longest({name for _, name in full})
    by_word: dict[Name, list[tuple[int, Name]]] = defaultdict(list)
    for index, name in full:
        for key in _keys(longest[name], name):
            by_word[key].append((index, longest[name]))
    return Persons(by_word, slips)


def _spelt(words: Name, slips: Mapping[str, str]) -> Name:
    return (*words[:-1], slips.get(words[-1], words[-1]))


def _keys(name: Name, short: Name) -> Iterator[Name]:
    """What a person may be called: the name, its first name, its surname with more and more before it."""
    yield from {
        name,
        short,
        name[:1],
        *(name[i:] for i in range(1, len(name))),
        *((word,) for word in name[1:]),
    }


def _longest(names: set[Name]) -> dict[Name, Name]:
    """Each name with the longest that has its words in its order and its surname."""
    by_surname: dict[str, list[Name]] = defaultdict(list)
    for name in sorted(names, key=lambda n: (-len(n), n)):
        by_surname[name[-1]].append(name)
    return {name: _first_that_holds(name, by_surname[name[-1]]) for name in names}


def _first_that_holds(name: Name, longer: Sequence[Name]) -> Name:
    for other in longer[:_MOST_NAMESAKES]:
        if len(other) <= len(name):
            break
        rest = iter(other)
        if all(word in rest for word in name):
            return other
    return name


def _slips(surnames: Iterable[str]) -> dict[str, str]:
    """Surnames that differ by one letter from one that came before."""
    seen: dict[str, list[str]] = defaultdict(list)
    slips: dict[str, str] = {}
    for word in dict.fromkeys(surnames):
        same_start = seen[word[:3]][:_MOST_NAMESAKES]
        known = next((other for other in same_start if is_variant(word, other)), None)
        if known:
            slips[word] = known
        else:
            seen[word[:3]].append(word)
    return slips


def is_variant(one: str, other: str) -> bool:
    """Whether two words differ by one letter (put in, left out or another) and are long enough for a slip."""
    if min(len(one), len(other)) < _SHORTEST_VARIANT or abs(len(one) - len(other)) > 1:
        return False
    pairs = enumerate(zip(one, other, strict=False))
    same = next((i for i, (a, b) in pairs if a != b), min(len(one), len(other)))
    if len(one) == len(other):
        return one[same + 1 :] == other[same + 1 :]
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return longer[same + 1 :] == shorter[same:]
