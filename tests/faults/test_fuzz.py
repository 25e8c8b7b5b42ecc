"""A minute of coverage-guided fuzzing; for longer, run `fuzz_article.py` by hand."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.faults

_TARGET = Path(__file__).with_name("fuzz_article.py")


@pytest.mark.fault(
    6,
    "Any bytes",
    how="coverage-guided fuzzing (atheris) from the articles of this repository, for a minute; full: ten",
    happened="an article whose rows slice to their text, or a rejection; nothing took ten seconds or 2 GB",
)
@pytest.mark.skipif(not importlib.util.find_spec("atheris"), reason="needs `pip install -e '.[fuzz]'`")
def test_a_minute_of_fuzzing_finds_nothing(tmp_path: Path, *, full: bool) -> None:
    command = [sys.executable, str(_TARGET), "600" if full else "60", str(tmp_path / "found")]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)  # noqa: S603 (ours)
    assert run.returncode == 0, run.stderr[-3000:]
