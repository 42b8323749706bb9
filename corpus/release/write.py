"""Write one table as CSV and Parquet, hashing the values on their way."""

import csv
import hashlib
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from corpus.datapackage import Row, Table
from corpus.identity import sha256
from corpus.store import Store

BATCH = 20_000
"""Rows held in memory at a time."""
LONGEST = 2**31 - 1
"""Characters in a cell; Python's reader stops at 131 072 unless told otherwise."""
_ARROW = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64()}


@dataclass(frozen=True, slots=True)
class Written:
    """A table as it was written: both files, the number of rows, the hash of all values."""

    table: Table
    csv: Path
    parquet: Path
    rows: int
    values: str
    """SHA-256 over the values of all rows, in order."""


def register_functions(connection: sqlite3.Connection, quotation_words: int) -> None:
    """Give SQLite the functions that the queries of the release use."""
    connection.create_function("sha256", 1, sha256, deterministic=True)
    connection.create_function("word_count", 1, lambda t: len(t.split()), deterministic=True)
    connection.create_function("cut_words", 1, lambda t: cut_words(t, quotation_words))
    connection.create_function("is_cut", 1, lambda t: int(len(t.split()) > quotation_words))


def cut_words(text: str, most: int) -> str | None:
    """Return the first `most` words of `text`, with " […]" where something was left out."""
    words = text.split()
    if len(words) <= most:
        return text
    return " ".join(words[:most]) + " […]" if most else None


def write_table(store: Store, table: Table, folder: Path) -> Written:
    """Write `table` of the corpus into `folder` as CSV (RFC 4180) and Parquet."""
    csv_path, parquet_path = folder / f"{table.name}.csv", folder / f"{table.name}.parquet"
    names = [column.name for column in table.columns]
    schema = pa.schema([pa.field(c.name, _ARROW[c.type]) for c in table.columns])
    digest, count = hashlib.sha256(), 0
    with (
        csv_path.open("w", encoding="utf-8", newline="") as stream,
        pq.ParquetWriter(parquet_path, schema, compression="zstd") as parquet,
    ):
        writer = csv.writer(stream)
        writer.writerow(names)
        for rows in _batches(store, table):
            writer.writerows(rows)
            for row in rows:
                digest.update(row_bytes(row))
            by_column = zip(zip(*rows, strict=True), schema, strict=True)
            arrays = [pa.array(values, column.type) for values, column in by_column]
            parquet.write_table(pa.table(arrays, schema=schema))
            count += len(rows)
    return Written(table, csv_path, parquet_path, count, digest.hexdigest())


def _batches(store: Store, table: Table) -> Iterator[list[Row]]:
    cursor = store.connection.execute(table.sql)
    cursor.row_factory = None
    while rows := cursor.fetchmany(BATCH):
        # CSV cannot tell "" from missing, and in the corpus neither says anything
        yield [tuple(None if value == "" else value for value in row) for row in rows]


def row_bytes(row: Row) -> bytes:
    """Return the values of a row as bytes, the same for equal values from any file."""
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def read_csv(path: Path, table: Table) -> Iterator[Row]:
    """Yield the rows of a released CSV with the values they had in the corpus."""
    convert: dict[str, Any] = {"string": str, "integer": int, "number": float}
    kinds = [convert[column.type] for column in table.columns]
    csv.field_size_limit(LONGEST)
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.reader(stream)
        header = next(reader)
        if header != [column.name for column in table.columns]:
            raise ValueError(f"{path.name}: unexpected header {header}")
        for row in reader:
            yield tuple(
                kind(value) if value != "" else None for kind, value in zip(kinds, row, strict=True)
            )


def read_parquet(path: Path) -> Iterator[Row]:
    """Yield the rows of a released Parquet file."""
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(BATCH):
            yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)
