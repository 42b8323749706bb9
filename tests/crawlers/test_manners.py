"""Manners: robots.txt, Crawl-delay, Retry-After, back-off, silence, a full disk."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from itertools import pairwise
from typing import Any

from corpus.study import Study
from crawlers import politeness

ROBOTS = (200, {"Content-Type": "text/plain"}, b"User-agent: *\nAllow: /\n")


def feed(*paths: str) -> tuple[int, dict[str, str], bytes]:
    """Return an answer with an RSS feed of these paths."""
    items = "".join(
        f"<item><title>social credit {p}</title><link>http://site.example{p}</link></item>"
        for p in paths
    )
    body = f'<rss version="2.0"><channel><title>f</title>{items}</channel></rss>'
    return 200, {"Content-Type": "application/rss+xml"}, body.encode()


def link(study: Study) -> dict[str, Any]:
    """Return the only link of the corpus."""
    with closing(sqlite3.connect(study.database)) as corpus:
        corpus.row_factory = sqlite3.Row
        return dict(corpus.execute("SELECT * FROM link").fetchone())


def test_robots_that_cannot_be_read_mean_wait(
    site: Any,
    site_study: Study,
    framesay: Callable[..., Any],
) -> None:
    """RFC 9309: a robots.txt that answers 500 allows nothing until it can be read."""
    site.answers = {"/robots.txt": (500, {}, b""), "/feed": feed("/a")}
    done = framesay("crawl", site_study.folder)
    assert done.status == 1
    assert "none of its announcements could be read" in done.errors
    assert site.times("/feed") == []


def test_a_missing_robots_txt_allows(
    site: Any,
    site_study: Study,
    framesay: Callable[..., Any],
) -> None:
    """404 means that there are no rules."""
    site.answers = {"/feed": feed()}
    assert framesay("crawl", site_study.folder).status == 0
    assert len(site.times("/feed")) == 1


def test_crawl_delay_is_kept(
    site: Any,
    site_study: Study,
    framesay: Callable[..., Any],
) -> None:
    """Requests lie as far apart as robots.txt asks."""
    site.answers = {
        "/robots.txt": (200, {}, b"User-agent: *\nCrawl-delay: 0.6\n"),
        "/feed": feed("/a", "/b", "/c"),
    }
    framesay("crawl", site_study.folder)
    times = [at for path, at in site.asked if path in {"/a", "/b", "/c"}]
    assert len(times) == 3
    assert (
        min(b - a for a, b in pairwise(times)) >= 0.4
    )  # noise between the clocks of two requests allowed


def test_retry_after_is_remembered_across_runs(
    site: Any,
    site_study: Study,
    framesay: Callable[..., Any],
) -> None:
    """A busy server says when; the next run does not ask before."""
    site.answers = {
        "/robots.txt": ROBOTS,
        "/feed": feed("/a"),
        "/a": (429, {"Retry-After": "7200"}, b""),
    }
    assert framesay("crawl", site_study.folder).status == 1
    kept = link(site_study)
    assert (kept["state"], kept["reason"], kept["attempts"]) == ("failed", "http_429", 1)
    framesay("crawl", site_study.folder)
    assert len(site.times("/a")) == 1


def test_after_the_last_attempt_a_page_is_set_aside(
    site: Any,
    site_study: Study,
    framesay: Callable[..., Any],
) -> None:
    """Nothing is asked for ever, and nothing vanishes."""
    site.answers = {"/robots.txt": ROBOTS, "/feed": feed("/a"), "/a": (503, {}, b"")}
    framesay("crawl", site_study.folder)
    with closing(sqlite3.connect(site_study.database)) as corpus, corpus:
        corpus.execute("UPDATE link SET next_due = NULL, attempts = 4")
    framesay("crawl", site_study.folder)
    assert (link(site_study)["state"], link(site_study)["reason"]) == ("set_aside", "http_503")
    framesay("crawl", site_study.folder)
    assert len(site.times("/a")) == 2


def test_an_unreachable_outlet_is_one_line_and_status_1(
    site_study: Study, framesay: Callable[..., Any]
) -> None:
    """Port 9 of loopback does not answer: the line names the outlet."""
    done = framesay("crawl", site_study.folder, "--proxy", "http://127.0.0.1:9")
    assert done.status == 1
    assert done.errors.splitlines() == ["framesay: site: none of its announcements could be read"]


def test_broken_announcements_are_set_aside_with_their_reason(
    site: Any,
    site_study: Study,
    framesay: Callable[..., Any],
) -> None:
    """A feed that is none any more is told apart from an outlet that is silent."""
    site.answers = {"/robots.txt": ROBOTS, "/feed": (200, {}, b"<html>moved</html>")}
    assert framesay("crawl", site_study.folder).status == 1
    with closing(sqlite3.connect(site_study.database)) as corpus:
        reason, message = corpus.execute("SELECT reason, message FROM set_aside").fetchone()
    assert reason == "bad_feed"
    assert "announces.feeds" in message


def test_a_page_larger_than_allowed_is_set_aside(
    site: Any,
    site_study: Study,
    framesay: Callable[..., Any],
) -> None:
    """Two megabytes where one is allowed: not read, not forgotten."""
    path = site_study.folder / "study.toml"
    path.write_text(path.read_text().replace("timeout = 3", "timeout = 3\nmax_size_mb = 1"))
    html = {"Content-Type": "text/html"}
    site.answers = {
        "/robots.txt": ROBOTS,
        "/feed": feed("/a"),
        "/a": (200, html, b"x" * 2_000_000),
    }
    assert framesay("crawl", site_study.folder).status == 1
    assert (link(site_study)["state"], link(site_study)["reason"]) == ("set_aside", "too_large")


def test_a_full_disk_ends_the_run_with_one_line_and_loses_nothing(
    site: Any, site_study: Study, framesay: Callable[..., Any]
) -> None:
    """A limit on file sizes stands in for the full disk; afterwards the next run goes on."""
    page = "<html><h1>social credit</h1>" + f"<p>{'word ' * 30000}</p>" + "</html>"
    noise = "".join(f"<p>{n * 7919 % 100003}</p>" for n in range(60000))
    body = page.replace("</html>", f"<nav>{noise}</nav></html>").encode()
    html = {"Content-Type": "text/html"}
    paths = [f"/{n}" for n in range(4)]
    site.answers = {"/robots.txt": ROBOTS, "/feed": feed(*paths)}
    site.answers |= dict.fromkeys(paths, (200, html, body))
    crawl = [sys.executable, "-m", "corpus.cli", "crawl", str(site_study.folder)]
    limited = ["bash", "-c", 'ulimit -f 400; exec "$@"', "bash", *crawl]
    full = subprocess.run(limited, capture_output=True, text=True, check=False, timeout=60)
    assert full.returncode == 3, full.stderr
    assert "cannot be" in full.stderr
    assert full.stderr.count("\n") == 1
    done = framesay("crawl", site_study.folder)
    with closing(sqlite3.connect(site_study.database)) as corpus:
        states = corpus.execute("SELECT DISTINCT state FROM link").fetchall()
    assert states in ([("kept",)], [("set_aside",)]), done.errors


def test_retry_after_reads_seconds_and_dates_and_bounds_both() -> None:
    """Both forms of the header; a year ahead is not believed; the past is no wait."""
    from scrapy.http import Response  # noqa: PLC0415 - Scrapy is slow to load

    now = "2026-03-01T12:00:00Z"

    def header(value: str) -> str | None:
        answer = Response("http://site.example", headers={"Retry-After": value})
        return politeness.retry_after(answer, now)

    assert header("60") == "2026-03-01T12:01:00Z"
    assert header("Sun, 01 Mar 2026 13:00:00 GMT") == "2026-03-01T13:00:00Z"
    assert header("Sun, 01 Mar 2020 13:00:00 GMT") is None
    assert header("99999999") == "2026-03-31T12:00:00Z"
    assert header("soon") is None
