from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.errors import DuplicateDocumentError
from flows.merging.row_order import by_document, document_ids, document_starts, overlaps, prefix_range
from tests.flows.rows import digest

#: Rows of distinct documents, each with a few positions.
_documents = st.dictionaries(
    st.integers(0, 500).map(lambda n: digest(str(n))), st.integers(1, 4), max_size=30
)


def _table(documents: dict[str, int]) -> pa.Table:
    rows = [(name, position) for name, count in documents.items() for position in range(count)]
    ids = pa.array([name for name, _ in rows], pa.large_string())
    return pa.table(
        {"document_id": ids, "position": pa.array([position for _, position in rows], pa.int32())}
    )


@given(documents=_documents, cut=st.integers(0, 30))
def test_documents_are_sorted_and_their_rows_keep_their_order(documents: dict[str, int], cut: int) -> None:
    items = list(documents.items())
    rows = by_document([_table(dict(items[:cut])), _table(dict(items[cut:]))]).to_pylist()
    assert rows == sorted(rows, key=lambda row: (row["document_id"], row["position"]))
    assert len(rows) == sum(documents.values())


@given(documents=_documents, prefix=st.text("0123456789abcdef", max_size=3))
def test_a_prefix_s_range_holds_the_ids_that_begin_with_it(documents: dict[str, int], prefix: str) -> None:
    rows = _table(dict(sorted(documents.items())))
    low, high = prefix_range(document_ids(rows["document_id"]), prefix)
    names = rows["document_id"].to_pylist()
    assert names[low:high] == [name for name in names if name.startswith(prefix)]


@given(documents=_documents, start=st.integers(0, 20))
def test_a_slice_has_its_own_ids(documents: dict[str, int], start: int) -> None:
    rows = _table(documents).slice(start)
    ids = document_ids(rows["document_id"])
    assert [name.decode() for name in ids] == rows["document_id"].to_pylist()
    assert len(document_starts(ids)) == len(set(ids.tolist()))


def test_a_document_in_two_tables_is_refused_even_where_they_meet() -> None:
    with pytest.raises(DuplicateDocumentError, match=digest("1")):
        by_document([_table({digest("1"): 2}), _table({digest("1"): 2})])


def test_an_id_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="32 hexadecimal digits"):
        document_ids(pa.chunked_array([pa.array(["abc", digest("1")], pa.large_string())]))


def test_prefixes_overlap_when_one_begins_with_the_other() -> None:
    assert overlaps("", "a")
    assert overlaps("ab", "a")
    assert not overlaps("ab", "ac")
