"""Write who is who across the corpus, and the log of merges."""

import sqlite3
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus.store import Store

MergeKey = tuple[str, str, str | None, str, str, str]
"""name, type, description, actor_id, actor, rule: what makes two merges of the log one."""


class ActorWriter:
    """The part of the store that holds the actors of the corpus."""

    def __init__(self, store: "Store") -> None:
        """Write through `store`."""
        self._store = store

    def replace(
        self,
        actors: Iterable[tuple[object, ...]],
        members: Mapping[tuple[int, str], tuple[str, str | None]],
        merges: Mapping[MergeKey, str],
        run_id: str,
        at: str,
    ) -> tuple[int, int]:
        """Put `actors` (rows of the table actor) in place of all others, in one transaction.

        `members` gives the actor of each row of actor_in_article and the rule that joined it; all
        other rows have none. `merges`, with their reasons, hold from now on. Only what differs is
        written. Returns how many merges are new in the log and how many no longer hold.
        """
        with self._store.transaction() as db:
            db.execute("BEGIN IMMEDIATE")  # what is compared must not change meanwhile
            rows = {str(row[0]): row for row in actors}
            stored = {r[0]: tuple(r) for r in db.execute("SELECT * FROM actor")}
            db.executemany(
                "INSERT OR REPLACE INTO actor VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [row for key, row in rows.items() if stored.get(key) != row],
            )
            _move(db, members)
            db.executemany(
                "DELETE FROM actor WHERE actor_id = ?",
                [(key,) for key in stored if key not in rows],
            )
            return _log(db, merges, run_id, at)


def _move(
    db: sqlite3.Connection, members: Mapping[tuple[int, str], tuple[str, str | None]]
) -> None:
    """Lead each row of actor_in_article to its actor, or to none."""
    moved = [
        (*members.get((run, actor), (None, None)), run, actor)
        for run, actor, actor_id, rule in db.execute(
            "SELECT coding_run, actor_in_article, actor_id, merged_by FROM actor_in_article"
        )
        if members.get((run, actor), (None, None)) != (actor_id, rule)
    ]
    db.executemany(
        "UPDATE actor_in_article SET actor_id = ?, merged_by = ?"
        " WHERE coding_run = ? AND actor_in_article = ?",
        moved,
    )


def _log(
    db: sqlite3.Connection, merges: Mapping[MergeKey, str], run_id: str, at: str
) -> tuple[int, int]:
    """Bring the log up to date; return how many merges are new and how many are undone."""
    held = {
        (r["name"], r["type"], r["description"], r["actor_id"], r["actor"], r["rule"]): r
        for r in db.execute("SELECT * FROM actor_merge WHERE undone_at IS NULL")
    }
    new = [(*key, why, run_id, at) for key, why in merges.items() if key not in held]
    undone = [(run_id, at, row["merge"]) for key, row in held.items() if key not in merges]
    told_anew = [
        (why, held[key]["merge"])
        for key, why in merges.items()
        if key in held and held[key]["reason"] != why
    ]
    db.executemany(
        "INSERT INTO actor_merge (name, type, description, actor_id, actor, rule, reason,"
        " run_id, merged_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        new,
    )
    db.executemany("UPDATE actor_merge SET undone_run = ?, undone_at = ? WHERE merge = ?", undone)
    db.executemany("UPDATE actor_merge SET reason = ? WHERE merge = ?", told_anew)
    return len(new), len(undone)
