"""From a file of codings to a model and what it is worth: both stages, and cross-validation."""

import warnings
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from sklearn.model_selection import GroupKFold, StratifiedGroupKFold

from corpus.errors import StudyError
from corpus.records import Sentence, Span
from nlp.codebook import Codebook, Matcher
from nlp.framing.encoder import Floats, SentenceEncoder, shipped
from nlp.framing.learning.codings import CodedSentence, Codings
from nlp.framing.learning.finish import Asked, finish
from nlp.framing.learning.first import Encoded, encode, learn, questions_of, score
from nlp.framing.lexical import column_names, lexical
from nlp.framing.model import FRAME, VECTOR, FrameModel
from nlp.framing.passages import Passages
from nlp.framing.second import Chances, chances, frames_asked, halved
from nlp.framing.units import units_of
from nlp.framing.windows import Ints

Quoted = Callable[[str], Sequence[Span]]
"""Returns the spans of a text in which a source speaks."""
TUNED_UP_TO = 3000
"""With more codings the upper layers are left as they are: it would take too long."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to learn."""

    folds: int = 5
    tuning: bool = True
    seed: int = 0
    say: Callable[[str], None] = lambda _: None
    """Called with one line at each step."""


@dataclass(frozen=True, slots=True)
class Trained:
    """A model, and what it said of codings it had not learned from."""

    model: FrameModel
    held_out: Chances
    codings: Codings
    """Those that `held_out` is about, in the same order."""


@dataclass(frozen=True, slots=True)
class Judged:
    """Codings as the second stage sees them: what was asked, scores, and the codebook's words."""

    codings: Codings
    asked: Asked
    scores: dict[str, Floats]
    words: dict[str, Floats]

    def finished(self, model: FrameModel, rows: Ints) -> FrameModel:
        """Return `model` with a second stage learned from `rows`."""
        stage = finish(self.asked, self.scores, self.words, rows)
        return replace(model, finishes=stage.finishes, temperature=stage.temperature)

    def trained(self, model: FrameModel, options: Options) -> Trained:
        """Return `model` with a second stage learned from all rows, and held-out chances."""
        rows = np.arange(len(self.codings.sentences))
        crossed = _crossed(self.codings, self.asked, self.scores, self.words, options)
        return Trained(self.finished(model, rows), crossed, self.codings)


def train(
    codings: Codings,
    codebook: Codebook | None = None,
    real: Codings | None = None,
    quoted: Quoted = lambda _: (),
    options: Options = Options(),
) -> Trained:
    """Learn from `codings`; from `real`, if given, what scores are worth in real coverage.

    Held-out probabilities come from cross-validation that keeps articles together: of `codings`,
    or of `real` where the first stage never saw it. Raises StudyError for codings of which nothing
    can be learned.
    """
    asked = questions_of(codings)
    if not (FRAME in asked or frames_asked(asked)):
        raise StudyError(codings.path, "frame", "no frame is coded both present and absent")
    tuning = options.tuning and len(codings.sentences) <= TUNED_UP_TO
    encoded = _encode(codings, shipped(), options, keep=tuning)
    rows = np.arange(len(codings.sentences))
    options.say(f"learning from {len(rows)} codings{', layers tuned' if tuning else ''}")
    model = learn(encoded, asked, rows, tuning=tuning, seed=options.seed)
    if real is not None:
        return judged_by(model, real, codebook, quoted, options).trained(model, options)
    scores = _held_out_scores(codings, encoded, asked, options, tuning=tuning)
    words = words_of(codings, codebook, quoted)
    return Judged(codings, asked, scores, words).trained(model, options)


def judged_by(
    model: FrameModel,
    real: Codings,
    codebook: Codebook | None,
    quoted: Quoted = lambda _: (),
    options: Options = Options(),
) -> Judged:
    """Return codings that the first stage of `model` never saw, scored by it."""
    seen = _encode(real, shipped(), options, keep=bool(model.layers))
    scores = score(model, seen, np.arange(len(real.sentences)))
    asked = _alike(real, model.questions)
    words = words_of(real, codebook, quoted) | {VECTOR: halved(seen.vectors)}
    return Judged(real, asked, scores, words)


def _alike(real: Codings, asked: Mapping[str, tuple[str, ...]]) -> Asked:
    """Return the questions of `real` that the first stage answers, by its numbers of answers."""
    known = {n: (asked[n], gold) for n, (_, gold) in questions_of(real).items() if n in asked}
    if not (FRAME in known or frames_asked(known)):
        raise StudyError(real.path, "frame", "codes none of the frames that are learned")
    if FRAME in known:
        if unknown := sorted(set(real.frames) - set(asked[FRAME])):
            message = f"{', '.join(unknown)}: in no coding that is learned from"
            raise StudyError(real.path, "frame", message)
        places = np.asarray([asked[FRAME].index(frame) for frame in real.frames])
        known[FRAME] = (asked[FRAME], places[known[FRAME][1]])
    return known


def _encode(codings: Codings, encoder: SentenceEncoder, options: Options, *, keep: bool) -> Encoded:
    options.say(f"reading {len(codings.sentences)} sentences of {codings.path.name}")
    return encode(codings, encoder, keep=keep)


def folds_of(codings: Codings, folds: int, seed: int = 0) -> list[tuple[Ints, Ints]]:
    """Return rows to learn from and rows to judge by, articles kept together.

    Where each sentence has one frame, folds hold like shares of them.
    """
    groups = [one.group for one in codings.sentences]
    folds = min(folds, len(set(groups)))
    if folds < 2:  # noqa: PLR2004 - a fold to learn from and one to judge by
        raise StudyError(codings.path, "article", "all sentences are of one article; add others")
    if codings.one_frame:
        gold = [next(f for f, c in one.codes.items() if c) for one in codings.sentences]
        if max(Counter(gold).values()) >= folds:  # else there is nothing to share out
            cut = StratifiedGroupKFold(folds, shuffle=True, random_state=seed)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", UserWarning)  # of frames rarer than folds
                return list(cut.split(groups, gold, groups))
    return list(GroupKFold(folds, shuffle=True, random_state=seed).split(groups, None, groups))


def _held_out_scores(
    codings: Codings, encoded: Encoded, asked: Asked, options: Options, *, tuning: bool
) -> dict[str, Floats]:
    """Return the first stage's scores of all rows, each from a model that had not seen it."""
    found = {
        name: np.zeros((len(codings.sentences), len(answers)), np.float32)
        for name, (answers, _) in asked.items()
    }
    cut = folds_of(codings, options.folds, options.seed)
    for number, (learned, judged) in enumerate(cut, 1):
        options.say(f"cross-validation, fold {number} of {len(cut)}")
        model = learn(encoded, dict(asked), learned, tuning=tuning, seed=options.seed)
        for name, scores in score(model, encoded, judged).items():
            found[name][judged] = scores
    return found


def _crossed(
    codings: Codings, asked: Asked, scores: dict[str, Floats], words: dict[str, Floats], o: Options
) -> Chances:
    """Return probabilities of all rows, each by a second stage that had not seen it."""
    whole = Chances()
    size = len(codings.sentences)
    for learned, judged in folds_of(codings, o.folds, o.seed):
        stage = finish(asked, scores, words, learned)
        stage.questions = {name: answers for name, (answers, _) in asked.items()}
        part = chances(
            stage,
            {n: s[judged] for n, s in scores.items()},
            {n: w[judged] for n, w in words.items()},
        )
        for name in ("relevant", "source"):
            if (values := getattr(part, name)) is not None:
                if getattr(whole, name) is None:
                    setattr(whole, name, np.zeros(size))
                getattr(whole, name)[judged] = values
        for mine, theirs in ((whole.present, part.present), (whole.contested, part.contested)):
            for frame, values in theirs.items():
                mine.setdefault(frame, np.zeros(size))[judged] = values
    return whole


def words_of(codings: Codings, codebook: Codebook | None, quoted: Quoted) -> dict[str, Floats]:
    """Return the codebook's columns for all sentences, by name; none without a codebook."""
    if codebook is None:
        return {}
    matcher = Matcher(codebook.groups())
    rows = []
    for one in codings.sentences:
        text, at = passages_of(one)
        units = units_of(text, matcher, None)
        rows.append(lexical(codebook, units, quoted(text.text))[at])
    return dict(zip(column_names(codebook), np.stack(rows).T, strict=True))


def passages_of(one: CodedSentence) -> tuple[Passages, int]:
    """Return a coded sentence in its context, and its number there."""
    parts = [part for part in (one.prev, one.text, one.next) if part]
    sentences, begin = [], 0
    for number, part in enumerate(parts):
        sentences.append(Sentence(number, begin, begin + len(part)))
        begin += len(part) + 1
    return Passages(" ".join(parts), sentences), int(bool(one.prev))
