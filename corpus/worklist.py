"""What each stage still has to do, read from the corpus alone: no state is kept elsewhere."""

import json
from collections.abc import Iterator
from typing import Any

from corpus.records import Article, Capture, Coder, Link
from corpus.store import Store

_LINK = (
    "url, outlet, announced_url, found_via, announced_at, title, summary, published, modified,"
    " language"
)


def links_to_fetch(store: Store, outlet: str, now: str, limit: int) -> list[Link]:
    """Return up to `limit` links of `outlet` that are due at `now`, newest announcement first.

    Due are: links never fetched; failed ones whose time to ask again has come; known pages
    whose next visit is due, by schedule or because a change was announced.
    """
    rows = store.rows(
        f"""
        SELECT {_LINK} FROM link
        WHERE outlet = ?1 AND (
            state = 'found'
            OR (state = 'failed' AND (next_due IS NULL OR next_due <= ?2))
            OR (state IN ('kept', 'paywalled', 'off_topic') AND next_due <= ?2)
        )
        ORDER BY state = 'found' DESC, coalesce(published, first_seen) DESC, url
        LIMIT ?3
        """,  # noqa: S608 - column names only
        outlet,
        now,
        limit,
    )
    return [Link(**dict(row)) for row in rows]


def last_capture(store: Store, url: str) -> Capture | None:
    """Return the latest capture of the link `url`: its ETag and date make a GET conditional."""
    rows = store.rows("SELECT * FROM capture WHERE url = ? ORDER BY fetched_at DESC LIMIT 1", url)
    return _capture(dict(rows[0])) if rows else None


def captures_to_extract(
    store: Store, extractor: str | None = None
) -> Iterator[tuple[Capture, Link]]:
    """Yield captures that wait for extraction, oldest first, with their links.

    With `extractor`, also those that another extractor (or version of it) has read before.
    """
    rows = store.rows(
        "SELECT capture_id FROM capture WHERE extracted_by IS NULL OR extracted_by != ?"
        " ORDER BY fetched_at, capture_id"
        if extractor
        else "SELECT capture_id FROM capture WHERE extracted_by IS NULL AND ? IS NULL"
        " ORDER BY fetched_at, capture_id",
        extractor,
    )
    for (capture_id,) in rows:
        row = store.rows("SELECT * FROM capture WHERE capture_id = ?", capture_id)[0]
        link = store.rows(f"SELECT {_LINK} FROM link WHERE url = ?", row["url"])[0]  # noqa: S608
        yield _capture(dict(row)), Link(**dict(link))


def articles_to_code(store: Store, coder: Coder, *, batch: int = 64) -> Iterator[list[Article]]:
    """Yield batches of current article versions that this coder has not coded yet.

    Reads coding_run, not codings: an article with no frame at all is not coded again.
    """
    todo = store.rows(
        """
        SELECT article_id, version FROM article WHERE is_current = 1 AND NOT EXISTS (
            SELECT 1 FROM coding_run AS r
            WHERE r.article_id = article.article_id AND r.version = article.version
            AND r.codebook_id = ? AND r.codebook_hash = ? AND r.model_hash = ?
            AND r.code_version = ?)
        ORDER BY outlet, published, article_id
        """,
        coder.codebook_id,
        coder.codebook_hash,
        coder.model_hash,
        coder.code_version,
    )
    for first in range(0, len(todo), batch):
        yield [article(store, row[0], row[1]) for row in todo[first : first + batch]]


def article(store: Store, article_id: str, version: int) -> Article:
    """Return one article version. Raises KeyError when there is none."""
    rows = store.rows(
        "SELECT * FROM article WHERE article_id = ? AND version = ?", article_id, version
    )
    if not rows:
        raise KeyError((article_id, version))
    return _article(dict(rows[0]))


def _article(row: dict[str, Any]) -> Article:
    """Columns and fields agree; a test says so."""
    del row["is_current"]
    return Article(**row | {"field_sources": json.loads(row["field_sources"])})


def _capture(row: dict[str, Any]) -> Capture:
    """Columns and fields agree; a test says so."""
    del row["extracted_by"], row["extraction"]
    return Capture(**row)
