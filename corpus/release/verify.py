"""Read a release back and compare it with the corpus, before it gets its name."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from corpus.datapackage import Row, Table
from corpus.errors import StoreError
from corpus.identity import sha256
from corpus.release.describe import SUMS, sums
from corpus.release.labels import check_labels
from corpus.release.write import Written, read_csv, read_parquet, row_bytes
from corpus.store import Store

_RUNS = (
    "(SELECT coding_run FROM coding_run WHERE is_current = 1 AND (article_id, version) IN"
    " (SELECT article_id, version FROM article WHERE is_current = 1))"
)
_COUNTS = {
    "outlets": "outlet",
    "links": "link",
    "articles": "article WHERE is_current = 1",
    "texts": "article WHERE is_current = 1",
    "coding_runs": f"coding_run WHERE coding_run IN {_RUNS}",
    "codings": f"coding WHERE coding_run IN {_RUNS}",
    "article_frames": f"article_frame WHERE coding_run IN {_RUNS}",
    "quotations": f"quotation WHERE coding_run IN {_RUNS}",
    "quotation_frames": f"quotation_frame WHERE coding_run IN {_RUNS}",
}
"""What each table must hold, counted without the joins that wrote it."""


def verify(store: Store, folder: Path, written: list[Written], quotation_words: int) -> None:
    """Check every file of the release in `folder` against the corpus.

    Row counts (of the query that wrote a table, and of the corpus's own table), the hash of all
    values in CSV and in Parquet, codes and missing values, unique and foreign keys, file hashes
    in the descriptor, the hashes of the texts, and every label against its text. Raises
    StoreError naming the first difference.
    """
    keys: dict[str, set[Row]] = {}
    for item in written:
        name = item.csv.name
        wanted = store.value(f"SELECT count(*) FROM ({item.table.sql})")  # noqa: S608 - own queries
        _demand(item.rows == wanted, f"{name}: {item.rows} rows, the corpus has {wanted}")
        if item.table.name in _COUNTS:
            stored = store.value(f"SELECT count(*) FROM {_COUNTS[item.table.name]}")  # noqa: S608
            _demand(item.rows == stored, f"{name}: {item.rows} rows, the corpus has {stored}")
        for path, rows in ((item.csv, _rows(item)), (item.parquet, read_parquet(item.parquet))):
            count, values, seen = _digest(item.table, rows, path.name)
            _demand(count == wanted, f"{path.name}: {count} rows, the corpus has {wanted}")
            _demand(values == item.values, f"{path.name}: values differ from the corpus")
            _demand(len(seen) == count, f"{path.name}: a key occurs twice")
            keys[item.table.name] = seen
    by_name = {item.table.name: item for item in written}
    for item in written:
        _check_foreign(item, by_name, keys)
    _check_files(folder)
    for article in store.rows("SELECT article_id, text, text_hash FROM article"):
        good = sha256(article["text"]) == article["text_hash"]
        _demand(good, f"article {article['article_id']}: its text does not fit its hash")
    check_labels(store, by_name, quotation_words)


def _rows(item: Written) -> Iterable[Row]:
    try:
        yield from read_csv(item.csv, item.table)
    except ValueError as error:
        raise StoreError(f"release refused: {item.csv.name}: not readable: {error}") from error


def _digest(table: Table, rows: Iterable[Row], file: str) -> tuple[int, str, set[Row]]:
    """Return number of rows, hash of all values, and the keys; check codes and missing values."""
    places = [i for i, column in enumerate(table.columns) if column.name in table.key]
    checked = [(i, c) for i, c in enumerate(table.columns) if c.required or c.codes]
    digest, count, keys = hashlib.sha256(), 0, set()
    for row in rows:
        for place, column in checked:
            value = row[place]
            good = value in column.codes if column.codes and value is not None else True
            _demand(good, f"{file}: {column.name} {value!r} is none of {column.codes}")
            _demand(
                value is not None or not column.required,
                f"{file}: {column.name} is missing in a row (key {[row[i] for i in places]})",
            )
        digest.update(row_bytes(row))
        keys.add(tuple(row[i] for i in places))
        count += 1
    return count, digest.hexdigest(), keys


def _check_foreign(item: Written, by_name: dict[str, Written], keys: dict[str, set[Row]]) -> None:
    names = [column.name for column in item.table.columns]
    for columns, target in item.table.foreign.items():
        order = [c for c in (k.name for k in by_name[target].table.columns) if c in columns]
        places = [names.index(name) for name in order]
        for row in _rows(item):
            key = tuple(row[i] for i in places)
            known = None in key or key in keys[target]
            _demand(known, f"{item.csv.name}: {key} is not in {target}")


def _check_files(folder: Path) -> None:
    """Check sizes and hashes that the descriptor names against the files."""
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    for resource in package["resources"]:
        data = (folder / resource["path"]).read_bytes()
        good = resource.get("bytes", len(data)) == len(data)
        good = good and resource["hash"] == f"sha256:{sha256(data)}"
        _demand(good, f"{resource['path']}: differs from its description")
    listed = (folder / SUMS).read_text("utf-8")
    _demand(listed == sums(folder), f"{SUMS}: differs from the files")


def _demand(good: bool, problem: str) -> None:  # noqa: FBT001 - reads as a sentence
    if not good:
        raise StoreError(f"release refused: {problem}")
