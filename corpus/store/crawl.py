"""Write what the crawlers bring: outlets, announcements, links, captures, articles."""

import dataclasses
import json
import sqlite3
from collections.abc import Iterable
from typing import TYPE_CHECKING

from corpus.identity import article_id, sha256
from corpus.records import (
    Announcement,
    Article,
    Capture,
    CrawlRun,
    Extraction,
    Link,
    LinkState,
    Outlet,
    SetAside,
)

if TYPE_CHECKING:
    from corpus.store import Store


class CrawlWriter:
    """The crawling half of the store."""

    def __init__(self, store: "Store") -> None:
        """Write through `store`."""
        self._store = store

    def save_outlets(self, outlets: Iterable[Outlet]) -> None:
        """Add outlets or bring their descriptions up to date."""
        with self._store.transaction() as db:
            for outlet in outlets:
                _upsert(db, "outlet", ("outlet",), _row(outlet))

    def save_run(self, run: CrawlRun) -> None:
        """Add a crawl run or bring it up to date."""
        with self._store.transaction() as db:
            _upsert(db, "crawl_run", ("run_id",), _row(run))

    def save_announcement(self, announcement: Announcement) -> None:
        """Remember what a feed, sitemap or archive page answered."""
        with self._store.transaction() as db:
            _upsert(db, "announcement", ("url",), _row(announcement))

    def announcement(self, url: str) -> Announcement | None:
        """Return what is known of the feed, sitemap or archive page at `url`."""
        rows = self._store.rows("SELECT * FROM announcement WHERE url = ?", url)
        return Announcement(**dict(rows[0])) if rows else None

    def add_links(
        self, links: Iterable[tuple[Link, LinkState, str | None]], run_id: str, now: str
    ) -> int:
        """Add announced links with their first state and reason; return how many were new.

        A link known before keeps its state; what a later announcement adds (title, date, a
        newer change, which makes a known page due) is filled in, what it says otherwise is not
        overwritten. A link left out
        only by its announcement (off_topic, out_of_period) is decided anew: another feed may
        say more of it, or the study's filter was widened.
        """
        new = 0
        with self._store.transaction() as db:
            for link, state, reason in links:
                known = db.execute("SELECT 1 FROM link WHERE url = ?", (link.url,)).fetchone()
                new += not known
                values = _row(link) | {"state": state, "reason": reason}
                values |= {"first_seen": now, "last_seen": now, "first_run": run_id}
                names = ", ".join(values)
                marks = ", ".join(f":{name}" for name in values)
                db.execute(
                    f"""
                    INSERT INTO link ({names}) VALUES ({marks})
                    ON CONFLICT (url) DO UPDATE SET
                        last_seen = excluded.last_seen,
                        title = coalesce(title, excluded.title),
                        summary = coalesce(summary, excluded.summary),
                        published = coalesce(published, excluded.published),
                        language = coalesce(language, excluded.language),
                        next_due = CASE WHEN capture_id IS NOT NULL
                            AND excluded.modified > coalesce(modified, checked_at)
                            THEN excluded.last_seen ELSE next_due END,
                        modified = CASE
                            WHEN modified IS NULL OR excluded.modified > modified
                            THEN excluded.modified ELSE modified END,
                        reason = CASE WHEN capture_id IS NULL
                            AND state IN ('off_topic', 'out_of_period')
                            THEN excluded.reason ELSE reason END,
                        state = CASE WHEN capture_id IS NULL
                            AND state IN ('off_topic', 'out_of_period')
                            THEN excluded.state ELSE state END
                    """,  # noqa: S608 - names are the record's own fields
                    values,
                )
        return new

    def set_link_state(
        self, url: str, state: LinkState, reason: str | None = None, *, next_due: str | None = None
    ) -> None:
        """Say what became of a link that gave no capture, and when to ask again (None: never)."""
        with self._store.transaction() as db:
            db.execute(
                "UPDATE link SET state = ?, reason = ?, next_due = ?, attempts = attempts + 1"
                " WHERE url = ?",
                (state, reason, next_due, url),
            )

    def page_unchanged(self, url: str, now: str, *, next_due: str | None) -> None:
        """Note that the page at `url` answered "not modified"."""
        with self._store.transaction() as db:
            db.execute(
                "UPDATE link SET checked_at = ?, next_due = ?, attempts = attempts + 1"
                " WHERE url = ?",
                (now, next_due, url),
            )
            _forget_aside(db, url)

    def add_capture(self, capture: Capture, *, next_due: str | None) -> None:
        """Add a capture; its link then waits for the extraction.

        Call it after the WARC record is on disk: a crash in between costs one more fetch.
        """
        with self._store.transaction() as db:
            _upsert(db, "capture", ("capture_id",), _row(capture))
            db.execute(
                "UPDATE link SET state = 'fetched', reason = NULL, capture_id = ?, checked_at = ?,"
                " next_due = ?, attempts = attempts + 1 WHERE url = ?",
                (capture.capture_id, capture.fetched_at, next_due, capture.url),
            )

    def add_extraction(self, extraction: Extraction, extractor: str, now: str, run_id: str) -> bool:
        """Write what became of a capture; return whether an article version was added.

        A text (or headline) equal to the current version adds nothing. A page that belongs to
        an article known under another address (an AMP twin, say) adds nothing either.
        """
        with self._store.transaction() as db:
            outcome: str = extraction.state
            added = False
            article = extraction.article
            if article is not None:
                added, twin = _add_version(db, article, extraction.url)
                outcome = "same_article" if twin else outcome
            db.execute(
                "UPDATE capture SET extracted_by = ?, extraction = ? WHERE capture_id = ?",
                (extractor, outcome, extraction.capture_id),
            )
            db.execute(
                "UPDATE link SET state = ?, reason = ?, article_id = ?, title = coalesce(title, ?),"
                " published = coalesce(published, ?) WHERE url = ?",
                (
                    extraction.state,
                    "same_article" if outcome == "same_article" else extraction.reason,
                    article.article_id if article else None,
                    extraction.title,
                    extraction.published,
                    extraction.url,
                ),
            )
            if extraction.state == "set_aside":
                outlet = db.execute(
                    "SELECT outlet FROM link WHERE url = ?", (extraction.url,)
                ).fetchone()
                aside = SetAside(
                    stage="extract",
                    item=extraction.url,
                    outlet=outlet[0] if outlet else None,
                    reason=extraction.reason or "unknown",
                    message=extraction.message or "",
                )
                _set_aside(db, aside, run_id, now)
            else:
                _forget_aside(db, extraction.url)
        return added

    def set_aside(self, aside: SetAside, run_id: str, now: str) -> None:
        """Keep an item that could not be used where it can be seen."""
        with self._store.transaction() as db:
            _set_aside(db, aside, run_id, now)

    def clear_aside(self, item: str) -> None:
        """Forget that `item` was set aside: it works again."""
        with self._store.transaction() as db:
            _forget_aside(db, item)


def _add_version(db: sqlite3.Connection, article: Article, link_url: str) -> tuple[bool, bool]:
    """Add `article` as the next version if it is new or changed; return (added, is a twin)."""
    current = db.execute(
        "SELECT version, title, text_hash, capture.url AS link FROM article JOIN capture"
        " USING (capture_id) WHERE article_id = ? AND is_current = 1",
        (article.article_id,),
    ).fetchone()
    # A page known under another address (an AMP twin) adds nothing to what the article's own
    # page, or the address it was first read at (a redirect), says.
    own_page = article_id(link_url) == article.article_id
    if current and not own_page and current["link"] != link_url:
        return False, True
    if current and (current["title"], current["text_hash"]) == (article.title, article.text_hash):
        return False, False
    version = current["version"] + 1 if current else 1
    db.execute(
        "UPDATE article SET is_current = 0 WHERE article_id = ? AND is_current = 1",
        (article.article_id,),
    )
    db.execute(
        "UPDATE coding_run SET is_current = 0 WHERE article_id = ? AND is_current = 1",
        (article.article_id,),
    )
    values = _row(dataclasses.replace(article, version=version))
    if values["text_hash"] != sha256(article.text):
        message = f"{article.url}: text_hash does not fit the text"
        raise ValueError(message)
    _insert(db, "article", values)
    return True, False


def _set_aside(db: sqlite3.Connection, aside: SetAside, run_id: str, now: str) -> None:
    _upsert(db, "set_aside", ("stage", "item"), _row(aside) | {"run_id": run_id, "at": now})


def _forget_aside(db: sqlite3.Connection, item: str) -> None:
    db.execute("DELETE FROM set_aside WHERE item = ?", (item,))


def _row(record: object) -> dict[str, object]:
    """Return a flat record as column values; dicts and tuples become JSON."""
    values: dict[str, object] = {}
    for field in dataclasses.fields(record):  # type: ignore[arg-type]
        value = getattr(record, field.name)
        if isinstance(value, dict | tuple):
            value = json.dumps(value, ensure_ascii=False, sort_keys=True)
        values[field.name] = value
    return values


def _insert(db: sqlite3.Connection, table: str, values: dict[str, object]) -> None:
    names, marks = ", ".join(values), ", ".join(f":{name}" for name in values)
    db.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", values)  # noqa: S608 - own names


def _upsert(
    db: sqlite3.Connection, table: str, key: tuple[str, ...], values: dict[str, object]
) -> None:
    names, marks = ", ".join(values), ", ".join(f":{name}" for name in values)
    change = ", ".join(f"{name} = excluded.{name}" for name in values if name not in key)
    db.execute(
        f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608 - own names
        f" ON CONFLICT ({', '.join(key)}) DO UPDATE SET {change}",
        values,
    )
