"""What a crawl run works with, and the small questions every answer is asked."""

from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from twisted.python.failure import Failure

from corpus.provenance import now
from corpus.records import Announcement, Capture, SetAside
from corpus.store import Store
from corpus.study import Study
from crawlers.captures import CaptureArchive, Exchange
from crawlers.outlets import OutletSource
from crawlers.politeness import RobotsUnreachable


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

    def set_aside(self, aside: SetAside) -> None:
        """Keep an item that cannot be used where it can be seen, and count it."""
        self.store.crawl.set_aside(aside, self.run_id, now())
        self.tally.set_aside += 1


def why(failure: Failure) -> tuple[str, str]:
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


def conditions(known: Announcement | Capture | None) -> dict[str, str]:
    """Return the headers that ask only for what changed since `known`."""
    wanted = (
        ("If-None-Match", known.etag if known else None),
        ("If-Modified-Since", known.last_modified if known else None),
    )
    return {name: value for name, value in wanted if value}


def exchange_of(response: Response, moment: str) -> Exchange:
    """Return request and answer as they are archived."""
    known = response.status in {status.value for status in HTTPStatus}
    return Exchange(
        url=response.url,
        fetched_at=moment,
        request_headers=pairs(response.request.headers) if response.request else (),
        status=response.status,
        reason=HTTPStatus(response.status).phrase if known else "",
        headers=pairs(response.headers),
        body=response.body,
    )


def header(response: Response, name: str) -> str | None:
    """Return a header of `response` as text; None when it is missing or empty."""
    value = response.headers.get(name)
    return value.decode("latin-1").strip() or None if value else None


def pairs(headers: Any) -> tuple[tuple[str, str], ...]:  # noqa: ANN401 - Scrapy's Headers
    """Return headers as name and value, as they are archived."""
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in headers.items()
        for value in values
    )
