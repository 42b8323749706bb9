"""The command `framesay train`."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from nlp.codebook import Codebook
    from nlp.framing.learning.codings import Codings
    from nlp.framing.learning.train import Quoted, Trained

EVEN = 0.5


@click.command()
@click.argument("codings", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--codebook", "book", help="Codebook (id or .toml file) that they were coded by.")
@click.option(
    "--real",
    type=click.Path(path_type=Path),
    help="Codings of real coverage that say what scores are worth, where CODINGS were written.",
)
@click.option("--to", type=click.Path(path_type=Path), help="File to write the model to.")
@click.option("--test", type=click.Path(path_type=Path), help="Codings to judge by as well.")
@click.option("--folds", type=click.IntRange(min=2), default=5, show_default=True)
@click.option("--no-tuning", is_flag=True, help="Leave the encoder as it is: quicker.")
@click.option("--quiet", is_flag=True, help="Do not say what is being done.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as one JSON object.")
def train(  # noqa: PLR0913 - a command has its options
    codings: tuple[Path, ...],
    book: str | None,
    real: Path | None,
    to: Path | None,
    test: Path | None,
    *,
    folds: int,
    no_tuning: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """Learn to code from CODINGS, and say what that is worth.

    CODINGS are CSV or JSON-lines files with a sentence a row: docs/codebook.md names the columns;
    several are put together. With --codebook the model is written beside the codebook, where
    `framesay annotate` finds it; without, only figures are printed unless --to names a file.
    Figures are of sentences that were not learned from.
    """
    from nlp.codebook import load_codebook  # noqa: PLC0415 - scikit-learn loads slowly
    from nlp.framing.learning import train as learning  # noqa: PLC0415
    from nlp.framing.learning.codings import read_codings, together  # noqa: PLC0415

    codebook = load_codebook(book, Path()) if book else None
    frames = [frame.id for frame in codebook.file.frames] if codebook else None
    learned = together([read_codings(path, frames) for path in codings])
    judging = read_codings(real, frames) if real else None
    tested = read_codings(test, frames) if test else None
    say = (lambda _: None) if quiet else (lambda line: click.echo(line, err=True))
    options = learning.Options(folds=folds, tuning=not no_tuning, say=say)
    quoted = _quoted([learned, judging, tested]) if codebook else (lambda _: ())
    trained = learning.train(learned, codebook, judging, quoted, options)
    values = _figures(trained, tested, codebook, quoted, options)
    trained.model.about = _about(codings, real, learned, codebook, values)
    path = to or _place(codebook)
    if path:
        _save(trained, path)
    _print(trained, values, path, codebook, as_json=as_json)


def _quoted(files: "list[Codings | None]") -> "Quoted":
    """Return what tells which words of a text are a source's, for the texts of all files."""
    from nlp.annotate import source_spans  # noqa: PLC0415 - spaCy loads slowly
    from nlp.document import load_pipeline  # noqa: PLC0415
    from nlp.framing.learning.train import passages_of  # noqa: PLC0415

    texts = [passages_of(one)[0].text for file in files if file for one in file.sentences]
    texts = list(dict.fromkeys(texts))
    return dict(zip(texts, source_spans(texts, load_pipeline()), strict=True)).__getitem__


def _figures(
    trained: "Trained",
    tested: "Codings | None",
    codebook: "Codebook | None",
    quoted: "Quoted",
    options: Any,  # noqa: ANN401 - Options loads slowly
) -> dict[str, Any]:
    """Return the figures of held-out codings and, if given, of those to test by."""
    from nlp.cli.figures import figures  # noqa: PLC0415 - as above
    from nlp.framing.learning.train import judged_by  # noqa: PLC0415
    from nlp.framing.second import chances  # noqa: PLC0415

    threshold = codebook.file.threshold if codebook else EVEN
    values = {"held_out": figures(trained.codings, trained.held_out, threshold)}
    if tested:
        judged = judged_by(trained.model, tested, codebook, quoted, options)
        found = chances(trained.model, judged.scores, judged.words)
        values["test"] = figures(tested, found, threshold)
    return values


def _about(
    files: tuple[Path, ...],
    real: Path | None,
    learned: "Codings",
    codebook: "Codebook | None",
    values: dict[str, Any],
) -> dict[str, Any]:
    """Return what the model was made of and by, and what it is worth."""
    from importlib.metadata import version  # noqa: PLC0415 - only here

    from corpus.identity import sha256  # noqa: PLC0415
    from corpus.provenance import code_version, now  # noqa: PLC0415
    from nlp.framing.models import encoder_hash  # noqa: PLC0415

    about = {
        "learned_from": f"{len(learned.sentences)} codings",
        "codings": {path.name: sha256(path.read_bytes()) for path in files},
        "encoder_sha256": encoder_hash(),
        "made_at": now(),
        "framesay": code_version(),
        "scikit-learn": version("scikit-learn"),
        "numpy": version("numpy"),
        "figures": values,
    }
    if real:
        about["real"] = {real.name: sha256(real.read_bytes())}
    if codebook:
        about |= {
            "codebook": codebook.id,
            "codebook_version": codebook.version,
            "codebook_hash": codebook.hash,
            "frames": [frame.id for frame in codebook.file.frames],
        }
    return about


def _place(codebook: "Codebook | None") -> Path | None:
    """Return where the model goes: beside its codebook; not among the files of the program."""
    from nlp.codebook import shipped  # noqa: PLC0415 - as above
    from nlp.framing.models import HOME, SUFFIX, beside  # noqa: PLC0415

    if codebook is None:
        return None
    ours = codebook.path.parent == HOME and codebook.id in shipped()
    return Path(f"{codebook.id}{SUFFIX}") if ours else beside(codebook.path)


def _save(trained: "Trained", path: Path) -> None:
    """Write the model. Raises StudyError when the file cannot be written."""
    from corpus.errors import StudyError  # noqa: PLC0415 - loads with the corpus

    try:
        trained.model.save(path)
    except OSError as error:
        message = f"cannot be written ({error.strerror}); name another file with --to"
        raise StudyError(path, "", message) from None


def _print(
    trained: "Trained",
    values: dict[str, Any],
    path: Path | None,
    codebook: "Codebook | None",
    *,
    as_json: bool,
) -> None:
    import json  # noqa: PLC0415 - with the rest
    import sys  # noqa: PLC0415

    from rich.console import Console  # noqa: PLC0415

    from nlp.cli.figures import show  # noqa: PLC0415
    from nlp.framing.models import learned_frames  # noqa: PLC0415

    if codebook:
        for frame in codebook.file.frames:
            if frame.id not in learned_frames(trained.model):
                message = "no coding tells it from others; this model never codes it"
                click.echo(f"framesay: warning: {frame.id}: {message}", err=True)
    if as_json:
        click.echo(json.dumps({**values, "model": str(path) if path else None}))
    else:
        console = Console() if sys.stdout.isatty() else Console(width=100)
        held_out = values["held_out"]
        show(
            console,
            f"cross-validation: {held_out['sentences']} codings of {trained.codings.path.name},"
            f" {held_out['articles']} articles, each judged by a model that had not seen it",
            held_out,
        )
        if "test" in values:
            show(console, f"test file: {values['test']['sentences']} codings", values["test"])
        click.echo("With few codings these figures may be off by much: intervals are wide.")
    click.echo(_where(path, codebook), err=True)


def _where(path: Path | None, codebook: "Codebook | None") -> str:
    """Say where the model is and how it comes to be used."""
    from nlp.framing.models import HOME, SUFFIX, beside  # noqa: PLC0415 - as above

    if path is None:
        return "no model is written: name its file with --to, or the --codebook it belongs to"
    if codebook is None:
        return f"{path}: written; beside a codebook X.toml it is found as X{SUFFIX}"
    if codebook.path.parent == HOME:
        copy = f"framesay codebook show {codebook.id} --as toml > {codebook.id}.toml"
        name = f"{codebook.id}{SUFFIX}"
        return f"{path}: written; to use it, put a copy of the codebook beside {name}: {copy}"
    if path.resolve() != beside(codebook.path).resolve():
        return f"{path}: written; framesay annotate looks for it at {beside(codebook.path)}"
    return f"{path}: written; framesay annotate uses it from now on"
