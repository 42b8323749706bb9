"""The command `framesay serve`."""

import webbrowser
from pathlib import Path

import click

from corpus.study import read_study


@click.command()
@click.argument("study", type=click.Path(path_type=Path), default=Path())
@click.option(
    "--port",
    default=8001,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="Port to listen on; 0 takes any free one.",
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Address to listen on; the default can be reached from this computer alone.",
)
@click.option("--open", "open_browser", is_flag=True, help="Open the study in your browser.")
def serve(study: Path, port: int, host: str, *, open_browser: bool) -> None:
    """Serve the corpus of STUDY (default: this folder) for browsing, until Ctrl-C.

    The corpus is opened read-only; a crawl or an annotation may run meanwhile.
    """
    # Datasette is slow to load: only this command needs it
    from dashboards.site import is_loopback  # noqa: PLC0415
    from dashboards.site import serve as run  # noqa: PLC0415

    if not is_loopback(host):
        click.echo(
            f"framesay: {host} can be reached by others, and nobody is asked for a password;"
            " the texts in the corpus belong to their publishers",
            err=True,
        )

    def started(address: str) -> None:
        click.echo(f"Serving the corpus at {address} (stop with Ctrl-C)")
        if open_browser:
            webbrowser.open(address)

    run(read_study(study), host, port, started)
