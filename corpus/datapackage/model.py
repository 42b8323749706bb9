"""A released table and its columns, and how they take their definitions from the dictionary."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from corpus.dictionary import dictionary

Type = Literal["string", "integer", "number"]
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a released table."""

    name: str
    type: Type
    definition: str
    required: bool = False
    codes: tuple[str | int, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A released table: where its rows come from, and what holds of them."""

    name: str
    title: str
    sql: str
    """Selects the columns in order, sorted by the key, so that releases are reproducible."""
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    foreign: dict[tuple[str, ...], str] = field(default_factory=dict)
    """Columns -> table whose key they name (the columns have the same names there)."""


CODEBOOK = Column("codebook_id", "string", "Codebook of this coding", required=True)
"""Stands in every table of codings, so that those of one codebook can be picked out."""
CURRENT = (
    "coding_run AS r JOIN article AS a ON a.article_id = r.article_id AND a.version = r.version"
    " WHERE r.is_current = 1 AND a.is_current = 1"
)
CURRENT_RUNS = f"(SELECT r.coding_run FROM {CURRENT})"


def column(
    table: str,
    name: str,
    kind: Type = "string",
    *,
    required: bool = False,
    codes: Iterable[str | int] = (),
) -> Column:
    """Return a column that has its definition in schema.sql."""
    return Column(name, kind, dictionary()[table].columns[name], required, tuple(codes))


def columns_of(table: str, *names: str) -> list[Column]:
    """Return string columns; a name ending in "!" is required, one in "#" an integer."""
    return [
        column(table, n.rstrip("!#"), "integer" if "#" in n else "string", required="!" in n)
        for n in names
    ]
