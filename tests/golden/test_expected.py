"""The sample corpus gives the rows that were read and committed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.golden import regenerate

FILES = regenerate.raw_files()


@pytest.mark.parametrize("path", FILES, ids=regenerate.name)
def test_a_raw_file_gives_its_expected_rows(path: Path) -> None:
    expected = (regenerate.EXPECTED / regenerate.name(path)).read_text(encoding="utf-8")
    assert regenerate.render(path) == expected, "if the change is wanted: `make golden`, and read the diff"


def test_nothing_is_expected_of_files_that_are_gone() -> None:
    assert {path.name for path in regenerate.EXPECTED.glob("*.json")} == set(map(regenerate.name, FILES))


def test_exactly_three_files_are_rejected_each_for_its_own_reason() -> None:
    expected = [json.loads(path.read_text(encoding="utf-8")) for path in regenerate.EXPECTED.glob("*.json")]
    reasons = sorted(page["rejected"][0]["reason"] for page in expected if "rejected" in page)
    assert reasons == ["binary", "destroyed", "empty"]


def test_the_sample_corpus_shows_the_languages_it_promises() -> None:
    expected = [json.loads(path.read_text(encoding="utf-8")) for path in regenerate.EXPECTED.glob("*.json")]
    documents = [page["documents"][0]["language"] for page in expected if "documents" in page]
    assert set(documents) >= {"nb", "nn", "da", "sv", "en", "de", "fr", "es", "fi", "nl"}
