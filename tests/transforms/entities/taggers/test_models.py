from __future__ import annotations

import hashlib
from importlib.resources import files
from itertools import chain
from pathlib import Path

import numpy as np
import onnxruntime as ort
import pytest

from transforms.entities import models
from transforms.entities.engine import load
from transforms.entities.taggers.decode import TAGS
from transforms.entities.taggers.subwords import BEGIN, END, subwords

FOLDER = files(models.__name__)
TRAINED = Path(__file__).parents[5] / "shared" / "models" / "ner"


def test_every_model_file_has_its_checksum() -> None:
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


@pytest.mark.skipif(not TRAINED.exists(), reason="the graph that was trained is not here")
def test_the_accurate_model_scores_as_the_graph_that_was_trained() -> None:
    text = "Ordfører Kari Lunde ( Ap ) i Skogvik møtte Norsk Havneforbund i Bergen ."
    words = [subwords().of(word) for word in text.split()]
    pieces, firsts = [BEGIN, *chain.from_iterable(words), END], np.cumsum([1, *map(len, words)])[:-1]
    arrays = {name: array.astype(np.float32) for name, array in models.arrays("accurate").items()}
    vectors = (arrays["piece_codes"] * arrays["piece_scales"])[None, pieces]
    places = {"pos": arrays["positions"][None, : len(pieces)]}
    trained = ort.InferenceSession(TRAINED / "accurate.onnx", providers=["CPUExecutionProvider"])
    seen = np.ones((1, len(pieces)), np.float32)
    (wanted,) = trained.run(None, {"e": vectors @ arrays["projection"].T, "att": seen, **places})
    (found,) = models.session("accurate").run(None, {"e": vectors, "rows": firsts, **places})
    assert np.abs(found - wanted[:, firsts]).max() < 0.5  # both round to eight bits, in another order


@pytest.mark.skipif(not TRAINED.exists(), reason="the graph that was trained is not here")
@pytest.mark.parametrize("windows", [1, 4])
def test_the_fast_model_has_the_scores_of_the_graph_that_was_trained(windows: int) -> None:
    words = np.random.default_rng(0).normal(size=(windows, 97, 192)).astype(np.float32)
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1  # more would each round their own windows
    trained = ort.InferenceSession(TRAINED / "fast.onnx", options, providers=["CPUExecutionProvider"])
    (wanted,) = trained.run(None, {"x": words, "att": np.ones(words.shape[:2], np.float32)})
    (found,) = models.session("fast").run(None, {"x": words.swapaxes(0, 1)})
    assert np.array_equal(found.swapaxes(0, 1), wanted)
