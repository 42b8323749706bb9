"""The coder: many texts in, codings out, with the words that carried each decision."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from corpus.records import Coding, Sentence, Span, Voice
from nlp.codebook import Codebook, Match, Matcher
from nlp.codebook.file import indicators
from nlp.framing.article import HEADLINE
from nlp.framing.learning import Model, learn
from nlp.framing.stance import stance_of, voice_of

FRAMING = ("strong:", "contested:")
MANY, MANY_SHARE = 3, 0.1
"""So many sentences, or this share of them, make a text one about the topic."""
KEPT_FROM = 0.2
"""Codings less probable than this are not kept, unless the frame is present."""
MOST_WORDS = 3
"""Words named as evidence where no phrase of the codebook matched."""


@dataclass(frozen=True, slots=True)
class Passages:
    """The sentences of one text, and what of it is quoted."""

    text: str
    sentences: Sequence[Sentence]
    title: str = ""
    quoted: Sequence[Span] = ()
    """Contents of the quotations, in characters of `text`."""
    on_topic: bool = False
    """Take every sentence as relevant (a quotation's content, say)."""


@dataclass(frozen=True, slots=True)
class _Unit:
    """One sentence (or headline) in its text."""

    number: int
    start: int
    end: int
    text: str
    found: list[Match]
    """Offsets in the sentence."""


class Coder:
    """Codes sentences by a codebook alone; makes itself ready in a second or two."""

    def __init__(self, codebook: Codebook) -> None:
        """Learn from the codebook's phrases and examples."""
        self.codebook = codebook
        self._matcher = Matcher(codebook.groups())
        self._vectorizer, self._models = learn(codebook, self._matcher)
        self._word = re.compile(r"[^\W\d_]{2,}")

    def code(self, texts: Sequence[Passages]) -> list[list[Coding]]:
        """Return the codings of each text, by sentence, then in the codebook's order of frames.

        The headline is sentence -1 and its offsets count in the title.
        """
        per_text = [self._units(text) for text in texts]
        relevant = [
            self.relevance(text, units) for text, units in zip(texts, per_text, strict=True)
        ]
        kept = [
            (at, unit)
            for at, units in enumerate(per_text)
            for unit, is_relevant in zip(units, relevant[at], strict=True)
            if is_relevant
        ]
        result: list[list[Coding]] = [[] for _ in texts]
        if not kept:
            return result
        words = self._vectorizer.transform([unit.text for _, unit in kept])
        found = [unit.found for _, unit in kept]
        chances = np.column_stack([model.chances(found, words) for model in self._models])
        for row, (at, unit) in enumerate(kept):
            for model, chance in zip(self._models, chances[row], strict=True):
                if chance >= KEPT_FROM:
                    coding = self._coding(model, unit, float(chance), texts[at])
                    if coding.evidence:
                        result[at].append(coding)
        return result

    def relevance(self, text: Passages, units: Sequence[_Unit] | None = None) -> list[bool]:
        """Say for each unit (headline first, if any) whether it is about the topic.

        It is when it names the topic; or when a name stands near, and it holds a word that means
        the topic or a phrase of a frame. Near is the codebook's window of sentences, and the
        whole text where headline or many sentences name the topic: such a text is about it.
        """
        units = self._units(text) if units is None else units
        if text.on_topic:
            return [True] * len(units)
        names = [_has(unit, "relevance:phrases") for unit in units]
        headed = bool(units) and units[0].number == HEADLINE and names[0]
        if headed or sum(names) >= min(MANY, max(1, len(units) * MANY_SHARE)):
            near = [True] * len(units)
        else:
            window = self.codebook.file.relevance.window
            near = [any(names[max(0, i - window) : i + window + 1]) for i in range(len(units))]
        return [named or (near[i] and _speaks(units[i])) for i, named in enumerate(names)]

    def voice(self, text: Passages, at: int) -> Voice:
        """Return whose statement sentence number `at` is, whatever it says."""
        s = text.sentences[at]
        found = self._matcher.find(text.text[s.start : s.end])
        return voice_of((s.start, s.end), (), text.quoted, found)

    def _units(self, text: Passages) -> list[_Unit]:
        units = []
        if text.title.strip():
            title = text.title
            units.append(_Unit(HEADLINE, 0, len(title), title, self._matcher.find(title)))
        for s in text.sentences:
            piece = text.text[s.start : s.end]
            units.append(_Unit(s.sentence, s.start, s.end, piece, self._matcher.find(piece)))
        return units

    def _coding(self, model: Model, unit: _Unit, chance: float, text: Passages) -> Coding:
        """Say what one frame is in one sentence."""
        strong, weak = indicators(unit.found, model.frame)
        evidence = _merged((m.start, m.end) for m in [*strong, *weak])
        present = chance >= self.codebook.file.threshold
        if not evidence:
            evidence = self._words(model, unit.text)
        stance = voice = None
        placed = tuple((unit.start + start, unit.start + end) for start, end in evidence)
        if present:
            reach = self.codebook.file.stance.reach
            stance = stance_of(unit.text, unit.found, model.frame, evidence, reach)
            quoted = text.quoted if unit.number != HEADLINE else ()
            voice = voice_of((unit.start, unit.end), placed, quoted, unit.found)
        return Coding(
            sentence=unit.number,
            start=unit.start,
            end=unit.end,
            frame=model.frame,
            probability=round(chance, 4),
            present=present,
            stance=stance,
            voice=voice,
            evidence=placed,
        )

    def _words(self, model: Model, text: str) -> tuple[Span, ...]:
        """Return the words that speak most for the frame, by position."""
        columns = self._vectorizer.vocabulary_
        weighed = []
        for match in self._word.finditer(text):
            column = columns.get(match.group().lower())
            if column is not None and (weight := model.of_words[column]) > 0:
                weighed.append((-weight, match.span()))
        return tuple(sorted(span for _, span in sorted(weighed)[:MOST_WORDS]))


def _speaks(unit: _Unit) -> bool:
    """Say whether a sentence holds a word that may mean the topic, or a frame's phrase."""
    return any(m.group == "relevance:related" or m.group.startswith(FRAMING) for m in unit.found)


def _has(unit: _Unit, group: str) -> bool:
    return any(m.group == group for m in unit.found)


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Join spans that touch or overlap."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
