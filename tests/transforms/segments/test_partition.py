from hypothesis import example, given, settings
from hypothesis import strategies as st

from schemas.segments import SegmentKind
from tests.strategies import news
from transforms.header import read_header
from transforms.segments import Page, segment


def check(text: str) -> Page:
    page = segment(text, read_header(text, "x.txt"))
    end = 0
    for each in page.segments:
        assert end <= each.start < each.end <= len(text)
        assert not text[end : each.start].strip()
        assert not text[each.start].isspace()
        assert not text[each.end - 1].isspace()
        end = each.end
    assert not text[end:].strip()
    return page


@settings(max_examples=300, deadline=None)
@given(news | st.text(max_size=200))
@example("Foto: A\u2028B")
@example("\x1c.A\x85b")
@example("Fakta\n-")
@example("(©)")
@example("Av ")
def test_every_character_that_is_no_blank_stands_in_exactly_one_segment(text: str) -> None:
    page = check(text)
    kinds = [each.kind for each in page.segments]
    assert kinds.count(SegmentKind.LEDE) <= 1
    assert kinds.count(SegmentKind.HEADER) <= 1
    if SegmentKind.PARAGRAPH in kinds:
        assert kinds.index(SegmentKind.LEDE) < kinds.index(SegmentKind.PARAGRAPH)


@settings(max_examples=25, deadline=None)
@given(st.text("–-«»\"'.:A a\n©(/", min_size=1, max_size=4))
def test_long_runs_of_marks_are_read_to_the_end(unit: str) -> None:
    check(unit * 2000)


def test_many_captions_on_one_line_are_read_to_the_end() -> None:
    unit = "Nord på brua. Foto: Kari Vik / NRKDet er første gang på ti år at brua er stengt. "
    found = [each.kind for each in check(unit * 4000).segments]
    assert found.count(SegmentKind.CAPTION) > 100
