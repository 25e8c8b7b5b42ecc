from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

import schemas
import transforms
from flows.code_version import library_versions, package_version, pipeline_version


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the packages whose files make the version."""
    for package in (schemas, transforms):
        folder = tmp_path / package.__name__
        shutil.copytree(package.__path__[0], folder, ignore=shutil.ignore_patterns("__pycache__"))
        monkeypatch.setattr(package, "__path__", [str(folder)])
    return tmp_path


def version() -> str:
    pipeline_version.cache_clear()
    try:
        return pipeline_version()
    finally:
        pipeline_version.cache_clear()


def test_the_version_is_the_package_and_eight_digits() -> None:
    assert re.fullmatch(re.escape(package_version()) + r"\+[0-9a-f]{8}", pipeline_version())


def test_code_and_language_data_change_the_version_and_nothing_else_does(copied: Path) -> None:
    before = version()
    (copied / "transforms/__pycache__").mkdir()
    (copied / "transforms/__pycache__/decode.cpython-311.pyc").write_bytes(b"x")
    assert version() == before
    seen = {before}
    for name in ("transforms/decode.py", "transforms/languages/nb.toml", "schemas/quotes.py"):
        path = copied / name
        path.write_text(path.read_text() + "\n")
        seen.add(version())
    assert len(seen) == 4


def test_the_libraries_that_shape_the_output_are_named() -> None:
    assert {"python", "spalte", "polars", "pyarrow"} <= {
        one.split("=")[0] for one in library_versions().split()
    }
