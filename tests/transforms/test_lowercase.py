"""A text in lower case keeps every place."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.lowercase import lowercase


@pytest.mark.parametrize(
    ("text", "low"),
    [("ÆRLIG Øst", "ærlig øst"), ("İzmir", "izmir"), ("ΟΔΟΣ", "οδος"), ("STRASSE ẞ", "strasse ß"), ("", "")],
)
def test_letters_are_small(text: str, low: str) -> None:
    assert lowercase(text) == low


@given(st.text())
@settings(max_examples=100)
def test_every_place_is_the_texts(text: str) -> None:
    low = lowercase(text)
    assert [char.isalnum() for char in low] == [char.isalnum() for char in text]


def test_no_letter_becomes_two() -> None:
    letters = "".join(chr(code) for code in range(0x3000))
    assert len(lowercase(letters)) == len(letters)
