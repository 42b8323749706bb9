"""Bring what pages write as dates to one form, and refuse impossible ones."""

import datetime as dt
import re

import dateparser

FIRST_YEAR = 1995
"""No web page is older; earlier years are mistakes (or the topic of the article)."""
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


def utc_date(raw: str | None, *, latest: str) -> str | None:
    """Return `raw` as UTC time ("2026-05-04T03:02:01Z") or, without a time of day, as a date.

    None for what cannot be read, lies before FIRST_YEAR or more than a day after `latest` (the
    time of the capture): a date that is certainly wrong is worse than none.
    """
    moment, has_time = _parsed(" ".join((raw or "").split()))
    if moment is None:
        return None
    bound = dt.datetime.fromisoformat(latest) + dt.timedelta(days=1)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=dt.UTC)
    moment = moment.astimezone(dt.UTC)
    if moment.year < FIRST_YEAR or moment > bound:
        return None
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if has_time else f"{moment:%Y-%m-%d}"


def _parsed(text: str) -> tuple[dt.datetime | None, bool]:
    """Return the moment and whether a time of day was given."""
    if not text:
        return None, False
    try:
        moment: dt.datetime | None = dt.datetime.fromisoformat(text)
    except ValueError:
        tidy = re.sub(
            r"^\W*(?:published|updated|posted|first published)\W*(?:on\b|at\b)?",
            "",
            text,
            flags=re.IGNORECASE,
        )
        moment = dateparser.parse(tidy, languages=["en"], settings={"STRICT_PARSING": True})
    if moment is None:
        found = _ISO.search(text)
        moment = dateparser.parse(found[0]) if found else None
        return moment, False
    return moment, bool(re.search(r"\d:\d\d|T\d\d", text))
