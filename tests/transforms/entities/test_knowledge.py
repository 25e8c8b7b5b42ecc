"""What is made of an engine's names: rules beside it, nouns taken off, mentions that agree, none left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.entities import Label
from schemas.segments import SegmentKind
from transforms.entities import with_knowledge
from transforms.entities.consistent import consistent
from transforms.entities.lexicon import lexicon
from transforms.entities.mention import Found
from transforms.entities.merge import merged
from transforms.entities.overlooked import with_overlooked
from transforms.entities.page import read_page
from transforms.entities.places import norwegian
from transforms.entities.trim import trimmed
from transforms.segments import Segment

PER, ORG, GPE, LOC, PROD, EVT = Label


def names(text: str, *marked: tuple[str, Label, float]) -> list[Found]:
    """Names by their words, in order: each is looked for behind the one before."""
    found, at = [], 0
    for words, label, confidence in marked:
        start = text.index(words, at)
        at = start + len(words)
        found.append(Found(start, at, label, SegmentKind.PARAGRAPH, confidence))
    return found


def written(text: str, found: Sequence[Found]) -> list[str]:
    return [f"{text[name.start : name.end]}/{name.label}" for name in found]


def whole(text: str, kind: SegmentKind = SegmentKind.PARAGRAPH) -> list[Segment]:
    return [Segment(kind, 0, len(text))]


@pytest.mark.parametrize(
    ("language", "text", "engine", "rules", "result"),
    [
        # the surer one is right
        ("nb", "Vi i Nordvik", [("Nordvik", ORG, 0.6)], [("Nordvik", GPE, 0.8)], ["Nordvik/GPE"]),
        ("nb", "Vi i Nordvik", [("Nordvik", ORG, 0.95)], [("Nordvik", GPE, 0.8)], ["Nordvik/ORG"]),
        # alone, a rule must be sure of itself; where models were taught nothing, likely is enough
        ("nb", "Da kom Xyla", [], [("Xyla", ORG, 0.8)], ["Xyla/ORG"]),
        ("nb", "Da kom Xyla", [], [("Xyla", ORG, 0.67)], []),
        ("de", "Da kam Xyla", [], [("Xyla", ORG, 0.67)], ["Xyla/ORG"]),
        # alone, a model must be likely to be right
        ("nb", "Da kom Xyla", [("Xyla", ORG, 0.4)], [], []),
        # a rule knows where the name ends
        ("nb", "Russlands sjømakt", [("Russlands", GPE, 1.0)], [("Russlands sjømakt", ORG, 0.67)],
         ["Russlands sjømakt/ORG"]),
        ("nb", "Kari Mo Nord", [("Kari Mo", PER, 1.0)], [("Kari Mo Nord", PER, 0.8)], ["Kari Mo Nord/PER"]),
        ("nb", "Vik byrett", [("Vik byrett", ORG, 0.96)], [("Vik", GPE, 0.8)], ["Vik byrett/ORG"]),
        # a work with a person's name
        ("nb", "Mona Frost", [("Mona Frost", PROD, 0.99)], [("Mona Frost", PER, 0.8)], ["Mona Frost/PER"]),
        # a municipality is more than a place; elsewhere any place that no rule knows better
        ("nb", "på Frøya", [("Frøya", LOC, 1.0)], [], ["Frøya/GPE"]),
        ("nb", "på Xyl", [("Xyl", LOC, 1.0)], [], ["Xyl/LOC"]),
        ("sv", "till Xyl", [("Xyl", LOC, 1.0)], [], ["Xyl/GPE"]),
        ("sv", "på Xylvägen", [("Xylvägen", LOC, 1.0)], [("Xylvägen", LOC, 0.67)], ["Xylvägen/LOC"]),
    ],
)  # fmt: skip
def test_of_two_opinions_the_surer_counts(
    language: str,
    text: str,
    engine: list[tuple[str, Label, float]],
    rules: list[tuple[str, Label, float]],
    result: list[str],
) -> None:
    assert written(text, merged(text, names(text, *engine), names(text, *rules), language)) == result


@pytest.mark.parametrize(
    ("language", "text", "name", "result"),
    [
        ("en", "It was the Fleece.", ("the Fleece", ORG), ["Fleece/ORG"]),
        ("en", "The River Board came.", ("The River Board", ORG), ["River Board/ORG"]),
        ("en", "She read The Long Way.", ("The Long Way", PROD), ["The Long Way/PROD"]),
        ("nb", "Her er snekker Kari Nord.", ("snekker Kari Nord", PER), ["Kari Nord/PER"]),
        ("nb", "Strømmen er borte.", ("Strømmen", PER), []),
        ("nb", "Ola er borte.", ("Ola", PER), ["Ola/PER"]),
        ("nb", "Se side 12-14 her.", ("12-14", PER), []),
        ("nb", "Boka heter 1984.", ("1984", PROD), ["1984/PROD"]),
        ("nb", "Lagene kom. Se lagene.", ("Lagene", ORG), []),
        ("nb", "Det norske laget kom.", ("Det norske laget", ORG), []),
        ("de", "Er stand im Rathaus.", ("Rathaus", LOC), []),
        ("de", "Er stand in Nordheim.", ("Nordheim", GPE), ["Nordheim/GPE"]),
    ],
)
def test_what_only_has_its_capital_from_its_place_is_taken_off(
    language: str, text: str, name: tuple[str, Label], result: list[str]
) -> None:
    page = read_page(text, whole(text))
    assert written(text, list(trimmed(page, names(text, (*name, 0.9)), lexicon(language)))) == result


@pytest.mark.parametrize(
    ("text", "titled"),
    [
        ("Rasende Nord gikk. Kari Nord smilte.", "Nord/PER"),
        ("Kari Nord gikk. Kari Nord smilte.", "Kari Nord/PER"),
        ("Xandra Nord gikk. Da kom Xandra Nord. Kari Nord smilte.", "Xandra Nord/PER"),
        ("Rasende Vik gikk. Kari Nord smilte.", "Rasende Vik/PER"),
    ],
)
def test_an_epithet_that_begins_a_title_is_no_first_name(text: str, titled: str) -> None:
    first = " ".join(text.split()[:2])
    found = names(text, (first, PER, 0.99), ("Kari Nord", PER, 0.99))
    found[0] = replace(found[0], segment_kind=SegmentKind.HEADLINE)
    page = read_page(text, whole(text))
    assert written(text, list(trimmed(page, found, lexicon("nb"))))[0] == titled


def test_the_label_of_a_caption_is_no_name() -> None:
    text = "STENGT: Her er Kari Nord."
    page = read_page(text, whole(text, SegmentKind.CAPTION))
    found = names(text, ("STENGT", ORG, 0.9), ("Kari Nord", PER, 1.0))
    assert written(text, list(trimmed(page, found, lexicon("nb")))) == ["Kari Nord/PER"]


def test_an_unsure_mention_has_the_label_of_the_others() -> None:
    text = "Xyla kom. Xylas bil. Xyla gikk."
    found = names(text, ("Xyla", ORG, 0.9), ("Xylas", ORG, 0.9), ("Xyla", PER, 0.7))
    assert written(text, consistent(text, found)) == ["Xyla/ORG", "Xylas/ORG", "Xyla/ORG"]


@pytest.mark.parametrize(
    ("text", "full", "short", "label"),
    [
        ("Nordby Motors shuts. Yesterday Nordby fell.", ("Nordby Motors", ORG), "Nordby", "ORG"),
        ("Nordby Quill left. Yesterday Nordby fell.", ("Nordby Quill", PER), "Nordby", "PER"),
        ("Kari Motors shuts. Yesterday Kari fell.", ("Kari Motors", ORG), "Kari", "PER"),
    ],
)
def test_part_of_a_bodys_name_is_no_person(
    text: str, full: tuple[str, Label], short: str, label: str
) -> None:
    found = consistent(text, names(text, (*full, 0.9), (short, PER, 0.9)))
    assert written(text, found)[1] == f"{short}/{label}"


@pytest.mark.parametrize(("confidence", "label"), [(0.85, "GPE"), (0.95, "PER")])
def test_a_mention_alone_with_its_label_has_to_be_certain(confidence: float, label: str) -> None:
    text = "Xyland kom. " * 11
    places = [("Xyland", GPE, 1.0)] * 10
    found = names(text, *places, ("Xyland", PER, confidence))
    assert written(text, consistent(text, found))[-1] == f"Xyland/{label}"


def test_a_sure_mention_keeps_its_label() -> None:
    text = "Vidar vant. Vidar tapte. Vidar smilte."
    found = names(text, ("Vidar", ORG, 0.9), ("Vidar", ORG, 0.9), ("Vidar", PER, 0.9))
    assert consistent(text, found) == found


@pytest.mark.parametrize(
    ("text", "name", "result"),
    [
        ("Xyla Quill kom. Så gikk Quill.", ("Xyla Quill", PER), ["Xyla Quill/PER", "Quill/PER"]),
        ("De så Xylos. Se, Xylos' hus i Xylos.", ("Xylos", GPE), ["Xylos/GPE"] * 3),
        ("Han leser Lyset. Lyset er tent.", ("Lyset", PROD), ["Lyset/PROD"]),
        ("Med Xyla Quill. Quill-saken er ute.", ("Xyla Quill", PER), ["Xyla Quill/PER"]),
        ("Vi traff Storm. Storm er meldt, en storm.", ("Storm", PER), ["Storm/PER"]),
    ],
)
def test_further_mentions_of_a_sure_name_are_found(
    text: str, name: tuple[str, Label], result: list[str]
) -> None:
    page = read_page(text, whole(text))
    assert written(text, with_overlooked(page, names(text, (*name, 0.95)), lexicon("nb"))) == result


def test_counties_and_municipalities_of_today_and_before() -> None:
    assert norwegian() >= {"Utsira", "Møre og Romsdal", "Guovdageaidnu", "Hordaland", "Tjøme"}
    assert "" not in norwegian()


@settings(max_examples=60, deadline=None)
@given(st.data(), st.sampled_from(("nb", "en", "de", "xx")))
def test_any_names_of_any_text_stay_in_order_apart_and_inside(data: st.DataObject, language: str) -> None:
    pieces = st.sampled_from(
        ["Kari ", "Nord", "Oslo ", "the ", "im ", ". ", "\n", "Høyres ", "– ", "a", "’s "]
    )
    text = data.draw(
        st.lists(pieces, min_size=1, max_size=25).map("".join) | st.text(min_size=1, max_size=40)
    )
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=8)))
    found = [
        Found(start, end, data.draw(st.sampled_from(Label)), SegmentKind.LEDE, data.draw(st.floats(0, 1)))
        for start, end in zip(cuts[::2], cuts[1::2], strict=False)
        if not text[start].isspace() and not text[end - 1].isspace()
    ]
    result = with_knowledge(text, whole(text), found, lexicon(language))
    assert all(0 <= name.start < name.end <= len(text) for name in result)
    assert all(left.end <= right.start for left, right in pairwise(result))
