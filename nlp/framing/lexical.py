"""What the codebook's own words say of a sentence, as numbers: the fast features.

Each column has a name, so that whoever reads a model can see what it goes by.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from corpus.records import Span
from nlp.codebook import Codebook
from nlp.codebook.file import indicators
from nlp.framing.article import HEADLINE
from nlp.framing.passages import Unit
from nlp.framing.stance import denied
from nlp.framing.units import NAME, RELATED, has, near_topic

MOST = 3
"""More phrases than these make a sentence no clearer."""
GENERAL = (
    "named",  # the sentence names the topic
    "near",  # a name stands near, or the text is about it
    "related",  # a word that may mean the topic
    "cue",  # words that contest
    "negation",
    "attribution",
    "quoted",  # share of the sentence that a source speaks
    "headline",
)
OF_FRAMES = ("strong", "weak", "enough", "denied")
"""Counts, whether they are enough by the codebook's rule, and whether a cue contests them."""
Columns = NDArray[np.float32]


def column_names(codebook: Codebook | None) -> list[str]:
    """Return the names of the columns, in order; without a codebook there are none."""
    if codebook is None:
        return []
    frames = [frame.id for frame in codebook.file.frames]
    return [*GENERAL, *(f"{kind}:{frame}" for frame in frames for kind in OF_FRAMES)]


def lexical(codebook: Codebook, units: Sequence[Unit], quoted: Sequence[Span]) -> Columns:
    """Return (units, columns) for the units of one text; `quoted` are a source's words in it."""
    near = near_topic(units, codebook.file.relevance.window)
    rows = np.zeros((len(units), len(column_names(codebook))), np.float32)
    for at, unit in enumerate(units):
        rows[at, : len(GENERAL)] = (
            has(unit, NAME),
            near[at],
            has(unit, RELATED),
            has(unit, "stance:cues"),
            has(unit, "stance:negations"),
            has(unit, "voice:attribution"),
            quoted_share(unit, quoted),
            unit.number == HEADLINE,
        )
        rows[at, len(GENERAL) :] = of_frames(codebook, unit)
    return rows


def of_frames(codebook: Codebook, unit: Unit) -> list[float]:
    """Return the columns of all frames for one unit."""
    values: list[float] = []
    groups = {m.group.partition(":")[2] for m in unit.found}
    for frame in codebook.file.frames:
        if frame.id not in groups:  # most sentences hold nothing of most frames
            values += (0.0, 0.0, 0.0, 0.0)
            continue
        strong, weak = indicators(unit.found, frame.id)
        evidence = [(m.start, m.end) for m in (*strong, *weak)]
        reach = codebook.file.stance.reach
        contested = bool(evidence) and denied(unit.text, unit.found, frame.id, evidence, reach)
        enough = len(strong) + 0.5 * len(weak) >= 1
        values += (min(len(strong), MOST), min(len(weak), MOST), float(enough), float(contested))
    return values


def quoted_share(unit: Unit, quoted: Sequence[Span]) -> float:
    """Return the share of a unit's characters that a source speaks."""
    if unit.number == HEADLINE or unit.end <= unit.start:
        return 0.0
    inside = sum(max(0, min(unit.end, end) - max(unit.start, start)) for start, end in quoted)
    return min(1.0, inside / (unit.end - unit.start))
