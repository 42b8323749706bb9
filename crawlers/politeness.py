"""Manners that Scrapy 2.19 leaves to its users.

`OutletQueues` gives each outlet one slow queue and the study's proxy; `OutletThrottle` adds
robots.txt's Crawl-delay to AutoThrottle; `PatientRobots` waits, as RFC 9309 asks, when
robots.txt cannot be read; `retry_after` reads what a busy server asks for.
"""

import datetime as dt
from email.utils import parsedate_to_datetime
from typing import Any, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response

from corpus.identity import on_domain

MOST_CRAWL_DELAY = 120.0
"""Seconds; a longer Crawl-delay is a mistake or a refusal in other words."""
SERVER_ERROR = 500


class RobotsUnreachable(IgnoreRequest):
    """robots.txt cannot be read just now: nothing may be asked of this host in this run."""


class OutletQueues:
    """Downloader middleware: one queue per outlet, and the proxy of the study."""

    def __init__(self, crawler: Crawler) -> None:
        """Read which domain belongs to which outlet from the settings."""
        self._domains: dict[str, str] = crawler.settings.getdict("FRAMESAY_DOMAINS")
        self._proxy: str = crawler.settings.get("FRAMESAY_PROXY") or ""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """As Scrapy builds it."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Put every request (robots.txt too) into the queue of its outlet."""
        if self._proxy:
            request.meta["proxy"] = self._proxy
        if "download_slot" not in request.meta:
            slot = next((s for d, s in self._domains.items() if on_domain(request.url, d)), None)
            if slot is not None:
                request.meta["download_slot"] = slot


class OutletThrottle(AutoThrottle):
    """AutoThrottle that never goes faster than robots.txt's Crawl-delay."""

    def __init__(self, crawler: Crawler) -> None:
        """Listen for parsed robots.txt files."""
        super().__init__(crawler)
        self._least: dict[str, float] = {}
        crawler.signals.connect(self._robots_parsed, signal=signals.robots_parsed)

    def _robots_parsed(self, robotparser: Any, request: Request) -> None:  # noqa: ANN401
        delay = robotparser.crawl_delay(self.crawler.settings["USER_AGENT"])
        slot = request.meta.get("download_slot")
        if delay and slot:
            self._least[slot] = min(float(delay), MOST_CRAWL_DELAY)
            self._apply(slot)

    def _response_downloaded(self, response: Response, request: Request, spider: Any) -> None:  # noqa: ANN401
        super()._response_downloaded(response, request, spider)
        self._apply(request.meta.get("download_slot"))

    def _apply(self, key: str | None) -> None:
        if key is None or self.crawler.engine is None:
            return
        slot = self.crawler.engine.downloader.slots.get(key)
        if slot is not None:
            slot.delay = max(slot.delay, self._least.get(key, 0.0))


class PatientRobots(RobotsTxtMiddleware):
    """robots.txt that cannot be read (network, 5xx) means wait, not "all is allowed"."""

    def __init__(self, crawler: Crawler) -> None:
        """Keep the hosts whose robots.txt could not be read."""
        super().__init__(crawler)
        self._unreachable: dict[str, str] = {}

    async def process_request(self, request: Request, spider: Any = None) -> None:  # noqa: ANN401
        """Let `request` pass, or refuse it. Raises IgnoreRequest."""
        del spider
        if request.meta.get("dont_obey_robotstxt"):
            return
        parser = await self.robot_parser(request)
        why = self._unreachable.get(_host(request.url))
        if why is not None:
            raise RobotsUnreachable(why)
        self.process_request_2(parser, request)

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= SERVER_ERROR:
            self._unreachable[netloc] = f"robots.txt answers {response.status}"
        elif response.status != 200:  # noqa: PLR2004 - 4xx: there is no robots.txt
            response = response.replace(body=b"")
        await super()._parse_robots(response, netloc, request)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        self._unreachable[netloc] = f"robots.txt cannot be read ({type(exc).__name__})"
        super()._robots_error(exc, netloc)


def _host(url: str) -> str:
    return url.split("/")[2] if url.count("/") > 1 else url


def retry_after(response: Response, now: str) -> str | None:
    """Return the time that Retry-After names (seconds or a date), framesay's form, or None.

    At most 30 days ahead: what asks for more is not believed.
    """
    raw = (response.headers.get("Retry-After") or b"").decode("ascii", "replace").strip()
    moment = dt.datetime.fromisoformat(now)
    try:
        wait = (
            dt.timedelta(seconds=int(raw)) if raw.isdigit() else parsedate_to_datetime(raw) - moment
        )
    except (ValueError, TypeError, OverflowError):
        return None
    wait = min(wait, dt.timedelta(days=30))
    return (moment + wait).strftime("%Y-%m-%dT%H:%M:%SZ") if wait > dt.timedelta(0) else None
