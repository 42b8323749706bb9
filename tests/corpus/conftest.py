"""A small study with a coded corpus, for tests that read one."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from corpus import records as r
from corpus.store import Store
from corpus.study import Study, read_study

HOSTILE = '=1+1, "quoted"\ttab – “curly” 日本'
STUDY = """
title = "A small study"
codebook = "social_credit"
contact = "me@example.org"
outlets = ["ledger"]
authors = ["Ada Example"]
[period]
from = 2020-01-01
[topic]
keep = ["trust"]
"""


@pytest.fixture
def study(
    tmp_path: Path,
    make_link: Callable[..., r.Link],
    make_capture: Callable[..., r.Capture],
    make_article: Callable[..., r.Article],
    make_coding_run: Callable[..., r.CodingRun],
) -> Study:
    """Give a study with two coded articles, one of them without any finding."""
    folder = tmp_path / "small-study"
    folder.mkdir()
    (folder / "study.toml").write_text(STUDY)
    study = read_study(folder)
    with Store(study.database, create=True) as store:
        store.crawl.save_outlets(
            [r.Outlet("ledger", "Ledger", "ledger.example", "CA", "daily", "private", "en", "none")]
        )
        run = r.CrawlRun("run-1", "2026-03-01T08:00:00Z", "0.1.0")
        store.crawl.save_run(replace(run, finished_at="2026-03-01T09:00:00Z", outcome="fine"))
        store.codings.save_frames(
            [
                r.Frame("social_credit", "1", "orwellian", "Orwellian", "Control.", 0),
                r.Frame("social_credit", "1", "trust_rebuilding", "Trust", "Remedy.", 1),
            ]
        )
        for path, title in (("/2026/a", "Trust, scored"), ("/2026/b", HOSTILE)):
            link = make_link(path, title=title)
            store.crawl.add_links([(link, "found", None)], "run-1", "2026-03-01T08:00:00Z")
            capture = make_capture(link)
            store.crawl.add_capture(capture, next_due=None)
            article = make_article(capture, title=title)
            done = r.Extraction(capture.capture_id, link.url, "kept", article=article)
            store.crawl.add_extraction(done, "test 1", "2026-03-01T08:00:00Z", "run-1")
            coded = make_coding_run(article)
            if path == "/2026/b":
                coded = replace(coded, codings=(), quotations=(), actors=(), article_frames=())
            store.codings.add_run(coded)
    return study
