"""The commands `framesay annotate` and `framesay codebook`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from corpus.records import Coding


@click.command()
@click.argument("study", type=click.Path(path_type=Path), default=Path())
@click.option("--jobs", type=click.IntRange(min=1), default=1, help="Processes that code.")
@click.option("--codebook", "book", help="Codebook id or .toml file instead of the study's.")
@click.option("--quiet", is_flag=True, help="No progress bar, even in a terminal.")
def annotate(study: Path, jobs: int, book: str | None, *, quiet: bool) -> None:
    """Code the articles of STUDY: frames, quotations with their sources, actors.

    Codes only what this codebook, model and program have not coded yet, and writes as it goes:
    stop it at any time, the next run goes on. Former codings are kept. Prints one JSON line per
    run when no person watches. Exit status: see framesay --help.
    """
    from corpus.study import read_study  # noqa: PLC0415 - spaCy and scikit-learn load slowly
    from nlp.run import annotate as run  # noqa: PLC0415

    if book and Path(book).is_file():
        book = str(Path(book).resolve())  # as the shell completes it; else from the study's folder
    done = run(read_study(study), codebook=book, jobs=jobs, quiet=quiet)
    if sys.stdout.isatty():
        click.echo(
            f"{done['articles']} articles coded: {done['sentences']} sentences,"
            f" {done['codings']} frames in them, {done['quotations']} quotations;"
            f" {done['actors']} actors in the corpus;"
            f" {done['set_aside']} articles set aside"
        )
    sys.exit(int(str(done["exit_code"])))


@click.group()
def codebook() -> None:
    """Check, read and try codebooks."""


@codebook.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
def check(files: tuple[Path, ...]) -> None:
    """Say whether each codebook FILE is right, or what to mend: one line a mistake."""
    from corpus.errors import StudyError  # noqa: PLC0415 - see annotate
    from corpus.study import read_toml  # noqa: PLC0415
    from nlp.codebook import CodebookFile  # noqa: PLC0415
    from nlp.codebook.check import problems  # noqa: PLC0415

    wrong = 0
    for path in files:
        try:
            file = read_toml(path, CodebookFile)
        except StudyError as error:
            lines = [str(error)]
        else:
            lines = [str(StudyError(path, key, problem)) for key, problem in problems(file)]
            if not lines:
                click.echo(f"{path}: fine: {file.id} {file.version}, {len(file.frames)} frames")
        for line in lines:
            click.echo(f"framesay: {line}", err=True)
        wrong += bool(lines)
    sys.exit(StudyError.exit_code if wrong else 0)


@codebook.command()
@click.argument("book", metavar="CODEBOOK")
def show(book: str) -> None:
    """Print CODEBOOK (a shipped one's id or a .toml file) as Markdown."""
    from nlp.codebook import load_codebook, to_markdown  # noqa: PLC0415 - see annotate

    click.echo(to_markdown(load_codebook(book, Path())), nl=False)


@codebook.command("try")
@click.argument("book", metavar="CODEBOOK")
@click.argument("sentence")
def try_(book: str, sentence: str) -> None:
    """Code one SENTENCE by CODEBOOK at once: frames, stance, voice and evidence."""
    from corpus.records import Sentence  # noqa: PLC0415 - see annotate
    from nlp.codebook import load_codebook  # noqa: PLC0415
    from nlp.framing import Coder, Passages  # noqa: PLC0415

    text = sentence.strip()
    if not text:
        raise click.UsageError("the sentence is empty")
    coder = Coder(load_codebook(book, Path()))
    passage = Passages(text, [Sentence(0, 0, len(text))])
    if not coder.relevance(passage)[0]:
        click.echo("not about the codebook's topic by itself; coded as if its article were:")
        passage = Passages(text, [Sentence(0, 0, len(text))], on_topic=True)
    codings = coder.code([passage])[0]
    for coding in sorted(codings, key=lambda c: -c.probability):
        click.echo(_line(coding, text))
    if not codings:
        click.echo("no frame")


def _line(coding: "Coding", text: str) -> str:
    """Describe one coding for a person."""
    words = ", ".join(f"“{text[start:end]}”" for start, end in coding.evidence)
    what = f"{coding.stance}, {coding.voice}" if coding.present else "not present"
    return f"{coding.frame:22} {coding.probability:.2f}  {what}  [{words}]"
