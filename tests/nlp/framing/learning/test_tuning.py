"""Tuning learns what can be told apart, and repeatably."""

import numpy as np
import pytest

from nlp.framing.encoder import MODEL, WIDTH
from nlp.framing.layer import load_layers, upper
from nlp.framing.learning import tuning
from nlp.framing.learning.tuning import UNKNOWN, Question, Seen, tune


def test_rare_answers_count_more() -> None:
    """Those never given do not divide by nothing; what is not coded does not count."""
    weights = Question(3, np.asarray([0, 0, 0, 1, UNKNOWN])).weights()
    assert weights[1] > weights[0] > 0
    assert np.isfinite(weights).all()


def test_it_learns_a_tiny_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two kinds of vectors; one answer is unknown."""
    monkeypatch.setattr(tuning, "STEPS_AT_LEAST", 8)
    monkeypatch.setattr(tuning, "PASSES", 2)
    random = np.random.default_rng(0)
    kinds = random.normal(size=(2, WIDTH))
    gold = np.arange(16) % 2
    seen = [
        Seen(
            (kinds[kind] + 0.3 * random.normal(size=(4 + kind, WIDTH))).astype(np.float32),
            np.asarray([1, 2]),
        )
        for kind in gold
    ]
    coded = gold.copy()
    coded[3] = UNKNOWN
    layers = load_layers(MODEL / "upper_layers.npz")[:1]
    first = tune(seen, [Question(2, coded)], layers)
    weight, bias = first.heads[0]
    said = [
        (weight @ upper(first.layers, one.before)[one.own].mean(0) + bias).argmax() for one in seen
    ]
    assert said == gold.tolist()
    assert weight.shape == (2, WIDTH)
