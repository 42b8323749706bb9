"""The commands `framesay crawl` and `framesay extract`."""

import sys
from pathlib import Path

import click


@click.command()
@click.argument("study", type=click.Path(path_type=Path), default=Path())
@click.option("--outlet", "outlets", multiple=True, help="Only this outlet (may be repeated).")
@click.option("--max-pages", type=click.IntRange(min=1), help="Pages per outlet in this run.")
@click.option("--proxy", help="http://host:port to go through, instead of the study's.")
@click.option("--quiet", is_flag=True, help="No progress bar, even in a terminal.")
def crawl(
    study: Path, outlets: tuple[str, ...], max_pages: int | None, proxy: str | None, *, quiet: bool
) -> None:
    """Fetch what the outlets of STUDY announce, and keep the articles on its topic.

    Made to be run by cron: it obeys robots.txt, is slow on purpose, goes on where the last run
    stopped, and a second run right after asks only for what changed. Prints one JSON line per
    run when no person watches. Exit status: see framesay --help.
    """
    from corpus.study import read_study  # noqa: PLC0415 - Scrapy and lxml are slow to load
    from crawlers.run import crawl as run  # noqa: PLC0415

    done = run(read_study(study), only=outlets, max_pages=max_pages, proxy=proxy, quiet=quiet)
    if sys.stdout.isatty():
        click.echo(
            f"{done.links_new} new links, {done.pages_fetched} pages fetched: {done.kept} kept,"
            f" {done.paywalled} behind a paywall, {done.off_topic} off topic,"
            f" {done.refused} refused, {done.set_aside} set aside"
        )
    sys.exit(done.exit_code)


@click.command()
@click.argument("study", type=click.Path(path_type=Path), default=Path())
@click.option("--again", is_flag=True, help="Also what another version of the extractor read.")
@click.option("--quiet", is_flag=True, help="No progress bar, even in a terminal.")
def extract(study: Path, *, again: bool, quiet: bool) -> None:
    """Turn archived captures of STUDY into articles, without touching the network.

    `framesay crawl` does this itself; this command repeats it after a better extractor came.
    """
    from corpus.study import read_study  # noqa: PLC0415 - trafilatura is slow to load
    from crawlers.run import extract as run  # noqa: PLC0415

    counts = run(read_study(study), again=again, quiet=quiet)
    click.echo(", ".join(f"{counts[what]} {what}" for what in sorted(counts)) or "nothing waits")
    sys.exit(1 if counts["set_aside"] else 0)
