"""Turn checkpoints of the quotation encoder into what framesay ships.

    python -m nlp.training.encoder.export RUN/epoch3.pt […] --trunk FOLDER --out FOLDER

Several checkpoints are averaged weight by weight (Wortsman et al. 2022). OUT then holds
encoder.onnx (int8, weights by channel), links.npz and tokenizer.json.
"""

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

import click
import numpy as np
import onnx
import torch
from onnx import TensorProto
from onnxruntime.quantization import QuantType, quantize_dynamic

from nlp.training.encoder.graph import build

SCALARS = ("transitions", "distance", "paragraph")
EXACT = ("tagger.product", "hidden.product", "links.product", "type_vectors")
"""Nodes left out of int8: too small to gain by it."""


@click.command()
@click.argument(
    "checkpoints", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path)
)
@click.option("--trunk", type=click.Path(exists=True, path_type=Path), required=True)
@click.option("--out", type=click.Path(path_type=Path), required=True)
@click.option("--exact", is_flag=True, help="Keep 32-bit weights, to see what int8 costs.")
def main(checkpoints: tuple[Path, ...], trunk: Path, out: Path, *, exact: bool) -> None:
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
        quantise(model, out / "encoder.onnx", leave=EXACT)
    np.savez(out / "links.npz", **{name: weights[name] for name in SCALARS})
    settings = json.loads((trunk / "tokenizer.json").read_text("utf-8"))
    settings |= {"truncation": None, "padding": None}
    (out / "tokenizer.json").write_text(json.dumps(settings, ensure_ascii=False), "utf-8")


def quantise(model: onnx.ModelProto, path: Path, leave: Sequence[str]) -> None:
    """Write `model` with int8 weights; what flows between the layers is quantised at run time.

    The nodes that `leave` names keep their 32-bit weights.
    """
    with tempfile.TemporaryDirectory() as place:
        plain = Path(place) / "plain.onnx"
        onnx.save(model, plain)
        quantize_dynamic(
            plain,
            path,
            per_channel=True,
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul", "Attention", "Gather"],
            nodes_to_exclude=list(leave),
            extra_options={"DefaultTensorType": TensorProto.FLOAT},
        )


if __name__ == "__main__":
    main()
