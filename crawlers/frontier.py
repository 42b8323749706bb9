"""Decide which links are fetched, and when a page is asked again."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from corpus.identity import on_domain
from corpus.records import Link, LinkState
from corpus.study import StudyFile, patterns
from crawlers.outlets import OutletSource

VISITS = (dt.timedelta(hours=1), dt.timedelta(days=1), dt.timedelta(days=7), dt.timedelta(days=30))
"""Ages at which a page is asked again: most corrections come soon after publication."""
BACK_OFF = (
    dt.timedelta(minutes=10),
    dt.timedelta(hours=1),
    dt.timedelta(hours=6),
    dt.timedelta(days=1),
)
"""Waits after a failed request; after the last one the page is set aside."""
MOST_ATTEMPTS = len(BACK_OFF) + 1


class Sieve:
    """Decides the first state of a link by outlet, period and topic of a study."""

    def __init__(self, study: StudyFile, outlet: OutletSource) -> None:
        """Prepare for the links of `outlet` in `study`."""
        self._study, self._outlet = study, outlet
        self._topic = patterns(study.topic.fetch)

    def sorted(self, links: Iterable[Link]) -> Iterator[tuple[Link, LinkState, str | None]]:
        """Yield each link that may be an article, with its first state and the reason.

        Links off the outlet's domain or against its link rules are no articles of it: they
        are not counted at all.
        """
        for link in links:
            if on_domain(link.url, self._outlet.file.domain) and self._outlet.is_article(link.url):
                yield link, *self._state(link)

    def _state(self, link: Link) -> tuple[LinkState, str | None]:
        period = self._study.period
        day = (link.published or "")[:10]
        if day and day < period.start.isoformat():
            return "out_of_period", "before"
        if day and period.to is not None and day > period.to.isoformat():
            return "out_of_period", "after"
        said = " ".join(
            (link.title or "", link.summary or "", re.sub(r"[-_/.]+", " ", link.url), link.url)
        )
        if self._topic and not any(pattern.search(said) for pattern in self._topic):
            return "off_topic", "announced"
        return "found", None


def next_visit(first_fetched: str, now: str) -> str | None:
    """Return when a page first fetched at `first_fetched` is asked again; None: no more.

    Visits fall on the ages in VISITS; one that was missed is made up for at once.
    """
    first, moment = _time(first_fetched), _time(now)
    for age in VISITS:
        if first + age > moment:
            return _text(first + age)
    return None


def after_failure(attempts: int, now: str, retry_after: str | None = None) -> str | None:
    """Return when to ask again after the `attempts`-th failed request; None: give up.

    `retry_after` is what the server asked for (a time, framesay's form), never undercut.
    """
    if attempts >= MOST_ATTEMPTS:
        return None
    due = _text(_time(now) + BACK_OFF[max(attempts, 1) - 1])
    return max(due, retry_after) if retry_after else due


def _time(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


def _text(moment: dt.datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
