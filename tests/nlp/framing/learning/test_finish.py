"""The second stage makes scores probabilities that hold."""

import numpy as np

from nlp.framing.learning.finish import finish
from nlp.framing.learning.tuning import UNKNOWN
from nlp.framing.learning.worth import calibration_error
from nlp.framing.model import log_softmax
from nlp.framing.second import chances

RANDOM_SEED, COUNT = 5, 4000


def test_scores_that_boast_become_calibrated() -> None:
    """Log-odds three times too large are brought down."""
    random = np.random.default_rng(RANDOM_SEED)
    odds = random.normal(size=COUNT)
    gold = (random.random(COUNT) < 1 / (1 + np.exp(-odds))).astype(np.int64)
    boast = np.stack([0 * odds, 3 * odds, 0 * odds - 20], 1)
    scores = {"frame:pride": log_softmax(boast.astype(np.float32))}
    learned, judged = np.arange(COUNT // 2), np.arange(COUNT // 2, COUNT)
    model = finish(
        {"frame:pride": (("absent", "asserted", "contested"), gold)}, scores, {}, learned
    )
    found = chances(model, scores, {}).present["frame:pride".partition(":")[2]]
    before = 1 / (1 + np.exp(-3 * odds))
    assert calibration_error(gold[judged] > 0, found[judged]) < 0.05
    assert calibration_error(gold[judged] > 0, before[judged]) > 0.1


def test_one_frame_a_sentence_is_calibrated_by_a_temperature() -> None:
    """Scores three times too large ask for a third."""
    random = np.random.default_rng(RANDOM_SEED)
    logs = log_softmax(random.normal(size=(COUNT, 3)).astype(np.float32))
    gold = np.asarray([random.choice(3, p=row / row.sum()) for row in np.exp(logs.astype(float))])
    scores = {"frame": log_softmax(logs * 3)}
    model = finish({"frame": (("a", "b", "c"), gold)}, scores, {}, np.arange(COUNT))
    assert abs(model.temperature - 1 / 3) < 0.05


def test_frames_with_few_codings_share_a_regression() -> None:
    """The frequent frame has its own, the rare one that of all; what is unknown counts nowhere."""
    random = np.random.default_rng(RANDOM_SEED)
    often, rarely = np.arange(80) % 2, (np.arange(80) % 16 == 0).astype(np.int64)
    often[0] = UNKNOWN
    scores = {}
    for name, gold in (("often", often), ("rarely", rarely)):
        odds = 2 * gold - 1 + random.normal(size=80)
        three = np.stack([0 * odds, odds, 0 * odds - 5], 1).astype(np.float32)
        scores[f"frame:{name}"] = log_softmax(three)
    answers = ("absent", "asserted", "contested")
    asked = {"frame:often": (answers, often), "frame:rarely": (answers, rarely)}
    model = finish(asked, scores, {}, np.arange(80))
    assert set(model.finishes) == {"frame:often", "frame:*", "contested"}
    found = chances(model, scores, {})
    assert found.present["rarely"][rarely == 1].mean() > found.present["rarely"].mean()
