"""Run the quotation encoder on a plain CPU: onnxruntime and numpy, no torch.

A MiniLM of 6 layers, 384 wide, tuned on PolNeAR (nlp/training/encoder); see the model card
docs/models/quotations.md for data, figures and limits.
"""

from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime

from nlp.quotations.decode import Array, Bias
from nlp.quotations.pieces import Window

MODEL = Path(__file__).parent.parent / "models" / "quotations"


class Encoder:
    """The weights, loaded once a process."""

    def __init__(self, folder: Path = MODEL) -> None:
        """Load encoder.onnx and links.npz from `folder`."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # annotation runs one process a core
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
        )
        with np.load(folder / "links.npz") as weights:
            self.transitions: Array = weights["transitions"]
            """(7, 7) score of going from one label to the next."""
            self.to_cue, self.to_source = (
                Bias(weights["distance"][head], weights["paragraph"][head]) for head in (0, 1)
            )

    def read(self, window: Window) -> tuple[Array, Array]:
        """Return label scores (T, 7) and link vectors (T, 6 × 64) of a window's T pieces."""
        scores, vectors = self._session.run(
            None, {"ids": window.ids[None], "types": window.types[None]}
        )
        return scores[0], vectors[0]


@cache
def shipped() -> Encoder:
    """Return the encoder that framesay ships."""
    return Encoder()
