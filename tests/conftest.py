"""Factories shared by all tests: records and small corpora, made through the store."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from corpus import records as r
from corpus.identity import article_id, capture_id, sha256
from corpus.store import Store

# No test asserts a time: machines are noisy, and a slow example is no wrong one.
settings.register_profile(
    "framesay", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=60
)
settings.load_profile("framesay")

NOW = "2026-03-01T08:00:00Z"
TEXT = 'The ministry said the system builds trust.\n"It is far from Big Brother," Ms Ren said.'


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Give an empty corpus with one outlet and one crawl run."""
    with Store(tmp_path / "corpus.db", create=True) as opened:
        opened.crawl.save_outlets([make_outlet()])
        opened.crawl.save_run(r.CrawlRun("run-1", NOW, "0.1.0"))
        yield opened


def make_outlet(outlet: str = "ledger", **changes: str) -> r.Outlet:
    """Return an invented outlet."""
    values = {
        "name": "The Northern Ledger (invented)",
        "domain": f"{outlet}.example",
        "country": "CA",
        "kind": "daily",
        "ownership": "private",
        "language": "en",
        "paywall": "none",
    }
    return r.Outlet(outlet=outlet, **values | changes)


@pytest.fixture
def make_link() -> Callable[..., r.Link]:
    """Give a factory of links, by path; keywords change fields."""

    def make(path: str = "/2026/a", **changes: str) -> r.Link:
        url = f"http://ledger.example{path}"
        values = {
            "announced_url": url,
            "found_via": "feed",
            "announced_at": "http://ledger.example/feed",
        }
        return r.Link(url=url, outlet="ledger", **values | changes)

    return make


@pytest.fixture
def make_capture() -> Callable[..., r.Capture]:
    """Give a factory of captures of a link at a time."""

    def make(link: r.Link, at: str = NOW, **changes: object) -> r.Capture:
        values = {
            "capture_id": capture_id(link.url, at, sha256(at)),
            "url": link.url,
            "outlet": link.outlet,
            "run_id": "run-1",
            "requested_url": link.announced_url,
            "final_url": link.announced_url,
            "fetched_at": at,
            "status": 200,
            "content_type": "text/html",
            "body_hash": sha256(at),
            "body_size": 100,
            "warc_file": "a.warc.gz",
            "warc_offset": 0,
        }
        return r.Capture(**values | changes)  # type: ignore[arg-type]

    return make


@pytest.fixture
def make_article() -> Callable[..., r.Article]:
    """Give a factory of articles read from a capture."""

    def make(capture: r.Capture, text: str = TEXT, **changes: object) -> r.Article:
        values = {
            "article_id": article_id(capture.url),
            "version": 1,
            "url": capture.url,
            "outlet": capture.outlet,
            "title": "Trust, scored",
            "text": text,
            "text_hash": sha256(text),
            "capture_id": capture.capture_id,
            "extracted_at": NOW,
            "extractor": "test 1",
            "published": "2026-02-28T10:00:00Z",
            "access": "open",
            "word_count": len(text.split()),
            "field_sources": {"title": "json-ld"},
        }
        return r.Article(**values | changes)  # type: ignore[arg-type]

    return make


@pytest.fixture
def make_coding_run() -> Callable[..., r.CodingRun]:
    """Give a factory of codings of an article with TEXT: two sentences, two quotations."""

    def make(article: r.Article, version: int = 1, **changes: object) -> r.CodingRun:
        cut = TEXT.index("\n")
        values = {
            "run_id": "coding-1",
            "article_id": article.article_id,
            "version": version,
            "coder": r.Coder("social_credit", "1", "c" * 64, "test 1", "m" * 64, "0.1.0"),
            "coded_at": NOW,
            "sentences": (r.Sentence(0, 0, cut), r.Sentence(1, cut + 1, len(TEXT))),
            "codings": (
                r.Coding(
                    0, 0, cut, "trust_rebuilding", 0.9, True, "asserted", "source", ((36, 41),)
                ),
                r.Coding(1, cut + 1, len(TEXT), "orwellian", 0.8, True, "contested", "source"),
            ),
            "quotations": (
                r.Quotation(0, ((18, 41),), (13, 17), (0, 12), "indirect", 0, "actor-1"),
                r.Quotation(
                    1,
                    ((cut + 2, cut + 27),),
                    (len(TEXT) - 5, len(TEXT) - 1),
                    (len(TEXT) - 12, len(TEXT) - 6),
                    "direct",
                    1,
                    "actor-2",
                    (("orwellian", "contested"),),
                ),
            ),
            "actors": (
                r.Actor("actor-1", "the ministry", "government", (), ((0, 12, "nominal"),)),
                r.Actor("actor-2", "Ren", "person", ("Ms Ren",)),
            ),
            "article_frames": (
                r.ArticleFrame(
                    "trust_rebuilding", 1, 0.5, 0, 1, 0.9, 0,
                    in_headline=False, first=True, dominant=True,
                ),
                r.ArticleFrame(
                    "orwellian", 1, 0.5, 1, 1, 0.8, 1,
                    in_headline=False, first=False, dominant=False,
                ),
            ),
            "relevant_sentences": 2,
            "threshold": 0.5,
        }  # fmt: skip
        return r.CodingRun(**values | changes)  # type: ignore[arg-type]

    return make
