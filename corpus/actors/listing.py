"""What `framesay actors` prints: the actors of the corpus, and the log of merges."""

import sys
from collections.abc import Iterable
from typing import Any

from rich.console import Console
from rich.table import Table

from corpus.store import Store

_WIDE = 160
"""Columns when the output goes to no terminal."""

_ACTORS = """
SELECT a.actor_id, a.name, a.type, a.wikidata, a.description,
    -- each codebook's coding holds the quotations of an article anew
    count(DISTINCT r.article_id || q.content_spans) AS quotations,
    count(DISTINCT r.article_id) AS articles,
    (SELECT count(*) FROM actor_merge AS m
     WHERE m.actor_id = a.actor_id AND m.undone_at IS NULL) AS merges
FROM quotation AS q
JOIN coding_run AS r ON r.coding_run = q.coding_run AND r.is_current = 1
JOIN actor_in_article AS i
    ON i.coding_run = q.coding_run AND i.actor_in_article = q.actor_in_article
JOIN actor AS a ON a.actor_id = i.actor_id
GROUP BY a.actor_id ORDER BY quotations DESC, a.name, a.actor_id LIMIT ?
"""
_MERGES = """
SELECT merge, name, type, description, actor, actor_id, rule, reason, merged_at,
    coalesce(undone_at, '') AS undone
FROM actor_merge WHERE (? OR undone_at IS NULL) ORDER BY actor, actor_id, name, merge LIMIT ?
"""


def print_actors(store: Store, limit: int) -> None:
    """Print the actors that are quoted most, with how many names were merged to each."""
    names = ("actor", "name", "type", "wikidata", "description", "quotations", "articles", "merges")
    _print(names, store.rows(_ACTORS, limit))


def print_merges(store: Store, limit: int, *, undone: bool) -> None:
    """Print the merges that hold (with `undone` also the former ones), by actor."""
    names = ("merge", "name", "type", "described as", "is part of", "actor", "rule", "why", "since")
    _print((*names, "undone"), store.rows(_MERGES, int(undone), limit))


def _print(names: Iterable[str], rows: Iterable[Iterable[Any]]) -> None:
    table = Table(*names, box=None, padding=(0, 1, 0, 0))
    for row in rows:
        table.add_row(*("" if value is None else str(value) for value in row))
    console = Console() if sys.stdout.isatty() else Console(width=_WIDE)
    console.print(table, highlight=False, markup=False)
