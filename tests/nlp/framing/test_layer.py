"""The upper layers in numpy do what the encoder's own do."""

import numpy as np

from nlp.framing.encoder import MODEL, shipped
from nlp.framing.layer import forward, load_layers, upper
from nlp.framing.windows import windows
from nlp.quotations.pieces import tokenizer


def test_numpy_follows_the_encoder() -> None:
    """Close to what the encoder gives, whose weights are rounded to 8 bits."""
    text = "The kite bridge over the Marl is a joy to everyone who crosses it."
    (window,) = windows(text, [(0, len(text))], [0], tokenizer())
    before, after = shipped().window(window)
    again = upper(load_layers(MODEL / "upper_layers.npz"), before)
    lengths = np.linalg.norm(again, axis=1) * np.linalg.norm(after, axis=1)
    cosines = (again * after).sum(1) / lengths
    assert again.shape == after.shape
    assert cosines.min() > 0.98


def test_padding_changes_nothing() -> None:
    """What the mask hides does not reach the other vectors."""
    layers = load_layers(MODEL / "upper_layers.npz")
    x = np.random.default_rng(0).normal(size=(1, 7, 384)).astype(np.float32)
    mask = np.zeros((1, 1, 1, 7), np.float32)
    mask[..., 5:] = -1e9
    padded = forward(layers[0], x, mask)[0, :5]
    assert np.allclose(padded, forward(layers[0], x[:, :5], mask[..., :5])[0], atol=1e-4)
