"""Which codebook a page shows: one at a time, so that nothing is counted twice.

Each codebook that coded an article has its own coding of it, with its own sentences, codings and
quotations. A page shows the codebook asked for with ?codebook=, else the one that coded last.
"""

from dataclasses import dataclass
from typing import Any

from datasette.utils.asgi import NotFound

from dashboards.plugin.corpora import Row, rows


@dataclass(frozen=True, slots=True)
class Choice:
    """The codebook in force and those that can be chosen instead."""

    codebook: str
    """Identifier; empty where nothing has been coded."""
    known: list[Row]
    """codebook_id, codebook_version and articles of each, the one that coded last first."""

    @property
    def arguments(self) -> dict[str, str]:
        """What a link must carry so that the next page shows the same codebook."""
        default = self.known[0]["codebook_id"] if self.known else ""
        return {} if self.codebook == default else {"codebook": self.codebook}


async def choose(database: Any, asked: str | None) -> Choice:  # noqa: ANN401 - Datasette is untyped
    """Return the choice for a page that was asked for codebook `asked` (None or "": the newest).

    Raises NotFound when that codebook coded nothing here.
    """
    known = await rows(database, _CODEBOOKS)
    names = [row["codebook_id"] for row in known]
    if asked and asked not in names:
        raise NotFound(f"nothing here was coded with a codebook {asked!r}")
    return Choice(asked or (names[0] if names else ""), known)


async def frames_in_use(database: Any, codebook: str) -> list[Row]:  # noqa: ANN401
    """Return the frames of `codebook` as it coded last, in its order.

    Where nothing has been coded (`codebook` is empty) those of the newest codebook known.
    """
    return await rows(database, _FRAMES, {"codebook": codebook})


_CODEBOOKS = """
SELECT codebook_id, codebook_version, count(DISTINCT article_id) AS articles,
       max(coded_at) AS coded_at
FROM coding_run WHERE is_current = 1
GROUP BY codebook_id ORDER BY max(coded_at) DESC, max(coding_run) DESC
"""

_FRAMES = """
WITH latest AS (
    SELECT codebook_id, codebook_version, 1 AS used, max(coded_at) AS at FROM coding_run
    WHERE is_current = 1 AND codebook_id = :codebook GROUP BY codebook_id, codebook_version
    UNION ALL
    SELECT codebook_id, codebook_version, 0, codebook_version FROM frame
    WHERE :codebook IN ('', codebook_id)
)
SELECT f.frame, f.name, f.definition, f.position, f.codebook_id, f.codebook_version
FROM frame AS f
WHERE (f.codebook_id, f.codebook_version) = (
    SELECT codebook_id, codebook_version FROM latest ORDER BY used DESC, at DESC LIMIT 1)
ORDER BY f.position
"""
