"""What docs/4_how_it_works.md says of large corpora is reckoned from what was measured."""

from __future__ import annotations

import pytest

from benchmarks.reach_report import PAGE, Rates, page_part, read_rates, table_files, updated


@pytest.fixture
def rates() -> Rates:
    """Round figures: a file a millisecond, a batch a second, a MiB each."""
    run = {"files": 1_000, "batches": 2, "table_files": 0, "cpu_seconds": 60.0, "peak_mib": 1024.0}
    return Rates(
        stages={
            "machine": {"processor": "A processor"},
            "newspaper": {
                "mean_bytes": 3000,
                "milliseconds_per_3_kB": {"entities, fast": 12.0, "entities, cascade": 36.0},
            },
        },
        scale={
            "10": {},
            "1000": {"cpu_milliseconds_per_article": 3.6, "stored_bytes_per_article": 2000.0},
        },
        coordinator={
            "listed_files_per_cpu_second": 100_000,
            "planned_files_per_cpu_second": 200_000,
            "ledger_bytes_per_file": 50.0,
            "per_thousand_batches": {"cpu_seconds": 6.0, "mib": 1.024},
            "per_thousand_known_files": {"cpu_seconds": 0.0006, "mib": 1.024},
            "per_thousand_table_files": {"cpu_seconds": 1.0, "mib": 0.0},
            "runs": {"all": {"first": run, "night": run}},
        },
    )


def test_the_page_shows_what_was_measured() -> None:
    assert page_part(read_rates()) in PAGE.read_text(encoding="utf-8")


def test_what_stands_between_the_markers_is_replaced(rates: Rates) -> None:
    page = "before\n" + page_part(rates) + "\nafter"
    assert updated(page, "new") == "before\nnew\nafter"


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("raw text", "3 GB | 300 GB | 3 TB"),
        ("CPU hours, names off", "1 | 100 | 1,000"),
        ("CPU hours, names cascade", "11 | 1,100 | 11,000"),
        ("listing the raw files", "10 s | 17 min | 2.8 h"),
        ("ledger (`sources`)", "50 MB | 5 GB | 50 GB"),
    ],
)
def test_a_row_multiplies_what_one_article_takes(rates: Rates, row: str, cells: str) -> None:
    assert f"| {row} | {cells} |" in page_part(rates)


def test_the_processor_that_was_measured_is_named(rates: Rates) -> None:
    assert "The processor that was measured: A processor." in page_part(rates)


def test_memory_goes_on_as_it_grew(rates: Rates) -> None:
    assert "| its memory, a later night | 2 GiB | 101 GiB | 1,001 GiB |" in page_part(rates)
    assert "64 GiB are full at 63 million known files" in page_part(rates)


def test_files_follow_from_the_documents_of_a_month() -> None:
    assert table_files(10**6) == 240 * 4 * 4
    assert table_files(10**9) == 240 * 4 * (256 + 3 * 16)
