"""The second stage: from scores and the codebook's own words to probabilities.

How the regressions are learned stands in nlp.framing.learning.finish. Frames with few codings share
one, as do all contested ones: it says what a score and a phrase are worth, whatever the frame.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlp.framing.encoder import Floats
from nlp.framing.model import (
    ABSENT,
    ASSERTED,
    CONTESTED,
    FRAME,
    RELEVANT,
    VECTOR,
    VOICE,
    Finish,
    FrameModel,
    log_softmax,
    normed,
)

Values = dict[str, NDArray[Any]]
Scores = Mapping[str, Floats]
ANY = "*"
SILENT = "silent"
"""1 for a sentence with no phrase of the frame at all."""
AS_IT_IS = Finish(("score",), (1.0,), 0.0)
"""Of a question that the codings which weigh scores do not answer."""
INPUTS = {
    RELEVANT: ("score", "named", "near", "related"),
    VOICE: ("score", "quoted", "attribution"),
    FRAME: ("score", "relevant", "named", "near", "strong", "weak", "enough"),
    "contested": ("score", "denied", "cue"),
}


@dataclass(slots=True)
class Chances:
    """Probabilities (N,) for N sentences."""

    relevant: NDArray[np.float64] | None = None
    """None where relevance was not coded."""
    source: NDArray[np.float64] | None = None
    """That a source speaks; None where voice was not coded."""
    present: Values = field(default_factory=dict)
    """By frame."""
    contested: Values = field(default_factory=dict)
    """By frame: if it is present, that it does not stand. None for a frame never contested."""


def halved(vectors: Floats) -> Floats:
    """Return sentence vectors (N, WIDTH) as the second stage takes them: scores weigh more."""
    return np.asarray(normed(vectors) / 2, dtype=np.float32)


def inputs(kind: str, frame: str, scores: Scores, words: Mapping[str, Floats]) -> Values:
    """Return the inputs of a regression; words of the codebook that are not known count as 0."""
    count = len(next(iter(scores.values())))
    found: Values = {VECTOR: words[VECTOR]} if VECTOR in words else {}
    for name in INPUTS[kind]:
        if name == "score":
            found[name] = _score(kind, frame, scores)
        elif name == RELEVANT:
            known = RELEVANT in scores
            found[name] = _score(RELEVANT, "", scores) if known else np.zeros(count)
        else:
            column = words.get(f"{name}:{frame}", words.get(name))
            found[name] = np.zeros(count) if column is None else column.astype(np.float64)
    if kind == FRAME:
        found[SILENT] = (found["strong"] + found["weak"] == 0).astype(np.float64)
    return found


def _score(kind: str, frame: str, scores: Scores) -> NDArray[np.float64]:
    """Return the log-odds that the first stage gives."""
    if kind in (RELEVANT, VOICE):
        return np.asarray(scores[kind][:, 1] - scores[kind][:, 0], dtype=np.float64)
    three = scores[f"{FRAME}:{frame}"].astype(np.float64)
    if kind == FRAME:
        return np.logaddexp(three[:, ASSERTED], three[:, CONTESTED]) - three[:, ABSENT]
    return np.clip(three[:, CONTESTED] - three[:, ASSERTED], -8, 8)


def frames_asked(questions: Mapping[str, object]) -> list[str]:
    """Return the frames that have a question each."""
    return [name.partition(":")[2] for name in questions if name.startswith(f"{FRAME}:")]


def chances(model: FrameModel, scores: Scores, words: Mapping[str, Floats]) -> Chances:
    """Return the probabilities of N sentences from their scores and the codebook's words."""
    found = Chances()
    weigh = model.finishes.get
    if RELEVANT in scores:
        found.relevant = weigh(RELEVANT, AS_IT_IS).chance(inputs(RELEVANT, "", scores, words))
    if VOICE in scores:
        found.source = weigh(VOICE, AS_IT_IS).chance(inputs(VOICE, "", scores, words))
    if FRAME in scores:
        shares = np.exp(log_softmax(scores[FRAME] * np.float32(model.temperature)))
        for place, frame in enumerate(model.questions[FRAME]):
            found.present[frame] = shares[:, place].astype(np.float64)
    for frame in frames_asked(scores):
        own = weigh(f"{FRAME}:{frame}", weigh(f"{FRAME}:{ANY}", AS_IT_IS))
        found.present[frame] = own.chance(inputs(FRAME, frame, scores, words))
        values = inputs("contested", frame, scores, words)
        found.contested[frame] = weigh("contested", AS_IT_IS).chance(values)
    return found
