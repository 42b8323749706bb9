"""From probabilities to codes: which frames are present, do they stand, in whose voice."""

from collections.abc import Mapping, Sequence

from corpus.records import Span, Stance, Voice
from nlp.codebook import Codebook, outdone
from nlp.framing.article import HEADLINE
from nlp.framing.evidence import phrases
from nlp.framing.model import FRAME, FrameModel
from nlp.framing.passages import Passages, Unit
from nlp.framing.second import Chances
from nlp.framing.stance import denied, voice_of

EVEN = 0.5
CONTESTED_FROM = 0.3
"""Few frames are contested: even odds would hide most that are."""


class Decisions:
    """What a codebook and its model make of probabilities."""

    def __init__(self, codebook: Codebook, model: FrameModel) -> None:
        """Keep what decides; `frames` are those of the codebook that the model knows."""
        self.codebook = codebook
        self._one_frame = FRAME in model.questions
        learned = (
            set(model.questions[FRAME])
            if self._one_frame
            else {name.removeprefix(f"{FRAME}:") for name in model.questions}
        )
        self.frames = [frame.id for frame in codebook.file.frames if frame.id in learned]

    def present(self, row: int, found: Chances) -> set[str]:
        """Return the frames of sentence `row` that count as present, by threshold and exclusions.

        Where each sentence has one frame it is the likeliest.
        """
        likely = {frame: float(found.present[frame][row]) for frame in self.frames}
        if self._one_frame:
            return {max(likely, key=lambda frame: likely[frame])} if likely else set()
        over = {f: c for f, c in likely.items() if c >= self.codebook.file.threshold}
        return set(over) - outdone(self.codebook.exclusions, over)

    def stance(self, unit: Unit, row: int, frame: str, found: Chances) -> Stance:
        """Return whether a frame stands: by what was learned, else by the codebook's cues."""
        if frame in found.contested:
            return "contested" if found.contested[frame][row] >= CONTESTED_FROM else "asserted"
        reach = self.codebook.file.stance.reach
        contested = denied(unit.text, unit.found, frame, phrases(unit, frame), reach)
        return "contested" if contested else "asserted"

    def voice(
        self, unit: Unit, row: int, evidence: Sequence[Span], text: Passages, found: Chances
    ) -> Voice:
        """Return whose frame it is: by what was learned, else by the quotations."""
        if found.source is not None:
            return "source" if found.source[row] >= EVEN else "author"
        quoted = text.quoted if unit.number != HEADLINE else ()
        return voice_of((unit.start, unit.end), evidence, quoted, unit.found)


def stances(found: Mapping[str, Stance], frames: Sequence[str]) -> tuple[tuple[str, Stance], ...]:
    """Return the frames found, in the codebook's order, with their stances."""
    return tuple((frame, found[frame]) for frame in frames if frame in found)
