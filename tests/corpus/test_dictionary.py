"""The variable dictionary covers the schema, and only that."""

import pytest

from corpus import dictionary as d
from corpus.store import Store


@pytest.mark.parametrize("name", list(d.dictionary()))
def test_every_column_of_the_schema_is_defined_in_order(store: Store, name: str) -> None:
    """What SQLite has is what the dictionary says."""
    columns = [row["name"] for row in store.rows(f"PRAGMA table_info({name})")]
    assert list(d.dictionary()[name].columns) == columns


def test_no_table_is_left_out(store: Store) -> None:
    """All tables and views but those of the full-text index and SQLite itself."""
    names = {
        row["name"]
        for row in store.rows(
            "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')"
            " AND name NOT LIKE '%_fts%' AND name NOT LIKE 'sqlite_%'"
        )
    }
    assert names == set(d.dictionary())


@pytest.mark.parametrize(
    ("schema", "says"),
    [
        ("CREATE TABLE t (\n    a TEXT -- x\n) STRICT;", "t has no comment above"),
        ("-- T.\nCREATE TABLE t (\n    a TEXT\n) STRICT;", "a column of t has no comment"),
    ],
)
def test_a_missing_comment_is_an_error(
    monkeypatch: pytest.MonkeyPatch, schema: str, says: str
) -> None:
    """Nobody adds a column without saying what it means."""
    monkeypatch.setattr(d, "schema_sql", lambda: schema)
    d.dictionary.cache_clear()
    try:
        with pytest.raises(ValueError, match=says):
            d.dictionary()
    finally:
        d.dictionary.cache_clear()
