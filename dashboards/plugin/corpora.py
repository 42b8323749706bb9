"""Which of Datasette's databases is a framesay corpus, and how it is asked.

Everything the plugin does begins here: beside any other database it does nothing.
"""

import sqlite3
from typing import Any
from weakref import WeakKeyDictionary

from datasette.utils.asgi import Forbidden

from corpus.migrations import APPLICATION_ID

Row = dict[str, Any]

_known: WeakKeyDictionary[Any, bool] = WeakKeyDictionary()


def is_corpus(datasette: Any, name: str | None) -> bool:  # noqa: ANN401 - Datasette is untyped
    """Say whether the database called `name` is a framesay corpus."""
    database = datasette.databases.get(name)
    if database is None or not database.path:
        return False
    if database not in _known:
        try:
            connection = sqlite3.connect(f"file:{database.path}?mode=ro", uri=True)
            try:
                owner = connection.execute("PRAGMA application_id").fetchone()[0]
            finally:
                connection.close()
        except sqlite3.Error:
            return False  # not readable now; asked again next time
        _known[database] = owner == APPLICATION_ID
    return _known[database]


def corpus_database(datasette: Any) -> Any | None:  # noqa: ANN401 - Datasette is untyped
    """Return the first database that is a corpus, or None."""
    for name, database in datasette.databases.items():
        if is_corpus(datasette, name):
            return database
    return None


def only_corpus(datasette: Any) -> bool:  # noqa: ANN401 - Datasette is untyped
    """Say whether a corpus is all that is served (then the front page is the study's)."""
    names = [name for name in datasette.databases if name not in {"_internal", "_memory"}]
    return len(names) == 1 and is_corpus(datasette, names[0])


async def allow(datasette: Any, request: Any, database: Any, *tables: str) -> None:  # noqa: ANN401
    """Check that whoever asks may see `database` and `tables`.

    The one place that speaks Datasette's language of permissions. Raises Forbidden.
    """
    checks: list[tuple[str, Any]] = [("view-table", (database.name, table)) for table in tables]
    checks += [("view-database", database.name), ("view-instance", None)]
    for action, resource in checks:
        allowed = await datasette.permission_allowed(
            request.actor, action, resource=resource, default=True
        )
        if not allowed:
            raise Forbidden(action)


async def rows(database: Any, sql: str, parameters: Any = None) -> list[Row]:  # noqa: ANN401
    """Return all rows of a reading query as dictionaries."""
    result = await database.execute(sql, parameters or {})
    return [dict(row) for row in result.rows]
