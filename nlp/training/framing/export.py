"""Turn checkpoints of the framing encoder into what framesay ships.

    python -m nlp.training.framing.export OUT/epoch4.pt […] --out nlp/models/framing

Several checkpoints are averaged weight by weight. OUT then holds encoder.onnx (int8, weights by
channel; it returns the vectors before and after the last two layers) and upper_layers.npz (these
layers in 16 bit, from which `framesay train` starts).
"""

from pathlib import Path

import click
import numpy as np
import onnx
import torch
from onnx import TensorProto, helper

from nlp.training.encoder.export import quantise
from nlp.training.encoder.graph import MICROSOFT, Array, Graph, embedded, layer
from nlp.training.encoder.model import LAYERS, WIDTH

UPPER = (LAYERS - 2, LAYERS - 1)


@click.command()
@click.argument(
    "checkpoints", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path)
)
@click.option("--out", type=click.Path(path_type=Path), required=True)
@click.option("--exact", is_flag=True, help="Keep 32-bit weights, to see what int8 costs.")
def main(checkpoints: tuple[Path, ...], out: Path, *, exact: bool) -> None:
    """Average the checkpoints and write the encoder for onnxruntime."""
    out.mkdir(parents=True, exist_ok=True)
    states = [torch.load(path) for path in checkpoints]
    weights = {
        name: (sum(state[name] for state in states) / len(states)).numpy() for name in states[0]
    }
    model = build(weights)
    onnx.checker.check_model(model)
    if exact:
        onnx.save(model, out / "encoder.onnx")
    else:
        quantise(model, out / "encoder.onnx", leave=("type_vectors",))
    upper = {
        f"{place}.{name.removeprefix(f'layers.{number}.')}": weight.astype(np.float16)
        for place, number in enumerate(UPPER)
        for name, weight in weights.items()
        if name.startswith(f"layers.{number}.")
    }
    np.savez(out / "upper_layers.npz", **upper)


def build(weights: dict[str, Array]) -> onnx.ModelProto:
    """Return the model: ids and types (1, T) → before and after the last two layers (1, T, W)."""
    graph = Graph(weights)
    x = embedded(graph)
    for number in range(LAYERS):
        if number == UPPER[0]:
            graph.node("Identity", [x], "before")
        x = layer(graph, x, f"layers.{number}")
    graph.node("Identity", [x], "after")
    made = helper.make_graph(
        graph.nodes,
        "framesay_framing",
        [helper.make_tensor_value_info(n, TensorProto.INT64, [1, "T"]) for n in ("ids", "types")],
        [
            helper.make_tensor_value_info(n, TensorProto.FLOAT, [1, "T", WIDTH])
            for n in ("before", "after")
        ],
        list(graph.kept.values()),
    )
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(MICROSOFT, 1)]
    return helper.make_model(made, opset_imports=opsets, ir_version=8)


if __name__ == "__main__":
    main()
