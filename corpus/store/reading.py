"""Read one article as it is coded: the way back from rows to records."""

import json
import sqlite3
from typing import TYPE_CHECKING

from corpus.errors import PageError, StudyError
from corpus.identity import article_id, canonical_url
from corpus.records import (
    Actor,
    Article,
    ArticleFrame,
    Coder,
    Coding,
    CodingRun,
    Quotation,
    Sentence,
    Span,
)

if TYPE_CHECKING:
    from corpus.store import Store

SHOWN = 5


def find_article(store: "Store", wanted: str) -> str:
    """Return the id of the article that `wanted` names: its id, the beginning of one, or its URL.

    Raises StudyError when there is none, or more than one.
    """
    if "://" in wanted:
        try:
            ids = [article_id(wanted), canonical_url(wanted)]
        except PageError as error:
            raise StudyError(store.path, "article", str(error)) from None
        rows = store.rows(
            "SELECT DISTINCT article_id FROM article WHERE article_id = ? OR url = ?", *ids
        )
    else:
        rows = store.rows(
            "SELECT DISTINCT article_id FROM article WHERE substr(article_id, 1, ?) = ?"
            " ORDER BY article_id",
            len(wanted),
            wanted.lower(),
        )
    if not rows or not wanted:
        raise StudyError(
            store.path, "article", f"none is {wanted!r}; name its id, how that begins, or its URL"
        )
    if len(rows) > 1:
        some = ", ".join(row["article_id"] for row in rows[:SHOWN])
        message = f"{len(rows)} begin with {wanted!r} ({some}); write more of it"
        raise StudyError(store.path, "article", message)
    return str(rows[0]["article_id"])


def read_article(store: "Store", wanted: str, version: int | None = None) -> Article:
    """Return an article, in its newest version if none is asked for.

    Raises StudyError when there is no such version.
    """
    rows = store.rows(
        "SELECT * FROM article WHERE article_id = ?"
        " AND (version = ? OR (? IS NULL AND is_current = 1))",
        wanted,
        version,
        version,
    )
    if not rows:
        raise StudyError(store.path, "article", f"{wanted} has no version {version}")
    values = {name: rows[0][name] for name in rows[0].keys() if name != "is_current"}  # noqa: SIM118
    return Article(**values | {"field_sources": json.loads(values["field_sources"])})


def read_coding_run(store: "Store", article: Article, codebook: str | None = None) -> CodingRun:
    """Return the newest coding of an article version, by `codebook` (its id) or by any.

    Raises StudyError when it is not coded.
    """
    rows = store.rows(
        "SELECT * FROM coding_run WHERE article_id = ? AND version = ?"
        " AND codebook_id = coalesce(?, codebook_id) ORDER BY coding_run DESC LIMIT 1",
        article.article_id,
        article.version,
        codebook,
    )
    if not rows:
        by = f" by {codebook}" if codebook else ""
        message = f"{article.article_id} version {article.version} is not coded{by}"
        raise StudyError(store.path, "article", f"{message}; code it: framesay annotate STUDY")
    run = rows[0]
    number = run["coding_run"]
    return CodingRun(
        run_id=run["run_id"],
        article_id=run["article_id"],
        version=run["version"],
        coder=Coder(
            run["codebook_id"],
            run["codebook_version"],
            run["codebook_hash"],
            run["model"],
            run["model_hash"],
            run["code_version"],
        ),
        coded_at=run["coded_at"],
        sentences=tuple(
            Sentence(row["sentence"], row["start"], row["end"])
            for row in _rows(store, "sentence", number, "sentence")
        ),
        codings=tuple(_coding(row) for row in _rows(store, "coding", number, "sentence")),
        quotations=tuple(_quotations(store, number)),
        actors=tuple(
            Actor(row["actor_in_article"], row["name"], row["type"], description=row["description"])
            for row in _rows(store, "actor_in_article", number, "actor_in_article")
        ),
        article_frames=tuple(
            _article_frame(row) for row in _rows(store, "article_frame", number, "frame")
        ),
        relevant_sentences=run["relevant_sentences"],
        threshold=run["threshold"],
    )


def frame_names(store: "Store", coder: Coder) -> dict[str, str]:
    """Return the names of the frames of a codebook version, in its order."""
    rows = store.rows(
        "SELECT frame, name FROM frame WHERE codebook_id = ? AND codebook_version = ?"
        " ORDER BY position",
        coder.codebook_id,
        coder.codebook_version,
    )
    return {row["frame"]: row["name"] for row in rows}


def _rows(store: "Store", table: str, number: int, order: str) -> list[sqlite3.Row]:
    sql = f"SELECT * FROM {table} WHERE coding_run = ? ORDER BY {order}"  # noqa: S608 - names above
    return store.rows(sql, number)


def _spans(text: str) -> tuple[Span, ...]:
    return tuple((start, end) for start, end in json.loads(text))


def _coding(row: sqlite3.Row) -> Coding:
    return Coding(
        row["sentence"],
        row["start"],
        row["end"],
        row["frame"],
        row["probability"],
        bool(row["present"]),
        row["stance"],
        row["voice"],
        _spans(row["evidence"]),
    )


def _article_frame(row: sqlite3.Row) -> ArticleFrame:
    values = {name: row[name] for name in row.keys() if name != "coding_run"}  # noqa: SIM118
    return ArticleFrame(
        **values | {name: bool(row[name]) for name in ("in_headline", "first", "dominant")}
    )


def _quotations(store: "Store", number: int) -> list[Quotation]:
    frames: dict[int, list[tuple[str, str]]] = {}
    for row in _rows(store, "quotation_frame", number, "frame"):
        frames.setdefault(row["quotation"], []).append((row["frame"], row["stance"]))
    return [
        Quotation(
            quotation=row["quotation"],
            content=_spans(row["content_spans"]),
            cue=_span(row, "cue"),
            source=_span(row, "source"),
            kind=row["kind"],
            sentence=row["sentence"],
            actor_id=row["actor_in_article"],
            frames=tuple(frames.get(row["quotation"], ())),  # type: ignore[arg-type]
            act=row["act"],
        )
        for row in _rows(store, "quotation", number, "quotation")
    ]


def _span(row: sqlite3.Row, name: str) -> Span | None:
    return (row[f"{name}_start"], row[f"{name}_end"]) if row[name] is not None else None
