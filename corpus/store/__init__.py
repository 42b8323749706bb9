"""The only writer of the corpus.

`Store` opens the file and guards it; `store.crawl` writes what crawlers bring and
`store.codings` what the coders say. Each method is one transaction: it is written whole or
not at all, also when the process is killed.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from corpus.errors import StoreError, StudyError
from corpus.migrations import migrate
from corpus.store.actors import ActorWriter
from corpus.store.codings import CodingWriter
from corpus.store.crawl import CrawlWriter
from corpus.store.duplicates import DuplicateWriter

__all__ = ["Store"]

BUSY_MS = 30_000
"""How long a writer waits for another one before it gives up."""


class Store:
    """A corpus file, open for reading and writing. Use as a context manager."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        """Open the corpus at `path`; `create` makes file and folder when they are missing.

        Raises StudyError when it is missing, StoreError when it is damaged, not a corpus, or
        cannot be written.
        """
        self.path = path
        if not create and not path.is_file():
            raise StudyError(path, "", "no corpus there yet; crawl first: framesay crawl STUDY")
        with self._plain_errors():
            path.parent.mkdir(parents=True, exist_ok=True)
            self.connection = sqlite3.connect(path, timeout=BUSY_MS / 1000)
            self.connection.row_factory = sqlite3.Row
            migrate(self.connection)  # first of all: it refuses a file that is no corpus
            # WAL: Datasette may read while a crawl writes, and a killed writer leaves no damage.
            self.connection.execute("PRAGMA journal_mode = WAL")
            self.connection.execute("PRAGMA synchronous = NORMAL")
            self.connection.execute("PRAGMA foreign_keys = ON")
        self.crawl = CrawlWriter(self)
        self.codings = CodingWriter(self)
        self.actors = ActorWriter(self)
        self.duplicates = DuplicateWriter(self)

    def __enter__(self) -> Self:
        """Return the store itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file."""
        self.close()

    def close(self) -> None:
        """Close the file; nothing is pending, every method has committed."""
        self.connection.close()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Run a block as one transaction, written whole or not at all.

        Raises StoreError for whatever SQLite says (full disk, damaged file).
        """
        with self._plain_errors(), self.connection:
            yield self.connection

    def rows(self, sql: str, *parameters: Any) -> list[sqlite3.Row]:  # noqa: ANN401 - SQLite takes any
        """Return all rows of a reading query."""
        with self._plain_errors():
            return self.connection.execute(sql, parameters).fetchall()

    def value(self, sql: str, *parameters: Any) -> Any:  # noqa: ANN401 - SQLite gives any
        """Return the first column of the first row of a reading query, or None."""
        with self._plain_errors():
            row = self.connection.execute(sql, parameters).fetchone()
        return row[0] if row else None

    @contextmanager
    def _plain_errors(self) -> Iterator[None]:
        """Turn what SQLite and the file system say into one clear line."""
        try:
            yield
        except sqlite3.IntegrityError:
            raise  # a mistake of the program, not of the disk: let it be seen
        except (sqlite3.DatabaseError, OSError) as error:
            message = f"{self.path}: the corpus cannot be used: {error}"
            raise StoreError(message) from error
