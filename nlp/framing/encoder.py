"""Turn sentences into vectors on a plain CPU: onnxruntime and numpy, no torch.

A MiniLM of 6 layers, 384 wide (Wang et al. 2020; Reimers and Gurevych 2019), tuned on sentences
that the project's authors wrote (nlp/training/framing); docs/models/framing.md is its card.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from corpus.records import Span
from nlp.framing.windows import NOBODY, Ints, Window, windows
from nlp.quotations.pieces import tokenizer

MODEL = Path(__file__).parent.parent / "models" / "framing"
WIDTH = 384
Floats = NDArray[np.float32]
Upper = Callable[[Floats], Floats]
"""Upper layers: (T, WIDTH) from below them -> (T, WIDTH)."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Wanted sentences of one text, piece by piece; P pieces in all."""

    owner: Ints
    """(P,) number of the sentence each piece belongs to, ascending."""
    starts: Ints
    """(P,) its first character in the text."""
    ends: Ints
    """(P,) the character after its last."""
    vectors: Floats
    """(P, WIDTH) its vector, seen in context."""
    own: Floats | None = None
    """(P, WIDTH) its vector from layers tuned to a codebook."""

    def sentence(self, number: int) -> slice:
        """Return which pieces make a sentence; none for one that was not wanted or is empty."""
        return slice(*np.searchsorted(self.owner, (number, number + 1)).tolist())

    def inside(self, spans: Sequence[Span]) -> NDArray[np.bool_]:
        """Return (P,) which pieces begin within `spans`."""
        found = np.zeros(len(self.starts), dtype=bool)
        for start, end in spans:
            found |= (self.starts >= start) & (self.starts < end)
        return found


def mean(vectors: Floats) -> Floats:
    """Return the mean (WIDTH,) of some pieces' vectors, zeros for none."""
    return vectors.mean(0) if len(vectors) else np.zeros(WIDTH, np.float32)


class SentenceEncoder:
    """The weights, loaded once a process."""

    def __init__(self, folder: Path = MODEL) -> None:
        """Load encoder.onnx from `folder`."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # annotation runs one process a core
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
        )

    def window(self, window: Window) -> tuple[Floats, Floats]:
        """Return the vectors of a window's T pieces before and after the upper layers."""
        before, after = self._session.run(
            ["before", "after"], {"ids": window.ids[None], "types": window.types[None]}
        )
        return before[0], after[0]

    def read(
        self,
        text: str,
        sentences: Sequence[Span],
        wanted: Collection[int],
        upper: Upper | None = None,
    ) -> Reading:
        """Return the pieces of the sentences numbered in `wanted`, with their vectors.

        `upper` are layers tuned to a codebook, for vectors beside those of the encoder's own.
        """
        cut = windows(text, sentences, wanted, tokenizer())
        if not cut:
            none = np.zeros(0, np.int64)
            return Reading(none, none, none, np.zeros((0, WIDTH), np.float32))
        parts = []
        for window in cut:
            before, after = self.window(window)
            kept = window.owner != NOBODY
            part = [window.owner[kept], window.starts[kept], window.ends[kept], after[kept]]
            parts.append([*part, upper(before)[kept]] if upper else part)
        return Reading(*(np.concatenate(part) for part in zip(*parts, strict=True)))


@cache
def shipped() -> SentenceEncoder:
    """Return the encoder that framesay ships."""
    return SentenceEncoder()
