"""The coder: many texts in, codings out, with the words that carried each decision."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from spacy.vocab import Vocab

from corpus.records import Coding, Span, Stance, Voice
from nlp.codebook import Codebook, Match, Matcher, TokenMatcher, outdone
from nlp.framing.article import HEADLINE
from nlp.framing.encoder import Floats, Reading, SentenceEncoder, mean, shipped
from nlp.framing.evidence import heaviest, phrases, placed
from nlp.framing.lexical import column_names, lexical
from nlp.framing.model import ASSERTED, FRAME, FrameModel
from nlp.framing.models import model_of
from nlp.framing.passages import Coded, Passages, Unit
from nlp.framing.second import Chances, chances
from nlp.framing.stance import denied, voice_of
from nlp.framing.units import NAME, RELATED, has, near_topic, units_of

KEPT_FROM = 0.2
"""Codings less probable than this are not kept, unless the frame is present."""
EVEN = 0.5
FRAMING = ("strong:", "contested:")


@dataclass(frozen=True, slots=True)
class _Read:
    """The candidates among the units of one text, and what the encoder made of them."""

    units: list[Unit]
    body: Reading
    title: Reading | None

    def of(self, unit: Unit) -> tuple[Reading, slice]:
        """Return where a unit's pieces are."""
        if unit.number == HEADLINE and self.title is not None:
            return self.title, self.title.sentence(0)
        return self.body, self.body.sentence(unit.number)


class Coder:
    """Codes sentences by a codebook, from what codings taught or, without any, by itself."""

    def __init__(
        self,
        codebook: Codebook,
        vocab: Vocab | None = None,
        model: FrameModel | None = None,
        encoder: SentenceEncoder | None = None,
    ) -> None:
        """Make ready. `vocab` is the language pipeline's, for token patterns.

        Without a `model` the codebook's own is taken: the file that `framesay train` wrote beside
        it, else one that is shipped for it, else what the codebook alone gives.
        """
        self.codebook = codebook
        self._matcher = Matcher(codebook.groups())
        self._patterns = TokenMatcher(codebook, vocab) if vocab is not None else None
        self._encoder = encoder or shipped()
        self.model = model or model_of(codebook, self._matcher, self._encoder)
        self._names = column_names(codebook)
        self._frames = [f.id for f in codebook.file.frames if f"{FRAME}:{f.id}" in self.questions]

    @property
    def questions(self) -> dict[str, tuple[str, ...]]:
        """What the model was asked, with its answers; frames of one question are asked of it."""
        found = dict(self.model.questions)
        for frame in found.get(FRAME, ()):
            found[f"{FRAME}:{frame}"] = ()
        return found

    def code(self, texts: Sequence[Passages]) -> list[Coded]:
        """Return for each text its codings, by sentence, then in the codebook's order of frames.

        The headline is sentence -1 and its offsets count in the title.
        """
        return [self._code(text) for text in texts]

    def voice(self, text: Passages, at: int) -> Voice:
        """Return whose statement sentence number `at` is, whatever it says."""
        unit = units_of(text, self._matcher, None)[at + bool(text.title.strip())]
        read = self._read(text, [unit])
        return self._voice(unit, 0, (), text, self._chances(text, read, [unit]))

    def _code(self, text: Passages) -> Coded:
        units = units_of(text, self._matcher, self._patterns)
        candidates = self._candidates(text, units)
        coded = Coded(quotations=[() for _ in text.quotations])
        if not candidates:
            return coded
        read = self._read(text, candidates)
        found = self._chances(text, read, units)
        for row, unit in enumerate(candidates):
            about = self._is_about(text, unit, row, found)
            codings = self._codings(unit, row, text, read, found) if about else []
            if about:
                coded.relevant.add(unit.number)
            coded.codings += codings
        coded.quotations = [self._quotation(spans, text, read, coded) for spans in text.quotations]
        return coded

    def _candidates(self, text: Passages, units: list[Unit]) -> list[Unit]:
        """Return the units that may be about the topic: it is named in them or near them."""
        if text.on_topic:
            return units
        near = near_topic(units, self.codebook.file.relevance.window)
        learned = "relevant" in self.model.questions
        return [
            unit
            for unit, close in zip(units, near, strict=True)
            if has(unit, NAME) or (close and (learned or _speaks(unit)))
        ]

    def _is_about(self, text: Passages, unit: Unit, row: int, found: Chances) -> bool:
        if text.on_topic or found.relevant is None:
            return True
        return bool(found.relevant[row] >= EVEN)

    def _read(self, text: Passages, units: Sequence[Unit]) -> _Read:
        """Let the encoder read the units in their context."""
        upper = self.model.tuned if self.model.layers else None
        spans = [(s.start, s.end) for s in text.sentences]
        wanted = [unit.number for unit in units if unit.number != HEADLINE]
        body = self._encoder.read(text.text, spans, wanted, upper)
        title = None
        if len(wanted) < len(units):
            title = self._encoder.read(text.title, [(0, len(text.title))], [0], upper)
        return _Read(list(units), body, title)

    def _chances(self, text: Passages, read: _Read, units: Sequence[Unit]) -> Chances:
        """Return the probabilities of all candidates of a text."""
        places = {unit.number: at for at, unit in enumerate(units)}
        rows = lexical(self.codebook, units, text.quoted)
        rows = rows[[places[unit.number] for unit in read.units]]
        pieces = [read.of(unit) for unit in read.units]
        vectors = np.stack([mean(reading.vectors[part]) for reading, part in pieces])
        own = None
        if self.model.layers:
            own = np.stack([mean(r.own[part]) for r, part in pieces if r.own is not None])
        return self._weighed(vectors, own, [unit.text for unit in read.units], rows)

    def _weighed(
        self, vectors: Floats, own: Floats | None, texts: Sequence[str], rows: Floats
    ) -> Chances:
        scores = self.model.scores(vectors, texts, own)
        return chances(self.model, scores, dict(zip(self._names, rows.T, strict=True)))

    def _codings(
        self, unit: Unit, row: int, text: Passages, read: _Read, found: Chances
    ) -> list[Coding]:
        """Return the codings of one unit that is about the topic."""
        present = self._present({f: float(c[row]) for f, c in found.present.items()})
        codings = []
        for frame in self._frames:
            chance = float(found.present[frame][row])
            if chance < KEPT_FROM and frame not in present:
                continue
            evidence = self._evidence(unit, frame, read)
            if not evidence:
                continue  # a sentence without a word that speaks for it: marks, numbers, names
            stance: Stance | None = None
            voice: Voice | None = None
            if frame in present:
                stance = self._stance(unit, row, frame, found)
                voice = self._voice(unit, row, placed(unit, evidence), text, found)
            codings.append(
                Coding(
                    sentence=unit.number,
                    start=unit.start,
                    end=unit.end,
                    frame=frame,
                    probability=round(chance, 4),
                    present=frame in present,
                    stance=stance,
                    voice=voice,
                    evidence=placed(unit, evidence),
                )
            )
        return codings

    def _present(self, likely: dict[str, float]) -> set[str]:
        """Return the frames that count as present, by threshold and exclusions."""
        if FRAME in self.model.questions:
            return {max(likely, key=lambda frame: likely[frame])}
        over = {f: c for f, c in likely.items() if c >= self.codebook.file.threshold}
        return set(over) - outdone(self.codebook.exclusions, over)

    def _stance(self, unit: Unit, row: int, frame: str, found: Chances) -> Stance:
        if frame in found.contested:
            return "contested" if found.contested[frame][row] >= EVEN else "asserted"
        return "contested" if self._denied(unit, frame) else "asserted"

    def _denied(self, unit: Unit, frame: str) -> bool:
        evidence = phrases(unit, frame)
        return denied(unit.text, unit.found, frame, evidence, self.codebook.file.stance.reach)

    def _voice(
        self, unit: Unit, row: int, evidence: Sequence[Span], text: Passages, found: Chances
    ) -> Voice:
        """Return whose frame it is: by what was learned, else by the quotations."""
        if found.source is not None:
            return "source" if found.source[row] >= EVEN else "author"
        quoted = text.quoted if unit.number != HEADLINE else ()
        return voice_of((unit.start, unit.end), evidence, quoted, unit.found)

    def _evidence(self, unit: Unit, frame: str, read: _Read) -> tuple[Span, ...]:
        """Return the codebook's phrases, else the words that scored most; spans in the unit."""
        if spans := phrases(unit, frame):
            return spans
        reading, pieces = read.of(unit)
        vectors = reading.vectors if reading.own is None else reading.own
        return heaviest(unit, reading.starts[pieces], vectors[pieces], self._direction(frame))

    def _direction(self, frame: str) -> Floats:
        """Return the direction (WIDTH,) in which sentences of a frame lie."""
        linear = self.model.heads or self.model.linear
        if FRAME in linear:
            return linear[FRAME].vector[self.model.questions[FRAME].index(frame)]
        three = linear[f"{FRAME}:{frame}"].vector
        return np.asarray(three[ASSERTED] - three[0], dtype=np.float32)

    def _quotation(
        self, spans: Sequence[Span], text: Passages, read: _Read, coded: Coded
    ) -> tuple[tuple[str, Stance], ...]:
        """Return the frames that a quotation's own words invoke, with stance.

        Only what lies within its content counts, seen in the context of its sentences, so that
        "…”, she said, calling it a nightmare" does not lend the quotation what stands outside it.
        Whether it contests the frame may hang on words just outside ("It is a myth that", she
        said): the stance of its sentences counts, too.
        """
        inside = read.body.inside(spans)
        units = [u for u in read.units if u.number in coded.relevant and u.number != HEADLINE
                 and any(u.start < end and start < u.end for start, end in spans)]  # fmt: skip
        if not units or not inside.any():
            return ()
        vectors = mean(read.body.vectors[inside])[None]
        own = mean(read.body.own[inside])[None] if read.body.own is not None else None
        rows = np.zeros((1, len(self._names)), np.float32)
        for unit in units:
            within = replace(unit, found=[m for m in unit.found if _within(m, unit, spans)])
            rows = np.maximum(rows, lexical(self.codebook, [within], text.quoted))
            rows[0, self._names.index("near")] = 1
        found = self._weighed(vectors, own, [" ".join(text.text[a:b] for a, b in spans)], rows)
        present = self._present({f: float(c[0]) for f, c in found.present.items()})
        denied_around = {c.frame for c in coded.codings if c.stance == "contested"
                         and c.sentence in {u.number for u in units}}  # fmt: skip
        return tuple(
            (
                frame,
                "contested" if frame in denied_around else self._stance(units[0], 0, frame, found),
            )
            for frame in self._frames
            if frame in present
        )


def _within(match: Match, unit: Unit, spans: Sequence[Span]) -> bool:
    start, end = unit.start + match.start, unit.start + match.end
    return any(begin <= start and end <= stop for begin, stop in spans)


def _speaks(unit: Unit) -> bool:
    """Say whether a sentence holds a word that may mean the topic, or a frame's phrase."""
    return any(m.group == RELATED or m.group.startswith(FRAMING) for m in unit.found)
