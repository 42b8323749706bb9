"""Read from the corpus what the reading view shows of one article version."""

from dataclasses import dataclass, field
from typing import Any

from dashboards.charts import PALETTE
from dashboards.plugin.corpora import Row, rows


@dataclass(slots=True)
class Parts:
    """What the corpus knows of one article version."""

    article: Row
    versions: list[Row]
    run: Row | None
    codebook: str = ""
    """Identifier of the codebook shown."""
    codebooks: list[Row] = field(default_factory=list)
    """codebook_id, codebook_version of each codebook that coded this version, newest first."""
    frames: dict[str, Row] = field(default_factory=dict)
    sentences: list[Row] = field(default_factory=list)
    codings: list[Row] = field(default_factory=list)
    quotations: list[Row] = field(default_factory=list)
    copies: list[Row] = field(default_factory=list)
    measures: dict[str, Row] = field(default_factory=dict)
    """Article-level measures by frame; empty for codings made before they were kept."""


async def load(
    database: Any,  # noqa: ANN401 - Datasette is untyped
    article_id: str,
    version: int | None,
    asked: str | None,
    default: str,
) -> Parts | None:
    """Return what the corpus knows of an article (by default its current version), or None.

    Its coding is the newest with the codebook `asked`. If none was asked for, with `default`, else
    with whichever codebook coded it last.
    """
    versions = await rows(
        database,
        "SELECT version, is_current, extracted_at, word_count FROM article"
        " WHERE article_id = :id ORDER BY version",
        {"id": article_id},
    )
    known = [row["version"] for row in versions]
    wanted = version if version is not None else (known[-1] if known else 0)
    if wanted not in known:
        return None
    key = {"id": article_id, "version": wanted}
    (article,) = await rows(
        database,
        "SELECT a.*, o.name AS outlet_name, o.country, o.kind, c.fetched_at, c.warc_file"
        " FROM article AS a JOIN outlet AS o ON o.outlet = a.outlet"
        " LEFT JOIN capture AS c ON c.capture_id = a.capture_id"
        " WHERE a.article_id = :id AND a.version = :version",
        key,
    )
    runs = await rows(
        database,
        "SELECT * FROM coding_run WHERE article_id = :id AND version = :version"
        " ORDER BY is_current DESC, coded_at DESC, coding_run DESC",
        key,
    )
    by_codebook: dict[str, Row] = {}
    for run in runs:
        by_codebook.setdefault(run["codebook_id"], run)
    known = [*by_codebook]
    codebook = asked or (default if default in known or not known else known[0])
    parts = Parts(article, versions, by_codebook.get(codebook), codebook)
    parts.codebooks = list(by_codebook.values())
    parts.copies = await rows(database, _COPIES, key)
    if parts.run:
        await _load_coding(database, parts, parts.run)
    return parts


async def _load_coding(database: Any, parts: Parts, run: Row) -> None:  # noqa: ANN401
    key = {"run": run["coding_run"]}
    frames = await rows(
        database,
        "SELECT * FROM frame WHERE codebook_id = :id AND codebook_version = :version"
        " ORDER BY position",
        {"id": run["codebook_id"], "version": run["codebook_version"]},
    )
    parts.frames = {
        row["frame"]: row | {"number": n, "css": f"frame-{n % len(PALETTE)}", "letter": letter(n)}
        for n, row in enumerate(frames)
    }
    measures = await rows(database, "SELECT * FROM article_frame WHERE coding_run = :run", key)
    parts.measures = {row["frame"]: row for row in measures}
    parts.sentences = await rows(
        database, "SELECT * FROM sentence WHERE coding_run = :run ORDER BY sentence", key
    )
    parts.codings = await rows(
        database,
        "SELECT * FROM coding WHERE coding_run = :run AND present = 1"
        " ORDER BY sentence, probability DESC",
        key,
    )
    parts.quotations = await rows(
        database,
        "SELECT q.*, i.actor_id, i.name AS name_in_article, i.description, i.speaks_for,"
        " coalesce(a.name, i.name) AS actor, coalesce(a.type, i.type) AS actor_type"
        " FROM quotation AS q LEFT JOIN actor_in_article AS i USING (coding_run, actor_in_article)"
        " LEFT JOIN actor AS a ON a.actor_id = i.actor_id"
        " WHERE q.coding_run = :run ORDER BY q.quotation",
        key,
    )
    invoked = await rows(database, "SELECT * FROM quotation_frame WHERE coding_run = :run", key)
    place = {frame: n for n, frame in enumerate(parts.frames)}
    invoked.sort(key=lambda row: place.get(row["frame"], len(place)))
    for quotation in parts.quotations:
        _say_once(quotation)
        quotation["frames"] = [
            label(parts, row) for row in invoked if row["quotation"] == quotation["quotation"]
        ]


def _say_once(quotation: Row) -> None:
    """Leave out of name, description and "speaks for" what the actor's name says already."""
    name = (quotation["actor"] or "").casefold()
    for what in ("name_in_article", "description", "speaks_for"):
        if (quotation[what] or "").casefold() in name:
            quotation[what] = None


def letter(number: int) -> str:
    """Return A, B, …, Z, AA: the sign that names a frame without its colour."""
    last = chr(ord("A") + number % 26)
    return last if number < 26 else chr(ord("A") + number // 26 - 1) + last  # noqa: PLR2004


def label(parts: Parts, row: Row) -> Row:
    """Add name, letter and class of its frame to a coding or a quotation's frame."""
    frame = parts.frames.get(row["frame"])
    return row | {
        "name": frame["name"] if frame else row["frame"],
        "letter": frame["letter"] if frame else "?",
        "css": frame["css"] if frame else "frame-none",
        "contested": row["stance"] == "contested",
    }


_COPIES = """
SELECT a.article_id, a.title, a.published, o.name AS outlet_name, d.relation, d.contained, d.agency
FROM duplicate AS own
JOIN duplicate AS d ON d.group_id = own.group_id
JOIN article AS a ON a.article_id = d.article_id AND a.is_current = 1
JOIN outlet AS o ON o.outlet = a.outlet
WHERE own.article_id = :id AND d.article_id != :id
ORDER BY a.published
"""
