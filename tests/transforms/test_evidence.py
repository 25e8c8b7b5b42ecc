"""Words of all languages are counted at once; one lane, and which leads, are told without unpacking all."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from transforms.evidence import COUNTED, Tally, lanes, tallies, total

WORDS = ["og", "ikke", "ikkje", "att", "det", "the", "und", "les", "Oslo", "DET"]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)


@given(st.lists(TEXTS, max_size=5), st.integers(0, COUNTED))
def test_a_lane_and_the_lead_are_read_as_from_the_hits(texts: list[str], count: int) -> None:
    for tally in tallies(texts):
        hits = tally.hits()
        assert [tally.hits_in(lane) for lane in range(len(lanes()))] == list(hits)
        for most in {0, count, *hits}:
            assert tally.surpasses(most) == (max(hits) > most)


def test_the_lead_is_told_up_to_what_a_lane_can_count() -> None:
    (one,) = tallies(["det"])
    full = Tally(COUNTED, one.packed * COUNTED)
    assert max(full.hits()) == COUNTED
    assert [full.hits_in(lane) for lane in range(len(lanes()))] == list(full.hits())
    assert not full.surpasses(COUNTED)
    assert full.surpasses(COUNTED - 1)
    assert full.surpasses(0)


@given(st.lists(TEXTS, max_size=5))
def test_texts_together_have_the_words_of_all(texts: list[str]) -> None:
    assert [total(tallies(texts))] == tallies([" ".join(texts)])
