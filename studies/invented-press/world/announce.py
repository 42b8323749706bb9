"""Feeds, sitemaps, robots.txt and archive pages of the invented outlets."""

import datetime as dt
import gzip
from email.utils import format_datetime
from xml.sax.saxutils import escape, quoteattr

from pieces import Piece

XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"

ROBOTS = {
    "blare": "User-agent: *\nDisallow: /private/\n\nSitemap: http://blare.example/sitemap-news.xml\n",
    "meridian-wire": "User-agent: *\nCrawl-delay: 0.05\n",
}
"""What robots.txt says; the others allow everything."""


def rss(pieces: list[Piece]) -> bytes:
    """Return an RSS 2.0 feed; addresses carry tracking parameters, as they do outside."""
    items = "".join(
        f"<item><title>{escape(p.title)}</title>"
        f"<link>{escape(url)}?utm_source=rss&amp;utm_medium=feed</link>"
        f'<guid isPermaLink="false">{p.slug}</guid>'
        f"<description>{escape(p.summary or '')}</description>"
        f"<pubDate>{format_datetime(p.published)}</pubDate></item>"
        for p in pieces
        for url in p.announced_urls[:1]
    )
    head = "<title>All articles</title><link>/</link><description>All</description>"
    channel = f"<channel>{head}<language>en</language>{items}</channel>"
    return f'{XML}<rss version="2.0">{channel}</rss>'.encode()


def atom(pieces: list[Piece]) -> bytes:
    """Return an Atom feed with times of publication and change."""
    entries = "".join(
        f"<entry><title>{escape(p.title)}</title><id>tag:{p.host},2018:{p.slug}</id>"
        f"<link href={quoteattr(p.announced_urls[0])}/><summary>{escape(p.summary or '')}</summary>"
        f"<published>{p.published.isoformat()}</published>"
        f"<updated>{p.changed.isoformat()}</updated></entry>"
        for p in pieces
    )
    return f'{XML}<feed xmlns="http://www.w3.org/2005/Atom"><title>Briefs</title>{entries}</feed>'.encode()


def news_sitemap(pieces: list[Piece]) -> bytes:
    """Return a sitemap with the news extension."""
    urls = "".join(
        f"<url><loc>{escape(url)}</loc><lastmod>{p.changed.isoformat()}</lastmod><news:news>"
        f"<news:publication><news:name>{p.outlet}</news:name><news:language>en</news:language>"
        f"</news:publication><news:publication_date>{p.published.isoformat()}"
        f"</news:publication_date><news:title>{escape(p.title)}</news:title></news:news></url>"
        for p in pieces
        for url in p.announced_urls
    )
    return f'{XML}<urlset xmlns="{SITEMAP}" xmlns:news="{NEWS}">{urls}</urlset>'.encode()


def sitemap(pieces: list[Piece]) -> bytes:
    """Return a plain sitemap."""
    urls = "".join(
        f"<url><loc>{escape(url)}</loc><lastmod>{p.changed.isoformat()}</lastmod></url>"
        for p in pieces
        for url in p.announced_urls
    )
    return f'{XML}<urlset xmlns="{SITEMAP}">{urls}</urlset>'.encode()


def sitemap_index(host: str, pieces: list[Piece]) -> bytes:
    """Return an index of gzip sitemaps, one a year."""
    newest: dict[int, dt.datetime] = {}
    for piece in pieces:
        year = piece.published.year
        newest[year] = max(piece.changed, newest.get(year, piece.changed))
    parts = "".join(
        f"<sitemap><loc>http://{host}/sitemap-{year}.xml.gz</loc>"
        f"<lastmod>{changed.isoformat()}</lastmod></sitemap>"
        for year, changed in sorted(newest.items())
    )
    return f'{XML}<sitemapindex xmlns="{SITEMAP}">{parts}</sitemapindex>'.encode()


def announcements(outlet: str, pieces: list[Piece]) -> dict[str, tuple[str, bytes]]:
    """Return path -> (content type, body) of everything that announces articles of `outlet`."""
    recent = sorted(pieces, key=lambda p: p.published, reverse=True)
    xml, feed = "application/xml", "application/rss+xml; charset=utf-8"
    host = f"{outlet}.example"
    robots = ROBOTS.get(outlet, "User-agent: *\nAllow: /\n")
    made = {"/robots.txt": ("text/plain", robots.encode())}
    if outlet == "northern-ledger":
        made["/feeds/all.rss"] = (feed, rss(recent))
        made["/news-sitemap.xml"] = (xml, news_sitemap(recent))
    elif outlet == "meridian-wire":
        made["/rss"] = (feed, rss(recent))
    elif outlet == "open-scales":
        made["/feed/"] = (feed, rss(recent))
    elif outlet == "lakeside":
        made["/atom.xml"] = ("application/atom+xml", atom(recent))
    elif outlet == "blare":
        made["/sitemap-news.xml"] = (xml, news_sitemap(recent))
    elif outlet == "straits-courier":
        made["/rss.xml"] = (feed, rss(recent))
        made["/sitemap.xml"] = (xml, sitemap(recent))
    elif outlet == "pacific-public":
        made["/sitemap_index.xml"] = (xml, sitemap_index(host, recent))
        for year in sorted({p.published.year for p in recent}):
            part = sitemap([p for p in recent if p.published.year == year])
            packed = gzip.compress(part, mtime=0)
            made[f"/sitemap-{year}.xml.gz"] = ("application/gzip", packed)
    return made
