"""Recorded pages (written by us, of the kinds that real outlets serve) and what they must give."""

import json
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import PageError
from corpus.identity import sha256
from corpus.records import Capture, Link
from crawlers.extract import Job, extract
from crawlers.outlets import Selectors
from crawlers.pages.text import clean

PAGES = Path(__file__).parents[1] / "pages"
NAMES = sorted(path.stem for path in PAGES.glob("*.html"))
URL = "https://ledger.example/2026/03/01/points-list"


def job(body: bytes, content_type: str | None = "text/html; charset=utf-8", **more: Any) -> Job:
    """Return the job of reading `body`."""
    capture = Capture(
        capture_id="c1", url=more.pop("url", URL), outlet="ledger", run_id="r1", requested_url=URL,
        final_url=more.pop("final_url", URL), fetched_at="2026-03-05T12:00:00Z", status=200,
        content_type=content_type, body_hash=sha256(body), body_size=len(body),
        warc_file="x.warc.gz", warc_offset=0,
    )  # fmt: skip
    link = Link(capture.url, "ledger", URL, "feed", "https://ledger.example/feed")
    values = {
        "capture": capture, "link": link, "headers": (), "body": body, "domain": "ledger.example",
        "outlet_name": "The Invented Ledger", "extracted_at": "2026-03-05T12:00:01Z",
        "topic": ("social credit",),
    }  # fmt: skip
    return Job(**(values | more))


@pytest.fixture
def plain_page() -> bytes:
    """Give a page without any trap."""
    return (PAGES / "json_ld.html").read_bytes()


@pytest.mark.parametrize("name", NAMES)
def test_a_recorded_page_gives_what_is_written_beside_it(name: str) -> None:
    """NAME.html is read as NAME.json says: state, headline, text, names, dates."""
    want = json.loads((PAGES / f"{name}.json").read_text("utf-8"))
    body = (PAGES / f"{name}.html").read_bytes()
    task = job(body, want["content_type"], outlet_name=want.get("outlet", "The Invented Ledger"))
    if "reason" in want:
        with pytest.raises(PageError) as caught:
            extract(task)
        assert caught.value.reason == want["reason"]
        return
    found = extract(task)
    assert (found.state, found.title) == (want["state"], want["title"])
    article = found.article
    assert (article is None) == (want["state"] == "off_topic")
    if article is None:
        assert found.published == want["published"]
        return
    if "text" in want:
        assert article.text.split("\n") == want["text"]
    assert article.text_hash == sha256(article.text)
    for key in want.keys() & {"byline", "published", "modified", "section", "language", "access"}:
        assert getattr(article, key) == want[key], key
    for key, source in want.get("sources", {}).items():
        assert article.field_sources[key] == source, key
    assert not [words for words in want.get("absent", []) if words in article.text]


def test_enough_kinds_of_pages_are_recorded() -> None:
    """A glob that finds nothing must not pass for a green test."""
    assert len(NAMES) >= 14


@pytest.mark.parametrize(
    ("body", "content_type", "reason"),
    [
        (b"%PDF-1.7", "application/pdf", "not_html"),
        (b"  \n ", "text/html", "empty"),
        (b"\x00\x00", "text/html", "not_html"),
        (b"<html></html>", "text/html", "no_text"),
    ],
)
def test_what_is_no_page_is_set_aside_with_its_reason(
    body: bytes, content_type: str, reason: str
) -> None:
    """One short code for counting, one line for people."""
    with pytest.raises(PageError) as caught:
        extract(job(body, content_type))
    assert caught.value.reason == reason
    assert str(caught.value).startswith(URL)


def test_outlet_rules_come_first(plain_page: bytes) -> None:
    """Selectors override everything and say so; what is removed leaves no trace."""
    rules = Selectors(title="nav a", byline="footer p", text="article", remove=[".byline"])
    article = extract(job(plain_page, selectors=rules)).article
    assert article is not None
    assert article.title == "Home"
    assert "By Mina" not in article.text
    sources = article.field_sources
    assert {sources[k] for k in ("title", "byline", "text")} == {"outlet rule"}


@pytest.mark.parametrize(
    ("named", "gives"),
    [
        ("https://ledger.example/2026/03/01/points-list?amp=0", "2026/03/01/points-list?amp=0"),
        ("https://ledger.example/", "2026/03/01/points-list"),
        ("https://elsewhere.example/2026/03/01/points-list", "2026/03/01/points-list"),
        ("http://[broken", "2026/03/01/points-list"),
    ],
)
def test_a_canonical_address_is_believed_only_for_the_same_page(
    plain_page: bytes, named: str, gives: str
) -> None:
    """A site that names its home page on every article must not merge them all into one."""
    body = plain_page.replace(
        b"</title>", f'</title><link rel="canonical" href="{named}">'.encode()
    )
    article = extract(job(body)).article
    assert article is not None
    assert article.url == f"https://ledger.example/{gives}"


def test_an_amp_twin_has_the_id_of_its_page(plain_page: bytes) -> None:
    """/amp/SLUG with a canonical SLUG is the same article."""
    own = extract(job(plain_page)).article
    link = f'</title><link rel="canonical" href="{URL}">'.encode()
    twin_url = "https://ledger.example/amp/points-list"
    twin = extract(
        job(plain_page.replace(b"</title>", link), url=twin_url, final_url=twin_url)
    ).article
    assert own is not None
    assert twin is not None
    assert twin.article_id == own.article_id


def test_jobs_and_results_cross_process_borders(plain_page: bytes) -> None:
    """Workers get pickled jobs and send pickled results."""
    task = job(plain_page)
    assert pickle.loads(pickle.dumps(task)) == task  # noqa: S301 - our own bytes
    found = extract(task)
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301 - our own bytes


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("a\x00b\u200bc\u00add", "abcd"),
        ("one  two\u00a0three\n\n \nfour", "one two three\nfour"),
        ("e\u0301", "é"),
    ],
)
def test_clean(raw: str, kept: str) -> None:
    """What is stored holds no control characters, odd spaces or blank lines."""
    assert clean(raw) == kept


def test_reading_is_pure(plain_page: bytes) -> None:
    """The same capture gives the same article, whenever it is read."""
    first: Callable[[], object] = lambda: extract(job(plain_page))  # noqa: E731
    assert first() == first()
