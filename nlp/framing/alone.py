"""A first, weak coder from the codebook alone: its definitions, examples and phrases.

Without codings little can be learned, so what is learned is modest: which way the definitions and
examples lie in the encoder's space, and how much a strong and a weak phrase say. The probabilities
order sentences and are no calibrated frequencies (docs/codebook.md says so to the reader).
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold

from nlp.codebook import Codebook, FrameRule, Matcher
from nlp.codebook.phrases import as_text
from nlp.framing.encoder import WIDTH, Floats, SentenceEncoder, mean
from nlp.framing.lexical import column_names, lexical
from nlp.framing.model import FRAME, Finish, FrameModel, Linear, normed
from nlp.framing.passages import Unit
from nlp.framing.second import SILENT

EXAMPLE, MADE = 1.0, 0.25
"""Weight of a sentence the scholar wrote and of one made of phrases."""
FOLDS = 5
ANSWERS = ("absent", "asserted", "contested")
INPUTS = ("score", "strong", "weak", "enough")
WITHOUT_PHRASE = -3.0
"""Log-odds for a sentence with no phrase of the frame: nearness to examples alone says little."""
CONTESTED = Finish(("score", "denied", "cue"), (0.0, 6.0, 0.0), -3.0)
"""Nothing is learned on stance: the codebook's cues decide."""
RULE = Finish(INPUTS, (0.0, 0.0, 0.0, 4.0), -2.0)
"""Of a codebook in which every sentence has its frame: phrases decide."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A sentence of the codebook."""

    text: str
    weight: float
    says: dict[str, bool]
    """For the frames it tells something of: invoked or not."""


def lessons(codebook: Codebook) -> Iterator[Lesson]:
    """Yield all sentences that people wrote into the codebook, always in the same order."""
    file = codebook.file
    ids = [frame.id for frame in file.frames]
    for sentence in file.neutral:
        yield Lesson(sentence, EXAMPLE, dict.fromkeys(ids, False))
    for frame in file.frames:
        yield Lesson(" ".join(frame.definition.split()), EXAMPLE, {frame.id: True})
        for example in frame.examples:
            yield Lesson(example.text, EXAMPLE, {frame.id: True})
        for counter in frame.counter_examples:
            yield Lesson(counter.text, EXAMPLE, {frame.id: False})


def made(frame: FrameRule) -> Iterator[Lesson]:
    """Yield sentences made of phrases: a strong or two weak ones invoke, one weak one does not."""
    strong = [text for phrase in frame.strong if (text := as_text(phrase))]
    weak = [text for phrase in frame.weak if (text := as_text(phrase))]
    for phrase in strong:
        yield Lesson(phrase, MADE, {frame.id: True})
    for at, phrase in enumerate(weak):
        yield Lesson(phrase, MADE, {frame.id: False})
        if len(weak) > 1:
            yield Lesson(f"{phrase}, {weak[(at + 1) % len(weak)]}", MADE, {frame.id: True})


def learn_alone(codebook: Codebook, matcher: Matcher, encoder: SentenceEncoder) -> FrameModel:
    """Return a model of the codebook's own sentences. Deterministic, a second or two."""
    written = list(lessons(codebook))
    vectors = normed(np.stack([_vector(encoder, lesson.text) for lesson in written]))
    model = FrameModel({}, {}, about={"learned_from": "the codebook alone"})
    columns, gold, weights = [], [], []
    for frame in codebook.file.frames:
        name = f"{FRAME}:{frame.id}"
        rows = np.asarray([i for i, lesson in enumerate(written) if frame.id in lesson.says])
        said = np.asarray([written[i].says[frame.id] for i in rows])
        held_out = _held_out(vectors[rows], said)
        direction, bias = _fit(vectors[rows], said)
        model.questions[name] = ANSWERS
        model.linear[name] = Linear(
            np.stack([0 * direction, direction, 0 * direction]), np.asarray([0, bias, -20.0], "f")
        )
        extra = list(made(frame))
        taught = [written[i] for i in rows] + extra
        words = _words(codebook, matcher, taught, frame.id)
        columns.append(np.column_stack([np.concatenate([held_out, np.zeros(len(extra))]), words]))
        gold += [lesson.says[frame.id] for lesson in taught]
        weights += [lesson.weight for lesson in taught]
    model.finishes[f"{FRAME}:*"] = _finish(np.concatenate(columns), gold, weights)
    model.finishes["contested"] = CONTESTED
    return model


def _finish(columns: Floats, gold: list[bool], weights: list[float]) -> Finish:
    """Return what a score and phrases are worth; RULE where no sentence lacks its frame."""
    if len(set(gold)) == 1:
        return RULE
    fitted = LogisticRegression(C=1.0, max_iter=3000, class_weight="balanced")
    fitted.fit(columns, gold, sample_weight=weights)
    learned = (*(float(w) for w in fitted.coef_[0]), WITHOUT_PHRASE)
    return Finish((*INPUTS, SILENT), learned, float(fitted.intercept_[0]))


def _held_out(vectors: Floats, said: Floats) -> Floats:
    """Return the scores (N,) of sentences, each from a direction that had not seen it."""
    scores = np.zeros(len(said), np.float32)
    if len(said) > 1:
        cut = KFold(min(FOLDS, len(said)), shuffle=True, random_state=0)
        for learned, judged in cut.split(vectors):
            direction, bias = _fit(vectors[learned], said[learned])
            scores[judged] = vectors[judged] @ direction + bias
    return scores


def _fit(vectors: Floats, said: Floats) -> tuple[Floats, float]:
    """Return direction (WIDTH,) and bias that tell a frame's sentences from others."""
    if len(np.unique(said)) == 1:
        return np.zeros(WIDTH, np.float32), 2.0 if said[0] else -2.0
    fitted = LogisticRegression(C=1.0, max_iter=3000, class_weight="balanced").fit(vectors, said)
    return fitted.coef_[0].astype(np.float32), float(fitted.intercept_[0])


def _vector(encoder: SentenceEncoder, text: str) -> Floats:
    return mean(encoder.read(text, [(0, len(text))], [0]).vectors)


def _words(codebook: Codebook, matcher: Matcher, taught: list[Lesson], frame: str) -> Floats:
    """Return (N, 3): strong, weak and enough, as the fast features count them."""
    names = column_names(codebook)
    wanted = [names.index(f"{kind}:{frame}") for kind in INPUTS[1:]]
    rows = []
    for lesson in taught:
        unit = Unit(0, 0, len(lesson.text), lesson.text, matcher.find(lesson.text))
        rows.append(lexical(codebook, [unit], ())[0, wanted])
    return np.stack(rows)
