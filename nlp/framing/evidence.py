"""The words that carried a decision: phrases of the codebook, else what scored most."""

import re
from collections.abc import Iterable, Sequence

import numpy as np

from corpus.records import Span
from nlp.codebook.file import indicators
from nlp.framing.encoder import Floats
from nlp.framing.passages import Unit
from nlp.framing.windows import Ints

MOST_WORDS = 4
"""Words named at most where no phrase of the codebook matched."""
SHARE = 0.35
"""Words that carry less than this share of what the heaviest carries are not named."""
_WORD = re.compile(r"[^\W\d_][\w’'-]+")
# fmt: off
_EMPTY = frozenset((
    "the", "and", "for", "that", "this", "with", "from", "are", "was", "were", "has", "have",
    "had", "its", "their", "they", "them", "will", "would", "can", "not", "but", "who", "which",
    "what", "when", "where", "how", "than", "then", "there", "here", "been", "being", "into",
    "over", "also", "you", "your", "his", "her", "she", "him", "our", "all", "any", "some",
    "more", "most", "such", "said", "says", "say", "it", "he", "is", "an", "of", "to", "in", "on",
    "at", "by", "or", "as", "be", "do", "if", "so", "no", "we", "me", "my", "up", "us", "now",
))
# fmt: on
"""Words that carry no frame by themselves."""


def phrases(unit: Unit, frame: str) -> tuple[Span, ...]:
    """Return the codebook's phrases of a frame in a unit, joined where they touch."""
    strong, weak = indicators(unit.found, frame)
    return merged((m.start, m.end) for m in (*strong, *weak))


def heaviest(unit: Unit, starts: Ints, vectors: Floats, direction: Floats) -> tuple[Span, ...]:
    """Return the words of a unit that speak most for a frame.

    `starts` (P,) and `vectors` (P, WIDTH) are its pieces. The score of a sentence is the mean of
    its pieces' vectors along `direction` (WIDTH,), so each word's part in it is exact.
    """
    parts = vectors @ direction
    weighed: list[tuple[float, Span]] = []
    for word in _WORD.finditer(unit.text):
        own = (starts >= unit.start + word.start()) & (starts < unit.start + word.end())
        if own.any() and word.group().lower() not in _EMPTY:
            weighed.append((float(parts[own].sum()), word.span()))
    if not weighed:
        return ()
    middle = float(np.median([weight for weight, _ in weighed]))
    above = sorted(((w - middle, span) for w, span in weighed), reverse=True)
    least = above[0][0] * SHARE
    return merged(
        span
        for place, (weight, span) in enumerate(above[:MOST_WORDS])
        if not place or (weight >= least and weight > 0)  # of a single word there is no middle
    )


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Join spans that touch or overlap."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def placed(unit: Unit, spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return spans of a unit as spans of its text."""
    return tuple((unit.start + start, unit.start + end) for start, end in spans)
