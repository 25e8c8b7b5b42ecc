from __future__ import annotations

import pytest

from transforms.entities.lexicon import lexicon
from transforms.entities.nameless import nameless


@pytest.mark.parametrize(
    ("sentence", "skipped"),
    [
        ("Det er ikke så farlig .", True),
        ("– Vi tar det med ro .", True),
        ("Båten kom klokka ti .", True),
        ("uten stor bokstav", True),
        ("– ?", True),
        ("", True),
        ("Det er ikke Nord .", False),
        ("Nord tar det med ro .", False),
        ("Fylkestinget kom klokka ti .", False),
        ("Det står på skogvik.no i dag .", False),
        ("Det snør på riksvei 13 .", False),
    ],
)
def test_a_sentence_without_names_need_not_be_read(sentence: str, skipped: bool) -> None:  # noqa: FBT001
    rest = ["Alle", "så", "en", "båten", "og", "fylkestinget", "der", "."]
    assert nameless([rest, sentence.split()], lexicon("nb"))[1] is skipped


def test_where_every_noun_has_a_capital_nearly_all_is_read() -> None:
    assert nameless([["Das", "ist", "ein", "Haus", "."]], lexicon("de")) == [False]
