"""Put spans and links of a text's windows together to attributions: one a cue.

A content that begins a window and points to no cue there belongs to the window before, when that
one ended in a content (a quotation over several paragraphs) or in a cue ("He said:").
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from corpus.records import Span
from nlp.quotations.decode import (
    CONTENT,
    CUE,
    NOWHERE,
    OUTSIDE,
    SOURCE,
    Array,
    Part,
    best_labels,
    pointing,
    spans,
)
from nlp.quotations.encoder import Encoder
from nlp.quotations.pieces import SEP, Window

TO_CUE, TO_SOURCE = 0, 1
SURE = np.log(0.5)
"""A link this probable makes a cue or source of a word that the tagger left out."""
UNWILLING = (-4.0, -2.0)
"""Added to the chance of pointing to nothing, for contents and cues: nearly all have a target."""
NEAR_EDGE = 2
"""Pieces (the special one, an opening mark) that may stand before a content that goes on."""


@dataclass(slots=True)
class Attribution:
    """Contents of one cue; spans in characters of the text."""

    content: list[Span] = field(default_factory=list)
    cue: Span | None = None
    source: Span | None = None


def attributions(found: Iterable[Window], encoder: Encoder) -> list[Attribution]:
    """Return the attributions of a text from its windows, in order."""
    result: list[Attribution] = []
    open_one: Attribution | None = None
    for window in found:
        waits = open_one is not None and not open_one.content
        made, left_open = _Reading(window, encoder).attributions(open_one)
        if open_one is not None and waits and open_one.content:
            result.append(open_one)
        result += made
        open_one = left_open
    return result


class _Reading:
    """One window, read."""

    def __init__(self, window: Window, encoder: Encoder) -> None:
        self.window, self.encoder = window, encoder
        self.scores, self.vectors = encoder.read(window)
        self.paragraphs = np.cumsum(window.ids == SEP)
        self.labels = best_labels(self.scores, encoder.transitions)
        self.sources, self.cues, self.contents = (
            [real for part in spans(self.labels, kind) if (real := self._real(part))]
            for kind in (SOURCE, CUE, CONTENT)
        )

    def attributions(
        self, before: Attribution | None
    ) -> tuple[list[Attribution], Attribution | None]:
        """Return the window's attributions, and the one that its end leaves open."""
        by_cue = self._with_cues()
        loose: list[Attribution] = []
        owner: Attribution | None = None
        for part, cue in zip(self.contents, self._pointed(self.contents, TO_CUE), strict=True):
            if cue is not None:
                if cue not in by_cue:
                    by_cue[cue] = self._cued(cue)
                owner = by_cue[cue]
            elif before is not None and part.first <= NEAR_EDGE and not loose:
                owner = before
            else:
                owner = Attribution()
                loose.append(owner)
            owner.content.append(self._span(part))
        made = [a for a in (*by_cue.values(), *loose) if a.content]
        edge = len(self.labels) - 1 - NEAR_EDGE
        if self.cues and self.cues[-1].last >= edge and not by_cue[self.cues[-1]].content:
            return made, by_cue[self.cues[-1]]  # "He said:" with what he said in the next window
        return made, owner if self.contents and self.contents[-1].last >= edge else None

    def _with_cues(self) -> dict[Part, Attribution]:
        """Return an attribution without content for each tagged cue."""
        targets = self._pointed(self.cues, TO_SOURCE)
        return {
            cue: Attribution([], self._span(cue), self._span(source) if source else None)
            for cue, source in zip(self.cues, targets, strict=True)
        }

    def _cued(self, cue: Part) -> Attribution:
        """Return an attribution for a cue that only a link shows."""
        (source,) = self._pointed([cue], TO_SOURCE)
        return Attribution([], self._span(cue), self._span(source) if source else None)

    def _pointed(self, parts: list[Part], head: int) -> list[Part | None]:
        """Return the span that each of `parts` points to: a tagged one, or a surely meant word."""
        if not parts:
            return []
        bias = self.encoder.to_cue if head == TO_CUE else self.encoder.to_source
        width = self.vectors.shape[1] // 2
        vectors = self.vectors[:, head * width : (head + 1) * width]
        table = pointing(vectors, parts, self.paragraphs, bias)
        tagged = self.cues if head == TO_CUE else self.sources
        return [self._target(chances, tagged, head) for chances in table]

    def _target(self, chances: Array, tagged: list[Part], head: int) -> Part | None:
        best = max(tagged, key=lambda part: chances[part.first], default=None)
        top = int(chances.argmax())
        if top != NOWHERE and self.labels[top] == OUTSIDE and chances[top] > SURE:
            return self._grown(top, SOURCE if head == TO_SOURCE else CUE)
        if best is None or chances[NOWHERE] + UNWILLING[head] > chances[best.first]:
            return None
        return best

    def _grown(self, first: int, kind: int) -> Part:
        """Return the span from piece `first` on: its word, and what would rather go on than end."""
        last, starts, ends = first, self.window.starts, self.window.ends
        while last + 1 < len(self.labels) and self.labels[last + 1] == OUTSIDE:
            same_word = starts[last + 1] == ends[last]
            likely = self.scores[last + 1, kind + 1] > self.scores[last + 1, OUTSIDE]
            if starts[last + 1] < 0 or not (same_word or likely):
                break
            last += 1
        return Part(first, last)

    def _real(self, part: Part) -> Part | None:
        """Return `part` without the special pieces at its ends; None when it is nothing else."""
        places = np.flatnonzero(self.window.starts[part.first : part.last + 1] >= 0) + part.first
        return Part(int(places[0]), int(places[-1])) if len(places) else None

    def _span(self, part: Part) -> Span:
        return int(self.window.starts[part.first]), int(self.window.ends[part.last])
