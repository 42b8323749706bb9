"""From the encoder's scores to spans and links: best labels, then whom each span points to.

The labels are the best path of a linear chain (Viterbi); a content points to its cue and a cue to
its source, or to the window's first piece for none (Dozat and Manning 2017).
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
OUTSIDE, SOURCE, CUE, CONTENT = 0, 1, 3, 5
"""Numbers of the labels: each kind has "begins" and, one higher, "goes on"."""
LINK, NEAREST, NONE = 64, 12, 12
IMPOSSIBLE = -1e4
NOWHERE = 0
"""Piece a link points to when its target is not in the window: `[CLS]`."""


@dataclass(frozen=True, slots=True)
class Part:
    """A span of pieces, first and last."""

    first: int
    last: int


class Bias(NamedTuple):
    """What places alone say of one kind of link."""

    distance: Array
    """(24,) score of each distance class."""
    paragraph: Array
    """(4,) score of 0, 1, 2, 3 and more paragraphs between."""


def best_labels(scores: Array, transitions: Array) -> NDArray[np.int64]:
    """Return the best label of each piece, (T,), from scores (T, 7) and transitions (7, 7)."""
    moves = transitions.copy()
    for begins in (SOURCE, CUE, CONTENT):
        allowed = [begins, begins + 1]
        moves[[i for i in range(len(moves)) if i not in allowed], begins + 1] = IMPOSSIBLE
    back = np.zeros(scores.shape, np.int64)
    best = scores[0].copy()
    best[[SOURCE + 1, CUE + 1, CONTENT + 1]] = IMPOSSIBLE
    for at in range(1, len(scores)):
        through = best[:, None] + moves
        back[at] = through.argmax(0)
        best = through.max(0) + scores[at]
    labels = np.zeros(len(scores), np.int64)
    labels[-1] = best.argmax()
    for at in range(len(scores) - 1, 0, -1):
        labels[at - 1] = back[at, labels[at]]
    return labels


def spans(labels: NDArray[np.int64], kind: int) -> list[Part]:
    """Return the spans of one kind of label."""
    found: list[Part] = []
    for at, label in enumerate(labels):
        if label == kind:
            found.append(Part(at, at))
        elif label == kind + 1 and found and found[-1].last == at - 1:
            found[-1] = Part(found[-1].first, at)
    return found


def pointing(vectors: Array, parts: list[Part], paragraphs: NDArray[np.int64], bias: Bias) -> Array:
    """Return the log-probabilities (N, T) that each of N spans points to each of T pieces.

    `vectors` (T, 3 × LINK) are those of one kind of link, `paragraphs` (T,) number each piece's.
    """
    start, end, key = (vectors[:, i * LINK : (i + 1) * LINK] for i in range(3))
    firsts, lasts = (np.asarray([getattr(p, n) for p in parts]) for n in ("first", "last"))
    scores = (start[firsts] + end[lasts]) @ key.T / LINK**0.5
    crossed = np.abs(paragraphs[firsts][:, None] - paragraphs[None])
    crossed = np.minimum(crossed, len(bias.paragraph) - 1)
    crossed[:, NOWHERE] = 0
    scores += bias.distance[classes(firsts, lasts, len(vectors))] + bias.paragraph[crossed]
    scores -= scores.max(1, keepdims=True)
    chances: Array = scores - np.log(np.exp(scores).sum(1, keepdims=True))
    return chances


def classes(firsts: NDArray[np.int64], lasts: NDArray[np.int64], length: int) -> NDArray[np.int64]:
    """Return the distance class (N, length) of each piece from each span: log-spaced, signed."""
    places = np.arange(length)[None]
    after = places - lasts[:, None]
    near = np.maximum(firsts[:, None] - places, after)
    spaced = 1 + np.minimum((np.log2(np.maximum(near, 1)) * 1.4).astype(np.int64), 10)
    kind = np.where(near <= 0, 0, spaced)
    kind = np.where(after > 0, kind + NEAREST, kind)
    kind[:, 0] = NONE
    return kind
