from __future__ import annotations

import pytest

import flows.batch
from tests.flows.conftest import COUNTS, House, article, unreadable


@pytest.mark.parametrize(
    ("bounds", "expected"),
    [
        ("min_documents = 40", "min_documents is 40"),
        ("max_unreadable = 0", "max_unreadable is 0"),
        ("max_rejected_share = 0.1", "max_rejected_share is 10%"),
    ],
)
def test_a_violated_bound_is_an_alarm(
    harbour: House, monkeypatch: pytest.MonkeyPatch, bounds: str, expected: str
) -> None:
    harbour.write("ill.txt", article(1))
    for number in range(20):
        harbour.write(f"more/{number}.txt", b" " if number < 3 else article(number))
    (harbour.raw.parent / "spalte.toml").write_text(
        f"[alarms]\nmax_rejected_share = 1\n{bounds}".replace("max_rejected_share = 1\nmax_rej", "max_rej")
    )
    monkeypatch.setattr(flows.batch, "read_stored", unreadable("ill.txt"))
    report = harbour.run()
    assert report.row["ended"] == "alarmed"
    assert expected in report.alarms[0]
    assert harbour.rows("runs")["alarms"].to_list() == [report.alarms]


def test_a_share_of_few_files_is_no_alarm(harbour: House) -> None:
    harbour.run()
    harbour.write("empty.txt", b" ")
    assert harbour.run().alarms == []


def test_the_runs_row_adds_up(harbour: House) -> None:
    harbour.write("notes.md", b"x")
    row = harbour.run().row
    assert (row["found"], row["ignored"]) == (3, 1)
    assert row["bytes_read"] == sum(path.stat().st_size for path in harbour.raw.rglob("*.txt"))
    stored = harbour.rows("runs").row(0, named=True)
    assert {name: stored[name] for name in COUNTS} == {name: row[name] for name in COUNTS}
    for table in ("documents", "segments", "quotes", "entities"):
        assert stored[table] == harbour.rows(table).height
    steps = stored["seconds_discover"] + stored["seconds_transform"] + stored["seconds_merge"]
    assert stored["seconds_total"] == pytest.approx(steps, abs=0.5)
