"""Write what the coders say: frames, sentences, codings, quotations, actors."""

import json
import sqlite3
from collections.abc import Iterable
from typing import TYPE_CHECKING

from corpus.records import Actor, ArticleFrame, Coding, CodingRun, Frame, Quotation

if TYPE_CHECKING:
    from corpus.store import Store


class CodingWriter:
    """The coding half of the store."""

    def __init__(self, store: "Store") -> None:
        """Write through `store`."""
        self._store = store

    def save_frames(self, frames: Iterable[Frame]) -> None:
        """Add the frames of a codebook version or bring them up to date."""
        with self._store.transaction() as db:
            db.executemany(
                "INSERT OR REPLACE INTO frame VALUES (?, ?, ?, ?, ?, ?)",
                [
                    (f.codebook_id, f.codebook_version, f.frame, f.name, f.definition, f.position)
                    for f in frames
                ],
            )

    def add_run(self, run: CodingRun) -> int:
        """Add everything a coder said of one article version; return its number.

        Former codings of the article stay; they are no longer the current ones. Raises
        ValueError when an offset does not fit the stored text: nothing is written then.
        """
        with self._store.transaction() as db:
            row = db.execute(
                "SELECT text, title, is_current FROM article WHERE article_id = ? AND version = ?",
                (run.article_id, run.version),
            ).fetchone()
            if row is None:
                message = f"{run.article_id} version {run.version}: no such article version"
                raise ValueError(message)
            _check_offsets(run, row["text"], row["title"])
            number = _insert_run(db, run, is_current=row["is_current"])
            _insert_sentences(db, number, run, row["text"])
        return number


def _insert_run(db: sqlite3.Connection, run: CodingRun, *, is_current: int) -> int:
    coder = run.coder
    if is_current:
        db.execute(
            "UPDATE coding_run SET is_current = 0"
            " WHERE article_id = ? AND codebook_id = ? AND is_current = 1",
            (run.article_id, coder.codebook_id),
        )
    cursor = db.execute(
        "INSERT INTO coding_run (run_id, article_id, version, is_current, codebook_id,"
        " codebook_version, codebook_hash, model, model_hash, code_version, coded_at,"
        " relevant_sentences, threshold)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            run.run_id,
            run.article_id,
            run.version,
            is_current,
            coder.codebook_id,
            coder.codebook_version,
            coder.codebook_hash,
            coder.model,
            coder.model_hash,
            coder.code_version,
            run.coded_at,
            run.relevant_sentences,
            run.threshold,
        ),
    )
    return int(cursor.lastrowid or 0)


def _insert_sentences(db: sqlite3.Connection, number: int, run: CodingRun, text: str) -> None:
    db.executemany(
        "INSERT INTO sentence VALUES (?, ?, ?, ?)",
        [(number, s.sentence, s.start, s.end) for s in run.sentences],
    )
    db.executemany(
        "INSERT INTO coding (coding_run, sentence, frame, start, end, probability, present,"
        " stance, voice, evidence) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [_coding_row(number, coding) for coding in run.codings],
    )
    db.executemany(
        "INSERT INTO article_frame VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [_article_frame_row(number, frame) for frame in run.article_frames],
    )
    for actor in run.actors:
        _insert_actor(db, number, actor)
    for quotation in run.quotations:
        _insert_quotation(db, number, quotation, text)


def _coding_row(number: int, c: Coding) -> tuple[object, ...]:
    evidence = json.dumps(c.evidence)
    return (
        number,
        c.sentence,
        c.frame,
        c.start,
        c.end,
        c.probability,
        int(c.present),
        c.stance,
        c.voice,
        evidence,
    )


def _article_frame_row(number: int, f: ArticleFrame) -> tuple[object, ...]:
    return (
        number,
        f.frame,
        f.sentences,
        f.share,
        f.contested,
        f.from_sources,
        f.probability_sum,
        f.first_sentence,
        int(f.in_headline),
        int(f.first),
        int(f.dominant),
    )


def _insert_actor(db: sqlite3.Connection, number: int, actor: Actor) -> None:
    """Add the actor as this article shows it, and its mentions; corpus.actors says who it is."""
    db.execute(
        "INSERT INTO actor_in_article VALUES (?, ?, ?, ?, ?, ?, ?, NULL, NULL)",
        (
            number,
            actor.actor_id,
            actor.name,
            actor.type,
            json.dumps(sorted(set(actor.aliases)), ensure_ascii=False),
            actor.description,
            actor.speaks_for,
        ),
    )
    db.executemany(
        "INSERT OR IGNORE INTO mention VALUES (?, ?, ?, ?, ?)",
        [(number, actor.actor_id, start, end, kind) for start, end, kind in actor.mentions],
    )


def _insert_quotation(db: sqlite3.Connection, number: int, q: Quotation, text: str) -> None:
    cue, source = q.cue or (None, None), q.source or (None, None)
    db.execute(
        "INSERT INTO quotation VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            number,
            q.quotation,
            q.kind,
            q.act,
            q.sentence,
            " … ".join(text[start:end] for start, end in q.content),
            json.dumps(q.content),
            text[slice(*cue)] if q.cue else None,
            *cue,
            text[slice(*source)] if q.source else None,
            *source,
            q.actor_id,
        ),
    )
    db.executemany(
        "INSERT INTO quotation_frame VALUES (?, ?, ?, ?)",
        [(number, q.quotation, frame, stance) for frame, stance in q.frames],
    )


def _check_offsets(run: CodingRun, text: str, title: str) -> None:
    """Refuse spans that lie outside their text: labels must stay true of the stored string."""
    spans = [(s.start, s.end, len(text)) for s in run.sentences]
    for coding in run.codings:
        size = len(title if coding.sentence < 0 else text)
        spans += [(coding.start, coding.end, size), *((s, e, size) for s, e in coding.evidence)]
    for q in run.quotations:
        parts = [*q.content, *((q.cue,) if q.cue else ()), *((q.source,) if q.source else ())]
        spans += [(start, end, len(text)) for start, end in parts]
    spans += [(s, e, len(text)) for actor in run.actors for s, e, _ in actor.mentions]
    for start, end, size in spans:
        if not 0 <= start < end <= size:
            message = f"{run.article_id}: offsets {start} to {end} lie outside the text of {size}"
            raise ValueError(message)
