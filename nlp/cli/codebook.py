"""The commands `framesay codebook …`, but for `try`, which has a file of its own."""

import sys
from pathlib import Path

import click

from nlp.cli.try_ import try_


@click.group()
def codebook() -> None:
    """Check, read and try codebooks."""


codebook.add_command(try_)


@codebook.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
def check(files: tuple[Path, ...]) -> None:
    """Say whether each codebook FILE is right, or what to mend: one line a mistake."""
    from corpus.errors import StudyError  # noqa: PLC0415 - loads slowly
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
    from nlp.codebook import load_codebook, to_markdown  # noqa: PLC0415 - loads slowly

    click.echo(to_markdown(load_codebook(book, Path())), nl=False)
