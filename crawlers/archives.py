"""Read archive pages: HTML lists of articles, one page or one page a day."""

import datetime as dt
from collections.abc import Iterator
from urllib.parse import urljoin

from lxml import etree, html
from lxml.cssselect import CSSSelector, SelectorError

from corpus.errors import PageError
from corpus.identity import canonical_url, on_domain
from corpus.records import Link


def archive_days(
    template: str, first: dt.date, last: dt.date
) -> Iterator[tuple[str, dt.date | None]]:
    """Yield the pages of an archive as (URL, its day), newest day first.

    A template without {year}, {month} or {day} is one page, with no day. Without {day} there
    is one page a month, without {month} one a year; the day is then its last.
    """
    if "{" not in template:
        yield template, None
        return
    seen = set()
    for back in range((last - first).days + 1):
        day = last - dt.timedelta(days=back)
        url = template.format(year=f"{day:%Y}", month=f"{day:%m}", day=f"{day:%d}")
        if url not in seen:
            seen.add(url)
            yield url, day


def read_archive(
    body: bytes, url: str, outlet: str, *, domain: str, selector: str, day: dt.date | None
) -> list[Link]:
    """Return the links to articles on the archive page `body`, fetched from `url`.

    `day` is the day the page stands for, given to its links as their date. Raises PageError
    ("bad_archive") when the page is no HTML or the selector is wrong or finds nothing.
    """
    try:
        root = html.fromstring(body or b" ", base_url=url)
        anchors = CSSSelector(selector, translator="html")(root)
    except (etree.ParserError, SelectorError, ValueError) as error:
        raise PageError("bad_archive", f"{url}: {error}") from None
    found: dict[str, Link] = {}
    for anchor in anchors:
        target = (anchor.get("href") or "").strip()
        if not target or target.startswith("#"):
            continue  # a place on this page, which is no article
        try:
            address = urljoin(url, target)
            canonical = canonical_url(address)
        except (PageError, ValueError):
            continue
        if not on_domain(canonical, domain):
            continue
        title = " ".join(anchor.text_content().replace("\x00", "").split()) or None
        link = Link(
            url=canonical,
            outlet=outlet,
            announced_url=address,
            found_via="archive",
            announced_at=url,
            title=title,
            published=day.isoformat() if day else None,
        )
        if canonical not in found or (title and not found[canonical].title):
            found[canonical] = link
    if not found and day is None:
        raise PageError(
            "bad_archive", f"{url}: no link under {selector!r}; check announces.archives"
        )
    return list(found.values())
