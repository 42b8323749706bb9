"""Archive pages: lists of articles, one page or one a day."""

import datetime as dt

import pytest

from corpus.errors import PageError
from crawlers.archives import archive_days, read_archive

AT = "http://ledger.example/2026/03/01/"
PAGE = b"""<html><body><nav><a href="/about">About</a></nav>
<h2><a href="/2026/03/01/trust"><img src="x.jpg"></a></h2>
<h2><a href="/2026/03/01/trust#comments"> Trust,
   scored </a></h2>
<h2><a href="https://www.ledger.example/2026/03/01/www">On www</a></h2>
<h2><a href="http://elsewhere.example/x">Elsewhere</a></h2>
<h2><a>Nowhere</a> <a href="#top">Top</a> <a href="javascript:void(0)">Menu</a></h2>
</body></html>"""
DAY = dt.date(2026, 3, 1)


def read(body: bytes, selector: str = "h2 a", day: dt.date | None = DAY) -> list[tuple[str, ...]]:
    """Return address and title of each link that is found."""
    links = read_archive(body, AT, "ledger", domain="ledger.example", selector=selector, day=day)
    assert all(link.published == (day.isoformat() if day else None) for link in links)
    return [(link.url, link.title or "") for link in links]


def test_links_under_the_selector_once_each_with_their_words() -> None:
    """A picture link has no title; the second link to the same page gives it."""
    assert read(PAGE) == [
        ("http://ledger.example/2026/03/01/trust", "Trust, scored"),
        ("https://www.ledger.example/2026/03/01/www", "On www"),
    ]


def test_a_page_without_links_is_a_broken_selector_but_a_day_may_be_empty() -> None:
    """Nothing was published on some days; the one page of an archive is never empty."""
    assert read(b"<html><body><p>No stories.</p></body></html>") == []
    with pytest.raises(PageError, match=r"no link under 'h2 a'; check announces\.archives"):
        read(b"<html><body><p>No stories.</p></body></html>", day=None)


@pytest.mark.parametrize("selector", ["h2 >", "a[", "::nonsense"])
def test_a_wrong_selector_is_one_line(selector: str) -> None:
    """The scholar's mistake, in the scholar's words."""
    with pytest.raises(PageError) as caught:
        read(PAGE, selector)
    assert caught.value.reason == "bad_archive"
    assert "\n" not in str(caught.value)


def test_an_empty_answer_is_no_crash() -> None:
    """Zero bytes are no empty day: the page is set aside and asked again."""
    with pytest.raises(PageError, match="empty"):
        read(b"")


def test_days_newest_first() -> None:
    """A backfill begins with what is nearest."""
    template = "http://ledger.example/{year}/{month}/{day}/"
    pages = list(archive_days(template, dt.date(2026, 2, 27), dt.date(2026, 3, 1)))
    assert pages[0] == ("http://ledger.example/2026/03/01/", dt.date(2026, 3, 1))
    assert [url[-6:] for url, _ in pages] == ["03/01/", "02/28/", "02/27/"]


def test_monthly_archives_are_asked_once_a_month() -> None:
    """Without {day} a month is one page."""
    template = "http://ledger.example/{year}-{month}"
    pages = list(archive_days(template, dt.date(2025, 12, 30), dt.date(2026, 2, 2)))
    assert [url[-7:] for url, _ in pages] == ["2026-02", "2026-01", "2025-12"]


def test_one_page_has_no_day() -> None:
    """A plain list of the newest articles says nothing of their dates."""
    assert list(archive_days("http://l.example/news", DAY, DAY)) == [
        ("http://l.example/news", None)
    ]
