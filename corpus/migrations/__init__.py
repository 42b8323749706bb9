"""Bring a corpus file to today's schema.

A new file is made from schema.sql. An older one goes through the numbered steps below, and a
test proves that both ways end in the same schema. `PRAGMA user_version` holds the number.
"""

import sqlite3
from collections.abc import Callable
from importlib.resources import files

import sqlite_utils

from corpus.errors import StoreError

APPLICATION_ID = 0x66726D73
"""The letters "frms" in the file header: tells a corpus from any other SQLite file."""

Step = Callable[[sqlite3.Connection], None]


def _to_schema_2(connection: sqlite3.Connection) -> None:
    """Tell actors within articles from actors across the corpus; give quotations their act.

    The table of quotations is made anew with equal rowids, so that its full-text index stays
    true; the triggers that keep it so fall with the old table and are set again.
    """
    triggers = [
        sql
        for (sql,) in connection.execute(
            "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'quotation'"
        )
    ]
    for statement in (*_statements("schema_2.sql"), *triggers):
        connection.execute(statement)


def _to_schema_3(connection: sqlite3.Connection) -> None:
    """Add the article-level measures of frames, and the codebook to quotations."""
    for statement in _statements("schema_3.sql"):
        connection.execute(statement)


def _statements(name: str) -> list[str]:
    """Return the statements of an SQL file beside this one (executescript would commit)."""
    found, pending = [], ""
    for line in files("corpus.migrations").joinpath(name).read_text("utf-8").splitlines():
        pending += f"{line}\n"
        if sqlite3.complete_statement(pending):
            found.append(pending)
            pending = ""
    return found


STEPS: dict[int, Step] = {2: _to_schema_2, 3: _to_schema_3}
"""Version -> the step that leads to it from the version before; 1 is schema.sql of 0.1."""

CURRENT = 1 + len(STEPS)


def schema_sql() -> str:
    """Return the text of schema.sql."""
    return files("corpus").joinpath("schema.sql").read_text("utf-8")


def migrate(connection: sqlite3.Connection) -> None:
    """Create the tables in an empty file or bring an older corpus to version CURRENT.

    Raises StoreError when the file is no corpus or was made by a newer framesay.
    """
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    tables = int(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
    if version == 0 and tables == 0:
        _create(connection)
        return
    owner = int(connection.execute("PRAGMA application_id").fetchone()[0])
    if owner != APPLICATION_ID:
        message = "this SQLite file is no framesay corpus; name another file"
        raise StoreError(message)
    if version > CURRENT:
        message = (
            f"the corpus has schema {version}, this framesay knows {CURRENT}; upgrade framesay"
        )
        raise StoreError(message)
    for number in range(version + 1, CURRENT + 1):
        with connection:
            connection.execute("BEGIN IMMEDIATE")
            # another program may have taken the step while this one waited
            if connection.execute("PRAGMA user_version").fetchone()[0] < number:
                STEPS[number](connection)
                connection.execute(f"PRAGMA user_version = {number}")


def _create(connection: sqlite3.Connection) -> None:
    """Make every table, view, index and full-text table; the version is set last of all."""
    connection.executescript(f"BEGIN;\n{schema_sql()}\nCOMMIT;")
    database = sqlite_utils.Database(connection)
    database.table("article").enable_fts(
        ["title", "text"], fts_version="FTS5", tokenize="porter", create_triggers=True
    )
    database.table("quotation").enable_fts(
        ["content", "source"], fts_version="FTS5", tokenize="porter", create_triggers=True
    )
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {CURRENT}")
    connection.commit()
