"""Sentences as numbers: how many of a frame's phrases they hold, and which words.

The columns of counts are few and heavy, those of words many and light: what the scholar wrote
into the codebook decides, and words from its examples only tip the scales.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from nlp.codebook import Match
from nlp.codebook.file import indicators

MOST = 3
"""More phrases than these make a sentence no clearer."""
WORD_WEIGHT = 0.5
"""Of the word columns, beside counts of 0 to MOST."""

COUNTS = 3
"""Columns of counts, which stand before those of words."""

Found = Sequence[Match]
Floats = np.ndarray[Any, np.dtype[np.float64]]


def new_vectorizer() -> TfidfVectorizer:
    """Return the (unfitted) columns of words: single words and pairs, sublinear TF-IDF."""
    return TfidfVectorizer(
        ngram_range=(1, 2),
        sublinear_tf=True,
        strip_accents="unicode",
        token_pattern=r"(?u)\b[^\W\d_]{2,}\b",  # noqa: S106 - no password: what a word is
        dtype=np.float64,
    )


def counts(found: Sequence[Found], frame: str) -> Floats:
    """Return strong, weak, and "enough by the codebook's rule" for each sentence."""
    rows = np.zeros((len(found), COUNTS))
    keys = (f"strong:{frame}", f"weak:{frame}", f"contested:{frame}")
    for at, matches in enumerate(found):
        if any(m.group in keys for m in matches):
            strong, weak = indicators(list(matches), frame)
            rows[at, 0] = min(len(strong), MOST)
            rows[at, 1] = min(len(weak), MOST)
            rows[at, 2] = float(len(strong) + 0.5 * len(weak) >= 1)
    return rows
