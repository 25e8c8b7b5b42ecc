from __future__ import annotations

from itertools import pairwise

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows import row_groups


@settings(max_examples=100, deadline=None)
@given(
    lengths=st.lists(st.integers(0, 12), min_size=1, max_size=30),
    cuts=st.lists(st.integers(0, 30), max_size=6),
)
def test_a_row_group_ends_with_the_row_that_fills_it(lengths: list[int], cuts: list[int]) -> None:
    table = pa.table({"text": pa.array(["x" * length for length in lengths], pa.large_string())})
    bounds = [0, *sorted(min(cut, len(lengths)) for cut in cuts), len(lengths)]
    chunks = [table.slice(low, high - low) for low, high in pairwise(bounds)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(row_groups, "GROUP_BYTES", 20)
        groups = [[len(text) for text in group["text"].to_pylist()] for group in row_groups.recut(chunks, 5)]
    assert [length for group in groups for length in group] == lengths
    assert all(len(group) <= 5 and sum(group[:-1]) < 20 for group in groups)
    assert all(len(group) == 5 or sum(group) >= 20 for group in groups[:-1])


def test_rows_without_text_are_counted_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(row_groups, "GROUP_BYTES", 8)
    groups = row_groups.recut([pa.table({"number": list(range(7))})], 3)
    assert [group.num_rows for group in groups] == [3, 3, 1]
