"""Read actors.csv: what the scholar knows of names, and which always wins.

The file's columns are explained in docs/actors-file.md. Every mistake is one line that names file
and line and says what to do.
"""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast, get_args

from corpus.actors.names import plain
from corpus.actors.variants import Found, Pin
from corpus.errors import PageError, StudyError
from corpus.identity import canonical_url
from corpus.records import ActorType

FILE = "actors.csv"
COLUMNS = ("name", "canonical", "type", "description", "outlet", "article", "wikidata")
_WIKIDATA = re.compile(r"Q[1-9]\d*")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: `name` is `canonical`, where the conditions hold."""

    line: int
    name: str
    canonical: str
    type: ActorType | None
    wikidata: str | None
    description: str | None = None
    outlet: str | None = None
    article: str | None = None

    @property
    def conditions(self) -> tuple[str | None, str | None, str | None]:
        """Where the row holds; None is everywhere."""
        return (self.description and self.description.casefold(), self.outlet, self.article)

    @property
    def weight(self) -> int:
        """Number of conditions: of several rows that fit, the one with most of them counts."""
        return sum(condition is not None for condition in self.conditions)

    def fits(self, found: Found) -> bool:
        """Say whether the conditions hold for an actor of an article."""
        said = (found.description or "").casefold()
        return (
            (self.description is None or self.description.casefold() in said)
            and (self.outlet is None or self.outlet == found.outlet)
            and (self.article is None or self.article in {found.article_id, found.url})
        )


class ActorsFile:
    """The rows of actors.csv, by name."""

    def __init__(self, path: Path, rows: list[Row]) -> None:
        """Keep `rows`, which were read from `path`."""
        self.path, self.rows = path, rows
        self.used: set[int] = set()
        """Lines under which an actor fell so far."""
        self._by_name: dict[tuple[str, ...], list[Row]] = defaultdict(list)
        for row in sorted(rows, key=lambda r: (-r.weight, r.line)):
            self._by_name[plain(row.name)].append(row)

    def pin(self, found: Found) -> Pin | None:
        """Return what the file says of an actor of an article, or None."""
        for row in self._by_name.get(plain(found.name), ()):
            if row.fits(found):
                self.used.add(row.line)
                return Pin(row.line, row.canonical, row.type, row.wikidata, whole=not row.weight)
        return None


def read_actors_file(folder: Path) -> ActorsFile:
    """Read FOLDER/actors.csv; without one there are no rows.

    Raises StudyError, naming file and line, for the first row that is wrong.
    """
    path = folder / FILE
    if not path.is_file():
        return ActorsFile(path, [])
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise StudyError(path, "", "is not UTF-8; save it as “CSV UTF-8”") from None
    except OSError as error:
        raise StudyError(path, "", f"cannot be read: {error}") from None
    return check_actors_file(path, text)


def check_actors_file(path: Path, text: str) -> ActorsFile:
    """Read `text` as the content of an actors.csv at `path`. Raises StudyError as above."""
    rows = list(_rows(path, text))
    _check_together(path, rows)
    return ActorsFile(path, rows)


def delimiter(text: str) -> str:
    """Return what separates cells: a comma, or a semicolon, as many countries' programs write."""
    head = text.partition("\n")[0]
    return ";" if ";" in head and "," not in head else ","


def _rows(path: Path, text: str) -> Iterator[Row]:
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter(text), strict=True)
    try:
        names = [(name or "").strip() for name in reader.fieldnames or []]
        reader.fieldnames = names
        _check_head(path, names)
        for cells in reader:
            line = reader.line_num
            if None in cells:
                problem = "has more cells than the header; put a value with a comma into quotes"
                raise StudyError(path, f"line {line}", problem)
            values = {key: " ".join((value or "").split()) for key, value in cells.items()}
            if any(values.values()):
                yield _row(path, line, values)
    except csv.Error as error:
        problem = f"is no CSV: {error}; mind the quotes"
        line = min(reader.line_num + 1, len(text.splitlines()))  # the one that could not be read
        raise StudyError(path, f"line {line}", problem) from None


def _check_head(path: Path, names: list[str]) -> None:
    known = ", ".join(COLUMNS)
    if "name" not in names:
        raise StudyError(path, "line 1", f"has no column “name”; the columns are {known}")
    for name in names:
        if name not in COLUMNS:
            raise StudyError(path, "line 1", f"unknown column “{name}”; the columns are {known}")
        if names.count(name) > 1:
            raise StudyError(path, "line 1", f"names the column “{name}” twice")


def _row(path: Path, line: int, values: dict[str, str]) -> Row:
    where, name, kind = f"line {line}", values["name"], values.get("type", "")
    if not plain(name):
        raise StudyError(path, where, "has no name; write the name as articles give it")
    canonical = values.get("canonical") or name
    if not plain(canonical):
        raise StudyError(path, where, f"canonical “{canonical}” has no letter or figure")
    types = get_args(ActorType)
    if kind and kind not in types:
        raise StudyError(path, where, f"no type “{kind}”; write one of {', '.join(types)}")
    wikidata = values.get("wikidata") or None
    if wikidata and not _WIKIDATA.fullmatch(wikidata):
        problem = f"“{wikidata}” is no Wikidata item; write Q and a number, such as Q42"
        raise StudyError(path, where, problem)
    article = values.get("article") or None
    if article and "/" in article:
        try:
            article = canonical_url(article)
        except PageError as error:
            raise StudyError(path, where, str(error)) from None
    return Row(
        line,
        name,
        canonical,
        cast("ActorType", kind) if kind else None,
        wikidata,
        values.get("description") or None,
        values.get("outlet") or None,
        article,
    )


def _check_together(path: Path, rows: list[Row]) -> None:
    """Refuse rows that contradict one another."""
    first: dict[tuple[object, ...], Row] = {}
    for row in rows:
        key = (plain(row.name), row.conditions)
        other = first.setdefault(key, row)
        if plain(other.canonical) != plain(row.canonical):
            problem = f"says otherwise of “{row.name}” than line {other.line}; delete one of them"
            raise StudyError(path, f"line {row.line}", problem)
    told: dict[tuple[object, ...], Row] = {}
    for row in rows:
        for what, value in (("type", row.type), ("wikidata", row.wikidata)):
            other = told.setdefault((what, plain(row.canonical)), row) if value else row
            if getattr(other, what) != value:
                problem = f"{what} of “{row.canonical}” is another one in line {other.line}"
                raise StudyError(path, f"line {row.line}", f"{problem}; make them equal")
    moved = {plain(r.name): r for r in rows if not r.weight and plain(r.name) != plain(r.canonical)}
    for row in rows:
        other = moved.get(plain(row.canonical), row)
        if plain(other.canonical) != plain(row.canonical):
            problem = f"“{row.canonical}” is itself “{other.canonical}” by line {other.line}"
            raise StudyError(path, f"line {row.line}", f"{problem}; write that one as canonical")
