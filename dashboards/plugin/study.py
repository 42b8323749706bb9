"""The front page: what the study covers, in figures, and where to go from here."""

from dataclasses import replace
from typing import Any

from dashboards.charts import PALETTE
from dashboards.metadata import MAIN_TABLES, TEXT_NOTICE, table_metadata
from dashboards.plugin.codebooks import Choice, choose, frames_in_use
from dashboards.plugin.corpora import Row, rows
from dashboards.queries import queries


async def study_page(database: Any, asked: str | None = None) -> dict[str, Any]:  # noqa: ANN401
    """Return what the front page shows of the corpus, as coded with codebook `asked`.

    One that coded nothing here counts as none: Datasette answers "not found" at / with an endless
    redirection.
    """
    choice = await choose(database, None)
    if asked and asked in {row["codebook_id"] for row in choice.known}:
        choice = replace(choice, codebook=asked)
    key = {"codebook": choice.codebook}
    (counts,) = await rows(database, _COUNTS, key)
    runs = await rows(database, "SELECT * FROM crawl_run ORDER BY started_at DESC LIMIT 1")
    codings = await rows(
        database,
        "SELECT codebook_id, codebook_version, model, code_version, max(coded_at) AS coded_at"
        " FROM coding_run WHERE is_current = 1 AND codebook_id = :codebook"
        " GROUP BY 1, 2, 3, 4 ORDER BY coded_at DESC LIMIT 1",
        key,
    )
    return {
        "database": database.name,
        "choice": choice,
        "counts": counts,
        "outlets": await rows(database, _OUTLETS),
        "frames": await _frames(database, choice.codebook),
        "last_run": runs[0] if runs else None,
        "last_coding": codings[0] if codings else None,
        "queries": list(queries().values()),
        "tables": [
            {"name": name, "title": table_metadata()[name]["title"]} for name in MAIN_TABLES
        ],
        "notice": TEXT_NOTICE,
    }


async def choices(database: Any, choice: Choice) -> dict[str, list[tuple[str, str]]]:  # noqa: ANN401
    """Return value and label of what can be chosen for each parameter of the canned queries."""
    outlets = await rows(database, "SELECT outlet, name FROM outlet ORDER BY name")
    types = await rows(
        database, "SELECT type FROM actor UNION SELECT type FROM actor_in_article ORDER BY type"
    )
    aside = await rows(database, "SELECT DISTINCT stage, reason FROM set_aside")
    return {
        "outlet": [(row["outlet"], row["name"]) for row in outlets],
        "frame": [
            (row["frame"], row["name"]) for row in await frames_in_use(database, choice.codebook)
        ],
        "actor_type": [(row["type"], row["type"]) for row in types],
        "acts": [
            ("speech", "speech: says, writes"),
            ("belief", "beliefs and intentions: thinks, intends"),
        ],
        "stage": [(value, value) for value in sorted({row["stage"] for row in aside})],
        "reason": [(value, value) for value in sorted({row["reason"] for row in aside})],
    }


async def _frames(database: Any, codebook: str) -> list[Row]:  # noqa: ANN401
    counted = await rows(database, _FRAME_COUNTS, {"codebook": codebook})
    found = {row["frame"]: row for row in counted}
    empty = {"asserted": 0, "contested": 0, "articles": 0, "dominant": 0}
    return [
        row | empty | found.get(row["frame"], {}) | {"css": f"frame-{n % len(PALETTE)}"}
        for n, row in enumerate(await frames_in_use(database, codebook))
    ]


_COUNTS = """
WITH coded AS (
    SELECT r.coding_run, r.article_id, r.version FROM coding_run AS r
    JOIN article AS a ON a.article_id = r.article_id AND a.version = r.version
    WHERE r.is_current = 1 AND a.is_current = 1 AND r.codebook_id = :codebook
)
SELECT (SELECT count(*) FROM outlet) AS outlets,
       (SELECT count(*) FROM link) AS links,
       (SELECT count(*) FROM article WHERE is_current = 1) AS articles,
       (SELECT count(*) FROM sentence JOIN coded USING (coding_run)) AS sentences,
       (SELECT count(*) FROM quotation JOIN coded USING (coding_run)) AS quotations,
       (SELECT count(DISTINCT i.actor_id) FROM quotation JOIN coded USING (coding_run)
            JOIN actor_in_article AS i USING (coding_run, actor_in_article)) AS actors,
       (SELECT count(*) FROM article AS a WHERE is_current = 1 AND NOT EXISTS
            (SELECT 1 FROM coding_run AS r WHERE r.article_id = a.article_id
             AND r.version = a.version AND :codebook IN ('', r.codebook_id))) AS uncoded,
       (SELECT count(*) FROM set_aside) AS set_aside,
       (SELECT min(substr(published, 1, 10)) FROM article WHERE is_current = 1) AS first_day,
       (SELECT max(substr(published, 1, 10)) FROM article WHERE is_current = 1) AS last_day
"""

_OUTLETS = """
SELECT o.*, count(a.article_id) AS articles,
       min(substr(a.published, 1, 10)) AS first_day, max(substr(a.published, 1, 10)) AS last_day,
       (SELECT count(*) FROM link AS l WHERE l.outlet = o.outlet) AS links
FROM outlet AS o LEFT JOIN article AS a ON a.outlet = o.outlet AND a.is_current = 1
GROUP BY o.outlet ORDER BY o.name
"""

_FRAME_COUNTS = """
SELECT c.frame, sum(c.stance = 'asserted') AS asserted, sum(c.stance = 'contested') AS contested,
       count(DISTINCT r.article_id) AS articles,
       count(DISTINCT CASE WHEN m.dominant = 1 THEN r.article_id END) AS dominant
FROM coding_run AS r
JOIN article AS a ON a.article_id = r.article_id AND a.version = r.version AND a.is_current = 1
JOIN coding AS c ON c.coding_run = r.coding_run AND c.present = 1
LEFT JOIN article_frame AS m ON m.coding_run = c.coding_run AND m.frame = c.frame
WHERE r.is_current = 1 AND r.codebook_id = :codebook GROUP BY c.frame
"""
