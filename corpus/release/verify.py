"""Read a release back and compare it with the corpus, before it gets its name."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from corpus.datapackage import Row, Table
from corpus.errors import StoreError
from corpus.identity import sha256
from corpus.release.write import Written, read_csv, read_parquet, row_bytes
from corpus.store import Store


def verify(store: Store, folder: Path, written: list[Written]) -> None:
    """Check every file of the release in `folder` against the corpus.

    Row counts, the hash of all values (CSV and Parquet), unique and foreign keys, file hashes
    in the descriptor, and the hashes of the texts themselves. Raises StoreError naming the
    first difference.
    """
    keys: dict[str, set[Row]] = {}
    for item in written:
        wanted = store.value(f"SELECT count(*) FROM ({item.table.sql})")  # noqa: S608 - own queries
        _demand(item.rows == wanted, f"{item.csv.name}: {item.rows} rows, the corpus has {wanted}")
        for path, rows in ((item.csv, _rows(item)), (item.parquet, read_parquet(item.parquet))):
            count, values, seen = _digest(item.table, rows)
            _demand(count == wanted, f"{path.name}: {count} rows, the corpus has {wanted}")
            _demand(values == item.values, f"{path.name}: values differ from the corpus")
            _demand(len(seen) == count, f"{path.name}: a key occurs twice")
            keys[item.table.name] = seen
    for item in written:
        _check_foreign(item, {w.table.name: w.table for w in written}, keys)
    _check_files(folder)
    for article in store.rows("SELECT article_id, text, text_hash FROM article"):
        good = sha256(article["text"]) == article["text_hash"]
        _demand(good, f"article {article['article_id']}: its text does not fit its hash")


def _rows(item: Written) -> Iterable[Row]:
    try:
        yield from read_csv(item.csv, item.table)
    except ValueError as error:
        raise StoreError(f"release: {item.csv.name} cannot be read back: {error}") from error


def _digest(table: Table, rows: Iterable[Row]) -> tuple[int, str, set[Row]]:
    """Return number of rows, hash of all values, and the keys."""
    places = [i for i, column in enumerate(table.columns) if column.name in table.key]
    digest, count, keys = hashlib.sha256(), 0, set()
    for row in rows:
        digest.update(row_bytes(row))
        keys.add(tuple(row[i] for i in places))
        count += 1
    return count, digest.hexdigest(), keys


def _check_foreign(item: Written, by_name: dict[str, Table], keys: dict[str, set[Row]]) -> None:
    names = [column.name for column in item.table.columns]
    for columns, target in item.table.foreign.items():
        order = [c for c in (k.name for k in by_name[target].columns) if c in columns]
        places = [names.index(name) for name in order]
        for row in read_csv(item.csv, item.table):
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


def _demand(good: bool, problem: str) -> None:  # noqa: FBT001 - reads as a sentence
    if not good:
        raise StoreError(f"release refused: {problem}")
