"""Read sitemaps, news sitemaps and their indexes.

Scrapy's own reader drops the news namespace (title, publication date, language) and the free
library for it is under the GPL and fetches by itself, so this is a small reader over lxml.
"""

import datetime as dt
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urljoin

import dateparser
from lxml import etree

from corpus.errors import PageError
from corpus.identity import canonical_url
from corpus.records import Link

MOST_BYTES = 60_000_000
"""The protocol allows 50 MB unpacked; what is larger is no honest sitemap."""
GZIP = b"\x1f\x8b"
FIRST_YEAR = 1995
"""Earlier dates are a program's default ("0001-01-01"), not a statement."""


@dataclass(frozen=True, slots=True)
class Part:
    """A sitemap that an index names."""

    url: str
    modified: str | None


@dataclass(frozen=True, slots=True)
class Sitemap:
    """What a sitemap holds: links, or (an index) further sitemaps."""

    links: tuple[Link, ...] = ()
    parts: tuple[Part, ...] = ()


def read_sitemap(
    body: bytes, url: str, outlet: str, found_via: Literal["sitemap", "news_sitemap"]
) -> Sitemap:
    """Read the sitemap or index `body`, fetched from `url`; gzip is told by its first bytes.

    Raises PageError ("bad_sitemap") for what is no sitemap, is damaged, or too large.
    """
    links: dict[str, Link] = {}
    parts: dict[str, Part] = {}
    for kind, values in _entries(_unpacked(body, url), url):
        if not values.get("loc"):
            continue
        try:
            address = urljoin(url, values["loc"])
            canonical = canonical_url(address)
        except (PageError, ValueError):
            continue
        modified = utc(values.get("lastmod"))
        if kind == "sitemap":
            parts.setdefault(address, Part(address, modified))
            continue
        link = Link(
            url=canonical,
            outlet=outlet,
            announced_url=address,
            found_via=found_via,
            announced_at=url,
            title=values.get("title") or None,
            published=utc(values.get("publication_date")),
            modified=modified,
            language=(values.get("language") or "")[:2].lower() or None,
        )
        links.setdefault(canonical, link)
    return Sitemap(tuple(links.values()), tuple(parts.values()))


def utc(value: str | None) -> str | None:
    """Return a W3C date or time (or a date in words) in framesay's form; None if unreadable."""
    text = (value or "").strip()
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return text if int(text[:4]) >= FIRST_YEAR else None
    if not text:
        return None
    try:
        # nearly all are ISO 8601; dateparser takes a thousand times as long, and a sitemap may
        # hold 50,000 of them
        moment = dt.datetime.fromisoformat(text)
        moment = moment.astimezone(dt.UTC) if moment.tzinfo else moment
    except OverflowError:
        return None
    except ValueError:
        moment = dateparser.parse(
            text, settings={"TIMEZONE": "UTC", "TO_TIMEZONE": "UTC", "STRICT_PARSING": True}
        )
    known = moment is not None and moment.year >= FIRST_YEAR
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}" if known else None


def _unpacked(body: bytes, url: str) -> bytes:
    """Return the XML, unpacked if it is gzip, never more than MOST_BYTES of it."""
    if body.startswith(GZIP):
        unpack = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        try:
            body = unpack.decompress(body, MOST_BYTES + 1)
        except zlib.error as error:
            raise PageError("bad_sitemap", f"{url}: damaged gzip ({error})") from None
        if not unpack.eof and len(body) <= MOST_BYTES:
            raise PageError("bad_sitemap", f"{url}: the gzip file is cut off; asked again next run")
    if len(body) > MOST_BYTES:
        raise PageError("bad_sitemap", f"{url}: more than {MOST_BYTES // 10**6} MB unpacked")
    return body.lstrip()


def _entries(xml: bytes, url: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield ("url" | "sitemap", {local tag name: text}) for each entry, all namespaces flat."""
    parser = etree.XMLPullParser(
        events=("start", "end"), resolve_entities=False, no_network=True, recover=True
    )
    known = False
    values: dict[str, str] = {}
    try:
        parser.feed(xml)
        parser.close()
    except etree.XMLSyntaxError as error:
        raise PageError("bad_sitemap", f"{url}: no XML ({error.msg})") from None
    for event, element in parser.read_events():
        tag = etree.QName(element).localname if isinstance(element.tag, str) else ""
        if event == "start":
            known |= tag in {"urlset", "sitemapindex"}
            if tag in {"url", "sitemap"}:
                values = {}
        elif tag in {"url", "sitemap"}:
            yield tag, values
            element.clear()
        # the first one counts: <image:loc> and <image:title> come after the entry's own
        elif element.text and tag not in values and not _of_media(element):
            values[tag] = " ".join(element.text.split())
    if not known:
        raise PageError("bad_sitemap", f"{url}: no sitemap in it; check the outlet's announces")


def _of_media(element: etree._Element) -> bool:
    """Say whether `element` belongs to the image or video extension."""
    namespace = etree.QName(element).namespace or ""
    return "sitemap-image" in namespace or "sitemap-video" in namespace
