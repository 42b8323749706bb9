"""The store: nothing lost, nothing doubled, nothing half written."""

import sqlite3
from collections.abc import Callable
from dataclasses import astuple, fields, replace
from pathlib import Path

import pytest

from corpus import records as r
from corpus import worklist
from corpus.errors import StoreError, StudyError
from corpus.identity import sha256
from corpus.store import Store

LATER = "2026-03-02T08:00:00Z"
Make = Callable[..., object]


@pytest.fixture
def article(
    store: Store,
    make_link: Callable[..., r.Link],
    make_capture: Callable[..., r.Capture],
    make_article: Callable[..., r.Article],
) -> r.Article:
    """Give one article, crawled and extracted."""
    link = make_link()
    store.crawl.add_links([(link, "found", None)], "run-1", "2026-03-01T08:00:00Z")
    capture = make_capture(link)
    store.crawl.add_capture(capture, next_due=None)
    article = make_article(capture)
    extraction = r.Extraction(capture.capture_id, link.url, "kept", article=article)
    assert store.crawl.add_extraction(extraction, "test 1", LATER, "run-1")
    return article


def test_a_link_is_one_row_however_often_it_is_announced(
    store: Store, make_link: Callable[..., r.Link]
) -> None:
    """A later announcement fills gaps; it neither doubles nor overwrites."""
    first = store.crawl.add_links([(make_link(), "found", None)], "run-1", "2026-03-01T08:00:00Z")
    again = make_link(title="Trust, scored", found_via="sitemap")
    second = store.crawl.add_links([(again, "found", None)], "run-1", LATER)
    third = store.crawl.add_links([(make_link(title="Other"), "found", None)], "run-1", LATER)
    assert (first, second, third) == (1, 0, 0)
    (row,) = store.rows("SELECT * FROM link")
    assert (row["title"], row["found_via"], row["last_seen"]) == ("Trust, scored", "feed", LATER)


def test_a_changed_topic_filter_decides_unfetched_links_anew(
    store: Store, make_link: Callable[..., r.Link]
) -> None:
    """A link that was off topic yesterday is fetched when the study's filter was widened."""
    link = make_link()
    store.crawl.add_links([(link, "off_topic", "title")], "run-1", LATER)
    assert not worklist.links_to_fetch(store, "ledger", LATER, 9)
    store.crawl.add_links([(link, "found", None)], "run-1", LATER)
    assert worklist.links_to_fetch(store, "ledger", LATER, 9) == [link]


def test_a_page_is_asked_again_only_when_due_or_announced_as_changed(
    store: Store, article: r.Article, make_link: Callable[..., r.Link]
) -> None:
    """A kept page rests until its next visit, unless its outlet says it changed."""
    assert not worklist.links_to_fetch(store, "ledger", LATER, 9)
    changed = make_link(modified="2026-03-01T09:00:00Z")
    store.crawl.add_links([(changed, "found", None)], "run-1", LATER)
    assert [link.url for link in worklist.links_to_fetch(store, "ledger", LATER, 9)] == [
        article.url
    ]
    store.crawl.page_unchanged(article.url, LATER, next_due=None)
    assert not worklist.links_to_fetch(store, "ledger", LATER, 9)


def test_a_failed_link_waits_for_its_time(store: Store, make_link: Callable[..., r.Link]) -> None:
    """Back-off is remembered in the corpus, across runs."""
    link = make_link()
    store.crawl.add_links([(link, "found", None)], "run-1", "2026-03-01T08:00:00Z")
    store.crawl.set_link_state(link.url, "failed", "http_503", next_due="2026-03-01T12:00:00Z")
    assert not worklist.links_to_fetch(store, "ledger", "2026-03-01T09:00:00Z", 9)
    assert worklist.links_to_fetch(store, "ledger", LATER, 9)


def test_captures_wait_until_they_are_extracted(store: Store, article: r.Article) -> None:
    """A capture is worked on once; a new extractor may read all of them again."""
    assert list(worklist.captures_to_extract(store)) == []
    again = list(worklist.captures_to_extract(store, "test 2"))
    assert [capture.capture_id for capture, _ in again] == [article.capture_id]


def test_a_changed_text_is_a_new_version_and_an_equal_one_is_not(
    store: Store, article: r.Article, make_capture: Callable[..., r.Capture], make_link: Make
) -> None:
    """Corrections are kept as versions; the former text is not touched."""
    link = make_link()
    capture = make_capture(link, at=LATER)
    store.crawl.add_capture(capture, next_due=None)
    same = replace(article, capture_id=capture.capture_id)
    done = r.Extraction(capture.capture_id, article.url, "kept", article=same)
    assert not store.crawl.add_extraction(done, "test 1", LATER, "run-1")

    text = "Corrected."
    new = replace(same, text=text, text_hash=sha256(text))
    assert store.crawl.add_extraction(replace(done, article=new), "test 1", LATER, "run-1")
    rows = store.rows("SELECT version, is_current, text FROM article ORDER BY version")
    assert [tuple(row) for row in rows] == [(1, 0, article.text), (2, 1, text)]


def test_a_twin_page_adds_no_second_article(
    store: Store,
    article: r.Article,
    make_link: Callable[..., r.Link],
    make_capture: Callable[..., r.Capture],
) -> None:
    """An AMP page that names the article as canonical leads to the same article."""
    twin = make_link("/amp/2026/a")
    store.crawl.add_links([(twin, "found", None)], "run-1", LATER)
    capture = make_capture(twin, at=LATER)
    store.crawl.add_capture(capture, next_due=None)
    other = "A slightly different cut of the text."
    seen = replace(article, text=other, text_hash=sha256(other), capture_id=capture.capture_id)
    done = r.Extraction(capture.capture_id, twin.url, "kept", article=seen)
    assert not store.crawl.add_extraction(done, "test 1", LATER, "run-1")
    assert store.value("SELECT count(*) FROM article") == 1
    row = store.rows("SELECT state, reason, article_id FROM link WHERE url = ?", twin.url)[0]
    assert tuple(row) == ("kept", "same_article", article.article_id)


def test_what_is_set_aside_is_seen_and_forgotten_once_it_works(
    store: Store,
    make_link: Callable[..., r.Link],
    make_capture: Callable[..., r.Capture],
    make_article: Callable[..., r.Article],
) -> None:
    """A broken page stands in set_aside with its reason until it can be read."""
    link = make_link()
    store.crawl.add_links([(link, "found", None)], "run-1", LATER)
    aside = r.SetAside("fetch", link.url, "ledger", "http_500", "answers 500")
    store.crawl.set_aside(aside, "run-1", LATER)
    store.crawl.set_link_state(link.url, "set_aside", "http_500")
    assert store.value("SELECT state FROM link") == "set_aside"
    assert store.value("SELECT reason FROM set_aside") == "http_500"
    capture = make_capture(link)
    store.crawl.add_capture(capture, next_due=None)
    done = r.Extraction(capture.capture_id, link.url, "kept", article=make_article(capture))
    store.crawl.add_extraction(done, "test 1", LATER, "run-1")
    assert store.value("SELECT count(*) FROM set_aside") == 0


def test_codings_read_back_as_they_were_said(
    store: Store, article: r.Article, make_coding_run: Callable[..., r.CodingRun]
) -> None:
    """Offsets, stored strings and frames agree in the views that scholars read."""
    store.codings.add_run(make_coding_run(article))
    sentences = store.rows("SELECT * FROM sentence_with_frame ORDER BY sentence")
    assert [row["text"] for row in sentences] == article.text.split("\n")
    assert [row["frame"] for row in sentences] == ["trust_rebuilding", "orwellian"]
    quotes = store.rows("SELECT * FROM quotation_with_source ORDER BY quotation")
    assert [(q["actor"], q["cue"], q["content"]) for q in quotes] == [
        ("the ministry", "said", "the system builds trust"),
        ("Ren", "said", "It is far from Big Brother"[:25]),
    ]
    assert quotes[1]["stance"] == "contested"


def test_article_frames_read_back_as_they_were_said(
    store: Store, article: r.Article, make_coding_run: Callable[..., r.CodingRun]
) -> None:
    """One row a frame, and one row an article with what it comes to."""
    run = make_coding_run(article)
    store.codings.add_run(run)
    rows = store.rows("SELECT * FROM article_with_frame ORDER BY first_sentence")
    names = [field.name for field in fields(r.ArticleFrame)]
    assert [tuple(row[n] for n in names) for row in rows] == [
        astuple(frame) for frame in run.article_frames
    ]
    assert {row["relevant_sentences"] for row in rows} == {2}
    (whole,) = store.rows("SELECT * FROM coded_article")
    assert (whole["sentences"], whole["sentences_with_frame"]) == (2, 2)
    assert (whole["dominant_frame"], whole["first_frame"]) == ("trust_rebuilding",) * 2
    assert (whole["headline_frame"], whole["contested_share"]) == (None, 0.5)


def test_each_codebook_has_its_own_current_coding(
    store: Store, article: r.Article, make_coding_run: Callable[..., r.CodingRun]
) -> None:
    """Two codebooks live side by side; what coded last is the newest."""
    run = make_coding_run(article)
    store.codings.add_run(run)
    second = replace(run.coder, codebook_id="other")
    store.codings.add_run(replace(run, coder=second, coded_at=LATER))
    rows = store.rows("SELECT codebook_id, dominant_frame FROM coded_article ORDER BY 1")
    assert [row["codebook_id"] for row in rows] == ["other", "social_credit"]
    quoted = store.rows("SELECT codebook_id, quotation FROM quotation_with_source ORDER BY 1, 2")
    assert [tuple(row) for row in quoted] == [
        ("other", 0), ("other", 1), ("social_credit", 0), ("social_credit", 1),
    ]  # fmt: skip
    assert store.value("SELECT codebook_id FROM newest_codebook") == "other"


def test_a_new_coding_replaces_the_view_and_keeps_the_former_rows(
    store: Store, article: r.Article, make_coding_run: Callable[..., r.CodingRun]
) -> None:
    """Former runs stay for comparison; the current one is told apart."""
    run = make_coding_run(article)
    store.codings.add_run(run)
    store.codings.add_run(
        replace(run, run_id="coding-2", codings=(), quotations=(), article_frames=())
    )
    flags = store.rows("SELECT run_id, is_current FROM coding_run ORDER BY run_id")
    assert [tuple(row) for row in flags] == [("coding-1", 0), ("coding-2", 1)]
    assert store.value("SELECT count(*) FROM sentence_with_frame WHERE frame IS NOT NULL") == 0
    assert store.value("SELECT count(*) FROM coding") == 2


def test_an_article_without_any_frame_is_not_coded_again(
    store: Store, article: r.Article, make_coding_run: Callable[..., r.CodingRun]
) -> None:
    """The work list reads coding_run: no finding is a finding."""
    run = make_coding_run(article, codings=(), quotations=(), actors=())
    assert [len(batch) for batch in worklist.articles_to_code(store, run.coder)] == [1]
    store.codings.add_run(run)
    assert list(worklist.articles_to_code(store, run.coder)) == []
    other = replace(run.coder, codebook_hash="d" * 64)
    assert [len(batch) for batch in worklist.articles_to_code(store, other)] == [1]


@pytest.mark.parametrize("span", [(-1, 4), (5, 5), (0, 10_000)])
def test_offsets_outside_the_text_are_refused_whole(
    store: Store,
    article: r.Article,
    make_coding_run: Callable[..., r.CodingRun],
    span: tuple[int, int],
) -> None:
    """A wrong offset writes nothing at all: no half row."""
    quotation = r.Quotation(0, (span,), None, None, "indirect", 0)
    with pytest.raises(ValueError, match="outside the text"):
        store.codings.add_run(make_coding_run(article, quotations=(quotation,)))
    assert store.value("SELECT count(*) FROM coding_run") == 0
    assert store.value("SELECT count(*) FROM sentence") == 0


def test_full_text_search_finds_articles_in_the_form_datasette_detects(
    store: Store, article: r.Article
) -> None:
    """Datasette sees only FTS tables with content="…" or […]; triggers keep them true."""
    sql = store.value("SELECT sql FROM sqlite_master WHERE name = 'article_fts'")
    assert 'content="article"' in sql
    found = store.rows("SELECT rowid FROM article_fts WHERE article_fts MATCH 'trust'")
    assert len(found) == 1
    assert article.title


@pytest.mark.parametrize("content", [b"", b"not a database at all, but long enough" * 40])
def test_a_file_that_is_no_corpus_is_refused_in_one_line(tmp_path: Path, content: bytes) -> None:
    """A wrong file is never written to."""
    path = tmp_path / "x.db"
    path.write_bytes(content)
    if not content:
        sqlite3.connect(path).executescript("CREATE TABLE mine (a); ")
    before = path.read_bytes()
    with pytest.raises(StoreError) as caught:
        Store(path)
    assert "\n" not in str(caught.value)
    assert path.read_bytes() == before


def test_a_missing_corpus_says_what_to_do(tmp_path: Path) -> None:
    """Reading commands do not make an empty corpus by mistake."""
    with pytest.raises(StudyError, match="framesay crawl"):
        Store(tmp_path / "corpus.db")
    assert not (tmp_path / "corpus.db").exists()


def test_a_full_disk_is_a_store_error_and_writes_nothing(
    store: Store, make_link: Callable[..., r.Link]
) -> None:
    """SQLite's "database or disk is full" comes out as one line with exit status 3."""
    pages = store.value("PRAGMA page_count")
    store.connection.execute(f"PRAGMA max_page_count = {pages}")
    many = [(make_link(f"/{n}", summary="x" * 2000), "found", None) for n in range(50)]
    with pytest.raises(StoreError, match="full") as caught:
        store.crawl.add_links(many, "run-1", LATER)
    assert caught.value.exit_code == 3
    assert store.value("SELECT count(*) FROM link") == 0
