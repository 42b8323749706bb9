"""The commands `framesay codebook …`, but for `try`, which has a file of its own."""

import sys
from pathlib import Path

import click

from nlp.cli.try_ import try_


@click.group()
def codebook() -> None:
    """Begin, check, compare, read and try codebooks."""


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
@click.option(
    "--as",
    "form",
    type=click.Choice(["markdown", "ddi", "json", "toml"]),
    default="markdown",
    help="Markdown for people (the default), DDI-Codebook 2.5 (XML) for archives, JSON, or the"
    " file itself (TOML), to begin one of your own from it.",
)
def show(book: str, form: str) -> None:
    """Print CODEBOOK (a shipped one's id or a .toml file)."""
    from nlp.codebook import load_codebook, to_ddi, to_json, to_markdown  # noqa: PLC0415 - as above

    codebook = load_codebook(book, Path())
    if form == "toml":
        click.echo(codebook.path.read_text("utf-8"), nl=False)
        return
    write = {"markdown": to_markdown, "ddi": to_ddi, "json": to_json}[form]
    click.echo(write(codebook), nl=False)


@codebook.command()
@click.argument("old")
@click.argument("new")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead.")
def diff(old: str, new: str, *, as_json: bool) -> None:
    """Say what changed for a coder from codebook OLD to NEW, and whether codings stay comparable.

    OLD and NEW are .toml files or shipped codebooks' ids. Comments, layout and the order of
    phrases do not count. Warns when the content changed and the version did not. Exit status:
    0 if nothing changed, 1 if something did, 2 if a file is wrong.
    """
    from nlp.codebook import load_codebook  # noqa: PLC0415 - as above
    from nlp.codebook.diff import compare, to_json, to_text  # noqa: PLC0415

    found = compare(load_codebook(old, Path()), load_codebook(new, Path()))
    click.echo(to_json(found) if as_json else to_text(found), nl=False)
    for warning in found.warnings:
        click.echo(f"framesay: warning: {warning}", err=True)
    sys.exit(1 if found.changes else 0)


@codebook.command("new")
@click.argument("identifier", metavar="ID")
@click.option("--title", default="", help="What is studied, as in “Framing of e-scooters”.")
@click.option("--topic", default="", help="One sentence on what the articles are about.")
@click.option("--frame", "frames", multiple=True, help="“id: Name”; once for each frame.")
@click.option("--to", type=click.Path(path_type=Path), help="File to write; ID.toml if left out.")
def begin(
    identifier: str, title: str, topic: str, frames: tuple[str, ...], to: Path | None
) -> None:
    """Begin a codebook: write a commented file whose words marked REPLACE-ME wait for yours.

    It passes `check` as it is. A file that exists is never overwritten.
    """
    from nlp.codebook.starter import parse_frames, starter, write_starter  # noqa: PLC0415 - as above

    try:
        named = parse_frames(frames)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--frame") from None
    path = to or Path(f"{identifier}.toml")
    write_starter(path, starter(identifier, title, topic, named))
    click.echo(f"{path}: written; replace its words, then: framesay codebook check {path}")
