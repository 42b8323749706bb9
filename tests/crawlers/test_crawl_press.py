"""The whole crawl of the invented press: every article accounted for, whatever happens."""

import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from warcio.archiveiterator import WARCIterator

from corpus.store import Store
from corpus.study import Study
from crawlers.captures import read_capture


def rows(study: Study, sql: str) -> list[tuple[Any, ...]]:
    """Return the rows of a query on the study's corpus, as plain tuples."""
    with closing(sqlite3.connect(study.database)) as corpus:
        return corpus.execute(sql).fetchall()


def unaccounted(study: Study, manifest: list[dict[str, Any]]) -> list[str]:
    """Return what became otherwise than the manifest says."""
    states = dict(rows(study, "SELECT url, state FROM link"))
    articles = {
        url: (title, byline or "", published)
        for url, title, byline, published in rows(
            study, "SELECT url, title, byline, published FROM article WHERE is_current = 1"
        )
    }
    wrong = []
    for entry in manifest:
        if states.get(entry["url"]) != entry["state"]:
            wrong.append(f"{entry['url']}: {states.get(entry['url'])}, not {entry['state']}")
        found = articles.get(entry["url"])
        said = (entry["title"], entry["byline"], entry["published"])
        if (
            found
            and entry["state"] == "kept"
            and (found[:2], found[2][:10])
            != (
                said[:2],
                said[2][:10],
            )
        ):
            wrong.append(f"{entry['url']}: {found}, not {said}")
    return wrong


def test_every_article_is_accounted_for_and_asked_once(
    world: Any,
    press_study: Study,
    framesay: Callable[..., Any],
) -> None:
    """Crawl, crawl again, and on the next day: nothing lost, doubled or asked in vain."""
    first = framesay("crawl", press_study.folder, "--proxy", world.address)
    assert (first.status, first.line["outcome"]) == (1, "set_aside"), first.errors
    manifest = world.ask("/-/manifest")
    assert unaccounted(press_study, manifest) == []
    kept = sum(entry["state"] == "kept" for entry in manifest)
    assert first.line["kept"] == kept
    log = world.ask("/-/log")
    pages = [(e["host"], e["path"]) for e in log if e["status"] == 200]
    assert len(set(pages)) == len(pages), "a page was asked twice"
    assert {e["agent"] for e in log} == {"framesay/0.1.0 (+https://example.org/framesay-demo)"}
    assert not [e for e in log if e["path"].startswith("/private/")], "robots.txt was not obeyed"

    again = framesay("crawl", press_study.folder, "--proxy", world.address)
    assert (again.status, again.line["pages_fetched"]) == (0, 0), again.errors
    assert again.line["announcements"] == again.line["announcements_unchanged"] > 0
    later = world.ask("/-/log")[len(log) :]
    assert {e["status"] for e in later if e["path"] != "/robots.txt"} == {304}

    world.ask("/-/edition/2", post=True)
    next_day = framesay("crawl", press_study.folder, "--proxy", world.address)
    assert (next_day.line["pages_fetched"], next_day.line["links_new"]) == (2, 1)
    assert unaccounted(press_study, world.ask("/-/manifest")) == []
    versions = rows(press_study, "SELECT version, text FROM article WHERE outlet = 'lakeside'"
                    " AND title LIKE 'Does social%' ORDER BY version")  # fmt: skip
    assert [v[0] for v in versions] == [1, 2]
    assert "19 per cent" in versions[0][1]
    assert "rose by 9 per cent" in versions[1][1]


def test_an_archived_capture_reads_back_as_it_was_served(
    world: Any,
    press_study: Study,
    framesay: Callable[..., Any],
) -> None:
    """Each row of capture points at a whole WARC record with the body that was hashed."""
    framesay("crawl", press_study.folder, "--proxy", world.address, "--outlet", "blare")
    from corpus.identity import sha256  # noqa: PLC0415 - used here alone
    from corpus.worklist import captures_to_extract  # noqa: PLC0415

    with Store(press_study.database) as store:
        captures = [capture for capture, _ in captures_to_extract(store, "another extractor")]
    assert len(captures) >= 5
    for capture in captures:
        headers, body = read_capture(press_study.captures_folder, capture)
        assert sha256(body) == capture.body_hash
        assert dict(headers)["Content-Type"] == capture.content_type


@pytest.mark.parametrize("share", [0.3, 0.7])
def test_kill_9_loses_and_doubles_nothing(
    world: Any,
    press_study: Study,
    framesay: Callable[..., Any],
    kill_crawl: Callable[..., int],
    share: float,
) -> None:
    """A crawl killed early, half way or late, then a normal run, gives the whole press once."""
    enough = int(share * 90)

    def far_enough() -> bool:
        return len(world.ask("/-/log")) >= enough

    status = kill_crawl(signal.SIGKILL, far_enough, press_study.folder, "--proxy", world.address)
    assert status == -signal.SIGKILL
    done = framesay("crawl", press_study.folder, "--proxy", world.address)
    assert done.status == 1, done.errors
    assert unaccounted(press_study, world.ask("/-/manifest")) == []
    twice = rows(press_study, "SELECT article_id FROM article GROUP BY 1 HAVING count(*) > 1")
    assert twice == []
    outcomes = rows(press_study, "SELECT outcome FROM crawl_run ORDER BY started_at")
    assert outcomes in ([("failed",), ("set_aside",)], [("set_aside",)])


def test_ctrl_c_ends_cleanly_and_the_next_run_goes_on(
    world: Any,
    press_study: Study,
    framesay: Callable[..., Any],
    kill_crawl: Callable[..., int],
) -> None:
    """Ctrl-C finishes the page at hand, writes its row and exits with 130."""
    status = kill_crawl(
        signal.SIGINT,
        lambda: len(world.ask("/-/log")) >= 30,
        press_study.folder,
        "--proxy",
        world.address,
    )
    assert status == 130
    (outcome,) = rows(press_study, "SELECT outcome, exit_code FROM crawl_run")
    assert outcome == ("stopped", 130)
    assert framesay("crawl", press_study.folder, "--proxy", world.address).status == 1
    assert unaccounted(press_study, world.ask("/-/manifest")) == []


def test_sigterm_while_extracting_leaves_the_rest_for_the_next_run(
    world: Any,
    press_study: Study,
    framesay: Callable[..., Any],
    kill_crawl: Callable[..., int],
) -> None:
    """A stop that comes when some pages are read writes its row and loses nothing."""

    def some_are_read() -> bool:
        read = "SELECT count(*) FROM capture WHERE extracted_by IS NOT NULL"
        try:
            return press_study.database.exists() and rows(press_study, read)[0][0] > 0
        except sqlite3.OperationalError:
            return False  # the file is there, its tables are not yet

    status = kill_crawl(signal.SIGTERM, some_are_read, press_study.folder, "--proxy", world.address)
    assert status == 128 + signal.SIGTERM
    assert rows(press_study, "SELECT outcome FROM crawl_run") == [("stopped",)]
    assert framesay("crawl", press_study.folder, "--proxy", world.address).status in {0, 1}
    assert unaccounted(press_study, world.ask("/-/manifest")) == []


def test_a_second_run_at_the_same_time_is_told_to_come_later(
    world: Any,
    press_study: Study,
    framesay: Callable[..., Any],
) -> None:
    """One run at a time per corpus: one line, exit status 75, nothing touched."""
    press_study.corpus_folder.mkdir()
    with FileLock(press_study.corpus_folder / "crawl.lock"):
        done = framesay("crawl", press_study.folder, "--proxy", world.address)
    assert done.status == 75
    assert done.errors.strip().endswith("another crawl of this study is running")
    assert done.errors.count("\n") == 1
    assert not press_study.database.exists()


def test_extracting_again_changes_nothing_without_a_new_extractor(
    world: Any,
    press_study: Study,
    framesay: Callable[..., Any],
) -> None:
    """`framesay extract --again` works from the archive alone and says the same again."""
    framesay("crawl", press_study.folder, "--proxy", world.address, "--outlet", "lakeside")
    before = rows(press_study, "SELECT article_id, version, text_hash FROM article ORDER BY 1")
    with closing(sqlite3.connect(press_study.database)) as corpus, corpus:
        corpus.execute("UPDATE capture SET extracted_by = 'an older extractor'")
    done = framesay("extract", press_study.folder, "--again")
    assert done.status == 0, done.errors
    assert before == rows(
        press_study, "SELECT article_id, version, text_hash FROM article ORDER BY 1"
    )
    assert before


def test_the_page_that_lies_about_its_address_is_no_second_article(
    world: Any,
    press_study: Study,
    framesay: Callable[..., Any],
) -> None:
    """AMP twin and redirect lead to one article each."""
    framesay(
        "crawl", press_study.folder, "--proxy", world.address, "--outlet", "northern-ledger",
        "--outlet", "straits-courier",
    )  # fmt: skip
    twins = rows(press_study, "SELECT reason, count(DISTINCT article_id) FROM link WHERE url LIKE"
                 " '%privacy-watchdog-warns%' GROUP BY article_id")  # fmt: skip
    assert len(twins) == 1
    moved = rows(press_study, "SELECT article_id FROM link WHERE url LIKE '%/go/48213'")
    target = rows(press_study, "SELECT article_id FROM article WHERE url LIKE '%approval-survey%'")
    assert moved == target


def test_the_log_keeps_one_line_per_run(
    world: Any,
    press_study: Study,
    framesay: Callable[..., Any],
) -> None:
    """runs.jsonl is what a scheduler's mail would show."""
    done = framesay("crawl", press_study.folder, "--proxy", world.address, "--outlet", "blare")
    lines = Path(press_study.corpus_folder / "runs.jsonl").read_text("utf-8").splitlines()
    assert len(lines) == 1
    assert done.line["run_id"] in lines[0]


def test_every_answer_is_archived_feeds_and_errors_too(
    world: Any, press_study: Study, framesay: Callable[..., Any]
) -> None:
    """The archive shows what was announced and what was refused, not only what was kept."""
    framesay("crawl", press_study.folder, "--proxy", world.address, "--outlet", "straits-courier")
    (warc,) = press_study.captures_folder.glob("*.warc.gz")
    with warc.open("rb") as stream:
        archived = {
            (record.rec_headers.get_header("WARC-Target-URI"), record.http_headers.get_statuscode())
            for record in WARCIterator(stream)
            if record.rec_type == "response"
        }
    answers = {url.partition("?")[0].rpartition("/")[2]: status for url, status in archived}
    assert answers["rss.xml"] == answers["sitemap.xml"] == "200"
    assert answers["missing-page"] == "404"
    assert answers["broken-page"] == "500"
