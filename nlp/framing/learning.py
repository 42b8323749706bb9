"""Learn from the codebook alone: its examples, and short sentences made of its phrases.

A codebook without codings gives little to learn from, so what is learned is modest: how much a
strong and a weak phrase say, and which words of the examples lean which way. The probabilities
are those of a logistic regression on this small set; they order sentences well and are no
calibrated frequencies (docs/codebook.md says so to the reader).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from nlp.codebook import Codebook, FrameRule, Matcher
from nlp.codebook.phrases import as_text
from nlp.framing.features import COUNTS, WORD_WEIGHT, Floats, Found, counts, new_vectorizer

EXAMPLE, MADE = 1.0, 0.25
"""Weight of a sentence the scholar wrote and of one made of phrases."""

Taught = tuple[str, float, dict[str, bool]]
"""A sentence, its weight, and for the frames it tells something of: invoked or not."""


@dataclass(frozen=True, slots=True)
class Model:
    """What was learned for one frame."""

    frame: str
    of_counts: Floats
    of_words: Floats
    bias: float

    def chances(self, found: Sequence[Found], words: Any) -> Floats:  # noqa: ANN401 - sparse rows
        """Return for each sentence how likely it invokes the frame."""
        scores = counts(found, self.frame) @ self.of_counts + words @ self.of_words + self.bias
        chances: Floats = 1 / (1 + np.exp(-scores))
        return chances


def taught(codebook: Codebook) -> Iterator[Taught]:
    """Yield all sentences to learn from, always in the same order."""
    file = codebook.file
    ids = [frame.id for frame in file.frames]
    topic = [text for phrase in file.relevance.phrases if (text := as_text(phrase))] or [file.topic]
    for sentence in file.neutral:
        yield sentence, EXAMPLE, dict.fromkeys(ids, False)
    for frame in file.frames:
        for example in frame.examples:
            yield example.text, EXAMPLE, {frame.id: True}
        for counter in frame.counter_examples:
            yield counter.text, EXAMPLE, {frame.id: False}
        yield from _made(frame, topic)
    for phrase in topic:
        yield phrase, MADE, dict.fromkeys(ids, False)


def _made(frame: FrameRule, topic: list[str]) -> Iterator[Taught]:
    """Make sentences of phrases: one strong or two weak ones invoke, one weak one does not."""
    strong = [text for phrase in frame.strong if (text := as_text(phrase))]
    weak = [text for phrase in frame.weak if (text := as_text(phrase))]
    for at, phrase in enumerate(strong):
        yield f"{topic[at % len(topic)]}: {phrase}", MADE, {frame.id: True}
    for at, phrase in enumerate(weak):
        yield f"{topic[at % len(topic)]}: {phrase}", MADE, {frame.id: False}
        both = f"{topic[at % len(topic)]}: {phrase}, {weak[(at + 1) % len(weak)]}"
        if len(weak) > 1:
            yield both, MADE, {frame.id: True}


def learn(codebook: Codebook, matcher: Matcher) -> tuple[TfidfVectorizer, list[Model]]:
    """Fit the words' columns and one logistic regression a frame. Deterministic."""
    lessons = list(taught(codebook))
    texts = [text for text, _, _ in lessons]
    vectorizer = new_vectorizer()
    words = vectorizer.fit_transform(texts).toarray() * WORD_WEIGHT  # a few hundred rows
    found = [matcher.find(text) for text in texts]
    models = []
    for frame in codebook.file.frames:
        rows = [at for at, (_, _, says) in enumerate(lessons) if frame.id in says]
        labels = [lessons[at][2][frame.id] for at in rows]
        columns = np.hstack([counts([found[at] for at in rows], frame.id), words[rows]])
        regression = LogisticRegression(C=2.0, class_weight="balanced", max_iter=1000)
        regression.fit(columns, labels, sample_weight=[lessons[at][1] for at in rows])
        weights = regression.coef_[0]
        models.append(
            Model(
                frame.id,
                weights[:COUNTS],
                weights[COUNTS:] * WORD_WEIGHT,
                float(regression.intercept_[0]),
            )
        )
    return vectorizer, models
