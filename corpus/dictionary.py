"""The variable dictionary: what each table, view and column of the corpus means.

Read out of the comments in schema.sql, so that there is one place where a definition stands.
"""

import re
from dataclasses import dataclass
from functools import cache

from corpus.migrations import schema_sql

_CREATE = re.compile(r"CREATE (TABLE|VIEW) (\w+)")
_COLUMN = re.compile(r"^    (\w+) (TEXT|INTEGER|REAL|BLOB)\b.* -- (.+)$")
_VIEW_COLUMN = re.compile(r"^    (?:\w+|.+ AS (\w+)),? -- (.+)$")
_BARE_VIEW_COLUMN = re.compile(r"^    (\w+),? -- (.+)$")


@dataclass(frozen=True, slots=True)
class TableDefinition:
    """A table or view, its meaning and that of its columns, in the order of the schema."""

    name: str
    kind: str
    """"table" or "view"."""
    definition: str
    columns: dict[str, str]


@cache
def dictionary() -> dict[str, TableDefinition]:
    """Return all definitions by table or view name, in the order of schema.sql.

    Raises ValueError for a table or column without a comment.
    """
    found: dict[str, TableDefinition] = {}
    comment = ""
    current: TableDefinition | None = None
    for line in schema_sql().splitlines():
        if line.startswith("-- "):
            comment = line.removeprefix("-- ")
        elif created := _CREATE.match(line):
            if not comment:
                raise ValueError(f"schema.sql: {created[2]} has no comment above it")
            current = TableDefinition(created[2], created[1].lower(), comment, {})
            found[current.name] = current
            comment = ""
        elif line.startswith((")", "FROM ")):
            current = None
        elif current is not None:
            _add_column(current, line)
        else:
            comment = ""
    return found


def _add_column(table: TableDefinition, line: str) -> None:
    if table.kind == "table":
        if line.lstrip().startswith(("PRIMARY KEY", "UNIQUE", "FOREIGN KEY")):
            return
        column = _COLUMN.match(line)
        name, definition = (column[1], column[3]) if column else ("", "")
    else:
        if line == "SELECT":
            return
        bare, named = _BARE_VIEW_COLUMN.match(line), _VIEW_COLUMN.match(line)
        if bare:
            name, definition = bare[1], bare[2]
        else:
            name, definition = (named[1] or "", named[2]) if named else ("", "")
    if not name:
        raise ValueError(f"schema.sql: a column of {table.name} has no comment: {line.strip()}")
    table.columns[name] = definition


def markdown() -> str:
    """Return the dictionary as Markdown, for docs/dictionary.md."""
    parts = []
    for table in dictionary().values():
        parts += [f"## {table.name}", "", f"*{table.kind}*. {table.definition}", ""]
        parts += ["| column | definition |", "|---|---|"]
        parts += [f"| `{name}` | {text} |" for name, text in table.columns.items()]
        parts.append("")
    return "\n".join(parts).rstrip()
