"""The two models that the package ships, and the functions that read them. MODEL_CARD.md says what they are.

Their licence is not the code's: see LICENSE in this folder.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import as_file, files
from typing import Any

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray


def session(model: str) -> ort.InferenceSession:
    """`<model>.onnx`, run by the calling thread alone: a pool of processes has one worker a core."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    data = files(__name__).joinpath(f"{model}.onnx").read_bytes()
    # onnxruntime's one operator for a sum and its normalisation takes five times as long as the two.
    unwanted = ["SkipLayerNormFusion"]
    return ort.InferenceSession(
        data, options, providers=["CPUExecutionProvider"], disabled_optimizers=unwanted
    )


def arrays(model: str) -> Mapping[str, NDArray[Any]]:
    """The arrays of `<model>.npz` by name."""
    with as_file(files(__name__).joinpath(f"{model}.npz")) as path, np.load(path) as archive:
        return dict(archive)


def pieces() -> Mapping[str, Any]:
    """`pieces`, their `scores` in the same order, and `normalise`: how to write code points before."""
    found: Mapping[str, Any] = json.loads(files(__name__).joinpath("pieces.json").read_bytes())
    return found


@cache
def checksums() -> Mapping[str, str]:
    """SHA-256 in hexadecimal by file name, as listed in SHA256SUMS."""
    lines = files(__name__).joinpath("SHA256SUMS").read_text(encoding="ascii").splitlines()
    return {name: digest for digest, name in (line.split() for line in lines)}


def model_id(model: str) -> str:
    """The first eight digits of the SHA-256 of `<model>.onnx`."""
    return checksums()[f"{model}.onnx"][:8]
