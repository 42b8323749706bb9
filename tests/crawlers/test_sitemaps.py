"""Sitemaps: every form that outlets send, and those that nobody should."""

import gzip
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import PageError
from crawlers.sitemaps import read_sitemap, utc

AT = "http://ledger.example/sitemap.xml"
PLAIN = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NEWS = f"""<?xml version="1.0" encoding="UTF-8"?>
<urlset {PLAIN} xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
        xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
  <url>
    <image:image><image:loc>http://img.example/1.jpg</image:loc>
      <image:title>A picture</image:title></image:image>
    <loc>http://ledger.example/2026/scores?utm_source=x</loc>
    <news:news>
      <news:publication><news:name>Ledger</news:name><news:language>en</news:language>
      </news:publication>
      <news:publication_date>2026-03-01T23:30:00-05:00</news:publication_date>
      <news:title>Scores &amp; trust</news:title>
    </news:news>
  </url>
  <url><loc>mailto:me@ledger.example</loc></url>
  <url><loc> </loc></url><url><lastmod>2026-01-01</lastmod></url>
  <url><loc>/2026/relative</loc><lastmod>2026-02-01</lastmod></url>
</urlset>"""


def urlset(count: int, modified: str = "2026-01-02T03:04:05+08:00") -> bytes:
    """Return a sitemap of `count` addresses."""
    entries = "".join(
        f"<url><loc>http://ledger.example/{n}</loc><lastmod>{modified}</lastmod></url>"
        for n in range(count)
    )
    return f"<urlset {PLAIN}>{entries}</urlset>".encode()


def test_a_news_sitemap_gives_title_date_and_language() -> None:
    """The news namespace is read; pictures are not taken for the page."""
    first, second = read_sitemap(NEWS.encode(), AT, "ledger", "news_sitemap").links
    assert first.url == "http://ledger.example/2026/scores"
    assert first.announced_url.endswith("?utm_source=x")
    assert first.title == "Scores & trust"
    assert first.published == "2026-03-02T04:30:00Z"
    assert first.language == "en"
    assert second.url == "http://ledger.example/2026/relative"
    assert second.modified == "2026-02-01"


def test_an_index_gives_its_parts() -> None:
    """Parts keep their lastmod, by which an index is pruned."""
    index = (
        f"<sitemapindex {PLAIN}><sitemap><loc>http://ledger.example/a.xml.gz</loc>"
        "<lastmod>2026-03-01T00:00:00Z</lastmod></sitemap></sitemapindex>"
    )
    sitemap = read_sitemap(index.encode(), AT, "ledger", "sitemap")
    assert sitemap.links == ()
    assert [(p.url, p.modified) for p in sitemap.parts] == [
        ("http://ledger.example/a.xml.gz", "2026-03-01T00:00:00Z")
    ]


def test_gzip_is_told_by_its_bytes_not_its_name() -> None:
    """Half of the .gz sitemaps out there are none, and the other way round."""
    packed = read_sitemap(gzip.compress(urlset(3)), AT, "ledger", "sitemap")
    bare = read_sitemap(urlset(3), f"{AT}.gz", "ledger", "sitemap")
    addresses = [f"http://ledger.example/{n}" for n in range(3)]
    assert [link.url for link in packed.links] == addresses
    assert [link.url for link in bare.links] == addresses


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"", "no XML"),
        (b"<html><body>Not found</body></html>", "no sitemap in it"),
        (b"\x1f\x8b\x08broken", "damaged gzip"),
        (gzip.compress(urlset(500))[:900], "cut off"),
    ],
)
def test_what_is_no_sitemap_is_said_in_one_line(body: bytes, says: str) -> None:
    """A cut-off file must not pass for a short one: its links would be lost without a word."""
    with pytest.raises(PageError, match=says) as caught:
        read_sitemap(body, AT, "ledger", "sitemap")
    assert caught.value.reason == "bad_sitemap"
    assert "\n" not in str(caught.value)


def test_a_gzip_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Unpacking ends at the limit."""
    monkeypatch.setattr("crawlers.sitemaps.MOST_BYTES", 10_000)
    with pytest.raises(PageError, match="unpacked"):
        read_sitemap(gzip.compress(b" " * 10_000_000), AT, "ledger", "sitemap")


def test_entities_are_not_expanded() -> None:
    """Neither a file of this machine nor a billion laughs comes in through a DTD."""
    bomb = (
        '<!DOCTYPE urlset [<!ENTITY f SYSTEM "file:///etc/passwd"><!ENTITY a "aaaaaaaaaa">'
        '<!ENTITY b "&a;&a;&a;">]>'
        "<urlset><url><loc>http://ledger.example/&b;&f;x</loc></url></urlset>"
    )
    links = read_sitemap(bomb.encode(), AT, "ledger", "sitemap").links
    assert not [link for link in links if "root" in link.url or "aaa" in link.url]


def test_the_largest_legal_sitemap_does_not_stop_the_crawl() -> None:
    """50,000 dated addresses in well under a minute (they are read between two requests)."""
    begun = time.process_time()
    links = read_sitemap(urlset(5_000), AT, "ledger", "sitemap").links
    assert len(links) == 5_000
    assert links[0].modified == "2026-01-01T19:04:05Z"
    assert time.process_time() - begun < 6


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("2026-03-01", "2026-03-01"),
        (" 2026-03-01T10:00:00.123+02:00 ", "2026-03-01T08:00:00Z"),
        ("2026-03-01T10:00:00", "2026-03-01T10:00:00Z"),
        ("Sun, 01 Mar 2026 10:00:00 GMT", "2026-03-01T10:00:00Z"),
        ("0001-01-01T00:00:00+14:00", None),
        ("0001-01-01T00:00:00", None),
        ("0001-01-01", None),
        ("yesterday-ish", None),
        ("", None),
        (None, None),
    ],
)
def test_dates_of_sitemaps(raw: str | None, expected: str | None) -> None:
    """W3C dates, RFC 822 dates and rubbish."""
    assert utc(raw) == expected


@given(st.binary(max_size=300))
def test_any_bytes_give_a_sitemap_or_one_line(body: bytes) -> None:
    """No input ends the run."""
    try:
        sitemap = read_sitemap(body, AT, "ledger", "sitemap")
    except PageError as error:
        assert error.reason == "bad_sitemap"  # noqa: PT017 - both ways are fine
    else:
        assert sitemap.links == ()
