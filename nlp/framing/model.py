"""What was learned from codings, as plain arrays: how it scores sentences, how it is kept.

Two stages. Linear scores over the sentence's vector (and, where few codings were given, over its
letters), from scikit-learn and, where layers were tuned, from their heads, averaged. Then one
logistic regression a question over these scores and the codebook's own words makes them
probabilities (Platt 1999; Wolpert 1992 for learning on held-out scores).
"""

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from corpus.errors import StudyError
from nlp.framing.encoder import Floats

if TYPE_CHECKING:
    from nlp.framing.layer import Weights

SCALE = np.float32(4.0)
"""Length of sentence vectors before they are scored."""
LETTERS = 2**16
LETTERS_WEIGHT = np.float32(4.0)
"""Of the letters' columns beside the vector's."""
RELEVANT, VOICE, FRAME = "relevant", "voice", "frame"
VECTOR = "vector"
ABSENT, ASSERTED, CONTESTED = 0, 1, 2
FOREIGN = (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile, zlib.error)
"""What reading a file that is no model of ours may raise."""


@dataclass(frozen=True, slots=True)
class Linear:
    """Scores of one question's answers."""

    vector: Floats
    """(answers, WIDTH)."""
    bias: Floats
    """(answers,)."""
    letters: Floats | None = None
    """(answers, LETTERS)."""


@dataclass(frozen=True, slots=True)
class Finish:
    """A logistic regression over named inputs."""

    inputs: tuple[str, ...]
    weights: tuple[float, ...]
    bias: float
    vector: Floats | None = None
    """(WIDTH,) weights of the sentence's vector, where real coverage was learned from."""

    def chance(self, values: Mapping[str, NDArray[Any]]) -> NDArray[np.float64]:
        """Return (N,) probabilities from (N,) values of each input."""
        score = np.full(len(next(iter(values.values()))), self.bias)
        for name, weight in zip(self.inputs, self.weights, strict=True):
            score = score + weight * values[name]
        if self.vector is not None:
            score = score + values[VECTOR] @ self.vector
        return np.asarray(1 / (1 + np.exp(-np.clip(score, -60, 60))))


@dataclass(slots=True)
class FrameModel:
    """Everything needed to code by what was learned."""

    questions: dict[str, tuple[str, ...]]
    """Name -> answers. A frame's are absent, asserted and contested; those of the question
    "frame" are frames of which each sentence has one."""
    linear: dict[str, Linear]
    layers: "list[Weights]" = field(default_factory=list)
    heads: dict[str, Linear] = field(default_factory=dict)
    """Over vectors from the tuned layers."""
    rarity: Floats | None = None
    """(LETTERS,) inverse document frequencies."""
    finishes: dict[str, Finish] = field(default_factory=dict)
    temperature: float = 1.0
    """By which the scores of "frame" are multiplied."""
    about: dict[str, Any] = field(default_factory=dict)
    """What it was learned from, and by what: for people and for coding runs."""

    def tuned(self, before: Floats) -> Floats:
        """Return (T, WIDTH) a window's vectors from the tuned layers."""
        from nlp.framing.layer import upper  # noqa: PLC0415 - with scipy, which few models need

        return np.asarray(upper(self.layers, before), dtype=np.float32)

    def scores(
        self, vectors: Floats, texts: Sequence[str], own: Floats | None = None
    ) -> dict[str, Floats]:
        """Return for each question the log-probabilities (N, answers) of the first stage.

        `vectors` (N, WIDTH) are those of the encoder, `own` those of the tuned layers.
        """
        rows = normed(vectors)
        letters = letters_of(texts, self.rarity) if self.rarity is not None else None
        found: dict[str, Floats] = {}
        for name, linear in self.linear.items():
            score = rows @ linear.vector.T + linear.bias
            if letters is not None and linear.letters is not None:
                score = score + letters @ linear.letters.T
            score = log_softmax(score)
            if own is not None and name in self.heads:
                head = self.heads[name]
                score = (score + log_softmax(normed(own) @ head.vector.T + head.bias)) / 2
            found[name] = np.asarray(score, dtype=np.float32)
        return found

    def save(self, path: Path) -> None:
        """Write an .npz file of plain arrays and one JSON text: no pickle."""
        arrays: dict[str, Any] = {}
        for kind, linears in (("linear", self.linear), ("head", self.heads)):
            for name, one in linears.items():
                arrays[f"{kind}/{name}/vector"] = one.vector.astype(np.float32)
                arrays[f"{kind}/{name}/bias"] = one.bias.astype(np.float32)
                if one.letters is not None:
                    arrays[f"{kind}/{name}/letters"] = one.letters.astype(np.float16)
        for place, layer in enumerate(self.layers):
            for name, weight in layer.items():
                arrays[f"layer/{place}.{name}"] = weight.astype(np.float16)
        if self.rarity is not None:
            arrays["rarity"] = self.rarity.astype(np.float16)
        for name, finish in self.finishes.items():
            if finish.vector is not None:
                arrays[f"finish/{name}/vector"] = finish.vector
        text = {
            "questions": self.questions,
            "finishes": {n: [f.inputs, f.weights, f.bias] for n, f in self.finishes.items()},
            "temperature": self.temperature,
            "about": self.about,
        }
        arrays["text"] = np.frombuffer(json.dumps(text, sort_keys=True).encode(), np.uint8)
        with path.open("wb") as file:
            np.savez_compressed(file, allow_pickle=False, **arrays)

    @classmethod
    def load(cls, path: Path) -> "FrameModel":
        """Read what `save` wrote. Raises StudyError when the file is none of ours."""
        try:
            # opened here: numpy leaves a file open that is no archive
            with path.open("rb") as opened, np.load(opened, allow_pickle=False) as file:
                arrays = {name: file[name] for name in file.files}
            return cls._of(arrays, json.loads(arrays["text"].tobytes()))
        except FOREIGN as error:
            raise StudyError(path, "", f"is no model of framesay train ({error})") from None

    @classmethod
    def _of(cls, arrays: Mapping[str, Any], text: Mapping[str, Any]) -> "FrameModel":
        from nlp.framing.layer import layers_of  # noqa: PLC0415 - see tuned

        layers = {n.removeprefix("layer/"): a for n, a in arrays.items() if n.startswith("layer/")}
        rarity = arrays.get("rarity")
        return cls(
            questions={name: tuple(answers) for name, answers in text["questions"].items()},
            linear=_linears(arrays, "linear"),
            layers=layers_of(layers),
            heads=_linears(arrays, "head"),
            rarity=rarity.astype(np.float32) if rarity is not None else None,
            finishes={
                n: Finish(tuple(i), tuple(w), b, arrays.get(f"finish/{n}/vector"))
                for n, (i, w, b) in text["finishes"].items()
            },
            temperature=text["temperature"],
            about=text["about"],
        )


def _linears(arrays: Mapping[str, Any], kind: str) -> dict[str, Linear]:
    """Return the scores of all questions that `arrays` hold under `kind`."""
    names = [  # of a question; it may hold a slash itself
        name.removeprefix(f"{kind}/").removesuffix("/bias")
        for name in arrays
        if name.startswith(f"{kind}/") and name.endswith("/bias")
    ]
    found = {}
    for name in names:
        letters = arrays.get(f"{kind}/{name}/letters")
        found[name] = Linear(
            arrays[f"{kind}/{name}/vector"],
            arrays[f"{kind}/{name}/bias"],
            letters.astype(np.float32) if letters is not None else None,
        )
    return found


def normed(vectors: Floats) -> Floats:
    """Return rows of length SCALE."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-6) * SCALE, dtype=np.float32)


def log_softmax(scores: Floats) -> Floats:
    """Return log-probabilities over the last axis."""
    raised = scores - scores.max(1, keepdims=True)
    return np.asarray(raised - np.log(np.exp(raised).sum(1, keepdims=True)))


def letters_of(texts: Sequence[str], rarity: Floats) -> Any:  # noqa: ANN401 - sparse rows
    """Return sparse (N, LETTERS) TF-IDF of letter sequences within words, times LETTERS_WEIGHT."""
    rows = count_letters(texts).multiply(rarity[None]).tocsr()
    lengths = np.sqrt(rows.multiply(rows).sum(1)).A1 if rows.shape[0] else np.zeros(0)
    scale = LETTERS_WEIGHT / np.maximum(lengths, 1e-6)
    return rows.multiply(scale[:, None]).tocsr()


def count_letters(texts: Sequence[str]) -> Any:  # noqa: ANN401 - sparse rows
    """Return sparse (N, LETTERS) sublinear counts of sequences of 2 to 5 letters."""
    from sklearn.feature_extraction.text import HashingVectorizer  # noqa: PLC0415 - loads slowly

    hashing = HashingVectorizer(
        analyzer="char_wb",
        ngram_range=(2, 5),
        n_features=LETTERS,
        alternate_sign=False,
        norm=None,
        strip_accents="unicode",
        dtype=np.float32,
    )
    rows = hashing.transform(texts)
    rows.data = 1 + np.log(rows.data)
    return rows
