"""The operations of a transformer layer with their gradients, for autograd.

autograd (Maclaurin et al. 2015) differentiates numpy code. Three operations have their gradients
written out here, because step by step they would take most of the time.
"""

from collections.abc import Callable

import autograd.numpy as anp
import numpy as np
from autograd.extend import defvjp, primitive
from scipy.special import erf

from nlp.framing.layer import EPSILON, HALF, ROOT, Array, Operations

DENSITY = np.float32((2 * np.pi) ** -0.5)


Back = Callable[[Array], Array]
"""From the gradient of an answer to that of what it was made of."""
_normed, _shares, _active = (
    primitive(operation) for operation in (Operations.normed, Operations.shares, Operations.active)
)


def _normed_back(answer: Array, x: Array) -> Back:
    away = x - x.mean(-1, keepdims=True)
    spread = np.sqrt((away * away).mean(-1, keepdims=True) + EPSILON)

    def back(g: Array) -> Array:
        along = (g * answer).mean(-1, keepdims=True)
        return (g - g.mean(-1, keepdims=True) - answer * along) / spread

    return back


def _shares_back(answer: Array, _: Array) -> Back:
    return lambda g: answer * (g - (g * answer).sum(-1, keepdims=True))


def _active_back(_: Array, x: Array) -> Back:
    slope = HALF * (1 + erf(x * ROOT)) + x * DENSITY * np.exp(-HALF * x * x)
    return lambda g: g * slope


defvjp(_normed, _normed_back)
defvjp(_shares, _shares_back)
defvjp(_active, _active_back)


class Learning(Operations):
    """Operations that autograd can differentiate, with dropout."""

    np = anp
    normed = staticmethod(_normed)
    shares = staticmethod(_shares)
    active = staticmethod(_active)

    def __init__(self, share: float, seed: int) -> None:
        """Drop `share` of the values, other ones each time."""
        self._kept = np.float32(1 - share)
        self._random = np.random.default_rng(seed)

    def dropped(self, x: Array) -> Array:
        """Return `x` with some values set to 0 and the others raised in turn."""
        mask = self._random.random(x.shape, dtype=np.float32) < self._kept
        return x * (mask / self._kept)
