"""The table of faults in docs/6_operate.md is the one that the fault tests recorded."""

from __future__ import annotations

from benchmarks.faults_report import PAGE, page_part, read_rows, updated


def test_the_page_shows_what_was_recorded() -> None:
    assert page_part() in PAGE.read_text(encoding="utf-8")


def test_what_stands_between_the_markers_is_replaced() -> None:
    page = "before\n" + page_part() + "\nafter"
    assert updated(page, "new") == "before\nnew\nafter"


def test_every_fault_of_the_list_has_been_tried() -> None:
    assert {row.number for row in read_rows() if row.tried} >= {1, 2, 3, 4, 5, 8}
