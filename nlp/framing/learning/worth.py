"""What held-out probabilities are worth: agreement, calibration, what abstaining would bring."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlp.framing.decisions import CONTESTED_FROM
from nlp.framing.learning.codings import CONTESTED, Codings
from nlp.framing.second import Chances

BINS = 10
Truth = NDArray[np.bool_]
Probabilities = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of a yes-or-no code."""

    precision: float
    recall: float
    f1: float
    positives: int
    """Sentences coded yes."""


def agreement(gold: Truth, said: Truth) -> Agreement:
    """Return precision, recall and F1, 0 where there is nothing to divide by."""
    hits = int((gold & said).sum())
    precision = hits / said.sum() if said.any() else 0.0
    recall = hits / gold.sum() if gold.any() else 0.0
    total = int(gold.sum() + said.sum())
    return Agreement(
        float(precision), float(recall), 2 * hits / total if total else 0.0, int(gold.sum())
    )


def calibration_error(gold: Truth, chance: Probabilities) -> float:
    """Return the expected calibration error over BINS bins of equal width (Naeini et al. 2015)."""
    places = np.minimum((chance * BINS).astype(int), BINS - 1)
    error = 0.0
    for place in range(BINS):
        inside = places == place
        if inside.any():
            error += inside.mean() * abs(gold[inside].mean() - chance[inside].mean())
    return float(error)


def present(codings: Codings, frame: str) -> tuple[NDArray[np.int64], Truth]:
    """Return the rows in which a frame was coded, and for these whether it is present."""
    rows = np.asarray([i for i, s in enumerate(codings.sentences) if frame in s.codes], np.int64)
    return rows, np.asarray([codings.sentences[i].codes[frame] > 0 for i in rows], bool)


def frame_agreement(codings: Codings, held_out: Chances, threshold: float) -> dict[str, Agreement]:
    """Return the agreement on each frame's presence; of one frame a sentence, the likeliest."""
    found = {}
    best = _best(held_out) if codings.one_frame else None
    for place, (frame, chance) in enumerate(held_out.present.items()):
        rows, gold = present(codings, frame)
        if not len(rows):
            continue  # this file codes other frames
        said = (best[rows] == place) if best is not None else chance[rows] >= threshold
        found[frame] = agreement(gold, said)
    return found


def _best(held_out: Chances) -> NDArray[np.int64]:
    return np.asarray(np.stack(list(held_out.present.values()), 1).argmax(1))


def macro_f1(found: dict[str, Agreement]) -> float:
    """Return the mean F1 of all frames."""
    return sum(one.f1 for one in found.values()) / len(found)


def frame_calibration(codings: Codings, held_out: Chances) -> float:
    """Return the calibration error over all frames' probabilities put together.

    Of one frame a sentence it is that of the likeliest frame (confidence against accuracy).
    """
    if codings.one_frame:
        likeliest = np.asarray(list(held_out.present))[_best(held_out)]
        right = [
            one.codes.get(f, 0) > 0 for f, one in zip(likeliest, codings.sentences, strict=True)
        ]
        return calibration_error(
            np.asarray(right), np.stack(list(held_out.present.values())).max(0)
        )
    golds, chances = [], []
    for frame, chance in held_out.present.items():
        rows, gold = present(codings, frame)
        golds.append(gold)
        chances.append(chance[rows])
    return calibration_error(np.concatenate(golds), np.concatenate(chances))


def contested(codings: Codings, held_out: Chances, threshold: float) -> Agreement:
    """Return the agreement on whether a sentence contests any of its frames."""
    gold = np.asarray([CONTESTED in one.codes.values() for one in codings.sentences], bool)
    said = np.zeros(len(gold), bool)
    for frame, chance in held_out.contested.items():
        said |= (held_out.present[frame] >= threshold) & (chance >= CONTESTED_FROM)
    return agreement(gold, said)


def abstention(
    codings: Codings, held_out: Chances, threshold: float, shares: Sequence[float]
) -> list[tuple[float, float]]:
    """Return (share of decisions kept, F1 over all frames) when the least sure are left to people.

    Sureness is the distance of a probability from the threshold; one decision is one sentence and
    frame. El-Yaniv and Wiener 2010 call this the risk-coverage curve.
    """
    golds, chances = [], []
    for frame, chance in held_out.present.items():
        rows, gold = present(codings, frame)
        golds.append(gold)
        chances.append(chance[rows])
    gold, chance = np.concatenate(golds), np.concatenate(chances)
    order = np.argsort(-np.abs(chance - threshold), kind="stable")
    curve = []
    for share in shares:
        kept = order[: max(1, round(share * len(order)))]
        curve.append((share, agreement(gold[kept], chance[kept] >= threshold).f1))
    return curve
