"""The one spider: ask an outlet's announcements, note every link, then ask the pages due.

It stores captures and nothing else; articles are made of them by crawlers.extract. All state
lies in the corpus, none in Scrapy: a run that was killed is simply started again.
"""

import datetime as dt
from collections.abc import AsyncIterator, Iterator
from functools import partial
from typing import Any

import scrapy
from scrapy.http import Request, Response
from twisted.python.failure import Failure

from corpus.errors import one_item
from corpus.provenance import now
from corpus.records import Announcement, Found, Link, SetAside
from crawlers.archives import archive_days, read_archive
from crawlers.feeds import read_feed
from crawlers.frontier import Sieve
from crawlers.outlets import Archive, OutletSource
from crawlers.plan import Plan, conditions, exchange_of, header, why
from crawlers.sitemaps import read_sitemap
from crawlers.visits import NOT_MODIFIED, PageVisits

ARCHIVE_PAGES = 60
"""Archive pages asked per outlet and run; the rest of the days follows in later runs."""
SITEMAPS = 200
"""Sitemaps of an index asked per outlet and run, newest first."""


class PressSpider(scrapy.Spider):
    """Asks the announcements of all outlets, then the pages that are due."""

    name = "press"

    def __init__(self, plan: Plan, **kwargs: Any) -> None:  # noqa: ANN401 - as Scrapy has it
        """Prepare for one run of `plan`."""
        super().__init__(**kwargs)
        self.plan = plan
        self._visits = PageVisits(plan)
        self._open = {outlet.slug: 0 for outlet in plan.outlets}
        self._sieves = {o.slug: Sieve(plan.study.file, o) for o in plan.outlets}
        self._sitemaps = dict.fromkeys(self._open, 0)
        self._asked: set[str] = set()

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
        self._asked.add(url)
        return Request(
            url,
            callback=self.announced,
            errback=self.announcement_failed,
            headers=conditions(known),
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
        if response.status != NOT_MODIFIED:
            self.plan.archive.add(exchange_of(response, now()))
        if response.status == NOT_MODIFIED:
            self.plan.tally.announcements_unchanged += 1
            self._remember(outlet, url, via, response, links=None)
            yield from self._parts(outlet, via, [])
        elif response.status != 200:  # noqa: PLR2004
            self._announcement_problem(
                outlet, url, via, f"http_{response.status}", f"{url}: answers {response.status}"
            )
        else:
            with one_item(partial(self._announcement_problem, outlet, url, via)):
                links, parts = self._read(response, outlet, url, via, **more)
                self._note(outlet, links)
                # Parts are noted before the index's ETag is: were the run killed in between,
                # the index would answer "not modified" next time and its parts be forgotten.
                for part in parts:
                    self.plan.store.crawl.save_announcement(Announcement(part, outlet.slug, via))
                self._remember(outlet, url, via, response, links=len(links))
                yield from self._parts(outlet, via, parts)
        yield from self._closed(outlet)

    def _read(
        self,
        response: Response,
        outlet: OutletSource,
        url: str,
        via: Found,
        archive: Archive | None = None,
        day: dt.date | None = None,
    ) -> tuple[list[Link], list[str]]:
        """Return the links of an announcement and the addresses of its parts (of an index)."""
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
            part.url
            for part in sorted(sitemap.parts, key=lambda p: p.modified or "9", reverse=True)
            if self._worth_asking(outlet, part.url, part.modified)
        ]

    def _parts(self, outlet: OutletSource, via: Found, parts: list[str]) -> Iterator[Request]:
        """Ask the parts of an index, and those that an earlier run named but did not read."""
        left = self.plan.store.rows(
            "SELECT url FROM announcement WHERE outlet = ? AND found_via = ?"
            " AND (visited_at IS NULL OR problem IS NOT NULL) ORDER BY url",
            outlet.slug,
            via,
        )
        own = {*outlet.file.announces.news_sitemaps, *outlet.file.announces.sitemaps}
        earlier = [row["url"] for row in left] if via in {"sitemap", "news_sitemap"} else []
        for part in dict.fromkeys([*parts, *earlier]):
            if part not in self._asked | own:
                self._open[outlet.slug] += 1
                yield self._ask(outlet, part, via)

    def _worth_asking(self, outlet: OutletSource, url: str, modified: str | None) -> bool:
        """Prune an index by lastmod: not older than the study, not unchanged since last visit."""
        if modified and modified[:10] < self.plan.study.file.period.start.isoformat():
            return False
        known = self.plan.store.crawl.announcement(url)
        if known is not None and known.visited_at is None:
            known = None
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
                etag=header(response, "ETag") or (known.etag if keep and known else None),
                last_modified=header(response, "Last-Modified")
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
        reason, line = why(failure)
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
        self.plan.set_aside(SetAside("discover", url, outlet.slug, reason, line))

    def _closed(self, outlet: OutletSource) -> Iterator[Request]:
        """Count an announcement as done; after the last of an outlet, ask its pages."""
        self._open[outlet.slug] -= 1
        if self._open[outlet.slug] == 0:
            if outlet.slug not in self.plan.tally.answered:
                self.plan.tally.silent.add(outlet.slug)
            yield from self._visits.requests(outlet)
