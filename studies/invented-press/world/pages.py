"""Article pages of the invented outlets, each in the manner of its kind of site."""

import json
from pathlib import Path
from typing import Any

import jinja2
from pieces import Piece

CHARSETS = {"harmony-daily": "windows-1252"}
NAMES = {
    "northern-ledger": "The Northern Ledger",
    "meridian-wire": "Meridian Wire",
    "open-scales": "Open Scales",
    "harmony-daily": "Harmony Daily",
    "lakeside": "Lakeside Institute",
    "blare": "The Blare",
    "pacific-public": "Pacific Public Radio",
    "straits-courier": "Straits Courier",
}
_TEMPLATES = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
)


def page(piece: Piece, own: list[Piece], *, amp: bool = False) -> bytes:
    """Return the page of `piece`; `own` are all articles of its outlet, for the furniture."""
    related = [other for other in own if other.slug != piece.slug][:4]
    name = "amp" if amp else "shell" if piece.kind == "shell" else piece.outlet
    template = _TEMPLATES.get_template(f"{name}.html")
    text = template.render(
        piece=piece,
        related=related,
        site=NAMES[piece.outlet],
        claims=json.dumps(_claims(piece), ensure_ascii=False).replace("</", "<\\/"),
        charset=CHARSETS.get(piece.outlet, "utf-8"),
    )
    return text.encode(CHARSETS.get(piece.outlet, "utf-8"), "xmlcharrefreplace")


def archive_page(pieces: list[Piece]) -> bytes:
    """Return the list of all articles of the state outlet."""
    ordered = sorted(pieces, key=lambda p: p.published, reverse=True)
    template = _TEMPLATES.get_template("harmony-daily-list.html")
    return template.render(pieces=ordered).encode("windows-1252", "xmlcharrefreplace")


def _claims(piece: Piece) -> dict[str, Any]:
    """Return the JSON-LD of the outlets that have some."""
    article = {
        "@type": "LiveBlogPosting" if piece.kind == "live" else "NewsArticle",
        "headline": piece.title,
        "datePublished": piece.published.isoformat(),
        "dateModified": piece.changed.isoformat(),
        "articleSection": piece.section or "World",
        "inLanguage": "en",
        "isAccessibleForFree": not piece.teaser,
        "author": [{"@type": "Person", "name": n} for n in (piece.author or "").split("; ") if n],
        "publisher": {"@type": "Organization", "name": NAMES[piece.outlet]},
        "wordCount": piece.words,
    }
    if piece.kind == "live":
        del article["headline"]
    if piece.outlet == "pacific-public":
        # a graph with the author by reference, as popular site builders write it
        article["author"] = {"@id": "#author"}
        person = {"@type": "Person", "@id": "#author", "name": piece.author}
        site = {"@type": "WebSite", "name": NAMES[piece.outlet]}
        return {"@context": "https://schema.org", "@graph": [site, person, article]}
    return {"@context": "https://schema.org", **article}
