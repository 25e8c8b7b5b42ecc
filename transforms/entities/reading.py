"""What an engine says of an article: names in the sentences of the segments that count."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from schemas.entities import Label
from transforms.entities.engine import Engine
from transforms.entities.lexicon import lexicon
from transforms.entities.mention import Found
from transforms.entities.nameless import is_nameless
from transforms.entities.tokens import Token, sentences
from transforms.segments import Segment

_SHORTEST_SHOUT = 4  # letters: shorter words in capitals are acronyms
_ENDING = frozenset('!?)»”"')  # marks that a name may end in: "Norge rundt!"
_BLANKS = frozenset({" ", "\u00a0"})


def read_names(text: str, segments: Sequence[Segment], language: str, engine: Engine) -> list[Found]:
    """The names that the engine finds, in order, without overlap."""
    cut = sentences(text, segments, language)
    words = [_words(sentence.words) for sentence in cut]
    known = lexicon(language)
    read = [at for at, own in enumerate(words) if not (engine.skims and is_nameless(own, known))]
    tagged = engine.tag([words[index] for index in read])
    starts = [segment.start for segment in segments]
    found = (
        Found(start, end, label, segments[bisect_right(starts, start) - 1].kind, confidence)
        for index, spans in zip(read, tagged, strict=True)
        if spans
        for tokens in (cut[index].tokens(),)
        for first, stop, label, confidence in spans
        for start, end in _ends(tokens[first:stop])
    )
    return list(_joined(text, found))


def _ends(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Where a name starts and ends, without marks around it; nothing where only marks are."""
    words = [token for token in tokens if any(map(str.isalnum, token.text))]
    if words:
        last = tokens[-1] if tokens[-1].text in _ENDING else words[-1]
        yield words[0].start, last.end


def _words(words: list[str]) -> list[str]:
    """The words as the engine reads them: those in capitals, as in credits, like other names."""
    if not any(map(str.isupper, words)):
        return words
    shouted = [_is_shouted(word) for word in words]
    for index, word in enumerate(words):
        beside = shouted[max(0, index - 1) : index + 2]
        if shouted[index] and sum(beside) > 1:
            words[index] = word.title()
    return words


def _is_shouted(word: str) -> bool:
    return len(word) >= _SHORTEST_SHOUT and word.isalpha() and word.isupper()


def _joined(text: str, names: Iterator[Found]) -> Iterator[Found]:
    """The names; two persons side by side are one: "Rolf", "B. Berg"."""
    last: Found | None = None
    for name in names:
        if last and last.label is name.label is Label.PER and text[last.end : name.start] in _BLANKS:
            confidence = min(last.confidence, name.confidence)
            last = Found(last.start, name.end, Label.PER, last.segment_kind, confidence)
            continue
        if last:
            yield last
        last = name
    if last:
        yield last
