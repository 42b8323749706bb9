"""The coder: many texts in, codings out, with the words that carried each decision."""

from collections.abc import Sequence

import numpy as np
from spacy.vocab import Vocab

from corpus.records import Coding, Span, Stance, Voice
from nlp.codebook import Codebook, Matcher, TokenMatcher
from nlp.framing.article import HEADLINE
from nlp.framing.decisions import EVEN, Decisions, stances
from nlp.framing.encoder import Floats, SentenceEncoder, mean, shipped
from nlp.framing.evidence import heaviest, phrases, placed
from nlp.framing.lexical import column_names, lexical
from nlp.framing.model import ABSENT, ASSERTED, FRAME, RELEVANT, VECTOR, FrameModel
from nlp.framing.models import model_of
from nlp.framing.passages import Coded, Passages, Unit
from nlp.framing.quoted import Read, columns_of, contested_around, quotation_of
from nlp.framing.second import Chances, chances, halved
from nlp.framing.units import NAME, RELATED, has, near_topic, units_of

KEPT_FROM = 0.2
"""Codings less probable than this are not kept, unless the frame is present."""
EXCERPT = 5
"""Sentences up to which a text is taken for an excerpt."""
FRAMING = ("strong:", "contested:")


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
        self._decide = Decisions(codebook, self.model)

    def code(self, texts: Sequence[Passages]) -> list[Coded]:
        """Return for each text its codings, by sentence, then in the codebook's order of frames.

        The headline is sentence -1 and its offsets count in the title.
        """
        return [self._code(text) for text in texts]

    def voice(self, text: Passages, at: int) -> Voice:
        """Return whose statement sentence number `at` is, whatever it says."""
        unit = units_of(text, self._matcher, None)[at + bool(text.title.strip())]
        read = self._read(text, [unit])
        return self._decide.voice(unit, 0, (), text, self._chances(text, read, [unit]))

    def _code(self, text: Passages) -> Coded:
        units = units_of(text, self._matcher, self._patterns)
        candidates = self._candidates(text, units)
        coded = Coded(quotations=[() for _ in text.quotations])
        if not candidates:
            return coded
        read = self._read(text, candidates)
        found = self._chances(text, read, units)
        for row, unit in enumerate(candidates):
            about = self._is_about(text, row, found)
            codings = self._codings(unit, row, text, read, found) if about else []
            if about:
                coded.relevant.add(unit.number)
            coded.codings += codings
        coded.quotations = [self._quotation(spans, text, read, coded) for spans in text.quotations]
        return coded

    def _candidates(self, text: Passages, units: list[Unit]) -> list[Unit]:
        """Return the units that may be about the topic.

        Where relevance was learned, all of a text that names the topic, and of an excerpt, whose
        article may name it outside; else those in which it is named or near which it is.
        """
        if text.on_topic:
            return units
        if RELEVANT in self.model.questions:
            named = any(has(unit, NAME) for unit in units)
            return units if named or len(units) <= EXCERPT else []
        near = near_topic(units, self.codebook.file.relevance.window)
        return [
            unit
            for unit, close in zip(units, near, strict=True)
            if has(unit, NAME) or (close and _speaks(unit))
        ]

    def _is_about(self, text: Passages, row: int, found: Chances) -> bool:
        if text.on_topic or found.relevant is None:
            return True
        return bool(found.relevant[row] >= EVEN)

    def _read(self, text: Passages, units: Sequence[Unit]) -> Read:
        """Let the encoder read the units in their context."""
        upper = self.model.tuned if self.model.layers else None
        spans = [(s.start, s.end) for s in text.sentences]
        wanted = [unit.number for unit in units if unit.number != HEADLINE]
        body = self._encoder.read(text.text, spans, wanted, upper)
        title = None
        if len(wanted) < len(units):
            title = self._encoder.read(text.title, [(0, len(text.title))], [0], upper)
        return Read(list(units), body, title)

    def _chances(self, text: Passages, read: Read, units: Sequence[Unit]) -> Chances:
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
        words = dict(zip(self._names, rows.T, strict=True)) | {VECTOR: halved(vectors)}
        return chances(self.model, scores, words)

    def _codings(
        self, unit: Unit, row: int, text: Passages, read: Read, found: Chances
    ) -> list[Coding]:
        """Return the codings of one unit that is about the topic."""
        present = self._decide.present(row, found)
        codings = []
        for frame in self._decide.frames:
            chance = float(found.present[frame][row])
            if chance < KEPT_FROM and frame not in present:
                continue
            evidence = self._evidence(unit, frame, read)
            if not evidence:
                continue  # a sentence without a word that speaks for it: marks, numbers, names
            stance: Stance | None = None
            voice: Voice | None = None
            if frame in present:
                stance = self._decide.stance(unit, row, frame, found)
                voice = self._decide.voice(unit, row, placed(unit, evidence), text, found)
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

    def _evidence(self, unit: Unit, frame: str, read: Read) -> tuple[Span, ...]:
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
            place = self.model.questions[FRAME].index(frame)
            return np.asarray(linear[FRAME].vector[place], dtype=np.float32)
        three = linear[f"{FRAME}:{frame}"].vector
        return np.asarray(three[ASSERTED] - three[ABSENT], dtype=np.float32)

    def _quotation(
        self, spans: Sequence[Span], text: Passages, read: Read, coded: Coded
    ) -> tuple[tuple[str, Stance], ...]:
        """Return the frames that a quotation's own words invoke, with stance (see quoted.py)."""
        own = quotation_of(spans, text, read, coded.relevant)
        if own is None:
            return ()
        rows = columns_of(own, self.codebook, text)
        found = self._weighed(own.vector, own.tuned, [own.text], rows)
        present = self._decide.present(0, found)
        around = contested_around(own, coded.codings)
        stands = {frame: self._decide.stance(own.units[0], 0, frame, found) for frame in present}
        return stances(stands | dict.fromkeys(around & present, "contested"), self._decide.frames)


def _speaks(unit: Unit) -> bool:
    """Say whether a sentence holds a word that may mean the topic, or a frame's phrase."""
    return any(m.group == RELATED or m.group.startswith(FRAMING) for m in unit.found)
