"""Words as the pieces that both models read."""

from __future__ import annotations

from functools import cache, lru_cache

from tokenizers import Tokenizer
from tokenizers.models import Unigram

from transforms.entities import models

BEGIN, END, UNKNOWN = 0, 2, 3
_MOST_PIECES = 10  # of a word: the models saw no more in training
_MOST_LETTERS = 100  # cutting is linear, but what nobody reads need not be cut
_REMEMBERED = 2**16  # words; newspapers reach this after some thousand articles


@cache
def subwords() -> Subwords:
    """The one that all engines of a process share."""
    return Subwords()


class Subwords:
    """Cuts words into pieces, and remembers how."""

    def __init__(self) -> None:
        spec = models.pieces()
        vocabulary = list(zip(spec["pieces"], spec["scores"], strict=True))
        self._model = Tokenizer(Unigram(vocabulary, unk_id=UNKNOWN, byte_fallback=False))
        self._written = {int(code): text for code, text in spec["normalise"].items()}
        self.of = lru_cache(_REMEMBERED)(self._cut)

    def _cut(self, word: str) -> tuple[int, ...]:
        """One to ten piece numbers of a word, whatever it holds."""
        written = word[:_MOST_LETTERS].translate(self._written).strip().replace(" ", "▁")
        sound = written.encode("utf-8", "replace").decode()  # half a surrogate pair is no text
        return tuple(self._model.encode(f"▁{sound}").ids[:_MOST_PIECES]) or (UNKNOWN,)
