from __future__ import annotations

import pytest

from transforms.entities.lexicon import lexicon
from transforms.entities.nameless import is_nameless


@pytest.mark.parametrize(
    ("sentence", "skipped"),
    [
        ("Det er ikke så farlig .", True),
        ("– Vi tar det med ro .", True),
        ("Båten kom klokka ti .", False),
        ("uten stor bokstav", True),
        ("– ?", True),
        ("", True),
        ("Det er ikke Nord .", False),
        ("Nord tar det med ro .", False),
        ("Fylkestinget kom klokka ti .", False),
        ("Det står på skogvik.no i dag .", False),
        ("Det snør på riksvei 13 .", False),
        ("Båten het 4you før .", False),
        ("Alle husker 4. juli og det som kom .", False),
        ("Det kom 4 båter .", True),
        ("Høyre tar det med ro .", False),
        ("Liv tar det med ro .", False),
        ("Det står på twitter .", False),
        ("Det hvite hus kom ikke .", False),
        ("« Båten » er en lang fortelling .", False),
        ("« Det er ikke så farlig » .", True),
    ],
)
def test_a_sentence_without_names_need_not_be_read(sentence: str, skipped: bool) -> None:  # noqa: FBT001
    assert is_nameless(sentence.split(), lexicon("nb")) is skipped


def test_where_every_noun_has_a_capital_nearly_all_is_read() -> None:
    assert not is_nameless(["Das", "ist", "ein", "Haus", "."], lexicon("de"))
