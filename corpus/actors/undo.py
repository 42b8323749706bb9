"""Undo a merge: add the row to actors.csv that keeps the two apart, for this and all later runs."""

import csv
import io
from pathlib import Path

from corpus.actors.names import plain
from corpus.actors.scholar import COLUMNS, check_actors_file, delimiter
from corpus.errors import StoreError, StudyError
from corpus.store import Store
from corpus.study import Study

_WHERE = "framesay actors"


def undo(
    store: Store,
    study: Study,
    number: int,
    *,
    canonical: str | None = None,
    article: str | None = None,
) -> str:
    """Add a row to the study's actors.csv against merge `number` of the log; return the row.

    The name is counted as `canonical` from then on (by default its own name, with its description
    where it is the other's name, too); with `article`, only in that article. Raises StudyError when
    there is no such merge or a row cannot undo it, StoreError when the file cannot be written.
    """
    key = f"--undo {number}"
    rows = store.rows("SELECT * FROM actor_merge WHERE merge = ?", number)
    if not rows:
        raise StudyError(_WHERE, key, "no such merge; see framesay actors --merges")
    (merge,) = rows
    if merge["undone_at"]:
        raise StudyError(_WHERE, key, f"was undone already ({merge['undone_at']})")
    if merge["rule"] == "actors.csv":
        raise StudyError(_WHERE, key, f"{merge['reason']} says so; change that line")
    name, description = merge["name"], merge["description"]
    mark = article or description
    if canonical is None:
        same = plain(name) == plain(merge["actor"])
        canonical = f"{name} ({mark})" if same and mark else name
    if plain(canonical) == plain(merge["actor"]):
        problem = (
            f"“{name}” is the actor's own name: say in which article it is another (--article ID),"
            " and how that one is to be called (--as NAME)"
        )
        raise StudyError(_WHERE, key, problem)
    values = {"name": name, "canonical": canonical, "type": merge["type"]}
    values |= {"article": article} if article else {"description": description or ""}
    return _append(study.folder / "actors.csv", values)


def _append(path: Path, values: dict[str, str]) -> str:
    """Add a row to the file; it is checked before anything is written."""
    try:
        before = path.read_text("utf-8-sig") if path.is_file() else ",".join(COLUMNS) + "\n"
    except (OSError, UnicodeDecodeError) as error:
        raise StudyError(path, "", f"cannot be read: {error}") from None
    if not before.endswith("\n"):
        before += "\n"
    mark = delimiter(before)
    columns = [
        cell.strip() for cell in next(csv.reader([before.partition("\n")[0]], delimiter=mark))
    ]
    for column, value in values.items():
        if value and column not in columns:
            raise StudyError(path, "line 1", f"add the column “{column}” to the header first")
    out = io.StringIO()
    csv.writer(out, delimiter=mark, lineterminator="\n").writerow(
        [values.get(column, "") for column in columns]
    )
    check_actors_file(path, before + out.getvalue())
    try:
        path.write_text(before + out.getvalue(), "utf-8")
    except OSError as error:
        raise StoreError(f"{path}: cannot be written: {error}") from error
    return out.getvalue().strip()
