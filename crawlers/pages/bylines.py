"""Turn raw bylines and headlines into names and titles."""

import html
import re
from collections.abc import Iterable

_BY = re.compile(
    r"^\W*(?:(?:written|reported|posted|words|story|text|analysis|opinion|review|interview)\s+)?"
    r"(?:by|from|author)\b[\s:]*",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s*(?:;|\||\n|\s+&\s+|\s+and\s+|,\s+and\s+)\s*", re.IGNORECASE)
_JOB = re.compile(
    r"\b(?:editor|reporter|correspondent|columnist|staff writer|writer|journalist|producer|"
    r"contributor|bureau chief|desk|updated|published|photograph|min read)\b",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"^(?:https?://|www\.|@|\d|admin$|administrator$|editor$|updated\b|published\b|none$|null$|n/a$)",
    re.IGNORECASE,
)
_TAIL = re.compile(r"\s+(?:[|–—•·»:]|-)\s+(?=[^|–—•·»]{2,60}$)")
MOST_NAME = 80
"""Characters; what is longer is a sentence about the author."""


def names(raw: Iterable[str]) -> tuple[str, ...]:
    """Return author names out of raw bylines: no "By", no jobs, no addresses, each once."""
    found: dict[str, str] = {}
    for text in raw:
        cleaned = html.unescape(html.unescape(text))
        cleaned = re.sub(r"<[^>]+>|\([^)]*\)|\S+@\S+", " ", cleaned)
        cleaned = _BY.sub("", " ".join(cleaned.split()))
        for part in _PARTS.split(cleaned):
            for name in _comma_parts(part):
                good = _BY.sub("", name).strip(" .,:-–—/|•·")
                if good and len(good) <= MOST_NAME and not _NO_NAME.match(good):
                    found.setdefault(good.casefold(), good)
    return tuple(found.values())


def _comma_parts(part: str) -> list[str]:
    """Cut "Ann Lee, Bo Chan" into two names, "Ann Lee, China correspondent" into one."""
    pieces = [piece.strip() for piece in part.split(",") if piece.strip()]
    if len(pieces) < 2:  # noqa: PLR2004
        return [part]
    return [p for p in pieces if not _JOB.search(p)] or pieces[:1]


def headline(raw: str, site_names: Iterable[str] = ()) -> str:
    """Return the headline without the site's name behind (or before) it.

    Only a part that is (nearly) one of `site_names` is cut: a dash in a headline is common.
    """
    title = " ".join(html.unescape(html.unescape(raw)).split())
    known = {_bare(name) for name in site_names if name} - {""}
    for _ in range(2):
        cut = _TAIL.search(title)
        pieces = re.split(r"\s+[|–—•·»-]\s+", title)
        if len(pieces) > 1 and _bare(pieces[0]) in known:
            title = title[len(pieces[0]) :].lstrip(" |–—•·»-")
        elif len(pieces) > 1 and (_bare(pieces[-1]) in known):
            title = title[: title.rindex(pieces[-1])].rstrip(" |–—•·»-")
        elif not cut:
            break
    return title


def _bare(name: str) -> str:
    """Return a site's name without case, article, punctuation and domain ending."""
    bare = re.sub(r"^the\s+|\.(?:com|org|net|co\.uk|co|ca|cn|de|fr)$", "", name.strip().casefold())
    return re.sub(r"\W+", "", bare)
