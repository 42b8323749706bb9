"""What Datasette is told about tables and columns."""

import sqlite3
from pathlib import Path

from dashboards.metadata import _TABLES, corpus_metadata, table_metadata


def test_every_column_of_every_visible_table_is_described(
    corpus: tuple[Path, dict[str, str]],
) -> None:
    """Tables and views of the file, their columns, and their descriptions agree."""
    connection = sqlite3.connect(corpus[0])
    names = [
        row[0]
        for row in connection.execute(
            "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')"
            " AND name NOT LIKE '%\\_fts%' ESCAPE '\\' AND name NOT LIKE 'sqlite_%'"
        )
    ]
    columns = {
        name: [row[1] for row in connection.execute(f"PRAGMA table_info([{name}])")]
        for name in names
    }
    connection.close()
    described = {name: list(values["columns"]) for name, values in table_metadata().items()}
    assert described == columns
    assert all(text for values in table_metadata().values() for text in values["columns"].values())


def test_facets_sorts_and_labels_name_columns() -> None:
    """A misspelt column would be ignored by Datasette without a word."""
    for name, values in _TABLES.items():
        columns = table_metadata()[name]["columns"]
        named = [*values.get("facets", ())]
        named += [values[key] for key in ("sort", "sort_desc", "label_column") if key in values]
        assert set(named) <= set(columns), name


def test_each_call_is_fresh() -> None:
    """Datasette merges other metadata into what it gets: that must not stick."""
    corpus_metadata("corpus")["databases"]["corpus"]["tables"]["article"]["title"] = "changed"
    again = corpus_metadata("corpus")["databases"]["corpus"]["tables"]["article"]["title"]
    assert again == "Articles"
