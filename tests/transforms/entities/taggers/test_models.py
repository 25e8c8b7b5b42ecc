from __future__ import annotations

import hashlib
from importlib.resources import files

from transforms.entities import models
from transforms.entities.engine import load
from transforms.entities.taggers.decode import TAGS

FOLDER = files(models.__name__)


def test_every_model_file_is_the_one_that_was_trained() -> None:
    found = {
        name: hashlib.sha256(FOLDER.joinpath(name).read_bytes()).hexdigest() for name in models.checksums()
    }
    assert found == models.checksums()


def test_every_data_file_has_a_checksum() -> None:
    data = {file.name for file in FOLDER.iterdir() if file.name.endswith((".onnx", ".npz", ".json"))}
    assert data == set(models.checksums())


def test_card_and_licence_come_with_the_models() -> None:
    assert "CC BY-SA 4.0" in FOLDER.joinpath("LICENSE").read_text(encoding="utf-8")
    assert "NorNE" in FOLDER.joinpath("MODEL_CARD.md").read_text(encoding="utf-8")


def test_engines_are_named_after_their_models() -> None:
    accurate, fast = (models.checksums()[f"{name}.onnx"][:8] for name in ("accurate", "fast"))
    names = [engine.name for name in ("fast", "accurate", "cascade") if (engine := load(name))]
    assert names == [f"fast-{fast}", f"accurate-{accurate}", f"cascade-{accurate}-{fast}"]


def test_a_model_has_a_score_for_every_tag() -> None:
    assert all(models.session(name).get_outputs()[0].shape[-1] == TAGS for name in ("accurate", "fast"))
