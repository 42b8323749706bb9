"""Expectations: what a healthy outlet yields, and when a number means anything."""

from collections.abc import Callable

import pytest

from corpus import records as r
from corpus.store import Store
from crawlers.checks import broken_expectations
from crawlers.outlets import Announces, Expect, Expectation, OutletFile, OutletSource


def outlet(**expect: Expectation) -> OutletSource:
    """Return the outlet of the fixtures with these expectations."""
    file = OutletFile(
        name="Ledger",
        domain="ledger.example",
        country="CA",
        kind="daily",
        ownership="private",
        language="en",
        paywall="none",
        announces=Announces(feeds=["http://ledger.example/feed"]),
        expect=Expect(**expect),
    )
    return OutletSource("ledger", "ledger.toml", file)


def announce(store: Store, make_link: Callable[..., r.Link], day: int, count: int) -> None:
    """Announce `count` new links on a day of March."""
    links = [(make_link(f"/{day}/{n}"), "found", None) for n in range(count)]
    store.crawl.add_links(links, "run-1", f"2026-03-{day:02}T08:00:00Z")  # type: ignore[arg-type]


PER_DAY = {"per_day": Expectation(5, "a daily")}


def test_the_first_run_raises_no_alarm(store: Store, make_link: Callable[..., r.Link]) -> None:
    """A feed of ten items says nothing of how many come in a day."""
    announce(store, make_link, 1, 1)
    assert broken_expectations(store, [outlet(**PER_DAY)]) == []


@pytest.mark.parametrize(("each_day", "broken"), [(6, False), (2, True)])
def test_too_few_links_a_day_are_named_with_the_reason(
    store: Store, make_link: Callable[..., r.Link], each_day: int, broken: bool
) -> None:
    """Days of the past that a first visit found do not hide a feed that runs dry."""
    announce(store, make_link, 1, 500)
    for day in (2, 3, 4, 5):
        announce(store, make_link, day, each_day)
    lines = broken_expectations(store, [outlet(**PER_DAY)])
    assert bool(lines) == broken
    if broken:
        assert lines[0].startswith("ledger: 2.0 new links a day since 2026-03-01")
        assert "a daily" in lines[0]


@pytest.mark.parametrize(("dated", "broken"), [(10, False), (6, True)])
def test_missing_dates_are_named(
    store: Store,
    make_link: Callable[..., r.Link],
    make_capture: Callable[..., r.Capture],
    make_article: Callable[..., r.Article],
    dated: int,
    broken: bool,
) -> None:
    """Dates that vanish from an outlet's pages are a sign that its pages changed."""
    for n in range(10):
        link = make_link(f"/{n}")
        store.crawl.add_links([(link, "found", None)], "run-1", "2026-03-01T08:00:00Z")
        capture = make_capture(link)
        store.crawl.add_capture(capture, next_due=None)
        published = "2026-02-28" if n < dated else None
        article = make_article(capture, published=published)
        done = r.Extraction(capture.capture_id, link.url, "kept", article=article)
        store.crawl.add_extraction(done, "test 1", "2026-03-01T08:00:00Z", "run-1")
    lines = broken_expectations(store, [outlet(dated=Expectation(0.9, "JSON-LD"))])
    assert bool(lines) == broken
    if broken:
        line = "ledger: 6 of 10 articles have a date, expected at least 90% (JSON-LD)"
        assert lines == [f"{line}; its pages may have changed"]


def test_an_outlet_without_expectations_is_never_reported(store: Store) -> None:
    """Silence about expectations is no expectation."""
    assert broken_expectations(store, [outlet()]) == []
