"""The quotation encoder as an ONNX graph, from the fused operators that onnxruntime has for BERT.

Written node by node: an exporter's graph of small operators is not fused by today's optimiser, and
dynamic int8 of the fused attention is what makes the encoder quick on a plain CPU.
"""

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from nlp.training.encoder.model import HEADS, LAYERS

Array = NDArray[np.float32]
EPSILON = 1e-12
MICROSOFT = "com.microsoft"


class Graph:
    """Nodes and weights in the making."""

    def __init__(self, weights: dict[str, Array]) -> None:
        """Begin with `weights`, the encoder's state by name."""
        self.weights = weights
        self.nodes: list[onnx.NodeProto] = []
        self.kept: dict[str, onnx.TensorProto] = {}

    def weight(self, name: str, value: Array | None = None) -> str:
        """Add a weight, once; return its name."""
        array = self.weights[name] if value is None else value
        self.kept[name] = numpy_helper.from_array(np.ascontiguousarray(array), name)
        return name

    def node(self, kind: str, inputs: list[str], output: str, **attributes: object) -> str:
        """Add a node; return the name of its output."""
        domain = attributes.pop("domain", "")
        self.nodes.append(
            helper.make_node(kind, inputs, [output], name=output, domain=domain, **attributes)
        )
        return output

    def matmul(self, x: str, layer: str, output: str) -> str:
        """Add the product with a linear layer's weight, without its bias."""
        transposed = self.weight(f"{layer}.weight^T", self.weights[f"{layer}.weight"].T)
        return self.node("MatMul", [x, transposed], output)

    def skip_norm(self, x: str, y: str, bias: str, norm: str, output: str) -> str:
        """Add the normalised sum of `x`, `y` and a bias."""
        inputs = [x, y, *map(self.weight, (f"{norm}.weight", f"{norm}.bias", bias))]
        kind = "SkipLayerNormalization"
        return self.node(kind, inputs, output, domain=MICROSOFT, epsilon=EPSILON)


def build(weights: dict[str, Array]) -> onnx.ModelProto:
    """Return the model: ids and types (1, T) → scores (1, T, 7) and vectors (1, T, 6 × LINK)."""
    graph = Graph(weights)
    x = embedded(graph)
    for number in range(LAYERS):
        x = layer(graph, x, f"layers.{number}")
    _heads(graph, x)

    def values(kind: int, **shapes: list[int | str]) -> list[onnx.ValueInfoProto]:
        return [helper.make_tensor_value_info(n, kind, shape) for n, shape in shapes.items()]

    labels, vectors = len(weights["tagger.bias"]), len(weights["links.bias"])
    made = helper.make_graph(
        graph.nodes,
        "framesay_quotations",
        values(TensorProto.INT64, ids=[1, "T"], types=[1, "T"]),
        values(TensorProto.FLOAT, scores=[1, "T", labels], vectors=[1, "T", vectors]),
        list(graph.kept.values()),
    )
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(MICROSOFT, 1)]
    return helper.make_model(made, opset_imports=opsets, ir_version=8)


def embedded(graph: Graph) -> str:
    """Add the sum of word, place and type vectors, normalised."""
    one, zero = np.ones(1, np.int64), np.zeros(1, np.int64)
    graph.weight("one", one)  # type: ignore[arg-type]
    graph.weight("zero", zero)  # type: ignore[arg-type]
    words = graph.node("Gather", [graph.weight("words.weight"), "ids"], "word_vectors")
    types = graph.node("Gather", [graph.weight("types.weight"), "types"], "type_vectors")
    shape = graph.node("Shape", ["ids"], "shape", start=1, end=2)
    places = graph.node(
        "Slice", [graph.weight("positions.weight"), "zero", shape, "zero", "one"], "place_vectors"
    )
    placed = graph.node("Add", [words, places], "placed")
    norm = [graph.weight("norm.weight"), graph.weight("norm.bias")]
    total = graph.node("Add", [placed, types], "embedded")
    return graph.node("LayerNormalization", [total, *norm], "normed", epsilon=EPSILON)


def layer(graph: Graph, x: str, name: str) -> str:
    """Add one transformer layer; query, key and value are one product."""
    parts = [f"{name}.{part}" for part in ("query", "key", "value")]
    joined = np.concatenate([graph.weights[f"{p}.weight"].T for p in parts], axis=1)
    biases = np.concatenate([graph.weights[f"{p}.bias"] for p in parts])
    inputs = [x, graph.weight(f"{name}.qkv", joined), graph.weight(f"{name}.qkv_bias", biases)]
    seen = graph.node("Attention", inputs, f"{name}.seen", domain=MICROSOFT, num_heads=HEADS)
    out = graph.matmul(seen, f"{name}.output", f"{name}.out")
    x = graph.skip_norm(x, out, f"{name}.output.bias", f"{name}.attention_norm", f"{name}.half")
    wide = graph.matmul(x, f"{name}.inner", f"{name}.wide")
    bias = graph.weight(f"{name}.inner.bias")
    active = graph.node("BiasGelu", [wide, bias], f"{name}.active", domain=MICROSOFT)
    back = graph.matmul(active, f"{name}.outer", f"{name}.back")
    return graph.skip_norm(x, back, f"{name}.outer.bias", f"{name}.output_norm", f"{name}.full")


def _heads(graph: Graph, x: str) -> None:
    """Add the tagger and the vectors by which spans point to others."""
    tags = graph.matmul(x, "tagger", "tagger.product")
    graph.node("Add", [tags, graph.weight("tagger.bias")], "scores")
    hidden = graph.matmul(x, "hidden", "hidden.product")
    bias = graph.weight("hidden.bias")
    active = graph.node("BiasGelu", [hidden, bias], "hidden.active", domain=MICROSOFT)
    links = graph.matmul(active, "links", "links.product")
    graph.node("Add", [links, graph.weight("links.bias")], "vectors")
