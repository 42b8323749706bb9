"""Feeds: RSS and Atom as outlets write them, and what only looks like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import PageError
from crawlers.feeds import MOST_SUMMARY, plain, read_feed

AT = "http://ledger.example/feed"
RSS = """<?xml version="1.0"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>Ledger</title><language>en-CA</language>
<item><title>Trust &lt;em&gt;scored&lt;/em&gt;</title>
  <link>http://ledger.example/a?utm_medium=rss</link>
  <description>&lt;p&gt;A  summary.&lt;/p&gt;</description>
  <pubDate>Sun, 01 Mar 2026 23:30:00 -0500</pubDate>
  <atom:updated>2026-03-03T00:00:00Z</atom:updated></item>
<item><title>Twice</title><link>http://ledger.example/a</link></item>
<item><title>No address</title></item>
<item><title>Odd date</title><link>/b</link><pubDate>some day</pubDate></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>L</title>
<entry><title type="html">Zhima &amp;amp; co</title><link href="http://ledger.example/c"/>
<published>2026-03-01T08:00:00+08:00</published><updated>2026-03-02T08:00:00+08:00</updated>
<summary>Short</summary></entry></feed>"""


def test_rss_gives_titles_without_markup_and_times_in_utc() -> None:
    """Entries without an address are left out, a second entry of a page too."""
    first, second = read_feed(RSS.encode(), AT, "ledger")
    assert (first.url, first.title) == ("http://ledger.example/a", "Trust scored")
    assert (first.summary, first.language) == ("A summary.", "en")
    assert (first.published, first.modified) == ("2026-03-02T04:30:00Z", "2026-03-03T00:00:00Z")
    assert (second.url, second.published) == ("http://ledger.example/b", None)


def test_atom_gives_both_times() -> None:
    """<published> and <updated>: the second announces a change."""
    (link,) = read_feed(ATOM.encode(), AT, "ledger")
    assert (link.published, link.modified) == ("2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z")
    assert link.title == "Zhima & co"


def test_a_broken_feed_gives_what_can_be_read() -> None:
    """A feed that is cut off in its last entry keeps the entries before."""
    (link, *_) = read_feed(RSS[: RSS.index("Odd date")].encode(), AT, "ledger")
    assert link.url == "http://ledger.example/a"


@pytest.mark.parametrize("body", [b"", b"<html><body>moved</body></html>", b"\x00\x01", b"{}"])
def test_what_is_no_feed_is_said_in_one_line(body: bytes) -> None:
    """The line names the address and the key to mend."""
    with pytest.raises(PageError, match=r"not a feed .*announces\.feeds") as caught:
        read_feed(body, AT, "ledger")
    assert "\n" not in str(caught.value)


def test_a_body_that_is_an_address_is_not_fetched() -> None:
    """Feedparser would open a string that looks like a URL or a file."""
    with pytest.raises(PageError):
        read_feed(b"http://127.0.0.1:9/feed", AT, "ledger")


def test_an_empty_feed_is_a_feed() -> None:
    """An outlet that published nothing today is no broken outlet."""
    body = b'<rss version="2.0"><channel><title>L</title></channel></rss>'
    assert read_feed(body, AT, "ledger") == []


def test_entities_are_not_expanded() -> None:
    """A billion laughs stay unlaughed."""
    laughs = "".join(f'<!ENTITY x{n + 1} "{f"&x{n};" * 10}">' for n in range(9))
    bomb = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x0 "ha">{laughs}]>' + RSS.replace(
        '<?xml version="1.0"?>', ""
    ).replace("Twice", "&x9;")
    assert all(len(link.title or "") < 100 for link in read_feed(bomb.encode(), AT, "ledger"))


def test_long_summaries_are_cut() -> None:
    """Some feeds carry the whole text: the filter needs a part of it, no copy."""
    body = ATOM.replace("Short", "word " * 2000)
    (link,) = read_feed(body.encode(), AT, "ledger")
    assert len(link.summary or "") <= MOST_SUMMARY


@given(st.text())
def test_plain_is_one_clean_line(text: str) -> None:
    """Any title gives one line without NUL, or nothing."""
    found = plain(text)
    assert found is None or (found == " ".join(found.split()) and "\x00" not in found)
