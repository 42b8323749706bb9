"""Write which articles carry the same or nearly the same text."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus.store import Store


class DuplicateWriter:
    """The part of the store that holds groups of copies."""

    def __init__(self, store: "Store") -> None:
        """Write through `store`."""
        self._store = store

    def replace(self, rows: Iterable[tuple[str, str, str, float, str | None]]) -> None:
        """Put `rows` (article, group, relation, share contained, agency) in place of all others."""
        with self._store.transaction() as db:
            db.execute("DELETE FROM duplicate")
            db.executemany("INSERT INTO duplicate VALUES (?, ?, ?, ?, ?)", list(rows))
