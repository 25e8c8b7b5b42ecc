"""What the words of a text say about its language: function words counted, nynorsk weighed.

Counting sixteen languages one by one would cost more than the rest of the room, so a word stands
for one integer with a lane of bits a language, and adding up a text's integers counts all languages
at once. The two lowest lanes add up the log-odds for nynorsk and for bokmål. Lanes are narrow, for
small integers add up faster and the table of them stays in the cache; so only so many words are counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from importlib.resources import files
from struct import Struct
from typing import NamedTuple

from transforms import languages

#: The lane of both forms of Norwegian: function words tell it from Danish, log-odds tell the forms apart.
NORWEGIAN = "no"
FORMS = frozenset({"nb", "nn"})

HITS_LANE = 16  # bits, of which the highest is spare
ODDS_LANE = 32  # bits: the log-odds of as many words as a lane of hits can count
COUNTED = (1 << HITS_LANE - 1) - 1  # words that a lane can count ...
READ = 2 * COUNTED  # ... and code points that hold no more: what comes after them says nothing new
PRECISION = 100  # log-odds are added up in hundredths
_SPARE = COUNTED + 1
_HITS_FROM = 2 * ODDS_LANE
_NYNORSK = (1 << ODDS_LANE) - 1
_ODDS = (1 << _HITS_FROM) - 1


class Tally(NamedTuple):
    """Words of a text (stretches without a blank), and the sum of their integers."""

    words: int
    packed: int

    def hits(self) -> tuple[int, ...]:
        """Function words of each language among the words, in the order of `lanes()`."""
        unpack, size = _layout()
        return unpack(self.packed.to_bytes(size, "little"))

    def hits_in(self, lane: int) -> int:
        """Function words of the language at that place of `lanes()`."""
        return self.packed >> _HITS_FROM + HITS_LANE * lane & COUNTED

    def surpasses(self, hits: int) -> bool:
        """Whether any language has more function words than that; one subtraction asks all lanes.

        A lane's spare bit is set before, and lent out where more than `hits` is taken off.
        """
        ones, spares = _ones()
        return (hits * ones | spares) - (self.packed >> _HITS_FROM) & spares != spares

    def nynorsk(self) -> float:
        """Summed log-odds (natural): above zero the words are nynorsk, below zero bokmål."""
        odds = self.packed & _ODDS
        return ((odds & _NYNORSK) - (odds >> ODDS_LANE)) / PRECISION


def tallies(texts: Iterable[str]) -> list[Tally]:
    """The words of each text of at most `READ` code points; only ASCII blanks part words.

    Words are looked up as UTF-8: bytes are split and hashed sooner than characters.
    """
    integer, new = _integers().get, tuple.__new__  # `Tally()` takes twice as long
    split = map(bytes.split, map(str.encode, texts))
    return [new(Tally, (len(words), sum(filter(None, map(integer, words))))) for words in split]


def total(parts: Iterable[Tally]) -> Tally:
    """The tally of several texts together, as far as a lane can count."""
    words, packed = 0, 0
    for count, integer in parts:
        words += count
        if words > COUNTED:
            return Tally(words - count, packed)
        packed += integer
    return Tally(words, packed)


@cache
def lanes() -> tuple[str, ...]:
    """Codes of the languages that have function words, `no` for both forms of Norwegian."""
    codes = (code for code in languages.codes() if languages.section(code, "language"))
    return tuple(sorted({NORWEGIAN if code in FORMS else code for code in codes}))


@cache
def lane_of() -> dict[str, int]:
    """Where a language stands in `lanes()`; both forms of Norwegian have one place."""
    places = {code: place for place, code in enumerate(lanes())}
    return places | dict.fromkeys(FORMS, places[NORWEGIAN])


@cache
def _ones() -> tuple[int, int]:
    """One in each lane, and each lane's spare bit."""
    ones = sum(1 << HITS_LANE * lane for lane in range(len(lanes())))
    return ones, ones * _SPARE


@cache
def _layout() -> tuple[Callable[[bytes], tuple[int, ...]], int]:
    """What reads the hits from a packed integer's bytes, and how many bytes these are."""
    layout = Struct(f"<{_HITS_FROM // 8}x{len(lanes())}H")
    return layout.unpack, layout.size


@cache
def _integers() -> dict[bytes, int]:
    """Every known word in UTF-8, also in capitals and with one, as an integer with lanes set."""
    integers: dict[str, int] = {}
    for lane, code in enumerate(lanes()):
        for word in _function_words(code):
            integers[word] = integers.get(word, 0) + (1 << _HITS_FROM + HITS_LANE * lane)
    for word, odds in _nynorsk().items():
        packed = round(abs(odds) * PRECISION) << ODDS_LANE * (odds < 0)
        integers[word] = integers.get(word, 0) + packed
    shared = {packed: packed for packed in integers.values()}  # fewer objects are sooner in the cache
    known = {word: shared[packed] for word, packed in integers.items()}
    # Three ways to write a word are looked up sooner than a text is made small.
    ways = (str.upper, str.capitalize, str.lower)
    return {write(word).encode(): packed for write in ways for word, packed in known.items()}


@cache
def _nynorsk() -> dict[str, float]:
    """Log-odds of words, made by benchmarks/train_nynorsk.py."""
    lines = files(languages).joinpath("nynorsk.tsv").read_text(encoding="utf-8").splitlines()
    return {key: float(odds) for key, odds in (line.split("\t") for line in lines)}


def _function_words(code: str) -> frozenset[str]:
    forms = FORMS if code == NORWEGIAN else {code}
    tables = (languages.section(form, "language")["function_words"] for form in forms)
    return frozenset(word for table in tables for word in table.split())
