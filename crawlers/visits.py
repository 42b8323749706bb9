"""Visit article pages: ask those that are due, archive what answers, note what does not."""

from collections.abc import Iterator

from scrapy.http import Request, Response
from twisted.python.failure import Failure

from corpus import worklist
from corpus.errors import one_item
from corpus.identity import capture_id, sha256
from corpus.provenance import now
from corpus.records import Capture, Link, SetAside
from crawlers.frontier import after_failure, next_visit
from crawlers.outlets import OutletSource
from crawlers.plan import Plan, conditions, exchange_of, header, why
from crawlers.politeness import retry_after

NOT_MODIFIED = 304
GONE = {404, 410}
BARRED = {401, 402, 403, 451}
MOST_LINKS = 100_000
"""Links of an outlet taken up in one run, whatever max_pages says."""


class PageVisits:
    """The half of the spider that asks article pages."""

    def __init__(self, plan: Plan) -> None:
        """Prepare for one run of `plan`."""
        self.plan = plan

    def requests(self, outlet: OutletSource) -> Iterator[Request]:
        """Yield a request for each page of `outlet` that is due, conditional if known."""
        links = worklist.links_to_fetch(
            self.plan.store, outlet.slug, now(), min(self.plan.max_pages, MOST_LINKS)
        )
        self.plan.notify(outlet.slug, "due", len(links))
        for link in links:
            yield Request(
                link.announced_url,
                callback=self.answered,
                errback=self.failed,
                headers=conditions(worklist.last_capture(self.plan.store, link.url)),
                cb_kwargs={"link": link},
                meta={"download_slot": outlet.slug},
                dont_filter=True,
            )

    def answered(self, response: Response, link: Link) -> None:
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
            return
        if status == 200:  # noqa: PLR2004
            self._store(response, link, moment)
            return
        self.plan.archive.add(exchange_of(response, moment))  # evidence, but no capture
        if status in GONE | BARRED:
            self._give_up(link, f"http_{status}", f"answers {status}")
        else:
            self._later(link, f"http_{status}", f"answers {status}", retry_after(response, moment))

    def _first_fetch(self, link: Link) -> str | None:
        first: str | None = self.plan.store.value(
            "SELECT min(fetched_at) FROM capture WHERE url = ?", link.url
        )
        return first

    def _store(self, response: Response, link: Link, moment: str) -> None:
        warc_file, offset = self.plan.archive.add(exchange_of(response, moment))
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
            content_type=header(response, "Content-Type"),
            body_hash=body_hash,
            body_size=len(response.body),
            warc_file=warc_file,
            warc_offset=offset,
            etag=header(response, "ETag"),
            last_modified=header(response, "Last-Modified"),
        )
        self.plan.store.crawl.add_capture(capture, next_due=due)
        self.plan.tally.pages_fetched += 1

    def failed(self, failure: Failure) -> None:
        """Note a page that gave no answer, or that robots.txt forbids."""
        link: Link = failure.request.cb_kwargs["link"]  # type: ignore[attr-defined]
        reason, line = why(failure)
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
        self.plan.set_aside(SetAside("fetch", link.url, link.outlet, reason, line))

    def _give_up(self, link: Link, reason: str, line: str) -> None:
        self.plan.store.crawl.set_link_state(link.url, "set_aside", reason)
        aside = SetAside("fetch", link.url, link.outlet, reason, f"{link.announced_url}: {line}")
        self.plan.set_aside(aside)
