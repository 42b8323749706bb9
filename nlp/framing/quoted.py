"""What a quotation's own words invoke.

Only what lies within its content counts, seen in the context of its sentences, so that "…", she
said, calling it a nightmare" does not lend the quotation what stands outside it. Whether it
contests a frame may hang on words just outside ("It is a myth that", she said): there the stance of
its sentences counts, too.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from corpus.records import Coding, Span
from nlp.codebook import Codebook, Match
from nlp.framing.article import HEADLINE
from nlp.framing.encoder import Floats, Reading, mean
from nlp.framing.lexical import Columns, column_names, lexical
from nlp.framing.passages import Passages, Unit


@dataclass(frozen=True, slots=True)
class Read:
    """The candidates among the units of one text, and what the encoder made of them."""

    units: list[Unit]
    body: Reading
    title: Reading | None

    def of(self, unit: Unit) -> tuple[Reading, slice]:
        """Return where a unit's pieces are."""
        if unit.number == HEADLINE and self.title is not None:
            return self.title, self.title.sentence(0)
        return self.body, self.body.sentence(unit.number)


@dataclass(frozen=True, slots=True)
class Own:
    """A quotation's own words."""

    text: str
    units: list[Unit]
    """Sentences about the topic in which it stands, each with the phrases within it only."""
    vector: Floats
    """(1, WIDTH)."""
    tuned: Floats | None
    """(1, WIDTH) from layers tuned to a codebook."""


def quotation_of(
    spans: Sequence[Span], text: Passages, read: Read, relevant: Collection[int]
) -> Own | None:
    """Return the words of a quotation, or None if no sentence of it is about the topic."""
    units = [
        replace(unit, found=[m for m in unit.found if _within(m, unit, spans)])
        for unit in read.units
        if unit.number in relevant
        and unit.number != HEADLINE
        and any(unit.start < end and start < unit.end for start, end in spans)
    ]
    inside = read.body.inside(spans)
    if not units or not inside.any():
        return None
    tuned = mean(read.body.own[inside])[None] if read.body.own is not None else None
    words = " ".join(text.text[start:end] for start, end in spans)
    return Own(words, units, mean(read.body.vectors[inside])[None], tuned)


def columns_of(own: Own, codebook: Codebook, text: Passages) -> Columns:
    """Return (1, columns): the most that any of its sentences has of each."""
    names = column_names(codebook)
    rows = np.zeros((1, len(names)), np.float32)
    for unit in own.units:
        rows = np.maximum(rows, lexical(codebook, [unit], text.quoted))
    rows[0, names.index("near")] = 1
    return rows


def contested_around(own: Own, codings: Iterable[Coding]) -> set[str]:
    """Return the frames that the quotation's sentences contest."""
    numbers = {unit.number for unit in own.units}
    return {c.frame for c in codings if c.stance == "contested" and c.sentence in numbers}


def _within(match: Match, unit: Unit, spans: Sequence[Span]) -> bool:
    start, end = unit.start + match.start, unit.start + match.end
    return any(begin <= start and end <= stop for begin, stop in spans)
