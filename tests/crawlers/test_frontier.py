"""What is fetched, when it is asked again, and when that ends."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.records import Link
from corpus.study import StudyFile, Topic
from crawlers.frontier import MOST_ATTEMPTS, Sieve, after_failure, next_visit
from crawlers.outlets import Announces, LinkRules, OutletFile, OutletSource

NOW = "2026-03-01T12:00:00Z"
LEDGER = OutletSource(
    "ledger",
    "ledger.toml",
    OutletFile(
        name="Ledger", domain="ledger.example", country="CA", kind="daily", ownership="private",
        language="en", paywall="none", announces=Announces(feeds=["http://ledger.example/feed"]),
        links=LinkRules(exclude=["^/video/"]),
    ),
)  # fmt: skip
LINK = Link("http://ledger.example/a", "ledger", "http://ledger.example/a", "feed", "feed")


@pytest.fixture
def study_file() -> StudyFile:
    """Give a study of 2020 to 2026 on social credit."""
    import msgspec  # noqa: PLC0415 - used here alone

    return msgspec.convert(
        {
            "title": "T", "codebook": "social_credit", "contact": "me@example.org",
            "outlets": ["ledger"], "period": {"from": "2020-01-01", "to": "2026-12-31"},
            "topic": {"keep": ["social credit"], "fetch": ["china", "/score[sd]/"]},
        },
        StudyFile,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({"title": "China’s lists"}, ("found", None)),
        ({"summary": "In CHINA, lists"}, ("found", None)),
        ({"url": "http://ledger.example/world-china-lists"}, ("found", None)),
        ({"title": "Scores of chinaware"}, ("found", None)),
        ({"title": "Chinaware"}, ("off_topic", "announced")),
        ({"title": "China", "published": "2019-12-31T23:59:59Z"}, ("out_of_period", "before")),
        ({"title": "China", "published": "2026-12-31T23:59:59Z"}, ("found", None)),
        ({"title": "China", "published": "2027-01-01"}, ("out_of_period", "after")),
    ],
)
def test_the_first_state_of_a_link(
    study_file: StudyFile, changes: dict[str, str], state: tuple[str, str | None]
) -> None:
    """Period first, then the topic in title, summary or address."""
    ((_, *found),) = Sieve(study_file, LEDGER).sorted([replace(LINK, **changes)])
    assert tuple(found) == state


def test_links_elsewhere_are_not_counted_at_all(study_file: StudyFile) -> None:
    """The denominator holds the outlet's articles, nobody else's and no videos."""
    links = [
        replace(LINK, url="http://elsewhere.example/china"),
        replace(LINK, url="http://notledger.example/china"),
        replace(LINK, url="http://ledger.example/video/china"),
        replace(LINK, url="http://news.ledger.example/china"),
    ]
    kept = [link.url for link, *_ in Sieve(study_file, LEDGER).sorted(links)]
    assert kept == ["http://news.ledger.example/china"]


def test_without_fetch_terms_everything_announced_is_fetched(study_file: StudyFile) -> None:
    """The filter of announcements is optional."""
    import msgspec  # noqa: PLC0415 - used here alone

    open_study = msgspec.structs.replace(study_file, topic=Topic(keep=["social credit"]))
    ((_, state, _),) = Sieve(open_study, LEDGER).sorted([LINK])
    assert state == "found"


def test_visits_after_an_hour_a_day_a_week_a_month_then_never() -> None:
    """Most corrections come soon."""
    assert next_visit(NOW, NOW) == "2026-03-01T13:00:00Z"
    assert next_visit(NOW, "2026-03-01T13:00:00Z") == "2026-03-02T12:00:00Z"
    assert next_visit(NOW, "2026-03-05T00:00:00Z") == "2026-03-08T12:00:00Z"
    assert next_visit(NOW, "2026-03-30T00:00:00Z") == "2026-03-31T12:00:00Z"
    assert next_visit(NOW, "2026-03-31T12:00:00Z") is None


def test_waits_grow_and_end() -> None:
    """Ten minutes, an hour, six, a day; then the page is set aside."""
    waits = [after_failure(attempt, NOW) for attempt in range(1, MOST_ATTEMPTS + 1)]
    assert waits == [
        "2026-03-01T12:10:00Z",
        "2026-03-01T13:00:00Z",
        "2026-03-01T18:00:00Z",
        "2026-03-02T12:00:00Z",
        None,
    ]


@given(st.integers(1, MOST_ATTEMPTS - 1), st.datetimes().map(lambda d: d.strftime("%H:%M:%S")))
def test_retry_after_is_never_undercut(attempt: int, clock: str) -> None:
    """What the server asks for is the least."""
    asked = f"2026-03-01T{clock}Z"
    due = after_failure(attempt, NOW, asked)
    assert due is not None
    assert due >= asked
    assert due > NOW
