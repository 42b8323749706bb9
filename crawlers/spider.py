"""The one spider: ask an outlet's announcements, note every link, archive the pages due.

It stores captures and nothing else; articles are made of them by crawlers.extract. All state
lies in the corpus, none in Scrapy: a run that was killed is simply started again.
"""

import datetime as dt
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import scrapy
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response
from twisted.python.failure import Failure

from corpus import worklist
from corpus.errors import one_item
from corpus.identity import capture_id, sha256
from corpus.provenance import now
from corpus.records import Announcement, Capture, Found, Link, SetAside
from corpus.store import Store
from corpus.study import Study
from crawlers.archives import archive_days, read_archive
from crawlers.captures import CaptureArchive, Exchange
from crawlers.feeds import read_feed
from crawlers.frontier import Sieve, after_failure, next_visit
from crawlers.outlets import Archive, OutletSource
from crawlers.politeness import RobotsUnreachable, retry_after
from crawlers.sitemaps import read_sitemap

NOT_MODIFIED = 304
GONE = {404, 410}
BARRED = {401, 402, 403, 451}
ARCHIVE_PAGES = 60
"""Archive pages asked per outlet and run; the rest of the days follows in later runs."""
SITEMAPS = 200
"""Sitemaps of an index asked per outlet and run, newest first."""


@dataclass
class Tally:
    """What a run has done so far; read by the progress bar and the crawl_run row."""

    announcements: int = 0
    announcements_unchanged: int = 0
    links_announced: int = 0
    links_new: int = 0
    pages_fetched: int = 0
    pages_unchanged: int = 0
    refused: int = 0
    set_aside: int = 0
    silent: set[str] = field(default_factory=set)
    """Outlets of which no announcement could be read."""
    answered: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Plan:
    """What a crawl run works with."""

    study: Study
    outlets: list[OutletSource]
    store: Store
    archive: CaptureArchive
    run_id: str
    max_pages: int
    tally: Tally
    notify: Callable[..., None]
    """Called with outlet and what happened after each answer, for the progress bar."""


class PressSpider(scrapy.Spider):
    """Asks the announcements of all outlets, then the pages that are due."""

    name = "press"

    def __init__(self, plan: Plan, **kwargs: Any) -> None:  # noqa: ANN401 - as Scrapy has it
        """Prepare for one run of `plan`."""
        super().__init__(**kwargs)
        self.plan = plan
        self._open = {outlet.slug: 0 for outlet in plan.outlets}
        self._sieves = {o.slug: Sieve(plan.study.file, o) for o in plan.outlets}
        self._sitemaps = dict.fromkeys(self._open, 0)

    async def start(self) -> AsyncIterator[Request]:
        """Yield the first requests: every feed, sitemap and archive page."""
        for outlet in self.plan.outlets:
            requests = list(self._announcements(outlet))
            self._open[outlet.slug] = len(requests)
            for request in requests:
                yield request

    def _announcements(self, outlet: OutletSource) -> Iterator[Request]:
        a = outlet.file.announces
        for url in a.feeds:
            yield self._ask(outlet, url, "feed")
        for url in a.news_sitemaps:
            yield self._ask(outlet, url, "news_sitemap")
        for url in a.sitemaps:
            yield self._ask(outlet, url, "sitemap")
        for archive in a.archives:
            yield from self._archive(outlet, archive)

    def _archive(self, outlet: OutletSource, archive: Archive) -> Iterator[Request]:
        """Yield an archive's pages; days that are over and were read once are not asked again."""
        period = self.plan.study.file.period
        today = dt.datetime.now(dt.UTC).date()
        last = min(period.to or today, today)
        asked = 0
        for url, day in archive_days(archive.url, period.start, last):
            known = self.plan.store.crawl.announcement(url)
            settled = known is not None and known.problem is None and known.visited_at is not None
            if day and settled and str(known and known.visited_at)[:10] > day.isoformat():
                continue
            yield self._ask(outlet, url, "archive", archive=archive, day=day)
            asked += 1
            if asked >= ARCHIVE_PAGES:
                return

    def _ask(self, outlet: OutletSource, url: str, via: Found, **more: Any) -> Request:  # noqa: ANN401
        """Make the request for an announcement, conditional if it answered before."""
        known = self.plan.store.crawl.announcement(url)
        return Request(
            url,
            callback=self.announced,
            errback=self.announcement_failed,
            headers=_conditions(known),
            cb_kwargs={"outlet": outlet, "url": url, "via": via, **more},
            meta={"download_slot": outlet.slug},
            priority=10,
            dont_filter=True,
        )

    def announced(
        self,
        response: Response,
        outlet: OutletSource,
        url: str,
        via: Found,
        **more: Any,  # noqa: ANN401
    ) -> Iterator[Request]:
        """Read the answer of a feed, sitemap or archive page."""
        self.plan.tally.announcements += 1
        if response.status == NOT_MODIFIED:
            self.plan.tally.announcements_unchanged += 1
            self._remember(outlet, url, via, response, links=None)
        elif response.status != 200:  # noqa: PLR2004
            self._announcement_problem(
                outlet, url, via, f"http_{response.status}", f"{url}: answers {response.status}"
            )
        else:
            with one_item(partial(self._announcement_problem, outlet, url, via)):
                links, parts = self._read(response, outlet, url, via, **more)
                self._note(outlet, links)
                self._remember(outlet, url, via, response, links=len(links))
                for part in parts:
                    self._open[outlet.slug] += 1
                    yield part
        yield from self._closed(outlet)

    def _read(
        self,
        response: Response,
        outlet: OutletSource,
        url: str,
        via: Found,
        archive: Archive | None = None,
        day: dt.date | None = None,
    ) -> tuple[list[Link], list[Request]]:
        """Return the links of an announcement and the requests for its parts (of an index)."""
        if via == "feed":
            return read_feed(response.body, url, outlet.slug), []
        if archive is not None:
            domain = outlet.file.domain
            links = read_archive(
                response.body, url, outlet.slug, domain=domain, selector=archive.links, day=day
            )
            return links, []
        kind = "news_sitemap" if via == "news_sitemap" else "sitemap"
        sitemap = read_sitemap(response.body, url, outlet.slug, kind)  # type: ignore[arg-type]
        return list(sitemap.links), [
            self._ask(outlet, part.url, via)
            for part in sorted(sitemap.parts, key=lambda p: p.modified or "9", reverse=True)
            if self._worth_asking(outlet, part.url, part.modified)
        ]

    def _worth_asking(self, outlet: OutletSource, url: str, modified: str | None) -> bool:
        """Prune an index by lastmod: not older than the study, not unchanged since last visit."""
        if modified and modified[:10] < self.plan.study.file.period.start.isoformat():
            return False
        known = self.plan.store.crawl.announcement(url)
        # a bare date says nothing about the hour: ask (conditionally) through that day
        seen = (known.visited_at or "")[: len(modified)] if known and modified else ""
        if known and known.problem is None and modified and seen > modified:
            return False
        self._sitemaps[outlet.slug] += 1
        return self._sitemaps[outlet.slug] <= SITEMAPS

    def _note(self, outlet: OutletSource, links: list[Link]) -> None:
        sorted_links = list(self._sieves[outlet.slug].sorted(links))
        tally = self.plan.tally
        tally.links_announced += len(sorted_links)
        tally.links_new += self.plan.store.crawl.add_links(sorted_links, self.plan.run_id, now())
        self.plan.notify(outlet.slug, "links")

    def _remember(
        self, outlet: OutletSource, url: str, via: Found, response: Response, links: int | None
    ) -> None:
        """Keep validators and time of an announcement that answered well."""
        known = self.plan.store.crawl.announcement(url)
        keep = links is None and known is not None
        self.plan.store.crawl.save_announcement(
            Announcement(
                url=url,
                outlet=outlet.slug,
                found_via=via,
                etag=_header(response, "ETag") or (known.etag if keep and known else None),
                last_modified=_header(response, "Last-Modified")
                or (known.last_modified if keep and known else None),
                status=response.status,
                visited_at=now(),
                links=known.links if keep and known else (links or 0),
            )
        )
        self.plan.store.crawl.clear_aside(url)
        self.plan.tally.answered.add(outlet.slug)

    def announcement_failed(self, failure: Failure) -> Iterator[Request]:
        """Note an announcement that could not be asked."""
        given = failure.request.cb_kwargs  # type: ignore[attr-defined]
        outlet, url = given["outlet"], given["url"]
        self.plan.tally.announcements += 1
        reason, line = _why(failure)
        self._announcement_problem(outlet, url, given["via"], reason, f"{url}: {line}")
        yield from self._closed(outlet)

    def _announcement_problem(
        self, outlet: OutletSource, url: str, via: Found, reason: str, line: str
    ) -> None:
        known = self.plan.store.crawl.announcement(url)
        self.plan.store.crawl.save_announcement(
            Announcement(
                url=url,
                outlet=outlet.slug,
                found_via=via,
                etag=known.etag if known else None,
                last_modified=known.last_modified if known else None,
                visited_at=known.visited_at if known else None,
                links=known.links if known else 0,
                problem=reason,
            )
        )
        self._set_aside(SetAside("discover", url, outlet.slug, reason, line))

    def _closed(self, outlet: OutletSource) -> Iterator[Request]:
        """Count an announcement as done; after the last of an outlet, ask its pages."""
        self._open[outlet.slug] -= 1
        if self._open[outlet.slug] == 0:
            if outlet.slug not in self.plan.tally.answered:
                self.plan.tally.silent.add(outlet.slug)
            yield from self._pages(outlet)

    def _pages(self, outlet: OutletSource) -> Iterator[Request]:
        links = worklist.links_to_fetch(
            self.plan.store, outlet.slug, now(), min(self.plan.max_pages, 100_000)
        )
        self.plan.notify(outlet.slug, "due", len(links))
        for link in links:
            yield Request(
                link.announced_url,
                callback=self.page,
                errback=self.page_failed,
                headers=_conditions(worklist.last_capture(self.plan.store, link.url)),
                cb_kwargs={"link": link},
                meta={"download_slot": outlet.slug},
                dont_filter=True,
            )

    def page(self, response: Response, link: Link) -> None:
        """Archive the answer of an article page, or note why there is none."""
        with one_item(lambda reason, line: self._give_up(link, reason, line)):
            self._page(response, link, now())
        self.plan.notify(link.outlet, "page")

    def _page(self, response: Response, link: Link, moment: str) -> None:
        status = response.status
        if status == NOT_MODIFIED:
            due = next_visit(self._first_fetch(link) or moment, moment)
            self.plan.store.crawl.page_unchanged(link.url, moment, next_due=due)
            self.plan.tally.pages_unchanged += 1
        elif status in GONE | BARRED:
            self._give_up(link, f"http_{status}", f"answers {status}")
        elif status != 200:  # noqa: PLR2004
            self._later(link, f"http_{status}", f"answers {status}", retry_after(response, moment))
        else:
            self._store(response, link, moment)

    def _first_fetch(self, link: Link) -> str | None:
        first: str | None = self.plan.store.value(
            "SELECT min(fetched_at) FROM capture WHERE url = ?", link.url
        )
        return first

    def _store(self, response: Response, link: Link, moment: str) -> None:
        request = response.request
        exchange = Exchange(
            url=response.url,
            fetched_at=moment,
            request_headers=_pairs(request.headers) if request else (),
            status=response.status,
            reason="OK",
            headers=_pairs(response.headers),
            body=response.body,
        )
        warc_file, offset = self.plan.archive.add(exchange)
        body_hash = sha256(response.body)
        due = next_visit(self._first_fetch(link) or moment, moment)
        capture = Capture(
            capture_id=capture_id(link.url, moment, body_hash),
            url=link.url,
            outlet=link.outlet,
            run_id=self.plan.run_id,
            requested_url=link.announced_url,
            final_url=response.url,
            fetched_at=moment,
            status=response.status,
            content_type=_header(response, "Content-Type"),
            body_hash=body_hash,
            body_size=len(response.body),
            warc_file=warc_file,
            warc_offset=offset,
            etag=_header(response, "ETag"),
            last_modified=_header(response, "Last-Modified"),
        )
        self.plan.store.crawl.add_capture(capture, next_due=due)
        self.plan.tally.pages_fetched += 1

    def page_failed(self, failure: Failure) -> None:
        """Note a page that gave no answer, or that robots.txt forbids."""
        link: Link = failure.request.cb_kwargs["link"]  # type: ignore[attr-defined]
        reason, line = _why(failure)
        if reason == "robots":
            self.plan.store.crawl.set_link_state(link.url, "refused", "robots")
            self.plan.tally.refused += 1
        elif reason == "too_large":
            self._give_up(link, reason, line)
        else:
            self._later(link, reason, line, None)
        self.plan.notify(link.outlet, "page")

    def _later(self, link: Link, reason: str, line: str, wait_until: str | None) -> None:
        """Ask again later, or give up after the last attempt; either way it can be seen."""
        before = self.plan.store.value("SELECT attempts FROM link WHERE url = ?", link.url) or 0
        due = after_failure(before + 1, now(), wait_until)
        if due is None:
            self._give_up(link, reason, line)
            return
        self.plan.store.crawl.set_link_state(link.url, "failed", reason, next_due=due)
        line = f"{link.announced_url}: {line}; asked again after {due}"
        self._set_aside(SetAside("fetch", link.url, link.outlet, reason, line))

    def _give_up(self, link: Link, reason: str, line: str) -> None:
        self.plan.store.crawl.set_link_state(link.url, "set_aside", reason)
        aside = SetAside("fetch", link.url, link.outlet, reason, f"{link.announced_url}: {line}")
        self._set_aside(aside)

    def _set_aside(self, aside: SetAside) -> None:
        self.plan.store.crawl.set_aside(aside, self.plan.run_id, now())
        self.plan.tally.set_aside += 1


def _why(failure: Failure) -> tuple[str, str]:
    """Return a short reason and one line for a request that gave no answer."""
    error = failure.value
    name = type(error).__name__
    if isinstance(error, RobotsUnreachable):
        return "robots_unreachable", f"{error}; nothing was asked, the next run tries again"
    if isinstance(error, IgnoreRequest):
        return "robots", "forbidden by robots.txt"
    if "Cancelled" in name or "DownloadCancelled" in name:
        return "too_large", "larger than crawler.max_size_mb"
    known = {
        "DNSLookupError": ("no_dns", "its name cannot be resolved"),
        "CannotResolveHostError": ("no_dns", "its name cannot be resolved"),
        "DownloadTimeoutError": ("timeout", "does not answer in time"),
        "TimeoutError": ("timeout", "does not answer in time"),
    }
    return known.get(name, ("no_answer", f"cannot be reached ({name})"))


def _conditions(known: Announcement | Capture | None) -> dict[str, str]:
    """Return the headers that ask only for what changed since `known`."""
    pairs = (
        ("If-None-Match", known.etag if known else None),
        ("If-Modified-Since", known.last_modified if known else None),
    )
    return {name: value for name, value in pairs if value}


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1").strip() or None if value else None


def _pairs(headers: Any) -> tuple[tuple[str, str], ...]:  # noqa: ANN401 - Scrapy's Headers
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in headers.items()
        for value in values
    )
