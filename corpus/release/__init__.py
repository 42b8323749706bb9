"""Write the corpus of a study as a data package that can be cited and checked.

The package is written into DIR.partial, read back and compared with the corpus, and only then
gets its name: a release that exists is a release that was verified. All tables are read in one
transaction, so that a crawl beside it changes nothing; nothing depends on the clock, so that the
same corpus gives the same bytes.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.actors import merge_actors
from corpus.datapackage import tables, texts
from corpus.datapackage.model import CURRENT
from corpus.duplicates import mark_duplicates
from corpus.errors import StoreError, StudyError
from corpus.locks import locked
from corpus.provenance import new_run_id
from corpus.release.describe import Edition, describe
from corpus.release.place import check_place, clear_partial, partial_of, put
from corpus.release.verify import verify
from corpus.release.write import Written, register_functions, write_table
from corpus.store import Store
from corpus.study import Study

__all__ = ["release"]


def release(
    study: Study,
    folder: Path | None = None,
    *,
    with_text: bool = False,
    quotation_words: int = 25,
    force: bool = False,
) -> Path:
    """Write a release of `study` into `folder` (STUDY/release/VERSION if None); return it.

    Article texts are left out unless `with_text`; quotations are cut to `quotation_words`.
    Raises StudyError when there is nothing to release yet, or when `folder` holds another
    release (and not `force`) or anything else (in any case); StoreError when what was written
    differs from the corpus or cannot be written; TryLater when another release is being written.
    """
    with Store(study.database) as store, locked(study, "release"):
        _check_ready(store, study)
        mark_duplicates(store)
        merge_actors(store, study, new_run_id())  # actors.csv may have changed since
        with _snapshot(store):
            created = _newest(store)
            version = created[:10].replace("-", ".")
            named = folder or study.folder / "release" / version
            target = named.resolve()
            check_place(target)
            edition = Edition(study, target, version, created, quotation_words, with_text)
            _build(store, edition)
        put(partial_of(target), target, force=force)
        return named


def _build(store: Store, edition: Edition) -> None:
    """Write the release beside its place and verify it; leave nothing there if that fails."""
    partial = partial_of(edition.target)
    finished = False
    try:
        clear_partial(partial)
        written = _write(store, partial, edition)
        describe(store, partial, edition, written)
        verify(store, partial, written, edition.quotation_words)
        finished = True
    except OSError as error:
        raise StoreError(f"{partial}: cannot be written: {error}") from error
    except sqlite3.DatabaseError as error:
        raise StoreError(f"{store.path}: cannot be read: {error}") from error
    finally:
        if not finished:
            clear_partial(partial)


@contextmanager
def _snapshot(store: Store) -> Iterator[None]:
    """Read the corpus as it is at this moment, whatever a crawl writes meanwhile."""
    store.connection.execute("BEGIN")
    try:
        yield
    finally:
        store.connection.rollback()


def _check_ready(store: Store, study: Study) -> None:
    if not store.value("SELECT count(*) FROM article"):
        raise StudyError(study.folder, "", "no article yet; run framesay crawl first")
    if not store.value(f"SELECT count(*) FROM {CURRENT}"):  # noqa: S608 - our own names
        raise StudyError(study.folder, "", "no article is coded yet; run framesay annotate first")


def _newest(store: Store) -> str:
    """Return the newest time at which anything came into the corpus."""
    newest: str = store.value(
        "SELECT max(t) FROM (SELECT max(finished_at) AS t FROM crawl_run"
        " UNION ALL SELECT max(last_seen) FROM link"
        " UNION ALL SELECT max(fetched_at) FROM capture"
        " UNION ALL SELECT max(extracted_at) FROM article"
        " UNION ALL SELECT max(coded_at) FROM coding_run)"
    )
    return newest


def _write(store: Store, partial: Path, edition: Edition) -> list[Written]:
    register_functions(store.connection, edition.quotation_words)
    wanted = [*tables(store), *([texts()] if edition.with_text else [])]
    (partial / "data").mkdir(parents=True)
    return [write_table(store, table, partial / "data") for table in wanted]
