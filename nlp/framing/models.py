"""Which model a codebook is coded with: its scholar's, a shipped one, or what it gives alone."""

from pathlib import Path

from corpus.identity import sha256
from nlp.codebook import Codebook, Matcher
from nlp.framing.encoder import MODEL, SentenceEncoder
from nlp.framing.model import FrameModel

SUFFIX = ".model.npz"


def beside(codebook: Path) -> Path:
    """Return where `framesay train` keeps the model of a codebook file."""
    return codebook.with_name(codebook.stem + SUFFIX)


def model_file(codebook: Codebook) -> Path | None:
    """Return the file of the model that belongs to a codebook, or None if there is none.

    One beside the codebook comes first; a shipped one holds for the shipped codebook only.
    """
    own = beside(codebook.path)
    if own.is_file():
        return own
    shipped = MODEL / f"{codebook.id}{SUFFIX}"
    home = MODEL.parent.parent / "codebooks"
    return shipped if codebook.path.parent == home and shipped.is_file() else None


def model_hash(codebook: Codebook) -> str:
    """Return the hash of the model's file, or of nothing without one."""
    path = model_file(codebook)
    return sha256(path.read_bytes() if path else b"")


def model_of(codebook: Codebook, matcher: Matcher, encoder: SentenceEncoder) -> FrameModel:
    """Load the model of a codebook, or make one from the codebook alone.

    Raises StudyError when the file is no model of ours.
    """
    if path := model_file(codebook):
        return FrameModel.load(path)
    from nlp.framing.alone import learn_alone  # noqa: PLC0415 - scikit-learn loads slowly

    return learn_alone(codebook, matcher, encoder)
