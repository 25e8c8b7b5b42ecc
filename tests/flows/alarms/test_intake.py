from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.alarms.intake import ROOT, source_folder
from tests.flows.conftest import House, article


@pytest.mark.parametrize(
    ("uri", "folder"),
    [
        ("nrk/2022/02/15/a.txt", "nrk"),
        ("nrk/innenriks/a.txt", "nrk"),
        ("2022/02/15/nrk/a.txt", "nrk"),
        ("TV 2/a.txt", "TV 2"),
        ("avis1881/a.txt", "avis1881"),
        ("nrk-2022-02.zip!/02/a.txt", "nrk"),
        ("nrk/2022-02.tar.gz!/x/a.txt", "nrk"),
        ("crawl_20220215T023000Z/a.txt", "crawl"),
        ("a.txt", ROOT),
        ("2022/02/15/a.txt", ROOT),
        ("2022-02-15/a.txt", ROOT),
        ("15.02.2022/a.txt", ROOT),
        ("2022/februar/a.txt", ROOT),
        ("2022/uke-07/a.txt", ROOT),
        ("2022-W07/a.txt", ROOT),
        ("00/7f.txt", ROOT),
        ("2022-02.zip!/15.txt", ROOT),
    ],
)
def test_the_source_folder_is_the_first_that_says_more_than_a_date(uri: str, folder: str) -> None:
    assert source_folder(uri) == folder


@given(st.lists(st.text(min_size=1), min_size=1).map("/".join))
def test_any_address_has_a_source_folder(uri: str) -> None:
    assert source_folder(uri)


@given(st.sampled_from(["nrk/{}/a.txt", "{}/nrk/a.txt", "nrk-{}/a.txt", "{}/a.txt"]), st.dates(), st.dates())
def test_no_night_is_a_source_of_its_own(pattern: str, one: Any, other: Any) -> None:  # noqa: ANN401 (dates)
    folders = {
        source_folder(pattern.format(day.replace(year=2000 + day.year % 100).strftime(form)))
        for day in (one, other)
        for form in ("%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%Y/%m")
    }
    assert len(folders) == 1


def _intake(house: House, **options: Any) -> list[tuple[str, str | None, int, int, int]]:  # noqa: ANN401
    """Folder, language, rejected, documents and quotes of what a run took in."""
    columns = ("folder", "language", "rejected", "documents", "quotes")
    row = house.run(entities="off", **options).row
    stored = house.rows("runs").sort("started_at")["intake"].to_list()[-1]
    assert stored == row["intake"]
    return [tuple(group[name] for name in columns) for group in stored]


def test_what_came_in_is_counted_by_folder_and_language(house: House) -> None:
    house.write("2022/02/a.txt", article(1))
    house.write("avisa/2022/b.txt", article(2))
    house.write("avisa/2023/c.txt", article(3))
    house.write("avisa/d.txt", b" ")
    assert _intake(house, batch_size=2) == [
        (".", "nb", 0, 1, 1),
        ("avisa", None, 1, 0, 0),
        ("avisa", "nb", 0, 2, 2),
    ]


def test_only_new_content_counts(house: House) -> None:
    house.write("a/1.txt", article(1))
    house.write("a/2.txt", b" ")
    _intake(house)
    assert _intake(house) == []
    house.write("a/1.txt", article(1), age=10)  # touched
    assert _intake(house) == []
    house.write("a/1.txt", article(2) + "Mer.\n", age=5)
    assert _intake(house) == [("a", "nb", 0, 1, 1)]


def test_what_is_read_again_does_not_count(house: House) -> None:
    from flows.options import Reread  # noqa: PLC0415 (one test)

    house.write("a/1.txt", article(1))
    house.write("a/2.txt", b" ")
    _intake(house)
    assert _intake(house, reread=Reread.ALL) == []
    assert _intake(house, reread=Reread.FAILED) == []
