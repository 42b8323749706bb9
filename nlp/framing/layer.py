"""The upper transformer layers in numpy, to be tuned to a codebook and run without torch.

Post-norm as in BERT (Devlin et al. 2019). The same forward pass serves for coding and, with the
operations of nlp.framing.learning.gradients in the place of numpy's, for learning.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.special import erf

HEADS, EPSILON = 12, np.float32(1e-12)
HALF, ROOT = np.float32(0.5), np.float32(2**-0.5)
Array = Any
"""numpy's, or one that autograd follows."""
Weights = dict[str, Array]
"""One layer's arrays by name: query.weight (W, W), query.bias (W,), key, value, output likewise,
inner.weight (4W, W), outer.weight (W, 4W), and two norms."""


class Operations:
    """What a layer is made of, in numpy."""

    np: Any = np

    @staticmethod
    def normed(x: Array) -> Array:
        """Return the rows of `x` with mean 0 and variance 1."""
        away = x - x.mean(-1, keepdims=True)
        return away / np.sqrt((away * away).mean(-1, keepdims=True) + EPSILON)

    @staticmethod
    def shares(x: Array) -> Array:
        """Return the softmax over the last axis."""
        raised = np.exp(x - x.max(-1, keepdims=True))
        return raised / raised.sum(-1, keepdims=True)

    @staticmethod
    def active(x: Array) -> Array:
        """Return GELU (Hendrycks and Gimpel 2016)."""
        return x * HALF * (1 + erf(x * ROOT))

    def dropped(self, x: Array) -> Array:
        """Return `x`: only learning drops anything."""
        return x


PLAIN = Operations()


def load_layers(path: Path) -> list[Weights]:
    """Return the layers that an .npz file holds as "0.query.weight" and so on, in 32 bit."""
    with np.load(path) as arrays:
        return layers_of({name: arrays[name] for name in arrays.files})


def layers_of(arrays: Mapping[str, Array]) -> list[Weights]:
    """Return layers from arrays named by their place and their own name."""
    found: dict[str, Weights] = {}
    for name, array in arrays.items():
        place, _, own = name.partition(".")
        found.setdefault(place, {})[own] = array.astype(np.float32)
    return [found[place] for place in sorted(found)]


def upper(layers: Sequence[Weights], x: Array) -> Array:
    """Return (T, W) from the vectors `x` (T, W) of one window that come from the layers below."""
    mask = np.zeros((1, 1, 1, len(x)), np.float32)
    y = x[None]
    for weights in layers:
        y = forward(weights, y, mask)
    return y[0]


def forward(weights: Weights, x: Array, mask: Array, do: Operations = PLAIN) -> Array:
    """Return (B, T, W) from `x` (B, T, W); `mask` (B, 1, 1, T) is added to scores: 0 or -1e9."""
    batch, length, width = x.shape
    flat = do.np.reshape(x, (batch * length, width))

    def linear(name: str, y: Array) -> Array:
        return do.np.dot(y, weights[f"{name}.weight"].T) + weights[f"{name}.bias"]

    def split(y: Array) -> Array:
        parts = do.np.reshape(y, (batch, length, HEADS, width // HEADS))
        return do.np.transpose(parts, (0, 2, 1, 3))

    def norm(name: str, y: Array) -> Array:
        return do.normed(y) * weights[f"{name}.weight"] + weights[f"{name}.bias"]

    query, key, value = (split(linear(name, flat)) for name in ("query", "key", "value"))
    scale = np.float32((width // HEADS) ** -0.5)
    scores = do.np.matmul(query, do.np.swapaxes(key, 2, 3)) * scale + mask
    seen = do.np.transpose(do.np.matmul(do.shares(scores), value), (0, 2, 1, 3))
    seen = do.np.reshape(seen, (batch * length, width))
    half = norm("attention_norm", flat + do.dropped(linear("output", seen)))
    wide = do.active(linear("inner", half))
    full = norm("output_norm", half + do.dropped(linear("outer", wide)))
    return do.np.reshape(full, (batch, length, width))
