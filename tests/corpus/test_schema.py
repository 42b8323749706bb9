"""Schema and records say the same, however a corpus came about."""

import dataclasses
import re
import sqlite3
from pathlib import Path

import pytest
import sqlite_utils

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


def test_actors_and_quotations_have_a_column_for_each_field(store: Store) -> None:
    """What an article shows of an actor, and what a quotation is, is stored whole."""

    def columns(table: str) -> set[str]:
        return {row["name"] for row in store.rows(f"PRAGMA table_info({table})")}

    actor = {field.name for field in dataclasses.fields(records.Actor)} - {"mentions"}
    kept_by_merging = {"actor_id", "merged_by"}
    assert actor - {"actor_id"} == columns("actor_in_article") - kept_by_merging - {
        "coding_run",
        "actor_in_article",
    }
    quotation = {field.name for field in dataclasses.fields(records.Quotation)}
    spans = {"content_spans", "cue_start", "cue_end", "source_start", "source_end"}
    assert quotation - {"frames", "actor_id"} == columns("quotation") - spans - {
        "coding_run",
        "actor_in_article",
    }


def test_article_frames_have_a_column_for_each_field(store: Store) -> None:
    """The article-level measures are stored whole, in the order of the record."""
    columns = [row["name"] for row in store.rows("PRAGMA table_info(article_frame)")]
    fields = [field.name for field in dataclasses.fields(records.ArticleFrame)]
    assert columns == ["coding_run", *fields]
    run = {row["name"] for row in store.rows("PRAGMA table_info(coding_run)")}
    parts = {"coder", "sentences", "codings", "quotations", "actors", "article_frames"}
    kept = {"coding_run", "is_current"} | {f.name for f in dataclasses.fields(records.Coder)}
    assert {f.name for f in dataclasses.fields(records.CodingRun)} - parts == run - kept


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


def _definitions(connection: sqlite3.Connection) -> dict[str, str]:
    """Return every table, view, index and trigger as SQLite keeps it, without comments."""
    found = {}
    for name, sql in connection.execute("SELECT name, sql FROM sqlite_master WHERE sql NOT NULL"):
        bare = re.sub(r"--[^\n]*", "", sql).replace('"', "")
        found[name] = " ".join(bare.split()).replace("( ", "(").replace(" )", ")")
    return found


def _schema_1(path: Path) -> sqlite3.Connection:
    """Make a corpus as framesay 0.1 made it: its schema.sql, full-text tables, version 1."""
    connection = sqlite3.connect(path)
    connection.executescript(Path(__file__).with_name("schema_1.sql").read_text("utf-8"))
    database = sqlite_utils.Database(connection)
    for table, columns in (("article", ["title", "text"]), ("quotation", ["content", "source"])):
        database.table(table).enable_fts(
            columns, fts_version="FTS5", tokenize="porter", create_triggers=True
        )
    connection.execute(f"PRAGMA application_id = {migrations.APPLICATION_ID}")
    connection.execute("PRAGMA user_version = 1")
    connection.commit()
    return connection


def test_schema_1_migrates_to_what_a_fresh_corpus_is(tmp_path: Path) -> None:
    """Tables, views, indexes and triggers are the same, however the corpus came about."""
    fresh = sqlite3.connect(":memory:")
    migrations.migrate(fresh)
    migrated = _schema_1(tmp_path / "old.db")
    migrations.migrate(migrated)
    assert _definitions(migrated) == _definitions(fresh)


def test_rows_of_schema_1_are_kept(tmp_path: Path) -> None:
    """Quotations count as said, their actors stand, the index finds them, and merging goes on."""
    path = tmp_path / "old.db"
    old = _schema_1(path)
    old.executescript(Path(__file__).with_name("schema_1_rows.sql").read_text("utf-8"))
    old.close()
    with Store(path) as store:
        rows = store.rows("SELECT * FROM quotation_with_source ORDER BY quotation")
        seen = [(q["act"], q["actor"], q["actor_id"], q["frame"], q["cue"]) for q in rows]
        assert seen == [("says", "Bell", "x", "trust", "said"), ("says", None, None, None, None)]
        assert store.value("SELECT count(*) FROM quotation") == 3
        assert store.value("SELECT actor_in_article FROM mention") == "x"
        assert store.value("SELECT actor_id FROM actor_in_article WHERE coding_run = 7") is None
        assert store.rows("PRAGMA foreign_key_check") == []
        (coded,) = store.rows("SELECT * FROM coded_article")  # of which nothing more is known
        assert (coded["relevant_sentences"], coded["dominant_frame"]) == (None, None)
        found = store.rows(
            "SELECT content FROM quotation WHERE rowid IN"
            " (SELECT rowid FROM quotation_fts WHERE quotation_fts MATCH 'never')"
        )
        assert [row["content"] for row in found] == ["never"]
        with store.transaction() as db:
            db.execute("UPDATE quotation SET content = 'changed' WHERE content = 'never'")
        assert store.value("SELECT count(*) FROM quotation_fts WHERE quotation_fts MATCH 'changed'")


def test_a_step_that_fails_leaves_the_corpus_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A step is one transaction, its tables included."""
    connection = _schema_1(tmp_path / "old.db")
    before = _definitions(connection)

    def fail(db: sqlite3.Connection) -> None:
        db.execute("DROP VIEW quotation_with_source")
        db.execute("DROP TABLE nothing_of_that_name")

    monkeypatch.setitem(migrations.STEPS, 2, fail)
    with pytest.raises(sqlite3.OperationalError):
        migrations.migrate(connection)
    assert _definitions(connection) == before
    assert connection.execute("PRAGMA user_version").fetchone()[0] == 1
