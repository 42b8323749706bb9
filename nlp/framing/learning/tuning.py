"""Tune the encoder's upper layers and a head for each question to codings, in numpy.

As ULMFiT (Howard and Ruder 2018) and BERT fine-tuning with its lower layers kept as they are (Lee
et al. 2019): a few hundred codings take less than a minute of one core. AdamW (Loshchilov and
Hutter 2019) with a short warm-up and linear decay.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import autograd.numpy as anp
import numpy as np
from autograd import value_and_grad

from nlp.framing.encoder import WIDTH, Floats
from nlp.framing.layer import Array, Weights, forward
from nlp.framing.learning.gradients import Learning
from nlp.framing.windows import Ints

SCALE = np.float32(4.0)
"""Length of sentence vectors before the heads."""
BATCH, DROPOUT, SMOOTHING, DECAY = 16, 0.1, 0.05, 0.01
RATE, HEAD_RATE, WARM = 2e-4, 5e-3, 0.1
PASSES = 6
SORTED = 8
"""Batches within which windows are put in order of length, so that little is padded."""
STEPS_AT_LEAST = 100
"""So few codings that this is not reached in PASSES are gone through more often."""
UNKNOWN = -1


@dataclass(frozen=True, slots=True)
class Seen:
    """One coded sentence in its window."""

    before: Floats
    """(T, WIDTH) the window's vectors from below the upper layers."""
    own: Ints
    """Places of the sentence's pieces in the window."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of each sentence."""

    answers: int
    """Number of possible answers."""
    gold: Ints
    """(N,) the coded answer, 0 to answers - 1; UNKNOWN where none was coded."""

    def weights(self) -> Floats:
        """Return a weight for each answer: rare ones count more."""
        counts = np.bincount(self.gold[self.gold >= 0], minlength=self.answers)
        balanced = counts.sum() / (self.answers * np.maximum(counts, 1))
        return np.asarray(balanced**0.7, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Tuned:
    """What was learned."""

    layers: list[Weights]
    heads: list[tuple[Floats, Floats]]
    """For each question weights (answers, WIDTH) and biases (answers,)."""


def tune(
    seen: Sequence[Seen], questions: Sequence[Question], layers: list[Weights], seed: int = 0
) -> Tuned:
    """Return layers and heads tuned to the answers; `layers` are those to begin with."""
    order = np.random.default_rng(seed)
    do = Learning(DROPOUT, seed)
    heads = [(np.zeros((q.answers, WIDTH), np.float32), np.zeros(q.answers, np.float32))
             for q in questions]  # fmt: skip
    names = [list(layer) for layer in layers]
    values = [layer[name] for layer, own in zip(layers, names, strict=True) for name in own]
    rates = [RATE] * len(values) + [HEAD_RATE] * 2 * len(heads)
    values += [array for head in heads for array in head]

    def restored(flat: Sequence[Array]) -> tuple[list[Weights], list[tuple[Array, Array]]]:
        arrays = iter(range(len(flat)))  # what autograd hands over can be indexed, no more
        put = [{name: flat[next(arrays)] for name in own} for own in names]
        return put, [(flat[next(arrays)], flat[next(arrays)]) for _ in heads]

    balance = [q.weights() for q in questions]
    each = -(-len(seen) // BATCH)
    passes = max(PASSES, -(-STEPS_AT_LEAST // each))
    optimiser = _Adam(values, rates, each * passes)
    for _ in range(passes):
        for rows in _batches(seen, order):
            batch = _Batch.of([seen[row] for row in rows])
            gold = [q.gold[rows] for q in questions]

            def loss(
                flat: Sequence[Array], batch: _Batch = batch, gold: list[Ints] = gold
            ) -> Array:
                return _loss(*restored(flat), batch, gold, balance, do)

            _, gradient = value_and_grad(loss)(optimiser.values)
            optimiser.step(gradient)
    return Tuned(*restored(optimiser.values))


def _batches(seen: Sequence[Seen], order: np.random.Generator) -> list[Ints]:
    """Return the rows of each batch in random order, windows of like length together."""
    shuffled = order.permutation(len(seen))
    batches: list[Ints] = []
    for at in range(0, len(seen), BATCH * SORTED):
        rows = sorted(shuffled[at : at + BATCH * SORTED], key=lambda row: len(seen[row].before))
        batches += [np.asarray(rows[n : n + BATCH]) for n in range(0, len(rows), BATCH)]
    return [batches[n] for n in order.permutation(len(batches))]


@dataclass(frozen=True, slots=True)
class _Batch:
    """Windows of several sentences, padded."""

    before: Floats
    mask: Floats
    means: Floats
    """(B, T) share of each piece in the mean of its window's sentence."""

    @classmethod
    def of(cls, seen: Sequence[Seen]) -> "_Batch":
        longest = max(len(s.before) for s in seen)
        before = np.zeros((len(seen), longest, WIDTH), np.float32)
        mask = np.full((len(seen), 1, 1, longest), -1e9, np.float32)
        means = np.zeros((len(seen), longest), np.float32)
        for row, one in enumerate(seen):
            before[row, : len(one.before)] = one.before
            mask[row, ..., : len(one.before)] = 0
            means[row, one.own] = 1 / max(1, len(one.own))
        return cls(before, mask, means)


def _loss(
    layers: list[Weights],
    heads: list[tuple[Array, Array]],
    batch: _Batch,
    gold: Sequence[Ints],
    balance: Sequence[Floats],
    do: Learning,
) -> Array:
    """Return the mean cross-entropy over all answered questions, with smoothed labels."""
    x = batch.before
    for weights in layers:
        x = forward(weights, x, batch.mask, do)
    vectors = anp.sum(x * batch.means[:, :, None], 1)
    vectors = vectors / anp.sqrt(anp.sum(vectors * vectors, 1, keepdims=True) + 1e-9) * SCALE
    total = 0.0
    for (weight, bias), answers, balanced in zip(heads, gold, balance, strict=True):
        known = np.flatnonzero(answers != UNKNOWN)
        if not len(known):
            continue
        scores = anp.dot(vectors[known], weight.T) + bias
        raised = scores - anp.max(scores, 1, keepdims=True)
        logs = raised - anp.log(anp.sum(anp.exp(raised), 1, keepdims=True))
        target = np.full(logs.shape, SMOOTHING / logs.shape[1], np.float32)
        target[np.arange(len(known)), answers[known]] += 1 - SMOOTHING
        target *= balanced[answers[known]][:, None]
        total = total - anp.sum(logs * target) / target.sum()
    return total


class _Adam:
    """AdamW with warm-up, linear decay and gradients clipped together."""

    def __init__(self, values: Sequence[Floats], rates: Sequence[float], steps: int) -> None:
        self.values = [value.astype(np.float32) for value in values]
        self._rates = [np.float32(rate) for rate in rates]
        self._steps, self._step = steps, 0
        self._means = [np.zeros_like(value) for value in self.values]
        self._squares = [np.zeros_like(value) for value in self.values]

    def step(self, gradients: Sequence[Array]) -> None:
        """Move the values against their `gradients`."""
        self._step += 1
        length = float(np.sqrt(sum(float(np.vdot(g, g)) for g in gradients)))
        clip = np.float32(1 / max(1.0, length))
        done = self._step / self._steps
        part = np.float32(min(1.0, done / WARM) * max(0.0, 1 - done))
        first, second = np.float32(1 - 0.9**self._step), np.float32(1 - 0.999**self._step)
        for at, raw in enumerate(gradients):
            gradient = np.asarray(raw, dtype=np.float32) * clip
            mean, square = self._means[at], self._squares[at]
            mean += np.float32(0.1) * (gradient - mean)
            square += np.float32(0.001) * (gradient * gradient - square)
            moved = (mean / first) / (np.sqrt(square / second) + np.float32(1e-8))
            moved += np.float32(DECAY) * self.values[at]
            self.values[at] = self.values[at] - part * self._rates[at] * moved
