"""Weights that lie on disk in half precision and are widened when a pipeline has been read."""

from pathlib import Path
from typing import Any, Self

import numpy as np
import srsly
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import Model

NAME = "framesay_half"


class HalfPrecision:
    """The last component: when the others have been read, it turns float16 weights into float32.

    thinc keeps an array's type as it was saved, and computes with float32 alone. Does nothing to a
    Doc.
    """

    def __init__(self, nlp: Language) -> None:
        """Keep the pipeline whose weights will be widened."""
        self.nlp = nlp

    def __call__(self, doc: Doc) -> Doc:
        """Return `doc` as it is."""
        return doc

    def to_disk(self, path: str | Path, **_options: object) -> None:
        """Write nothing: what is saved anew is saved in full precision."""

    def from_disk(self, path: str | Path, **_options: object) -> Self:  # noqa: ARG002 - spaCy gives it
        """Widen the weights of all components that were read before."""
        for _, component in self.nlp.components:
            model = getattr(component, "model", None)
            if isinstance(model, Model):
                widen(model)
        return self


def widen(model: Model[Any, Any]) -> None:
    """Turn the weights of half precision in `model` into single precision."""
    for node in model.walk():
        for name in node.param_names:
            if node.has_param(name):
                weights: Any = node.get_param(name)
                node.set_param(name, weights.astype(np.float32, copy=False))


def halve(folder: Path) -> None:
    """Write the weights of a saved pipeline in `folder` anew, in half precision."""
    for file in sorted(folder.glob("*/model")):
        saved = srsly.msgpack_loads(file.read_bytes())
        saved["params"] = [
            {name: _half(value) for name, value in params.items()} for params in saved["params"]
        ]
        file.write_bytes(srsly.msgpack_dumps(saved))


def _half(value: object) -> object:
    """Return a weight array of single precision in half precision; anything else as it is."""
    if isinstance(value, np.ndarray) and value.dtype == np.float32:
        return value.astype(np.float16)
    return value


@Language.factory(NAME)
def create_half(nlp: Language, name: str) -> HalfPrecision:  # noqa: ARG001 - spaCy calls it so
    """Return the component for `nlp`."""
    return HalfPrecision(nlp)
