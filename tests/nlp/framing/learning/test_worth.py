"""What probabilities are worth, in cases that can be reckoned by hand."""

from pathlib import Path

import numpy as np
import pytest

from nlp.framing.learning.codings import CodedSentence, Codings
from nlp.framing.learning.worth import (
    abstention,
    agreement,
    calibration_error,
    contested,
    frame_agreement,
    frame_calibration,
    macro_f1,
)
from nlp.framing.second import Chances


def coded(*codes: dict[str, int], one_frame: bool = False) -> Codings:
    """Return codings of invented sentences."""
    rows = [CodedSentence(f"Sentence {n}.", str(n), codes=c) for n, c in enumerate(codes)]
    return Codings(Path("invented.csv"), rows, ["pride", "waste"], one_frame)


def held_out(pride: list[float], waste: list[float]) -> Chances:
    """Return probabilities of two frames."""
    return Chances(present={"pride": np.asarray(pride), "waste": np.asarray(waste)})


def test_calibration_error() -> None:
    """None when chances are frequencies; the distance when they boast."""
    gold = np.asarray([True, False, True, False])
    assert calibration_error(gold, np.full(4, 0.5)) == pytest.approx(0)
    assert calibration_error(gold, np.full(4, 1.0)) == pytest.approx(0.5)
    assert calibration_error(gold, np.asarray([0.9, 0.9, 0.2, 0.2])) == pytest.approx(0.35)


def test_agreement() -> None:
    """One hit of two said and of three coded; nothing to divide by is 0."""
    gold, said = np.asarray([1, 1, 1, 0], bool), np.asarray([1, 0, 0, 1], bool)
    found = agreement(gold, said)
    assert (found.precision, found.recall, found.f1, found.positives) == (0.5, 1 / 3, 0.4, 3)
    none = agreement(gold & False, said & False)
    assert (none.precision, none.recall, none.f1, none.positives) == (0, 0, 0, 0)


def test_frames_are_judged_where_they_were_coded() -> None:
    """A sentence whose frame was not coded counts nowhere."""
    codings = coded({"pride": 1, "waste": 0}, {"pride": 0}, {"pride": 2, "waste": 1})
    chances = held_out([0.9, 0.8, 0.7], [0.1, 0.9, 0.9])
    found = frame_agreement(codings, chances, 0.5)
    assert (found["pride"].precision, found["pride"].recall) == (2 / 3, 1)
    assert (found["waste"].f1, found["waste"].positives) == (1, 1)
    assert macro_f1(found) == pytest.approx((0.8 + 1) / 2)
    assert 0 < frame_calibration(codings, chances) < 1


def test_of_one_frame_a_sentence_the_likeliest_counts() -> None:
    """Even below the threshold."""
    codings = coded({"pride": 1, "waste": 0}, {"pride": 0, "waste": 1}, one_frame=True)
    chances = held_out([0.4, 0.4], [0.3, 0.45])
    assert macro_f1(frame_agreement(codings, chances, 0.5)) == 1
    assert frame_calibration(codings, chances) == pytest.approx(1 - 0.425)


def test_contested() -> None:
    """Only a frame that is present can be contested."""
    codings = coded({"pride": 2}, {"pride": 1}, {"pride": 2})
    chances = held_out([0.9, 0.9, 0.1], [0, 0, 0])
    chances.contested = {"pride": np.asarray([0.9, 0.1, 0.9])}
    found = contested(codings, chances, 0.5)
    assert (found.precision, found.recall) == (1, 0.5)


def test_abstention() -> None:
    """Leaving the least sure to people helps when those are the mistakes."""
    codings = coded({"pride": 1}, {"pride": 0}, {"pride": 1}, {"pride": 0})
    chances = Chances(present={"pride": np.asarray([0.95, 0.05, 0.45, 0.55])})
    assert abstention(codings, chances, 0.5, [1.0, 0.5]) == [(1.0, 0.5), (0.5, 1.0)]
