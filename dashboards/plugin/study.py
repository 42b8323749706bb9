"""The front page: what the study covers, in figures, and where to go from here."""

from typing import Any

from dashboards.charts import PALETTE
from dashboards.metadata import MAIN_TABLES, TEXT_NOTICE, table_metadata
from dashboards.plugin.corpora import Row, frames_in_use, rows
from dashboards.queries import queries


async def study_page(database: Any) -> dict[str, Any]:  # noqa: ANN401 - Datasette is untyped
    """Return what the front page shows of the corpus in `database`."""
    (counts,) = await rows(database, _COUNTS)
    runs = await rows(database, "SELECT * FROM crawl_run ORDER BY started_at DESC LIMIT 1")
    codings = await rows(
        database,
        "SELECT codebook_id, codebook_version, model, code_version, max(coded_at) AS coded_at"
        " FROM coding_run WHERE is_current = 1 GROUP BY 1, 2, 3, 4 ORDER BY coded_at DESC LIMIT 1",
    )
    return {
        "database": database.name,
        "counts": counts,
        "outlets": await rows(database, _OUTLETS),
        "frames": await _frames(database),
        "last_run": runs[0] if runs else None,
        "last_coding": codings[0] if codings else None,
        "queries": list(queries().values()),
        "tables": [
            {"name": name, "title": table_metadata()[name]["title"]} for name in MAIN_TABLES
        ],
        "notice": TEXT_NOTICE,
    }


async def choices(database: Any) -> dict[str, list[tuple[str, str]]]:  # noqa: ANN401
    """Return value and label of what can be chosen for each parameter of the canned queries."""
    outlets = await rows(database, "SELECT outlet, name FROM outlet ORDER BY name")
    types = await rows(
        database, "SELECT type FROM actor UNION SELECT type FROM actor_in_article ORDER BY type"
    )
    aside = await rows(database, "SELECT DISTINCT stage, reason FROM set_aside")
    return {
        "outlet": [(row["outlet"], row["name"]) for row in outlets],
        "frame": [(row["frame"], row["name"]) for row in await frames_in_use(database)],
        "actor_type": [(row["type"], row["type"]) for row in types],
        "acts": [
            ("speech", "speech: says, writes"),
            ("belief", "beliefs and intentions: thinks, intends"),
        ],
        "stage": [(value, value) for value in sorted({row["stage"] for row in aside})],
        "reason": [(value, value) for value in sorted({row["reason"] for row in aside})],
    }


async def _frames(database: Any) -> list[Row]:  # noqa: ANN401 - Datasette is untyped
    found = {row["frame"]: row for row in await rows(database, _FRAME_COUNTS)}
    empty = {"asserted": 0, "contested": 0, "articles": 0}
    return [
        row | empty | found.get(row["frame"], {}) | {"css": f"frame-{n % len(PALETTE)}"}
        for n, row in enumerate(await frames_in_use(database))
    ]


_COUNTS = """
SELECT (SELECT count(*) FROM outlet) AS outlets,
       (SELECT count(*) FROM link) AS links,
       (SELECT count(*) FROM article WHERE is_current = 1) AS articles,
       (SELECT count(*) FROM sentence WHERE coding_run IN
            (SELECT coding_run FROM coding_run WHERE is_current = 1)) AS sentences,
       (SELECT count(*) FROM quotation WHERE coding_run IN
            (SELECT coding_run FROM coding_run WHERE is_current = 1)) AS quotations,
       (SELECT count(DISTINCT i.actor_id) FROM quotation JOIN actor_in_article AS i
            USING (coding_run, actor_in_article) WHERE coding_run IN
            (SELECT coding_run FROM coding_run WHERE is_current = 1)) AS actors,
       (SELECT count(*) FROM article AS a WHERE is_current = 1 AND NOT EXISTS
            (SELECT 1 FROM coding_run AS r WHERE r.article_id = a.article_id
             AND r.version = a.version)) AS uncoded,
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
       count(DISTINCT r.article_id) AS articles
FROM coding_run AS r JOIN coding AS c ON c.coding_run = r.coding_run AND c.present = 1
WHERE r.is_current = 1 GROUP BY c.frame
"""
