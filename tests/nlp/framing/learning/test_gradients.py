"""The gradients written out by hand are those of the operations."""

import numpy as np
import pytest
from autograd import grad

from nlp.framing.layer import Operations
from nlp.framing.learning.gradients import Learning


@pytest.mark.parametrize("name", ["normed", "shares", "active"])
def test_gradients_are_the_numerical_ones(name: str) -> None:
    """Central differences in 64 bits, value by value."""
    random = np.random.default_rng(1)
    x, weigh = random.normal(size=(3, 5)), random.normal(size=(3, 5))
    plain, learning = getattr(Operations, name), getattr(Learning, name)
    found = grad(lambda y: (learning(y) * weigh).sum())(x)
    step = 1e-6
    for place in np.ndindex(*x.shape):
        away = np.zeros_like(x)
        away[place] = step
        slope = ((plain(x + away) - plain(x - away)) * weigh).sum() / (2 * step)
        assert abs(found[place] - slope) < 1e-5


def test_dropout_keeps_the_mean() -> None:
    """Some values are 0, the others raised; the same seed drops the same."""
    ones = np.ones((200, 200), np.float32)
    dropped = Learning(0.1, 3).dropped(ones)
    assert abs(dropped.mean() - 1) < 0.02
    assert abs((dropped == 0).mean() - 0.1) < 0.02
    assert (Learning(0.1, 3).dropped(ones) == dropped).all()
