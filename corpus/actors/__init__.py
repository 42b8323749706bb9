"""Who is who across the corpus: merge the actors of single articles, log it, and undo it.

The actors of the corpus are made anew each time from what the articles show (actor_in_article) and
from the study's actors.csv, so that taking the cause away undoes a merge; the log keeps the
history.
"""

import json
from dataclasses import dataclass

from corpus.actors.merge import merge
from corpus.actors.scholar import ActorsFile, Row, read_actors_file
from corpus.actors.variants import Canonical, Found, Merge, Merged, Pin
from corpus.provenance import now
from corpus.store import Store
from corpus.study import Study

__all__ = [
    "ActorsFile",
    "Canonical",
    "Found",
    "Merge",
    "Merged",
    "Outcome",
    "Pin",
    "Row",
    "merge",
    "merge_actors",
    "read_actors_file",
]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run of merging did."""

    found: int
    """Actors of single articles in the current codings."""
    actors: int
    """Actors of the corpus."""
    merged: int
    """Merges that are new in the log."""
    undone: int
    """Merges of the log that no longer hold."""
    unused: tuple[Row, ...]
    """Rows of actors.csv under which nothing in the corpus falls."""


def merge_actors(store: Store, study: Study, run_id: str) -> Outcome:
    """Make the actors of the corpus anew; write them and what has changed in the log.

    Idempotent: without new articles and with the same actors.csv nothing is written. Raises
    StudyError when actors.csv is wrong: nothing is changed then.
    """
    file = read_actors_file(study.folder)
    found = _found(store)
    merged = merge((f, file.pin(f)) for f in found)
    new, undone = store.actors.replace(
        [_actor_row(actor) for actor in merged.actors],
        merged.of,
        {_merge_key(m): m.reason for m in merged.merges},
        run_id,
        now(),
    )
    unused = tuple(row for row in file.rows if row.line not in file.used)
    return Outcome(len(found), len(merged.actors), new, undone, unused)


def _found(store: Store) -> list[Found]:
    return [
        Found(
            (r["coding_run"], r["actor_in_article"]),
            r["article_id"],
            r["outlet"],
            r["url"],
            r["name"],
            r["type"],
            tuple(json.loads(r["aliases"])),
            r["description"],
            r["speaks_for"],
        )
        for r in store.rows(
            "SELECT i.*, a.article_id, a.outlet, a.url FROM actor_in_article AS i"
            " JOIN coding_run AS r USING (coding_run)"
            " JOIN article AS a ON a.article_id = r.article_id AND a.version = r.version"
            " WHERE r.is_current = 1 AND a.is_current = 1"
        )
    ]


def _actor_row(a: Canonical) -> tuple[object, ...]:
    aliases = json.dumps(a.aliases, ensure_ascii=False)
    return (
        a.actor_id,
        a.name,
        a.type,
        int(a.named),
        a.description,
        a.speaks_for,
        a.wikidata,
        aliases,
    )


def _merge_key(m: Merge) -> tuple[str, str, str | None, str, str, str]:
    return (m.name, m.type, m.description, m.actor_id, m.actor, m.rule)
