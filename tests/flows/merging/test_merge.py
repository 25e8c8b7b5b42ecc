from __future__ import annotations

import os
import random
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow.parquet as pq
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from flows import row_groups
from flows.errors import DuplicateDocumentError
from flows.merging import parts
from flows.merging.part_files import as_written, part_name
from schemas import DOCUMENT_TABLES, scan
from tests.flows.rows import NB, NN, UND, Doc, docs, files, night, part

_NB, _NN = "language=nb/year=2022/month=02", "language=nn/year=2022/month=11"
_UND = "language=und/year=0/month=0"


def _ids(root: Path, table: str = "documents") -> list[str]:
    return sorted(scan(table, root).collect()["document_id"].to_list())


@pytest.fixture
def small_files(monkeypatch: pytest.MonkeyPatch) -> None:
    _small_files(monkeypatch)


def _small_files(patch: pytest.MonkeyPatch) -> None:
    """Thresholds that a dozen documents cross, and a disk that need not be safe."""
    patch.setattr(os, "fsync", lambda _: None)
    patch.setattr(parts, "PART_DOCUMENTS", 5)
    patch.setattr(parts, "RANGE_BYTES", 4_000)
    patch.setattr(row_groups, "ROW_GROUP_ROWS", dict.fromkeys(row_groups.ROW_GROUP_ROWS, 4))


def test_all_rows_of_all_batches_arrive(tmp_path: Path) -> None:
    given_docs = docs(30)
    merged = night(tmp_path, [given_docs[:10], given_docs[10:]])
    assert _ids(tmp_path) == sorted(doc.id for doc in given_docs)
    assert merged.rows == {
        "documents": 30,
        **dict.fromkeys(["segments", "quotes", "entities"], sum(doc.rows for doc in given_docs)),
    }


def test_rows_are_sorted_by_document_then_position(tmp_path: Path) -> None:
    night(tmp_path, [docs(20), docs(20, start=20)])
    night(tmp_path, [docs(20, start=40)])
    for table in DOCUMENT_TABLES:
        for path in (tmp_path / table.name).glob("**/*.parquet"):
            rows = pq.ParquetFile(path).read(list(table.order))
            assert rows.to_pylist() == sorted(rows.to_pylist(), key=lambda row: tuple(row.values()))


def test_partition_keys_stand_in_the_folder_only(tmp_path: Path) -> None:
    night(tmp_path, [[Doc("a.txt", NB)]])
    path = part(tmp_path / "documents" / _NB)
    assert not {"language", "year", "month"} & set(pq.ParquetFile(path).schema_arrow.names)


def test_a_night_leaves_files_that_nothing_enters_as_they_are(tmp_path: Path) -> None:
    night(tmp_path, [[Doc("a.txt", NB), Doc("b.txt", NN)]])
    before = part(tmp_path / "segments" / _NN).stat()
    merged = night(tmp_path, [[Doc("c.txt", NB)]])
    after = part(tmp_path / "segments" / _NN).stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert merged.files_written == len(DOCUMENT_TABLES)


def test_a_night_with_nothing_new_writes_no_document_file(tmp_path: Path) -> None:
    night(tmp_path, [docs(9)])
    before = files(tmp_path)
    merged = night(tmp_path)
    assert (merged.files_written, merged.bytes_written, merged.rows["documents"]) == (0, 0, 9)
    assert files(tmp_path) == before


def test_a_changed_document_takes_the_place_of_its_old_rows(tmp_path: Path) -> None:
    night(tmp_path, [[Doc("a.txt", rows=5), Doc("b.txt")]])
    night(tmp_path, [[Doc("a.txt", rows=1, text="Vegen er open.")]], {_NB: [Doc("a.txt").id]})
    texts = dict(scan("documents", tmp_path).select("source_uri", "text").collect().iter_rows())
    assert texts == {"a.txt": "Vegen er open.", "b.txt": Doc("b.txt").text}
    assert _ids(tmp_path, "quotes").count(Doc("a.txt").id) == 1


def test_a_document_that_moved_leaves_its_old_partition(tmp_path: Path) -> None:
    night(tmp_path, [[Doc("a.txt", NB), Doc("b.txt", NB)]])
    night(tmp_path, [[Doc("a.txt", NN)]], {_NB: [Doc("a.txt").id]})
    rows = scan("segments", tmp_path).select("document_id", "language").unique().collect().iter_rows()
    assert dict(rows) == {Doc("a.txt").id: "nn", Doc("b.txt").id: "nb"}


def test_a_partition_that_becomes_empty_disappears(tmp_path: Path) -> None:
    night(tmp_path, [[Doc("a.txt", NB), Doc("b.txt", NN)]])
    night(tmp_path, [], {_NB: [Doc("a.txt").id]})
    assert [path for path in files(tmp_path) if _NB in path] == []


def test_the_partition_of_the_unknown_always_has_a_file(tmp_path: Path) -> None:
    night(tmp_path)
    empty = files(tmp_path)
    assert [path for path in empty if _UND in path] == list(empty)
    night(tmp_path, [[Doc("a.txt", UND)]])
    assert scan("documents", tmp_path).collect().height == 1
    night(tmp_path, [], {_UND: [Doc("a.txt").id]})
    assert files(tmp_path) == empty


def test_a_document_that_the_ledger_forgot_to_drop_stops_the_run(tmp_path: Path) -> None:
    night(tmp_path, [[Doc("a.txt")]])
    with pytest.raises(DuplicateDocumentError, match=Doc("a.txt").id):
        night(tmp_path, [[Doc("a.txt")]])
    assert _ids(tmp_path) == [Doc("a.txt").id]


@pytest.mark.usefixtures("small_files")
def test_a_document_may_lie_in_several_row_groups(tmp_path: Path) -> None:
    long = Doc("long.txt", rows=30)
    night(tmp_path / "twice", [[long]])
    night(tmp_path / "twice", [[Doc("a.txt"), Doc("b.txt")]])
    night(tmp_path / "once", [[long, Doc("a.txt"), Doc("b.txt")]])
    assert files(tmp_path / "twice") == files(tmp_path / "once")


def test_bytes_new_is_the_new_rows_share_of_bytes_written(tmp_path: Path) -> None:
    first = night(tmp_path, [docs(50, partitions=[NB])])
    assert first.bytes_new == first.bytes_written
    second = night(tmp_path, [docs(50, 50, partitions=[NB])])
    assert second.bytes_new == pytest.approx(second.bytes_written / 2, rel=0.1)


@pytest.mark.parametrize(
    ("documents", "count"),
    [(0, 1), (100_000, 1), (100_001, 16), (1_600_000, 16), (1_600_001, 256), (10**9, 256)],
)
def test_the_number_of_files_follows_from_the_number_of_documents(documents: int, count: int) -> None:
    prefixes = parts.part_prefixes(documents)
    assert len(prefixes) == count
    assert [part_name(prefix) for prefix in prefixes] == [f"part-{n:03d}.parquet" for n in range(count)]


@pytest.mark.usefixtures("small_files")
@pytest.mark.parametrize("count", [5, 6, 80, 81])
def test_a_partition_is_cut_by_the_first_digits_of_the_ids(tmp_path: Path, count: int) -> None:
    night(tmp_path, [docs(count, partitions=[NB])])
    digits = len(parts.part_prefixes(count)[0])
    for path in (tmp_path / "documents" / _NB).glob("*.parquet"):
        ids = pq.ParquetFile(path).read(["document_id"])["document_id"].to_pylist()
        assert {part_name(name[:digits]) for name in ids} == {as_written(path).name}
    assert len(_ids(tmp_path)) == count


@pytest.mark.usefixtures("small_files")
def test_only_the_parts_that_change_are_written_while_their_number_stays(tmp_path: Path) -> None:
    night(tmp_path, [docs(40, partitions=[NB])])
    before = files(tmp_path)
    newcomer = Doc("new.txt", NB)
    night(tmp_path, [[newcomer]])
    changed = {path for path, content in files(tmp_path).items() if before.get(path) != content}
    written = {as_written(Path(path)) for path in changed}
    assert written == {Path(t.name, _NB, part_name(newcomer.id[0])) for t in DOCUMENT_TABLES}


@pytest.mark.usefixtures("small_files")
def test_parts_grow_and_shrink_with_the_partition(tmp_path: Path) -> None:
    few, many = docs(5, partitions=[NB]), docs(60, 5, partitions=[NB])
    night(tmp_path, [few])
    before = files(tmp_path)
    night(tmp_path, [many])
    assert len(_ids(tmp_path)) == 65
    night(tmp_path, [], {_NB: [doc.id for doc in many]})
    assert files(tmp_path) == before


_actions = st.lists(
    st.lists(st.tuples(st.integers(0, 40), st.sampled_from([NB, NN, UND, None])), max_size=25), max_size=4
)


@settings(max_examples=12, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(nights=_actions, seed=st.integers(0, 2**16), size=st.sampled_from([1, 3, 1_000]))
def test_files_depend_on_the_documents_alone(
    nights: list[list[tuple[int, tuple[str, int, int] | None]]], seed: int, size: int
) -> None:
    """Any history of additions, changes, moves and deletions ends in the bytes of one run in one batch."""
    with TemporaryDirectory() as many, TemporaryDirectory() as once, pytest.MonkeyPatch.context() as patch:
        _small_files(patch)
        held: dict[int, Doc] = {}
        for actions in nights:
            new, gone = _apply(held, dict(actions))
            random.Random(seed).shuffle(new)  # noqa: S311  (a seeded order, no secret)
            batches = [new[start : start + size] for start in range(0, len(new), size)]
            night(Path(many), batches, gone)
        night(Path(once), [list(held.values())])
        if nights:
            assert files(Path(many)) == files(Path(once))


def _apply(
    held: dict[int, Doc], actions: dict[int, tuple[str, int, int] | None]
) -> tuple[list[Doc], dict[str, list[str]]]:
    """Put each document into its partition (None: nowhere); returns what is staged and what is dropped."""
    folders = {NB: _NB, NN: _NN, UND: _UND}
    new: list[Doc] = []
    gone: dict[str, list[str]] = {}
    for number, partition in actions.items():
        old = held.pop(number, None)
        if old:
            gone.setdefault(folders[old.partition], []).append(old.id)
        if partition:
            held[number] = Doc(f"{number}.txt", partition, number % 3, "Veien er stengt. " * (number % 5))
            new.append(held[number])
    return new, gone
