"""The canned queries: one .sql file each, with title and description in its header comments.

They are plain SQLite over the corpus and can be run by hand; a parameter left empty means "all".
"""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_HEADER = re.compile(r"^-- (title|description|position): (.+)$")
_PARAMETER = re.compile(r":([a-z_]+)")


@dataclass(frozen=True, slots=True)
class Query:
    """One canned query."""

    name: str
    """Name of its file, and the last part of its address."""
    title: str
    description: str
    position: int
    """Order in lists; 0 is first."""
    sql: str
    """The statement without its header."""

    @property
    def parameters(self) -> list[str]:
        """Names of the parameters, in the order of their first use."""
        return list(dict.fromkeys(_PARAMETER.findall(self.sql)))

    @property
    def no_parameters(self) -> dict[str, str]:
        """Every parameter left empty: the whole corpus."""
        return dict.fromkeys(self.parameters, "")


@cache
def queries() -> dict[str, Query]:
    """Return all canned queries by name, in their order.

    Raises ValueError naming the file whose header lacks title, description or position.
    """
    found = [
        _read(entry.name.removesuffix(".sql"), entry.read_text("utf-8"))
        for entry in files("dashboards.queries").iterdir()
        if entry.name.endswith(".sql")
    ]
    return {query.name: query for query in sorted(found, key=lambda q: (q.position, q.name))}


def _read(name: str, text: str) -> Query:
    header: dict[str, str] = {}
    lines = text.splitlines()
    while lines and (match := _HEADER.match(lines[0])):
        header[match[1]] = match[2]
        lines.pop(0)
    missing = {"title", "description", "position"} - set(header)
    if missing:
        raise ValueError(f"queries/{name}.sql: no header line for {', '.join(sorted(missing))}")
    return Query(
        name,
        header["title"],
        header["description"],
        int(header["position"]),
        "\n".join(lines).strip() + "\n",
    )
