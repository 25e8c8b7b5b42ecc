"""Write the fast model as it ships from the graph that was trained: same weights, fewer operators.

    python benchmarks/fuse_fast.py TRAINED.onnx transforms/entities/models/fast.onnx

Needs `onnx`. What differs from the graph that was trained:

* no mask, since a call holds windows of one length without padding;
* words come in and scores go out as the LSTM has them, `x` [length, windows, 192] and `y` [length, windows,
  13], so that neither is turned around;
* the states before the first word are zero by default, and the last product is one operator.

Every number that is computed is the same: fails where a score differs by a bit.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
from onnx import helper

MICROSOFT = "com.microsoft"  # the domain of onnxruntime's own operators
WIDTH, TAGS = 192, 13
VERSION, FORMAT = 17, 8  # of the standard's operators and of the file: those of the graph that was trained
SHAPES = ((1, 1), (108, 1), (97, 4), (54, 32))  # length and windows of the calls that are compared


def fused(trained: onnx.ModelProto) -> onnx.ModelProto:
    """The model with the same weights, from `x` to `y`."""
    weights = {weight.name: weight for weight in trained.graph.initializer}
    layers = [node for node in trained.graph.node if node.op_type == "DynamicQuantizeLSTM"]
    product = next(node for node in trained.graph.node if node.op_type == "MatMulInteger").input[1]
    out = [product, *(product.replace("quantized", part) for part in ("scale", "zero_point")), "m.out.bias"]
    nodes, read = [], "x"
    for number, layer in enumerate(layers):
        inputs = [read, *layer.input[1:4], "", "", "", "", *layer.input[8:]]
        nodes += _layer(inputs, f"layer{number}")
        read = f"layer{number}"
    nodes.append(helper.make_node("DynamicQuantizeMatMul", [read, *out], ["y"], domain=MICROSOFT))
    used = {name for node in nodes for name in node.input}
    floats = onnx.TensorProto.FLOAT
    made = helper.make_graph(
        nodes,
        "fast",
        [helper.make_tensor_value_info("x", floats, ["L", "N", WIDTH])],
        [helper.make_tensor_value_info("y", floats, ["L", "N", TAGS])],
        [weight for name, weight in weights.items() if name in used] + [_together()],
    )
    versions = [helper.make_opsetid("", VERSION), helper.make_opsetid(MICROSOFT, 1)]
    return helper.make_model(made, opset_imports=versions, ir_version=FORMAT)


def _layer(inputs: list[str], name: str) -> list[onnx.NodeProto]:
    """Both directions of one layer, their outputs side by side."""
    return [
        helper.make_node(
            "DynamicQuantizeLSTM",
            inputs,
            [f"{name}.each"],
            domain=MICROSOFT,
            direction="bidirectional",
            hidden_size=WIDTH,
        ),
        helper.make_node("Transpose", [f"{name}.each"], [f"{name}.beside"], perm=[0, 2, 1, 3]),
        helper.make_node("Reshape", [f"{name}.beside", "together"], [name]),
    ]


def _together() -> onnx.TensorProto:
    return helper.make_tensor("together", onnx.TensorProto.INT64, [3], [0, 0, 2 * WIDTH])


def compare(trained: Path, made: Path) -> None:
    """ValueError where a score of windows of random words differs."""
    before, after = (
        ort.InferenceSession(path, providers=["CPUExecutionProvider"]) for path in (trained, made)
    )
    draw = np.random.default_rng(0)
    for length, windows in SHAPES:
        words = draw.normal(size=(windows, length, WIDTH)).astype(np.float32)
        (wanted,) = before.run(None, {"x": words, "att": np.ones((windows, length), np.float32)})
        (found,) = after.run(None, {"x": words.swapaxes(0, 1)})
        if not np.array_equal(wanted, found.swapaxes(0, 1)):
            message = f"Scores of {windows} windows of {length} words differ."
            raise ValueError(message)


def main() -> None:
    """Write the model that ships and compare it with the one that was trained."""
    trained, made = map(Path, sys.argv[1:])
    onnx.save(fused(onnx.load(trained)), made)
    compare(trained, made)
    print(f"{made}: the scores of {trained}, bit for bit")


if __name__ == "__main__":
    main()
