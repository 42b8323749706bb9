"""Which model a codebook is coded with: its scholar's, a shipped one, or what it gives alone."""

from functools import cache
from pathlib import Path

import click

from corpus.errors import StudyError
from corpus.identity import sha256
from nlp.codebook import Codebook, Matcher
from nlp.framing.encoder import MODEL, SentenceEncoder
from nlp.framing.model import FRAME, FrameModel

SUFFIX = ".model.npz"
HOME = MODEL.parent.parent / "codebooks"
"""Where the codebooks lie that ship."""


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
    return shipped if codebook.path.parent == HOME and shipped.is_file() else None


def model_hash(codebook: Codebook) -> str:
    """Return the hash of the model's file, or of nothing without one."""
    path = model_file(codebook)
    return sha256(path.read_bytes() if path else b"")


def model_of(codebook: Codebook, matcher: Matcher, encoder: SentenceEncoder) -> FrameModel:
    """Load the model of a codebook, or make one from the codebook alone.

    Says in one line on stderr what may be wrong with it. Raises StudyError when the file is no
    model of ours, or was made for another encoder or other frames.
    """
    if path := model_file(codebook):
        model = FrameModel.load(path)
        check(model, codebook, path)
        return model
    from nlp.framing.alone import learn_alone  # noqa: PLC0415 - scikit-learn loads slowly

    return learn_alone(codebook, matcher, encoder)


@cache
def encoder_hash() -> str:
    """Return the hash of the encoder that ships."""
    return sha256((MODEL / "encoder.onnx").read_bytes())


def learned_frames(model: FrameModel) -> set[str]:
    """Return the frames that a model tells apart."""
    each = {n.removeprefix(f"{FRAME}:") for n in model.questions if n.startswith(f"{FRAME}:")}
    return each | set(model.questions.get(FRAME, ()))


def check(model: FrameModel, codebook: Codebook, path: Path) -> None:
    """Refuse a model that does not fit; say when the codebook was changed since.

    Raises StudyError.
    """
    again = "train it again: framesay train"
    if model.about.get("encoder_sha256") != encoder_hash():
        raise StudyError(path, "", f"was made for another version of the encoder; {again}")
    frames = {frame.id for frame in codebook.file.frames}
    then = set(model.about.get("frames", frames))  # the codebook's, at the time
    if other := sorted((learned_frames(model) - frames) | (then ^ frames)):
        message = f"frames differ from those of {codebook.path.name} ({', '.join(other)}); {again}"
        raise StudyError(path, "", message)
    if model.about.get("codebook_hash") not in (None, codebook.hash):
        _warn(
            f"{path}: {codebook.path.name} was changed since; its codings may be the worse for it"
        )


@cache
def _warn(message: str) -> None:
    """Say it once a process."""
    click.echo(f"framesay: warning: {message}", err=True)
