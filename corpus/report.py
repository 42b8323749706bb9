"""What the corpus holds and waits for, as a page in the terminal."""

import sys

from rich.console import Console
from rich.table import Table

from corpus.store import Store
from corpus.study import Study

_HEADS = ("links", "kept", "paywall", "off topic", "period", "refused", "aside", "waiting")
_WIDE = 100
"""Columns when the output goes to no terminal."""


def print_status(study: Study) -> None:
    """Print outlets, last runs and set-aside items of `study` to the terminal.

    Raises StoreError when there is no corpus yet.
    """
    console = Console() if sys.stdout.isatty() else Console(width=_WIDE)
    with Store(study.database) as store:
        console.print(f"[bold]{study.file.title}[/bold]  ({study.database})", highlight=False)
        console.print(_outlets(store))
        for line in (*_runs(store), *_asides(store)):
            console.print(line, highlight=False)


def _outlets(store: Store) -> Table:
    table = Table(box=None, padding=(0, 1, 0, 0))
    table.add_column("outlet", no_wrap=True)
    for head in _HEADS:
        table.add_column(head, justify="right")
    table.add_column("latest", no_wrap=True)
    rows = store.rows(
        """
        SELECT o.outlet, total(announced), total(kept), total(paywalled), total(off_topic),
            total(out_of_period), total(refused), total(set_aside), total(waiting), max(day)
        FROM outlet AS o LEFT JOIN coverage_ledger AS l ON l.outlet = o.outlet
        GROUP BY o.outlet ORDER BY o.outlet
        """
    )
    for outlet, *counts, latest in rows:
        table.add_row(outlet, *(f"{count:.0f}" for count in counts), latest or "-")
    return table


def _runs(store: Store) -> list[str]:
    crawls = store.rows("SELECT * FROM crawl_run ORDER BY started_at DESC LIMIT 1")
    lines = [
        f"last crawl: {run['started_at']}, {run['outcome']}: {run['pages_fetched']} pages fetched,"
        f" {run['links_new']} new links" + (f" ({run['message']})" if run["message"] else "")
        for run in crawls
    ] or ["no crawl yet"]
    articles, versions = store.rows("SELECT sum(is_current), count(*) FROM article")[0]
    coded = store.value("SELECT count(DISTINCT article_id) FROM coding_run WHERE is_current = 1")
    last = store.value("SELECT max(coded_at) FROM coding_run") or "never"
    quoted, named = store.rows("SELECT count(*), total(named) FROM actor")[0]
    lines.append(f"articles: {articles or 0} in {versions} versions; coded: {coded} (last: {last})")
    lines.append(f"actors: {quoted}, {named:.0f} of them named (who is who: framesay actors)")
    return lines


def _asides(store: Store) -> list[str]:
    rows = store.rows(
        "SELECT stage, reason, count(*) AS n, min(item) AS example FROM set_aside"
        " GROUP BY stage, reason ORDER BY n DESC"
    )
    return [
        f"set aside: {r['n']} at {r['stage']}/{r['reason']}, such as {r['example']}" for r in rows
    ]
