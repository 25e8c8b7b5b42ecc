from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq
import pytest

from flows import cli
from flows.merging.part_files import as_written, name_by_content
from flows.verify import verify
from schemas import TABLES
from tests.flows.conftest import House

Damage = Callable[[pl.DataFrame], pl.DataFrame]


def files(house: House, table: str) -> list[Path]:
    """The files of a table that hold rows."""
    found = sorted((house.out / table).rglob("*.parquet"))
    return [path for path in found if pq.read_metadata(path).num_rows]


def rewrite(house: House, table: str, damage: Damage) -> None:
    """Publish the first file of a table again, its rows as `damage` returns them."""
    path = files(house, table)[0].resolve()
    rows = pl.DataFrame(pq.read_table(path, partitioning=None))
    path.unlink()
    pq.write_table(damage(rows).to_arrow().cast(TABLES[table].arrow_schema), as_written(path))
    name_by_content(path.parent)


def found(house: House) -> str:
    return "\n".join(f"{finding.where}: {finding.what}" for finding in verify(house.out))


@pytest.fixture
def dataset(harbour: House) -> House:
    """A published dataset of three articles."""
    harbour.run()
    return harbour


def test_a_dataset_as_published_has_no_findings(dataset: House) -> None:
    assert found(dataset) == ""


def test_nor_has_one_with_rejected_removed_and_undated_files(dataset: House) -> None:
    dataset.write("empty.txt", b" ")
    dataset.write("undated.txt", "Ferja går. \n\n– Endelig, sier kaptein Berit Moe.\n")
    next(iter(sorted(dataset.raw.rglob("*.txt")))).unlink()
    dataset.run(accept_removals=True)
    assert found(dataset) == ""


@pytest.mark.parametrize("place", [0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99])
def test_a_byte_that_changed_on_disk_is_found(dataset: House, place: float) -> None:
    path = files(dataset, "documents")[0].resolve()
    data = bytearray(path.read_bytes())
    data[int(place * len(data))] ^= 0xFF
    path.unlink()
    path.write_bytes(data)
    assert f"documents/language=nb/year=2022/month=02/{path.name}: It" in found(dataset)


@pytest.mark.parametrize(
    ("table", "damage", "finding"),
    [
        (
            "quotes",
            lambda rows: rows.with_columns(start=pl.col("start") + 1),
            "`text` is not what its offsets",
        ),
        ("quotes", lambda rows: rows.with_columns(end=pl.lit(9_999, pl.Int32)), "end outside their document"),
        ("quotes", lambda rows: rows.with_columns(confidence=pl.lit(2.0)), "`confidence|max`"),
        ("quotes", lambda rows: rows.with_columns(kind=pl.lit("shouted")), "`kind|"),
        ("quotes", lambda rows: pl.concat([rows, rows]), "`primary_key`"),
        ("quotes", lambda rows: rows.clear(), "the last run counted 3"),
        ("entities", lambda rows: rows.reverse(), "not sorted by document_id, mention_index"),
        ("documents", lambda rows: rows.clear(), "rows of documents that the partition does not hold"),
        ("documents", lambda rows: rows.clear(), "documents that `documents` does not hold"),
        ("sources", lambda rows: rows.clear(), "documents that `sources` does not know"),
        (
            "sources",
            lambda rows: rows.with_columns(partition=pl.lit("language=nb/year=1999/month=01")),
            "in another partition",
        ),
    ],
)
def test_each_kind_of_damage_is_found_where_it_is(
    dataset: House, table: str, damage: Damage, finding: str
) -> None:
    rewrite(dataset, table, damage)
    assert finding in found(dataset)


def test_the_command_lists_the_findings_and_exits_with_1(
    dataset: House, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as sound:
        cli.main(["verify", str(dataset.out)])
    assert (sound.value.code, capsys.readouterr().out) == (0, "Nothing is off.\n")
    rewrite(dataset, "quotes", lambda rows: rows.clear())
    with pytest.raises(SystemExit) as off:
        cli.main(["verify", str(dataset.out)])
    assert off.value.code == 1
    assert capsys.readouterr().out.endswith("1 in all\n")
