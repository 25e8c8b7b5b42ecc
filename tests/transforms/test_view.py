import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.view import clean, is_damaged


@pytest.mark.parametrize(
    "text", ["", "Helt vanlig tekst – «sa» hun.", "CAFÉ»", "À ÂGE égal", "IRMÃ» é nome", "R&D; og AT&T"]
)
def test_an_undamaged_text_is_its_own_view(text: str) -> None:
    view = clean(text)
    assert view.text == text
    assert view.starts is None
    assert not is_damaged(text)


@pytest.mark.parametrize(
    ("damaged", "text"),
    [
        ("blÃ¥bÃ¦r pÃ¥ Ã¸ya", "blåbær på øya"),
        ("â€“ Ja, sa Â«hunÂ»", "– Ja, sa «hun»"),
        ("Ã…se FÃ˜RST", "Åse FØRST"),
        ("Ã³ Å‚Ã³dÅº", "ó łódź"),
        ("Ð¡ÐµÐ¹", "Сей"),
        ("ÃƒÂ¸", "ø"),
        ("&quot;A&quot; &#8211; &amp;laquo;", '"A" – «'),
        ("vel\u00adferd", "velferd"),
    ],
)
def test_damage_is_repaired_in_the_view(damaged: str, text: str) -> None:
    assert clean(damaged).text == text


def test_a_repaired_character_maps_back_to_its_whole_sequence() -> None:
    damaged = "pÃ¥ &quot;x&quot;"
    view = clean(damaged)
    assert view.text == 'på "x"'
    assert [damaged[slice(*view.span(i, i + 1))] for i in range(len(view.text))] == [
        "p",
        "Ã¥",
        " ",
        "&quot;",
        "x",
        "&quot;",
    ]


def test_invisible_characters_join_the_character_before_or_at_the_start_the_one_after() -> None:
    view = clean("\ufeffa\u00ad\u200bb")
    assert view.text == "ab"
    assert view.starts == (0, 4, 5)


def test_a_line_break_is_never_made_of_an_entity() -> None:
    assert clean("a&#10;b").text == "a&#10;b"


PIECES = st.sampled_from(
    [
        "Ã",
        "¥",
        "Â",
        "«",
        "â",
        "€",
        "“",
        "&",
        "amp;",
        "quot;",
        "#8211;",
        "\u00ad",
        "\u200b",
        "a",
        "Å",
        " ",
        "ï»¿",
        "Ð",
        "\x9d",
    ]
)


@settings(max_examples=200)
@given(st.lists(PIECES | st.characters(codec="utf-8"), max_size=40).map("".join))
def test_the_view_partitions_any_text(text: str) -> None:
    view = clean(text)
    if view.starts is None:
        assert view.text == text
        return
    assert len(view.starts) == len(view.text) + 1
    assert view.starts[-1] == len(text)
    if view.text:
        assert view.starts[0] == 0
    assert list(view.starts) == sorted(set(view.starts))
    assert all(
        not text[a:b].isspace() or view.text[i].isspace()
        for i, (a, b) in enumerate(zip(view.starts, view.starts[1:], strict=False))
    )
