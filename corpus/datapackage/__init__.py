"""What a release consists of: its tables, their keys and codes.

`tables` says how each table is read from the corpus. Definitions of columns come from the
dictionary (the comments in schema.sql); those that exist only in a release are defined beside
their table. The descriptor follows Frictionless Data Package v2. Codes are given as
constraints.enum, which validators check (v2's `categories` are not).
"""

from collections import Counter

from corpus.datapackage import coded, collected, quoted
from corpus.datapackage.collected import texts
from corpus.datapackage.model import Column, Row, Table
from corpus.store import Store

__all__ = ["Column", "Row", "Table", "tables", "texts"]


def tables(store: Store) -> list[Table]:
    """Return the tables of a release of this corpus.

    They depend on the corpus in one thing: which frames are in use. `sentences` has a column for
    each, and each is a code wherever a frame is named.
    """
    coded_by = _frames_in_use(store)
    frames = tuple(dict.fromkeys(frame.frame for frame in coded_by))
    return [
        collected.outlets(),
        collected.links(),
        collected.ledger(),
        collected.articles(),
        coded.coding_runs(frames),
        coded.frames(),
        coded.sentences(coded_by),
        coded.codings(frames),
        coded.article_frames(frames),
        quoted.actors(),
        quoted.quotations(),
        quoted.quotation_frames(frames),
    ]


def _frames_in_use(store: Store) -> list[coded.FrameInUse]:
    """Return the frames of the codebooks in use, each once, sorted by frame and codebook.

    Versions of a codebook may name a frame differently: it is one frame, and one column.
    """
    names: dict[tuple[str, str], list[str]] = {}
    for row in store.rows(
        "SELECT DISTINCT f.frame, f.codebook_id, f.name FROM frame AS f JOIN coding_run AS r"
        " USING (codebook_id, codebook_version) WHERE r.is_current = 1"
        " ORDER BY f.frame, f.codebook_id, f.codebook_version"
    ):
        names.setdefault((row["frame"], row["codebook_id"]), []).append(row["name"])
    codebooks = Counter(frame for frame, _ in names)
    return [
        coded.FrameInUse(
            frame, codebook, " / ".join(dict.fromkeys(called)), shared=codebooks[frame] > 1
        )
        for (frame, codebook), called in names.items()
    ]
