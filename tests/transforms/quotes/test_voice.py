"""Whether a sentence sounds like somebody who speaks or like the reporter."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.quotes.lexicon import lexicon
from transforms.quotes.marks import pair
from transforms.quotes.tokens import Tokens, read_tokens
from transforms.quotes.voice import Trait, traits, voice

LANGUAGES = ("nb", "nn", "da", "sv")
WORDS = st.sampled_from(
    [
        "jeg",
        "vi",
        "du",
        "Nord",
        "hun",
        "sier",
        "ikke",
        "I",
        "Fergen",
        "på",
        "1966",
        "er",
        "?",
        ",",
        ".",
        "–",
        "«",
        "»",
    ]
)
TEXTS = st.lists(WORDS | st.text(max_size=4), min_size=1, max_size=30).map(" ".join)


def _tokens(language: str, text: str) -> Tokens:
    return read_tokens(text, lexicon(language), (), [(0, len(text))])


def _voice(language: str, text: str, *, we: bool = False) -> float:
    return voice(_tokens(language, text), 0, len(text), we=we)


@pytest.mark.parametrize(
    ("language", "spoken"),
    [
        ("nb", "Jeg vet ikke."),
        ("nb", "Men vi må jo selge."),
        ("nb", "Hva skal du der?"),
        ("nn", "Eg trur ikkje det."),
        ("da", "Det er ikke let."),
        ("sv", "Vi får väl se."),
    ],
)
def test_a_speaker_says_i_and_you_and_asks(language: str, spoken: str) -> None:
    assert _voice(language, spoken) > 0


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("nb", "Fergen legger fra med et rykk."),
        ("nb", "Klokken er blitt halv ni på formiddagen."),
        ("nb", "I Oslo regner det fremdeles hele dagen."),
        ("nb", "Hun er 66 år og bor i en blokk."),
        ("nn", "Kaffien vart servert i pappkrus denne gongen."),
        ("da", "Havnen ligger stille i solen denne morgen."),
        ("sv", "Bilen rullar sakta mot den gamla bron."),
    ],
)
def test_the_reporter_tells_of_things_places_numbers_and_persons(language: str, told: str) -> None:
    assert _voice(language, told) < 0


def test_one_is_surer_than_many_and_a_reporter_may_say_we() -> None:
    many = "Vi gikk inn."
    assert _voice("nb", "Jeg gikk inn.") > _voice("nb", many) > _voice("nb", many, we=True)


def test_words_in_marks_are_somebody_elses() -> None:
    assert Trait.FIRST_PERSON not in set(traits(_marked("«Jeg går», sto det."), 0, 4))


def _marked(text: str) -> Tokens:
    marked = pair(text, 0, len(text)).marked
    return read_tokens(text, lexicon("nb"), (), [(0, len(text))], marked)


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.sampled_from(LANGUAGES))
def test_a_trait_is_heard_once_and_any_text_has_a_voice(text: str, language: str) -> None:
    tokens = _tokens(language, text)
    heard = list(traits(tokens, 0, len(tokens)))
    assert len(heard) == len(set(heard))
    assert heard[0] is Trait.ANY
    assert -20 < voice(tokens, 0, len(text)) < 20


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.sampled_from(LANGUAGES))
def test_a_reporter_who_says_we_makes_nothing_sound_more_spoken(text: str, language: str) -> None:
    assert _voice(language, text, we=True) <= _voice(language, text)
