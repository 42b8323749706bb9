"""bench/framing --train A [--test B]: any codings through what `framesay train` runs."""

import time
from dataclasses import replace
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

from nlp.framing.learning.codings import Codings, read_codings
from nlp.framing.learning.train import Options, folds_of, judged_by, train
from nlp.framing.learning.worth import frame_agreement, frame_calibration, macro_f1
from nlp.framing.model import FrameModel
from nlp.framing.second import Chances, chances

DRAWS, HALF = 5, 0.5


def run(path: Path, test: Path | None, count: int | None, *, tuning: bool) -> dict[str, float]:
    """Print the table and return the figures."""
    codings = read_codings(path)
    options = Options(tuning=tuning)
    begun = time.perf_counter()
    if count:
        figures = _drawn(codings, read_codings(test) if test else None, count, options)
    elif test:
        figures = _on_test(codings, read_codings(test), options)
    else:
        trained = train(codings, options=options)
        figures = _figures(codings, trained.held_out) | {"tfidf_macro_f1": _baseline(codings)}
    figures["seconds"] = time.perf_counter() - begun
    return figures


def _figures(codings: Codings, found: Chances) -> dict[str, float]:
    """Print each frame's agreement and return the figures."""
    each = frame_agreement(codings, found, HALF)
    print(f"{'frame':24}{'codings':>9}{'precision':>11}{'recall':>9}{'F1':>8}")
    for frame, one in each.items():
        print(f"{frame:24}{one.positives:9}{one.precision:11.3f}{one.recall:9.3f}{one.f1:8.3f}")
    error = frame_calibration(codings, found)
    print(f"macro-F1 {macro_f1(each):.3f}, calibration error {error:.3f}")
    return {"macro_f1": macro_f1(each), "calibration_error": error}


def chances_of(model: FrameModel, codings: Codings) -> Chances:
    """Return what a model says of codings it never saw."""
    judged = judged_by(model, codings, None)
    return chances(model, judged.scores, judged.words)


def _on_test(codings: Codings, test: Codings, options: Options) -> dict[str, float]:
    trained = train(codings, options=options)
    print(f"learned from {len(codings.sentences)}, judged on {len(test.sentences)} codings")
    figures = _figures(test, chances_of(trained.model, test))
    return figures | {"tfidf_macro_f1": _tfidf(codings, test)}


def _drawn(
    codings: Codings, test: Codings | None, count: int, options: Options
) -> dict[str, float]:
    """Learn from draws of `count` codings; judge on `test`, or on all that were not drawn."""
    frames = [next(f for f, c in s.codes.items() if c) for s in codings.sentences]
    ours, plain = [], []
    for seed in range(DRAWS):
        drawn, rest = train_test_split(
            np.arange(len(frames)), train_size=count, random_state=seed, stratify=frames
        )
        few = replace(codings, sentences=[codings.sentences[i] for i in drawn])
        other = test or replace(codings, sentences=[codings.sentences[i] for i in rest])
        model = train(few, options=replace(options, seed=seed)).model
        ours.append(macro_f1(frame_agreement(other, chances_of(model, other), HALF)))
        plain.append(_tfidf(few, other))
        print(f"draw {seed}: macro-F1 {ours[-1]:.3f}, TF-IDF {plain[-1]:.3f}", flush=True)
    return {"macro_f1": float(np.mean(ours)), "tfidf_macro_f1": float(np.mean(plain))}


def _baseline(codings: Codings) -> float:
    """Return the macro-F1 of TF-IDF in the same cross-validation."""
    said = np.zeros((len(codings.sentences), len(codings.frames)))
    for learned, judged in folds_of(codings, 5):
        few = replace(codings, sentences=[codings.sentences[i] for i in learned])
        other = replace(codings, sentences=[codings.sentences[i] for i in judged])
        said[judged] = _tfidf_shares(few, other)
    found = Chances(present=dict(zip(codings.frames, said.T, strict=True)))
    return macro_f1(frame_agreement(codings, found, HALF))


def _tfidf(codings: Codings, test: Codings) -> float:
    shares = _tfidf_shares(codings, test)
    found = Chances(present=dict(zip(codings.frames, shares.T, strict=True)))
    return macro_f1(frame_agreement(test, found, HALF))


def _tfidf_shares(
    codings: Codings, test: Codings
) -> "np.ndarray[tuple[int, int], np.dtype[np.float64]]":
    """Return what word and letter TF-IDF with logistic regression says, (N, frames)."""
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
    rows = letters.fit_transform([s.text for s in codings.sentences])
    others = letters.transform([s.text for s in test.sentences])
    shares = np.zeros((len(test.sentences), len(codings.frames)))
    for place, frame in enumerate(codings.frames):
        gold = [s.codes[frame] > 0 for s in codings.sentences]
        fitted = LogisticRegression(C=10, class_weight="balanced", max_iter=2000).fit(rows, gold)
        shares[:, place] = fitted.predict_proba(others)[:, 1]
    return shares
