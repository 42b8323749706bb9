"""Schema and records say the same, however a corpus came about."""

import dataclasses
import sqlite3

import pytest

from corpus import migrations, records
from corpus.errors import StoreError
from corpus.store import Store

KEPT_BY_STORE = {
    "link": {"state", "reason", "attempts", "next_due", "first_seen", "last_seen", "first_run"}
    | {"checked_at", "capture_id", "article_id"},
    "capture": {"extracted_by", "extraction"},
    "article": {"is_current"},
    "set_aside": {"run_id", "at"},
}
"""Columns that the store keeps up itself and no record carries."""


@pytest.mark.parametrize(
    "record",
    [
        records.Outlet,
        records.Announcement,
        records.CrawlRun,
        records.Link,
        records.Capture,
        records.Article,
        records.SetAside,
        records.Frame,
    ],
)
def test_record_fields_equal_columns(store: Store, record: type) -> None:
    """Each flat record has exactly the columns of its table, in any order."""
    table = "".join(f"_{c.lower()}" if c.isupper() else c for c in record.__name__).lstrip("_")
    columns = {row["name"] for row in store.rows(f"PRAGMA table_info({table})")}
    fields = {field.name for field in dataclasses.fields(record)}
    assert fields == columns - KEPT_BY_STORE.get(table, set())


def test_all_tables_are_strict(store: Store) -> None:
    """SQLite checks types only in STRICT tables."""
    loose = store.rows(
        "SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0"
        " AND name NOT LIKE '%_fts%' AND name NOT LIKE 'sqlite_%'"
    )
    assert [row["name"] for row in loose] == []


def test_a_migrated_corpus_equals_a_fresh_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each step runs once, in order, and the version is written with it."""
    connection = sqlite3.connect(":memory:")
    migrations.migrate(connection)
    assert connection.execute("PRAGMA user_version").fetchone()[0] == migrations.CURRENT

    def add_column(db: sqlite3.Connection) -> None:
        db.execute("ALTER TABLE outlet ADD COLUMN motto TEXT")

    monkeypatch.setitem(migrations.STEPS, migrations.CURRENT + 1, add_column)
    monkeypatch.setattr(migrations, "CURRENT", migrations.CURRENT + 1)
    migrations.migrate(connection)
    migrations.migrate(connection)
    columns = [row[1] for row in connection.execute("PRAGMA table_info(outlet)")]
    assert columns.count("motto") == 1


def test_a_corpus_of_a_newer_program_is_refused() -> None:
    """An old program must not write into a schema that it does not know."""
    connection = sqlite3.connect(":memory:")
    migrations.migrate(connection)
    connection.execute("PRAGMA user_version = 999")
    with pytest.raises(StoreError, match="upgrade framesay"):
        migrations.migrate(connection)
