"""The invented press answers as its manifest says, with the manners of real sites."""

import gzip
import html
from collections import Counter
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import feedparser
from lxml import etree

LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
READABLE = {"kept", "off_topic", "paywalled"}


def locations(press: Any, url: str) -> list[str]:
    """Return the page addresses of a sitemap, through an index and gzip."""
    body = press.ask(url).body
    tree = etree.fromstring(gzip.decompress(body) if url.endswith(".gz") else body)
    found = [str(node.text) for node in tree.iter(LOC)]
    if tree.tag.endswith("sitemapindex"):
        return [page for part in found for page in locations(press, part)]
    return found


def changed_between(before: list[dict[str, str]], after: list[dict[str, str]]) -> set[str]:
    """Return addresses that only `after` has."""
    return {entry["url"] for entry in after} - {entry["url"] for entry in before}


def test_enough_articles_of_enough_outlets(press: Any, outlets: dict[str, Any]) -> None:
    """At least forty articles, some for every outlet file, most of them kept."""
    manifest = press.manifest()
    states = Counter(entry["state"] for entry in manifest)
    assert len({entry["title"] for entry in manifest}) >= 40
    assert states["kept"] >= 28
    assert states["off_topic"] >= 5
    assert {entry["outlet"] for entry in manifest} == set(outlets)


def test_every_host_has_an_outlet_file(press: Any, outlets: dict[str, Any]) -> None:
    """No announced address lies outside the domains of the outlet files."""
    hosts = {urlsplit(entry["url"]).netloc for entry in press.manifest()}
    assert hosts == {outlet["domain"] for outlet in outlets.values()}


def test_every_readable_article_is_served_with_its_headline(press: Any) -> None:
    """An article that can be read answers 200 and shows the headline of the manifest."""
    for entry in press.manifest():
        if entry["state"] in READABLE:
            answer = press.follow(entry["url"])
            charset = answer.headers["content-type"].rpartition("charset=")[2]
            page = html.unescape(answer.body.decode(charset))
            assert answer.status == 200, entry["url"]
            assert entry["title"] in page, entry["url"]
            assert "invented" in page or entry["url"].endswith("/amp"), entry["url"]


def test_kept_articles_are_long_enough_to_study(press: Any) -> None:
    """A kept article has at least 120 words, and its page holds no fewer."""
    for entry in press.manifest():
        if entry["state"] == "kept":
            tree = etree.HTML(press.follow(entry["url"]).body)
            words = sum(len("".join(p.itertext()).split()) for p in tree.iter("p"))
            assert words >= entry["words"] >= 120, entry["url"]


def test_feeds_parse_and_announce_dated_links(
    press: Any,
    announcing: Callable[[str], list[str]],
) -> None:
    """Feedparser reads every feed without complaint; each entry has title, link and date."""
    feeds = announcing("feeds")
    assert len(feeds) >= 4
    for url in feeds:
        feed = feedparser.parse(press.ask(url).body)
        assert not feed.bozo, url
        assert feed.entries, url
        assert all(e.title and e.link and e.published_parsed for e in feed.entries), url


def test_sitemaps_announce_only_addresses_of_the_manifest(
    press: Any,
    announcing: Callable[[str], list[str]],
) -> None:
    """Sitemaps, their index and its gzip parts hold nothing that the manifest does not know."""
    known = {entry["url"] for entry in press.manifest()}
    for url in announcing("sitemaps") + announcing("news_sitemaps"):
        pages = locations(press, url)
        assert pages, url
        assert set(pages) <= known, url


def test_an_unchanged_page_feed_or_sitemap_answers_304(
    press: Any,
    announcing: Callable[[str], list[str]],
) -> None:
    """Whoever names the ETag or the date of its copy gets 304 and no body."""
    page = next(entry["url"] for entry in press.manifest() if entry["state"] == "kept")
    for url in (page, announcing("feeds")[0], announcing("sitemaps")[0]):
        first = press.ask(url)
        by_tag = press.ask(url, If_None_Match=first.headers["etag"])
        by_date = press.ask(url, If_Modified_Since=first.headers["last-modified"])
        assert (by_tag.status, by_tag.body) == (304, b""), url
        assert (by_date.status, by_date.body) == (304, b""), url
        assert press.ask(url, If_None_Match='"another"').status == 200, url


def test_proxy_and_host_requests_agree(press: Any) -> None:
    """A whole URL through the proxy and a path with its Host header give the same answer."""
    for entry in press.manifest()[::5]:
        through, direct = press.ask(entry["url"]), press.by_host(entry["url"])
        assert (through.status, through.body) == (direct.status, direct.body), entry["url"]


def test_announced_but_broken_pages_answer_as_said(press: Any) -> None:
    """One announced page is missing, one fails on the server, one has moved."""
    statuses = Counter(press.ask(entry["url"]).status for entry in press.manifest())
    assert statuses[404] == 1
    assert statuses[500] == 1
    assert statuses[301] >= 1


def test_wire_copy_names_its_original(press: Any) -> None:
    """A syndicated article names the agency's article and carries its first paragraph."""
    copies = [entry for entry in press.manifest() if entry["copy_of"]]
    assert len({entry["outlet"] for entry in copies}) == 2
    for entry in copies:
        original, copy = (etree.HTML(press.follow(entry[k]).body) for k in ("copy_of", "url"))
        lead = next(p for p in original.iter("p") if "(Meridian Wire)" in (p.text or "")).text
        assert lead in [p.text for p in copy.iter("p")], entry["url"]


def test_an_unknown_address_is_missing(press: Any) -> None:
    """An address that nobody announced, or a host that does not exist, answers 404."""
    assert press.ask("http://northern-ledger.example/no-such-page").status == 404
    assert press.ask("http://no-such-outlet.example/").status == 404


def test_the_log_tells_what_was_asked(own_press: Any) -> None:
    """The log names host, path, status and whether the request was conditional."""
    own_press.ask(
        "http://blare.example/robots.txt", User_Agent="framesay-test", If_None_Match='"x"'
    )
    entry = own_press.ask("/-/log").json()[-1]
    assert entry["host"] == "blare.example"
    assert entry["path"] == "/robots.txt"
    assert entry["agent"] == "framesay-test"
    assert entry["conditional"] is True


def test_the_second_day_corrects_one_article_and_adds_one(own_press: Any) -> None:
    """Edition 2 changes the text and ETag of one article and announces one new one."""
    before = own_press.manifest()
    etags = {e["url"]: own_press.follow(e["url"]).headers.get("etag") for e in before}
    assert own_press.ask("/-/edition/2", "POST").status == 200
    after = own_press.manifest()
    new = changed_between(before, after)
    assert len(new) == 1
    answers = {url: own_press.follow(url) for url in etags}
    corrected = [url for url in etags if b"Correction: " in answers[url].body]
    assert len(corrected) == 1
    assert answers[corrected[0]].headers["etag"] != etags[corrected[0]]
    assert len(changed_between(after, before)) == 0
