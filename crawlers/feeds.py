"""Read RSS and Atom feeds into links, with feedparser."""

import calendar
import io
import time
from datetime import UTC, datetime
from html import unescape
from typing import Any
from urllib.parse import urljoin

import feedparser
from lxml import html

from corpus.errors import PageError
from corpus.identity import canonical_url
from corpus.records import Link

FIRST_YEAR = 1995
"""Earlier dates are a program's default ("0001-01-01"), not a statement."""
MOST_SUMMARY = 600
"""Characters of a summary that are kept: enough for the topic filter, no copy of the text."""


def read_feed(body: bytes, url: str, outlet: str) -> list[Link]:
    """Return the links that the feed `body`, fetched from `url`, announces.

    Entries without a usable address are left out. Raises PageError ("bad_feed") when the body
    is no feed at all; a feed with flaws gives what can be read of it.
    """
    # A file object, never a string: feedparser would fetch a string that looks like a URL.
    parsed = feedparser.parse(io.BytesIO(body), sanitize_html=False, resolve_relative_uris=False)
    if not parsed.entries and not parsed.get("version"):
        why = str(parsed.get("bozo_exception") or "no RSS or Atom in it").partition("\n")[0]
        raise PageError("bad_feed", f"{url}: not a feed ({why}); check announces.feeds")
    language = str(parsed.feed.get("language") or "")[:2].lower() or None
    found: dict[str, Link] = {}
    for entry in parsed.entries:
        link = _link(entry, url, outlet, language)
        if link is not None:
            found.setdefault(link.url, link)
    return list(found.values())


def _link(entry: Any, url: str, outlet: str, language: str | None) -> Link | None:  # noqa: ANN401
    """Turn one feedparser entry into a Link; None when it names no page."""
    address = str(entry.get("link") or entry.get("id") or "").strip()
    if not address:
        return None  # joined to the feed's own address, nothing would be the feed itself
    try:
        announced = urljoin(url, address)
        canonical = canonical_url(announced)
    except (PageError, ValueError):
        return None
    return Link(
        url=canonical,
        outlet=outlet,
        announced_url=announced,
        found_via="feed",
        announced_at=url,
        title=plain(entry.get("title")),
        summary=(plain(entry.get("summary")) or "")[:MOST_SUMMARY] or None,
        published=_time(entry.get("published_parsed")),
        # not entry.get: feedparser would give the time of publication where there is no other
        modified=_time(dict.get(entry, "updated_parsed")),
        language=language,
    )


def plain(markup: object) -> str | None:
    """Return the words of a title or summary that may hold markup; None for nothing."""
    text = str(markup or "").replace("\x00", "")
    if "<" in text and ">" in text:
        try:
            text = html.fromstring(f"<div>{text}</div>").text_content()
        except (ValueError, html.etree.ParserError):
            return None
    return " ".join(unescape(text).split()) or None


def _time(parsed: time.struct_time | None) -> str | None:
    """Return feedparser's UTC time tuple in framesay's form; None for none or nonsense."""
    if parsed is None:
        return None
    try:
        moment = datetime.fromtimestamp(calendar.timegm(parsed), UTC)
    except (OverflowError, ValueError, OSError):
        return None
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment.year >= FIRST_YEAR else None
