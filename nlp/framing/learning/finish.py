"""Learn the second stage: what a score and the codebook's own words are worth as a probability.

Learned on scores of sentences that the first stage did not learn from (held-out folds, or another
file of codings), as stacking asks for (Wolpert 1992).
"""

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.optimize import minimize_scalar
from sklearn.linear_model import LogisticRegression

from nlp.framing.encoder import Floats
from nlp.framing.learning.tuning import UNKNOWN
from nlp.framing.model import (
    CONTESTED,
    FRAME,
    RELEVANT,
    VECTOR,
    VOICE,
    Finish,
    FrameModel,
    log_softmax,
)
from nlp.framing.second import ANY, INPUTS, Scores, Values, frames_asked, inputs
from nlp.framing.windows import Ints

Asked = Mapping[str, tuple[tuple[str, ...], Ints]]
"""Question -> its answers and the coded ones (N,)."""
Part = tuple[Values, Ints]
"""Inputs of a regression and what was coded."""
OWN = 20
"""Codings of a frame from which on it has a regression of its own."""
STRENGTH = 1.0
PLAIN = {"score": 1.0}
"""Without any coding to learn from, scores stand as they are."""


def finish(asked: Asked, scores: Scores, words: Mapping[str, Floats], rows: Ints) -> FrameModel:
    """Return a model with nothing but the second stage, learned from `rows`."""
    made = FrameModel({}, {})
    if FRAME in asked:
        known = rows[asked[FRAME][1][rows] != UNKNOWN]
        made.temperature = _temperature(scores[FRAME][known], asked[FRAME][1][known])
    for kind in (RELEVANT, VOICE):
        if kind in asked:
            made.finishes[kind] = _fit(
                kind, [(inputs(kind, "", scores, words), asked[kind][1])], rows
            )
    parts, contested = [], []
    for frame in frames_asked(asked):
        gold = asked[f"{FRAME}:{frame}"][1]
        present = np.where(gold == UNKNOWN, UNKNOWN, (gold > 0).astype(np.int64))
        part = (inputs(FRAME, frame, scores, words), present)
        parts.append(part)
        if (present[rows] == 1).sum() >= OWN:
            made.finishes[f"{FRAME}:{frame}"] = _fit(FRAME, [part], rows)
        denied = np.where(gold > 0, (gold == CONTESTED).astype(np.int64), UNKNOWN)
        contested.append((inputs("contested", frame, scores, words), denied))
    if parts:
        made.finishes[f"{FRAME}:{ANY}"] = _fit(FRAME, parts, rows)
        made.finishes["contested"] = _fit("contested", contested, rows)
    return made


def _fit(kind: str, parts: Sequence[Part], rows: Ints) -> Finish:
    """Fit one regression to all parts put together."""
    names = INPUTS[kind]
    columns = np.concatenate([np.stack([v[n] for n in names], 1)[rows] for v, _ in parts])
    gold = np.concatenate([g[rows] for _, g in parts])
    known = gold != UNKNOWN
    if len(np.unique(gold[known])) < 2:  # noqa: PLR2004 - nothing to tell apart
        return Finish(names, tuple(PLAIN.get(n, 0.0) for n in names), 0.0)
    whole = len(parts) == 1 and VECTOR in parts[0][0]  # else frames share the regression
    if whole:
        columns = np.hstack([columns, parts[0][0][VECTOR][rows]])
    fitted = LogisticRegression(C=STRENGTH, max_iter=3000).fit(columns[known], gold[known])
    weights = tuple(float(w) for w in fitted.coef_[0, : len(names)])
    vector = fitted.coef_[0, len(names) :].astype(np.float32) if whole else None
    return Finish(names, weights, float(fitted.intercept_[0]), vector)


def _temperature(scores: Floats, gold: Ints) -> float:
    """Return the factor that makes log-probabilities most likely (Guo et al. 2017)."""

    def loss(logarithm: float) -> float:
        logs = log_softmax((scores * np.exp(logarithm)).astype(np.float64))
        return float(-logs[np.arange(len(gold)), gold].mean())

    return float(np.exp(minimize_scalar(loss, bounds=(-2, 2), method="bounded").x))
