"""Relatives: the person that a noun for one stood beside, not whoever shares the surname."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    Says = Callable[[str, str], dict[str, str | None]]


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        (
            "nb",
            "Odd Vangen vant løpet. Faren, Terje Vangen, sto ved målet.\n– For en dag, sier faren.",
            "Terje Vangen",
        ),
        (
            "nb",
            "Odd Vangen vant løpet. Kona hans, Berit Solli, sto ved målet.\n– For en dag, sier kona.",
            "Berit Solli",
        ),
        (
            "nn",
            "Anne Vangen vann løpet. Dottera Siri Vangen stod ved målet.\n– For en dag, seier dottera.",
            "Siri Vangen",
        ),
        (
            "nn",
            "Odd Vangen vann løpet. Sonen Terje Vangen stod ved målet.\n– For en dag, seier sonen.",
            "Terje Vangen",
        ),
        (
            "da",
            "Jens Holm vandt løbet. Hans datter, Lise, stod ved målet.\n– For en dag, siger datteren.",
            "Lise",
        ),
        (
            "en",
            'John Harwell won the race. His wife, Mary Elton, was there.\n"For a day," his wife said.',
            "Mary Elton",
        ),
        (
            "de",
            "Jan Weber gewann. Seine Tochter, Lisa Holm, war da.\n„For einen Tag“, sagte die Tochter.",
            "Lisa Holm",
        ),
        # the noun has another ending
        (
            "nb",
            "Per Vik vant løpet. Datteren Eva Dahl sto ved målet.\n– For en dag, sier dattera.",
            "Eva Dahl",
        ),
        # a verb stands between
        ("nb", "Per Vik vant løpet. Faren heter Jon Dahl.\n– For en dag, sier faren.", "Jon Dahl"),
        ("nb", "Per Vik vant løpet. Moren hans er Eva Dahl.\n– For en dag, sier mora.", "Eva Dahl"),
        ("nn", "Per Vik vann løpet. Mor hans heiter Eva Dahl.\n– For ein dag, seier mora.", "Eva Dahl"),
        ("da", "Per Vig vandt løbet. Moren hedder Eva Dahl.\n– For en dag, siger moren.", "Eva Dahl"),
        ("sv", "Per Vik vann loppet. Mamman heter Eva Dahl.\n– En fin dag, säger mamman.", "Eva Dahl"),
        ("en", 'John Elton won. His mother is Mary Dean.\n"A fine day," his mother said.', "Mary Dean"),
        ("de", "Jan Weber gewann. Seine Mutter heißt Lisa Holm.\n„Schön“, sagte die Mutter.", "Lisa Holm"),
    ],
)
def test_a_relative_is_who_was_introduced_so(says: Says, language: str, text: str, speaker: str) -> None:
    assert set(says(language, text).values()) == {speaker}


def test_nobody_of_the_other_gender_is_meant(says: Says) -> None:
    text = "Berit Solli kom. Moren, Terje Vangen og Odd Holm kom.\n– For en dag, sier moren."
    assert set(says("nb", text).values()) == {"moren"}


def test_before_a_comma_only_a_noun_for_persons_counts(says: Says) -> None:
    text = "Berit Solli så latsabben, Odd Holm og Terje Vangen.\n– For en dag, sier latsabben."
    assert set(says("nb", text).values()) == {"latsabben"}
