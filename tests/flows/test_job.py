from __future__ import annotations

import pytest

from flows.errors import RawRootError, UsageError
from flows.job import new_job
from flows.options import Options
from tests.flows.conftest import House


def test_a_missing_raw_root_is_an_error_and_makes_no_output(house: House) -> None:
    house.raw.rmdir()
    with pytest.raises(RawRootError, match="is no folder"):
        house.run()
    assert not house.out.exists()


def test_output_below_the_raw_root_is_refused(house: House) -> None:
    with pytest.raises(UsageError, match="outside"):
        new_job(house.raw, house.raw / "out", Options(), "direct")
