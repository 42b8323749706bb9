"""The first stage: scores of each question, learned from coded sentences."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy.sparse
from sklearn.linear_model import LogisticRegression

from nlp.framing.encoder import MODEL, WIDTH, Floats, SentenceEncoder, mean
from nlp.framing.layer import load_layers
from nlp.framing.learning.codings import VOICES, Codings
from nlp.framing.learning.tuning import UNKNOWN, Question, Seen, tune
from nlp.framing.model import (
    FRAME,
    RELEVANT,
    VOICE,
    FrameModel,
    Linear,
    count_letters,
    letters_of,
    normed,
)
from nlp.framing.windows import Ints, windows
from nlp.quotations.pieces import tokenizer

FRAME_ANSWERS = ("absent", "asserted", "contested")
STRENGTH = 1.0
"""Inverse strength of the penalty (scikit-learn's C)."""
NEVER = -8.0
"""Score of an answer that no coding gave."""
LETTERS_UP_TO = 3000
"""With more codings the vectors alone do as well."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """Coded sentences as the encoder saw them, in the order of the codings."""

    texts: list[str]
    vectors: Floats
    """(N, WIDTH)."""
    seen: list[Seen]
    """For tuning; empty unless asked for."""


def encode(codings: Codings, encoder: SentenceEncoder, *, keep: bool) -> Encoded:
    """Return the sentences' vectors in their context; `keep` what tuning needs."""
    texts, vectors, seen = [], [], []
    for one in codings.sentences:
        parts = [part for part in (one.prev, one.text, one.next) if part]
        at = int(bool(one.prev))
        text, spans = " ".join(parts), []
        begin = 0
        for part in parts:
            spans.append((begin, begin + len(part)))
            begin += len(part) + 1
        cut = windows(text, spans, [at], tokenizer())
        before, after = encoder.window(cut[0])
        own = np.flatnonzero(cut[0].owner == at)
        texts.append(one.text)
        vectors.append(mean(after[own]))
        if keep:
            seen.append(Seen(before, own))
    return Encoded(texts, np.stack(vectors), seen)


def questions_of(codings: Codings) -> dict[str, tuple[tuple[str, ...], Ints]]:
    """Return for each question its answers and the coded ones (N,), UNKNOWN where not coded."""
    rows = codings.sentences
    asked: dict[str, tuple[tuple[str, ...], Ints]] = {}

    def ask(name: str, answers: Sequence[str], gold: list[int | None]) -> None:
        coded = np.asarray([UNKNOWN if g is None else g for g in gold], np.int64)
        if len(np.unique(coded[coded != UNKNOWN])) > 1:
            asked[name] = (tuple(answers), coded)

    if codings.one_frame:
        places = {frame: place for place, frame in enumerate(codings.frames)}
        ask(FRAME, codings.frames, [places[next(f for f, c in r.codes.items() if c)] for r in rows])
    else:
        ask(RELEVANT, ("no", "yes"), [r.relevant for r in rows])
        for frame in codings.frames:
            ask(f"{FRAME}:{frame}", FRAME_ANSWERS, [r.codes.get(frame) for r in rows])
    ask(VOICE, VOICES, [VOICES.index(r.voice) if r.voice else None for r in rows])
    return asked


Asked = dict[str, tuple[tuple[str, ...], Ints]]


def learn(encoded: Encoded, asked: Asked, rows: Ints, *, tuning: bool, seed: int = 0) -> FrameModel:
    """Return a model of the first stage, learned from the `rows` of what was encoded."""
    rarity = None
    letters = None
    texts = [encoded.texts[row] for row in rows]
    if len(rows) <= LETTERS_UP_TO:
        holding = np.asarray((count_letters(texts) > 0).sum(0)).ravel()
        rarity = (np.log((1 + len(rows)) / (1 + holding)) + 1).astype(np.float32)
        letters = letters_of(texts, rarity)
    vectors = normed(encoded.vectors[rows])
    linear = {
        name: _linear(vectors, letters, gold[rows], len(answers))
        for name, (answers, gold) in asked.items()
    }
    model = FrameModel({name: answers for name, (answers, _) in asked.items()}, linear)
    model.rarity = rarity
    if tuning:
        seen = [encoded.seen[row] for row in rows]
        questions = [Question(len(answers), gold[rows]) for answers, gold in asked.values()]
        tuned = tune(seen, questions, load_layers(MODEL / "upper_layers.npz"), seed)
        model.layers = tuned.layers
        model.heads = {n: Linear(*head) for n, head in zip(asked, tuned.heads, strict=True)}
    return model


def _linear(vectors: Floats, letters: Any, gold: Ints, answers: int) -> Linear:  # noqa: ANN401
    """Fit one question with scikit-learn."""
    known = np.flatnonzero(gold != UNKNOWN)
    columns: Any = vectors[known]
    if letters is not None:
        columns = scipy.sparse.hstack([scipy.sparse.csr_matrix(columns), letters[known]]).tocsr()
    bias = np.full(answers, NEVER, np.float32)
    weights = np.zeros((answers, columns.shape[1]), np.float32)
    given = np.unique(gold[known])
    if len(given) == 1:  # nothing to tell apart (in a fold, say)
        bias[given] = 0
    else:
        fitted = LogisticRegression(C=STRENGTH, max_iter=3000, class_weight="balanced")
        fitted.fit(columns, gold[known])
        if len(given) == 2:  # noqa: PLR2004 - scikit-learn gives the second answer's scores only
            weights[given[1]], bias[given[1]], bias[given[0]] = (
                fitted.coef_[0],
                fitted.intercept_[0],
                0,
            )
        else:
            weights[given], bias[given] = fitted.coef_, fitted.intercept_
    vector = weights[:, :WIDTH]
    return Linear(vector, bias, weights[:, WIDTH:] if letters is not None else None)


def score(model: FrameModel, encoded: Encoded, rows: Ints) -> dict[str, Floats]:
    """Return the first stage's scores of the `rows`, by question."""
    own = None
    if model.layers:
        own = np.stack(
            [mean(model.tuned(encoded.seen[r].before)[encoded.seen[r].own]) for r in rows]
        )
    return model.scores(encoded.vectors[rows], [encoded.texts[r] for r in rows], own)
