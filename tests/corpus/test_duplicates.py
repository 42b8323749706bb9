"""Copies: same text, near copies, and what is none."""

import random
from collections.abc import Callable

from corpus import records as r
from corpus.duplicates import Text, find_duplicates, mark_duplicates
from corpus.store import Store

WORDS = ("city", "court", "list", "debt", "bank", "trust", "score", "rule", "office", "clerk")


def text(seed: int, length: int = 200) -> str:
    """Return a text of its own."""
    maker = random.Random(seed)  # noqa: S311 - no secret
    return " ".join(f"{maker.choice(WORDS)}{maker.randint(0, 60)}" for _ in range(length))


def article(name: str, day: int, words: str, byline: str = "") -> Text:
    """Return an article published on a day of May."""
    return Text(name, "ledger", f"2026-05-{day:02}", byline, words)


def test_wire_copy_is_grouped_under_what_was_published_first() -> None:
    """A cut copy with a head of its own belongs to the agency's text; another story does not."""
    wire = text(1)
    copy = "SINGAPORE (Meridian Wire) – " + " ".join(wire.split()[:140]) + " A local line."
    rows = {
        row[0]: row
        for row in find_duplicates(
            [
                article("copy", 3, copy),
                article("same", 2, wire.upper() + "!"),
                article("wire", 1, wire),
                article("other", 1, text(2)),
            ],
            {"wire": "Meridian Wire (invented)"},
        )
    }
    assert set(rows) == {"wire", "same", "copy"}
    assert [rows[n][2] for n in ("wire", "same", "copy")] == ["first", "same_text", "near_copy"]
    assert {row[1] for row in rows.values()} == {"wire"}
    assert rows["copy"][4] == "Meridian Wire"
    assert 0.9 < rows["copy"][3] < 1


def test_the_order_of_the_articles_does_not_matter() -> None:
    """Groups are the same however the corpus hands the articles over."""
    articles = [article(f"a{n}", n + 1, text(n % 3)) for n in range(9)]
    forwards = list(find_duplicates(articles))
    assert forwards == list(find_duplicates(reversed(articles)))
    assert len({row[1] for row in forwards}) == 3


def test_precision_and_recall_on_simulated_wire_copy() -> None:
    """Copies cut to a third, or with a fifth of other words before them, are found; no others."""
    articles, true = [], set()
    for n in range(40):
        base = text(100 + n)
        words = base.split()
        articles.append(article(f"{n:03}-0", 1, base))
        articles.append(article(f"{n:03}-1", 2, " ".join(words[: len(words) * 2 // 3])))
        articles.append(article(f"{n:03}-2", 3, text(900 + n, 40) + " " + base))
        articles.append(article(f"{n:03}-3", 4, " ".join(words[: len(words) // 3])))
        true |= {(f"{n:03}-{k}", f"{n:03}-0") for k in (1, 2, 3)}
    found = {(row[0], row[1]) for row in find_duplicates(articles) if row[2] != "first"}
    assert len(found & true) / len(found) == 1.0
    assert len(found & true) / len(true) >= 0.98


def test_equal_paywall_notices_are_no_copies() -> None:
    """A few words that every page of an outlet carries make no equal articles."""
    notice = "Subscribe now to go on reading this and all our other articles on every device"
    articles = [article("a", 1, notice), article("b", 2, notice), article("c", 3, "")]
    assert list(find_duplicates(articles)) == []


def test_marking_twice_writes_once(
    store: Store,
    make_link: Callable[..., r.Link],
    make_capture: Callable[..., r.Capture],
    make_article: Callable[..., r.Article],
) -> None:
    """What is stored already is not written again, and old versions are no copies."""
    for path, words in (("/a", text(1)), ("/b", text(1)), ("/c", text(2)), ("/a", text(3))):
        link = make_link(path)
        store.crawl.add_links([(link, "found", None)], "run-1", "2026-03-01T08:00:00Z")
        capture = make_capture(link, at=f"2026-03-01T08:00:{len(words) % 60:02}Z")
        store.crawl.add_capture(capture, next_due=None)
        done = r.Extraction(
            capture.capture_id, link.url, "kept", article=make_article(capture, words)
        )
        store.crawl.add_extraction(done, "test 1", "2026-03-01T08:00:00Z", "run-1")
        if path == "/c":
            assert mark_duplicates(store) == 1
            assert store.value("SELECT count(*) FROM duplicate") == 2
            before = store.connection.total_changes
            assert mark_duplicates(store) == 1
            assert store.connection.total_changes == before
    assert mark_duplicates(store) == 0
    assert store.value("SELECT count(*) FROM duplicate") == 0
