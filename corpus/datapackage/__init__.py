"""What a release consists of: its tables, their keys and codes.

`tables` says how each table is read from the corpus. Definitions of columns come from the
dictionary (the comments in schema.sql); those that exist only in a release are defined beside
their table. The descriptor follows Frictionless Data Package v2. Codes are given as
constraints.enum, which validators check (v2's `categories` are not).
"""

from corpus.datapackage import coded, collected
from corpus.datapackage.collected import texts
from corpus.datapackage.model import Column, Row, Table
from corpus.store import Store

__all__ = ["Column", "Row", "Table", "tables", "texts"]


def tables(store: Store) -> list[Table]:
    """Return the tables of a release of this corpus.

    They depend on the corpus in one thing: `sentences` has a column for each frame in use.
    """
    names: dict[str, list[str]] = {}
    for row in store.rows(
        "SELECT DISTINCT f.frame, f.name FROM frame AS f JOIN coding_run AS r"
        " USING (codebook_id, codebook_version) WHERE r.is_current = 1"
        " ORDER BY f.frame, f.codebook_id, f.codebook_version"
    ):
        names.setdefault(row["frame"], []).append(row["name"])
    # Versions of a codebook may name a frame differently: it is one frame, and one column.
    frames = {frame: " / ".join(dict.fromkeys(called)) for frame, called in names.items()}
    return [
        collected.outlets(),
        collected.links(),
        collected.ledger(),
        collected.articles(),
        coded.coding_runs(),
        coded.frames(),
        coded.sentences(frames),
        coded.codings(tuple(frames)),
        coded.actors(),
        coded.quotations(),
        coded.quotation_frames(tuple(frames)),
    ]
