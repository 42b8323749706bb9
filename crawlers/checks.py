"""Compare what each outlet yielded with what its file expects."""

from corpus.store import Store
from crawlers.outlets import OutletSource

FEWEST_DAYS = 2
"""Whole days that must lie between the first and the last sight of links before a daily number
means anything."""
FEWEST_ARTICLES = 5
"""Kept articles before a share means anything."""


def broken_expectations(store: Store, outlets: list[OutletSource]) -> list[str]:
    """Return one line for each expectation that the corpus does not bear out."""
    lines = []
    for outlet in outlets:
        lines += [line for line in (_per_day(store, outlet), _dated(store, outlet)) if line]
    return lines


def _per_day(store: Store, outlet: OutletSource) -> str | None:
    """Announced links per day, over the days since framesay first saw the outlet.

    Counts what was first seen in these days, not what a first visit found of the past: a
    sitemap of ten years would hide a feed that died yesterday.
    """
    expected = outlet.file.expect.per_day
    if expected is None:
        return None
    began, ended, new = store.rows(
        "SELECT min(first_seen), max(last_seen), sum(first_seen > (SELECT min(first_seen)"
        " FROM link WHERE outlet = ?1)) FROM link WHERE outlet = ?1",
        outlet.slug,
    )[0]
    days = store.value("SELECT julianday(?) - julianday(?)", ended, began) if began else None
    if days is None or days < FEWEST_DAYS or (new or 0) / days >= expected.min:
        return None
    return (
        f"{outlet.slug}: {(new or 0) / days:.1f} new links a day since {began[:10]}, expected"
        f" at least {expected.min:g} ({expected.why}); check its feeds and sitemaps"
    )


def _dated(store: Store, outlet: OutletSource) -> str | None:
    expected = outlet.file.expect.dated
    if expected is None:
        return None
    kept, dated = store.rows(
        "SELECT count(*), sum(published IS NOT NULL) FROM article"
        " WHERE outlet = ? AND is_current = 1",
        outlet.slug,
    )[0]
    if kept < FEWEST_ARTICLES or dated / kept >= expected.min:
        return None
    return (
        f"{outlet.slug}: {dated} of {kept} articles have a date, expected at least"
        f" {expected.min:.0%} ({expected.why}); its pages may have changed"
    )
