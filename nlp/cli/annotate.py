"""The command `framesay annotate`."""

import sys
from pathlib import Path

import click


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
