"""Write the accurate model as it ships from the graph that was trained: same weights, fewer operators.

    python benchmarks/fuse_accurate.py TRAINED.onnx transforms/entities/models/accurate.onnx

Needs `onnx`, and accurate.npz beside TRAINED.onnx. What differs from the graph that was trained:

* no mask, since a call holds one window without padding;
* pieces come in as the table has them, `e` [1, pieces, 128]; the projection to 384 is part of the graph;
* attention is one operator, biases are part of the products before them, and a sum and its
  normalisation are two operators: onnxruntime's single one for both takes five times as long;
* a third input, `rows` [words]: the pieces whose scores are asked for, a word's first. The last layer works
  on these alone.

Prints how far the scores of both are apart on windows of random pieces (sums in another order are rounded to
other eight bits here and there), and fails where a tag differs that the trained graph is sure of.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
from numpy.typing import NDArray
from onnx import helper, numpy_helper

MICROSOFT = "com.microsoft"  # the domain of onnxruntime's own operators
LAYERS, HEADS, TABLE, WIDTH, TAGS = 6, 12, 128, 384, 13
PRODUCTS = 6  # of a layer with trained weights
EPSILON = 1e-12  # of the normalisation that was trained
VERSION, FORMAT = 17, 8  # of the standard's operators and of the file: those of the graph that was trained
WINDOWS, LENGTH = 100, 128
SURE = 1.0  # score by which a tag leads that may not differ


@dataclass(slots=True)
class Graph:
    """The operators so far, and the weights that they use by name."""

    weights: dict[str, onnx.TensorProto]
    nodes: list[onnx.NodeProto] = field(default_factory=list)
    used: list[str] = field(default_factory=list)

    def add(self, operator: str, inputs: list[str], output: str, domain: str = "", **options: float) -> str:
        """Append an operator; the name of its output."""
        self.used += [name for name in inputs if name in self.weights]
        self.nodes.append(helper.make_node(operator, inputs, [output], domain=domain, **options))
        return output

    def product(self, of: str, weight: str, bias: str, output: str) -> str:
        """`of`, rounded to eight bits by its range, times a weight, plus a bias."""
        codes = [f"{weight}_{part}" for part in ("quantized", "scale", "zero_point")]
        return self.add("DynamicQuantizeMatMul", [of, *codes, bias], output, MICROSOFT)

    def normalised(self, one: str, other: str, norm: str) -> str:
        """The sum of two, normalised."""
        total = self.add("Add", [one, other], f"{norm}.sum")
        scale = [f"{norm}.weight", f"{norm}.bias"]
        return self.add("LayerNormalization", [total, *scale], f"{norm}.out", axis=-1, epsilon=EPSILON)


def fused(trained: onnx.ModelProto, projection: NDArray[np.float32]) -> onnx.ModelProto:
    """The model with the same weights: from `e`, `pos` and `rows` to `y` [1, words, 13]."""
    graph = Graph({weight.name: weight for weight in trained.graph.initializer})
    graph.weights["projection"] = numpy_helper.from_array(projection, "projection")
    products = [n.input[1] for n in trained.graph.node if n.op_type == "MatMulInteger"]
    weights = [name.removesuffix("_quantized") for name in products]
    biases = [n.input[0] for n in trained.graph.node if n.op_type == "Add" and "onnx::Add" in n.input[0]]
    read = graph.normalised(graph.add("MatMul", ["e", "projection"], "pieces"), "pos", "m.ln")
    for layer in range(LAYERS):
        own = weights[PRODUCTS * layer : PRODUCTS * (layer + 1)]
        read = _layer(graph, read, layer, own, biases[3 * layer : 3 * (layer + 1)])
    graph.product(read, weights[-1], "m.out.bias", "y")
    floats, numbers = onnx.TensorProto.FLOAT, onnx.TensorProto.INT64
    inputs = [
        helper.make_tensor_value_info("e", floats, [1, "L", TABLE]),
        helper.make_tensor_value_info("pos", floats, [1, "L", WIDTH]),
        helper.make_tensor_value_info("rows", numbers, ["W"]),
    ]
    scores = helper.make_tensor_value_info("y", floats, [1, "W", TAGS])
    kept = [graph.weights[name] for name in dict.fromkeys(graph.used)]
    made = helper.make_graph(graph.nodes, "accurate", inputs, [scores], kept)
    versions = [helper.make_opsetid("", VERSION), helper.make_opsetid(MICROSOFT, 1)]
    return helper.make_model(made, opset_imports=versions, ir_version=FORMAT)


def _layer(graph: Graph, read: str, layer: int, weights: list[str], biases: list[str]) -> str:
    """One layer: attention, then two products with a GELU between; the last one's only at `rows`."""
    name = f"m.layers.{layer}"
    *projections, out, up, down = weights
    codes = [f"{name}.{part}" for part in ("codes", "scale", "zero")]
    graph.nodes.append(helper.make_node("DynamicQuantizeLinear", [read], codes))
    asking = codes[0]
    if layer == LAYERS - 1:
        asking = graph.add("Gather", [asking, "rows"], f"{name}.asking", axis=1)
        read = graph.add("Gather", [read, "rows"], f"{name}.own", axis=1)
    views = [
        graph.add(
            "MatMulIntegerToFloat",
            [of, f"{weight}_quantized", codes[1], f"{weight}_scale", codes[2], f"{weight}_zero_point", bias],
            f"{name}.{view}",
            MICROSOFT,
        )
        for view, of, weight, bias in zip(
            ("query", "key", "value"), (asking, codes[0], codes[0]), projections, biases, strict=True
        )
    ]
    seen = graph.add("MultiHeadAttention", views, f"{name}.seen", MICROSOFT, num_heads=HEADS)
    mixed = graph.product(seen, out, f"{name}.ao.bias", f"{name}.mixed")
    read = graph.normalised(mixed, read, f"{name}.l1")
    wide = graph.product(read, up, f"{name}.fi.bias", f"{name}.wide")
    bent = graph.add("Gelu", [wide], f"{name}.bent", MICROSOFT)
    narrow = graph.product(bent, down, f"{name}.fo.bias", f"{name}.narrow")
    return graph.normalised(narrow, read, f"{name}.l2")


def compare(trained: Path, made: Path, arrays: Mapping[str, NDArray[np.float32]]) -> float:
    """The largest difference of a score on windows of random pieces; ValueError where a tag differs."""
    table = arrays["piece_codes"] * arrays["piece_scales"]
    positions = arrays["positions"][None, :LENGTH]
    draw = np.random.default_rng(0)
    sessions = [ort.InferenceSession(path, providers=["CPUExecutionProvider"]) for path in (trained, made)]
    worst = 0.0
    for _ in range(WINDOWS):
        pieces = table[draw.integers(0, len(table), (1, LENGTH))]
        own = np.sort(draw.choice(LENGTH, LENGTH // 2, replace=False))
        wide = {"e": pieces @ arrays["projection"].T, "att": np.ones((1, LENGTH), np.float32)}
        (before,) = sessions[0].run(None, {"pos": positions, **wide})
        (after,) = sessions[1].run(None, {"pos": positions, "e": pieces, "rows": own})
        wanted = before[:, own]
        sure = np.diff(np.sort(wanted, axis=-1)[..., -2:])[..., 0] > SURE
        if (wanted.argmax(-1) != after.argmax(-1))[sure].any():
            message = "A tag differs: the graph is not the one that was trained."
            raise ValueError(message)
        worst = max(worst, float(np.abs(wanted - after).max()))
    return worst


def main() -> None:
    """Write the model that ships and compare it with the one that was trained."""
    trained, made = map(Path, sys.argv[1:])
    with np.load(trained.with_suffix(".npz")) as archive:
        arrays = {name: array.astype(np.float32) for name, array in archive.items()}
    onnx.save(fused(onnx.load(trained), arrays["projection"].T.copy()), made)
    print(f"{made}: scores within {compare(trained, made, arrays):.2g} of those of {trained}")


if __name__ == "__main__":
    main()
