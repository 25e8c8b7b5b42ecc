from __future__ import annotations

import pytest

from flows.errors import RawRootError, ShrunkError
from flows.job import new_job
from flows.options import Options
from flows.plan import survey
from tests.flows.conftest import House


def test_a_bad_night_stops_before_anything_is_written(harbour: House) -> None:
    harbour.run()
    before = (harbour.out / ".current").readlink()
    (harbour.raw / "2022/03/c.txt").unlink()
    with pytest.raises(ShrunkError, match=r"1 of the 3 known files .* --accept-removals"):
        harbour.run()
    for path in sorted(harbour.raw.rglob("*.txt")):
        path.unlink()
    with pytest.raises(RawRootError, match=r"No \.txt .* --accept-removals"):
        harbour.run()
    assert (harbour.out / ".current").readlink() == before


def test_a_survey_writes_nothing(harbour: House) -> None:
    seen = survey(new_job(harbour.raw, harbour.out, Options(), "direct"))
    assert seen.actions.height == 3
    assert not harbour.out.exists()
