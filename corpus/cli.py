"""The `framesay` command and the parts of it that need the corpus alone.

The other commands stand in the entry-point group "framesay.commands" (pyproject.toml): no
folder imports another upwards, and `framesay --help` loads no heavy library.
"""

import sys
from collections.abc import Sequence
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any

import click

from corpus.errors import FramesayError, StudyError
from corpus.locks import locked
from corpus.provenance import code_version, new_run_id
from corpus.study import STUDY_FILE, Study, read_study

ORDER = (
    "init",
    "crawl",
    "extract",
    "annotate",
    "explain",
    "actors",
    "serve",
    "release",
    "status",
    "codebook",
    "train",
)
INTERRUPTED = 130


class Commands(click.Group):
    """A click group whose commands are found through entry points."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, in the order of the work."""
        del ctx
        names = {point.name for point in _points()}
        return [n for n in ORDER if n in names] + sorted(names - set(ORDER))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one command."""
        del ctx
        for point in _points():
            if point.name == cmd_name:
                loaded: click.Command = point.load()
                return loaded
        return None

    def main(self, args: Sequence[str] | None = None, *rest: Any, **named: Any) -> Any:  # noqa: ANN401
        """Run; what framesay knows to say in one line is said in one line."""
        try:
            return super().main(args, *rest, **named)
        except FramesayError as error:
            click.echo(f"framesay: {error}", err=True)
            sys.exit(error.exit_code)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - as click has it
        """Run a command; Ctrl-C ends it with the status a shell expects."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("framesay: stopped", err=True)
            ctx.exit(INTERRUPTED)


def _points() -> list[EntryPoint]:
    return list(entry_points(group="framesay.commands"))


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(code_version(), prog_name="framesay")
def main() -> None:
    """Study how the press covers a topic: who says what, in which frame.

    The work goes: init, crawl, annotate, serve, release. Each command takes the folder of a
    study (the one that holds study.toml).

    Exit status: 0 all went well; 1 finished, but something was set aside; 2 a study, outlet
    or codebook file is wrong; 3 the corpus cannot be written; 75 try again later.
    """


@click.command()
@click.argument("name", type=click.Path(path_type=Path))
@click.option("--title", help="Title of the study.")
@click.option("--contact", default="", help="Web page or e-mail address outlets can write to.")
def init(name: Path, title: str | None, contact: str) -> None:
    """Begin a study: write NAME/study.toml, with comments that explain each key."""
    from corpus.templates import write_study  # noqa: PLC0415 - only this command needs it

    for path in write_study(name, title or name.name.replace("-", " "), contact):
        click.echo(f"wrote {path}")
    click.echo(f"Next: read {name / STUDY_FILE}, then run: framesay crawl {name}")


@click.command()
@click.argument("study", type=click.Path(path_type=Path), default=Path())
def status(study: Path) -> None:
    """Say what the corpus of STUDY holds, when it was last fed, and what waits."""
    from corpus.report import print_status  # noqa: PLC0415 - only this command needs it

    print_status(read_study(study))


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[STUDY] [DIR]")
@click.option("--with-text", is_flag=True, help="Also write the articles' text (it is theirs!).")
@click.option(
    "--quotation-words",
    default=25,
    show_default=True,
    type=click.IntRange(min=0),
    help="Longest quotation that is written, in words.",
)
@click.option("--force", is_flag=True, help="Replace DIR if it holds another release.")
def release(paths: tuple[Path, ...], *, with_text: bool, quotation_words: int, force: bool) -> None:
    """Write the corpus of STUDY (default: this folder) as a data package into DIR.

    CSV and Parquet with a codebook, checked against the corpus before it counts as finished.
    Article texts are left out unless you ask for them: they belong to their publishers.
    """
    from corpus.release import release as write  # noqa: PLC0415 - pyarrow is slow to load

    study, folder = _study_and_folder(paths)
    out = write(
        study,
        folder,
        with_text=with_text,
        quotation_words=quotation_words,
        force=force,
    )
    click.echo(f"released to {out}")


@click.command()
@click.argument("study", type=click.Path(path_type=Path), default=Path())
@click.option("--list", "listed", is_flag=True, help="Print the actors that are quoted most.")
@click.option("--merges", is_flag=True, help="Print which names are counted as whom, and why.")
@click.option("--history", is_flag=True, help="With --merges: also what was undone.")
@click.option("--limit", type=click.IntRange(min=1), default=100, show_default=True, help="Rows.")
@click.option("--undo", "number", type=int, metavar="N", help="Undo merge N of --merges.")
@click.option("--as", "name", metavar="NAME", help="With --undo: what the other is to be called.")
@click.option("--article", metavar="ID", help="With --undo: only in this article.")
def actors(  # noqa: PLR0913 - a command has its options
    study: Path,
    *,
    listed: bool,
    merges: bool,
    history: bool,
    limit: int,
    number: int | None,
    name: str | None,
    article: str | None,
) -> None:
    """Say who is who across the articles of STUDY: merge names, list actors, undo a merge.

    Merges anew by the rules and by the study's actors.csv, in which every row wins over the rules
    (docs/actors-file.md). --undo adds a row there. Every merge is logged in the corpus.
    """
    from corpus.actors import merge_actors  # noqa: PLC0415 - only this command needs them
    from corpus.actors.listing import print_actors, print_merges  # noqa: PLC0415
    from corpus.actors.undo import undo  # noqa: PLC0415
    from corpus.store import Store  # noqa: PLC0415

    if number is None and (name or article):
        raise click.UsageError("--as and --article go with --undo")
    opened = read_study(study)
    with locked(opened, "annotation"), Store(opened.database) as store:
        if number is not None:
            row = undo(store, opened, number, canonical=name, article=article)
            click.echo(f"added to {opened.folder / 'actors.csv'}: {row}")
        done = merge_actors(store, opened, new_run_id())
        if listed:
            print_actors(store, limit)
        if merges or history:
            print_merges(store, limit, undone=history)
    click.echo(
        f"{done.found} actors of single articles are {done.actors} actors of the corpus;"
        f" {done.merged} new merges, {done.undone} undone"
    )
    for unused in done.unused:
        click.echo(f"actors.csv, line {unused.line}: no article has “{unused.name}” so", err=True)


def _study_and_folder(paths: tuple[Path, ...]) -> tuple[Study, Path | None]:
    """Tell `framesay release STUDY DIR`, `release STUDY` and, inside a study, `release DIR`."""
    if len(paths) > 2:  # noqa: PLR2004 - a study and a folder
        raise StudyError("framesay release", "", "takes a study's folder and a target folder")
    if len(paths) == 1 and not (paths[0] / STUDY_FILE).is_file() and Path(STUDY_FILE).is_file():
        return read_study(Path()), paths[0]
    study = read_study(paths[0] if paths else Path())
    return study, paths[1] if len(paths) > 1 else None


if __name__ == "__main__":
    main()
