"""A small corpus of invented outlets and people, written through the store."""

import asyncio
import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from corpus.actors import merge_actors
from corpus.identity import actor_id, article_id, sha256
from corpus.records import (
    Actor,
    Article,
    ArticleFrame,
    Capture,
    Coder,
    Coding,
    CodingRun,
    CrawlRun,
    Extraction,
    Frame,
    Link,
    Outlet,
    Quotation,
    Sentence,
    SetAside,
    Stance,
)
from corpus.store import Store
from corpus.study import read_study
from dashboards.site import site

RUN = "20260503T060000Z-test"
NOW = "2026-05-03T06:00:00Z"
HOSTILE = (
    '<script>window.hacked = "yes"</script> "quoted" & \'single\' <img src=x onerror=hacked=1>'
)

STUDY = """
title = "Invented study"
codebook = "social_credit"
contact = "me@example.org"
outlets = ["daily"]
[period]
from = 2026-01-01
[topic]
keep = ["score"]
"""

FRAMES = [
    Frame("credit", "1.0", "surveillance", "Surveillance", "The state watches its citizens.", 0),
    Frame("credit", "1.0", "trust", "Trust repair", "The system mends trust in trade.", 1),
    Frame("credit", "1.0", "hype", "Misreported", "Reports exaggerate what there is.", 2),
]

OUTLETS = [
    Outlet("daily", "The Invented Daily", "daily.example", "GB", "daily", "private", "en", "none"),
    Outlet("wire", "Invented Wire", "wire.example", "US", "agency", "private", "en", "none"),
    Outlet(
        "state", "Invented State News", "state.example", "CN", "state_media", "state", "en", "none"
    ),
]

HUNTER = Actor(
    actor_id("Ada Hunter", "academic"),
    "Ada Hunter",
    "academic",
    ("Hunter",),
    description="invented scholar",
)
MINISTRY = Actor(actor_id("Ministry of Trade", "government"), "Ministry of Trade", "government")

WATCHED = (
    "Cameras watch every street in the invented city of Ostholm, and each fine lowers a score.\n"
    "“It is a machine for watching people,” said Ada Hunter, an invented scholar. “Nobody asked"
    " for it. Nobody can leave it.”\n"
    "The Ministry of Trade said that the list mends trust between firms, and denied that it"
    " watches citizens."
)
SHORT = "A pilot scheme began on Monday. It covers forty firms.\nNobody was quoted."


def span(text: str, words: str) -> tuple[int, int]:
    """Return where `words` stand in `text`."""
    start = text.index(words)
    return start, start + len(words)


def coder() -> Coder:
    """Return the coder of the test corpus."""
    return Coder("credit", "1.0", "h" * 64, "test model 1", "m" * 64, "0.1.0")


def add_article(store: Store, url: str, outlet: str, title: str, text: str, **more: Any) -> str:
    """Announce, capture and keep one article; return its identifier."""
    fetched = more.pop("fetched_at", NOW)
    link = Link(
        url,
        outlet,
        url,
        "feed",
        f"https://{outlet}.example/feed",
        title,
        None,
        more.get("published"),
    )
    store.crawl.add_links([(link, "found", None)], RUN, NOW)
    capture = Capture(
        sha256(url + fetched)[:16],
        url,
        outlet,
        RUN,
        url,
        url,
        fetched,
        200,
        "text/html",
        sha256(text),
        len(text),
        "a.warc.gz",
        0,
    )
    store.crawl.add_capture(capture, next_due=None)
    number = article_id(url)
    article = Article(
        number,
        1,
        url,
        outlet,
        title,
        text,
        sha256(text),
        capture.capture_id,
        fetched,
        "test 1",
        access="open",
        word_count=len(text.split()),
        language="en",
        **more,
    )
    extraction = Extraction(capture.capture_id, url, "kept", article=article)
    store.crawl.add_extraction(extraction, "test 1", NOW, RUN)
    return number


def sentences(text: str) -> tuple[Sentence, ...]:
    """Cut at full stops and line ends, well enough for these texts."""
    found = [m.span() for m in re.finditer(r"[^\n]+?(?:[.!?]”?(?= |\n|$)|$)", text, re.MULTILINE)]
    return tuple(
        Sentence(n, start + (text[start] == " "), end) for n, (start, end) in enumerate(found)
    )


def watched_run(number: str, version: int = 1) -> CodingRun:
    """Return a coding of the cameras: both stances, both voices, split quotation, headline."""
    cut = sentences(WATCHED)
    first, said, alone, last = cut[0], cut[1], cut[2], cut[-1]
    codings = (
        Coding(-1, 0, 11, "surveillance", 0.8, True, "asserted", "author", ((0, 7),)),
        Coding(
            0,
            first.start,
            first.end,
            "surveillance",
            0.93,
            True,
            "asserted",
            "author",
            (span(WATCHED, "Cameras watch"),),
        ),
        Coding(1, said.start, said.end, "surveillance", 0.9, True, "asserted", "source"),
        Coding(last.sentence, last.start, last.end, "trust", 0.7, True, "asserted", "source"),
        Coding(
            last.sentence,
            last.start,
            last.end,
            "surveillance",
            0.6,
            True,
            "contested",
            "source",
            (span(WATCHED, "watches citizens"),),
        ),
        Coding(alone.sentence, alone.start, alone.end, "hype", 0.1, False, None, None),
    )
    quotations = (
        Quotation(
            0,
            (
                span(WATCHED, "It is a machine for watching people,"),
                span(WATCHED, "Nobody asked for it. Nobody can leave it."),
            ),
            span(WATCHED, "said"),
            span(WATCHED, "Ada Hunter"),
            "direct",
            1,
            HUNTER.actor_id,
            (("surveillance", "asserted"),),
            "writes",
        ),
        Quotation(
            1,
            (span(WATCHED, "the list mends trust between firms"),),
            (WATCHED.rindex("said"), WATCHED.rindex("said") + 4),
            span(WATCHED, "The Ministry of Trade"),
            "indirect",
            last.sentence,
            MINISTRY.actor_id,
            (("trust", "asserted"), ("surveillance", "contested")),
            "thinks",
        ),
    )
    measures = (
        ArticleFrame("surveillance", 3, 0.75, 1, 2, 3.23, 0,
                     in_headline=True, first=True, dominant=True),
        ArticleFrame("trust", 1, 0.25, 0, 1, 0.7, last.sentence,
                     in_headline=False, first=False, dominant=False),
    )  # fmt: skip
    return CodingRun(
        f"code-{number}-{version}", number, version, coder(), NOW, cut, codings, quotations,
        (HUNTER, MINISTRY), measures, 4, 0.5,
    )  # fmt: skip


def fill(path: Path) -> dict[str, str]:
    """Write the test corpus at `path`; return the articles' identifiers by name."""
    with Store(path, create=True) as store:
        store.crawl.save_run(CrawlRun(RUN, NOW, "0.1.0", outcome="set_aside", exit_code=1))
        store.crawl.save_outlets(OUTLETS)
        store.codings.save_frames(FRAMES)
        ids = {
            "watched": add_article(
                store, "https://daily.example/watched", "daily", "Watching Ostholm", WATCHED,
                byline="Invented Reporter", published="2026-03-02T08:00:00Z",
            ),
            "copy": add_article(
                store, "https://wire.example/watched", "wire", "Watching Ostholm", WATCHED,
                published="2026-03-02T07:00:00Z",
            ),
            "short": add_article(
                store, "https://state.example/pilot", "state", "Pilot begins", SHORT,
                published="2026-05-01",
            ),
            "hostile": add_article(
                store, "https://daily.example/hostile", "daily", HOSTILE,
                f"{HOSTILE}\n</script></p><b onclick=hacked=2>bold</b> javascript:alert(1)",
                byline=HOSTILE, section=HOSTILE, published="2026-04-02",
            ),
            "plain": add_article(
                store, "https://wire.example/plain", "wire", "No frame here", "Rain fell.",
                published="2026-04-09",
            ),
        }  # fmt: skip
        store.codings.add_run(watched_run(ids["watched"]))
        store.codings.add_run(watched_run(ids["copy"]))
        _code_hostile(store, ids["hostile"])
        for name in ("short", "plain"):
            text = SHORT if name == "short" else "Rain fell."
            store.codings.add_run(
                CodingRun(f"code-{name}", ids[name], 1, coder(), NOW, sentences(text))
            )
        _corrected(store, ids)
        store.duplicates.replace(
            [
                (ids["copy"], ids["copy"], "first", 1.0, "Invented Wire"),
                (ids["watched"], ids["copy"], "same_text", 1.0, "Invented Wire"),
            ]
        )
        bad = Link("javascript:alert(1)", "daily", "javascript:alert(1)", "feed", "x", HOSTILE)
        off = Link("https://state.example/sport", "state", "https://state.example/sport", "feed",
                   "https://state.example/feed", "Sport", None, "2026-03-09")  # fmt: skip
        store.crawl.add_links([(bad, "found", None), (off, "off_topic", "topic")], RUN, NOW)
        _merge(store, path.parent.parent)
        aside = SetAside("fetch", "javascript:alert(1)", "daily", "bad_url", "left out")
        store.crawl.set_aside(aside, RUN, NOW)
    return ids


def _merge(store: Store, folder: Path) -> None:
    """Merge the actors, as an annotation does."""
    (folder / "study.toml").write_text(STUDY)
    merge_actors(store, read_study(folder), RUN)


def _code_hostile(store: Store, number: str) -> None:
    text = store.value("SELECT text FROM article WHERE article_id = ?", number)
    actor = Actor(actor_id(HOSTILE, "person"), HOSTILE, "person", (HOSTILE,))
    size = len(HOSTILE)
    quotation = Quotation(
        0, ((8, 40),), (0, 8), (41, 50), "mixed", 0, actor.actor_id, (("hype", "asserted"),)
    )
    coding = Coding(0, 0, size, "hype", 0.9, True, "contested", "source", ((3, 60),))
    run = CodingRun(
        "code-hostile", number, 1, coder(), NOW,
        (Sentence(0, 0, size), Sentence(1, size + 1, len(text))),
        (coding,), (quotation,), (actor,),
    )  # fmt: skip
    store.codings.add_run(run)


def _corrected(store: Store, ids: dict[str, str]) -> None:
    """Give the short article a second version, not coded yet."""
    add_article(
        store, "https://state.example/pilot", "state", "Pilot begins",
        SHORT.replace("forty", "fifty"), published="2026-05-01", fetched_at="2026-05-04T06:00:00Z",
    )  # fmt: skip
    ids["corrected"] = ids["short"]


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """Return the path of the test corpus and its articles' identifiers."""
    path = tmp_path_factory.mktemp("study") / "corpus" / "corpus.db"
    return path, fill(path)


EARLIER = "2026-05-01T06:00:00Z"
STAKES = [
    Frame("stakes", "1", "cost", "Cost", "What it costs.", 0),
    Frame("stakes", "1", "surveillance", "Freedom lost", "Freedom is at stake.", 1),
]


def second_run(number: str) -> CodingRun:
    """Return a coding of the cameras by a second codebook, made before the first."""
    run = watched_run(number)
    first = run.sentences[0]
    coding = Coding(
        0, first.start, first.end, "cost", 0.97, True, "contested", "author",
        (span(WATCHED, "each fine"),),
    )  # fmt: skip
    measure = ArticleFrame("cost", 1, 0.5, 1, 0, 0.97, 0,
                           in_headline=False, first=True, dominant=True)  # fmt: skip
    invoked: tuple[tuple[str, Stance], ...] = (("surveillance", "asserted"),)
    return replace(
        run,
        run_id=f"second-{number}",
        coder=replace(run.coder, codebook_id="stakes", codebook_version="1"),
        coded_at=EARLIER,
        codings=(coding,),
        article_frames=(measure,),
        relevant_sentences=2,
        threshold=0.95,
        quotations=tuple(replace(quotation, frames=invoked) for quotation in run.quotations),
    )


@pytest.fixture(scope="session")
def two_codebooks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Return the Datasette over the test corpus with a second codebook that coded one article."""
    path = tmp_path_factory.mktemp("two") / "corpus" / "corpus.db"
    watched = fill(path)["watched"]
    with Store(path) as store:
        store.codings.save_frames(STAKES)
        store.codings.add_run(second_run(watched))
        _merge(store, path.parent.parent)
    datasette = site(path, "Invented study")
    yield datasette
    for database in datasette.databases.values():
        database.close()


@pytest.fixture(scope="session")
def served(corpus: tuple[Path, dict[str, str]]) -> Iterator[Any]:
    """Return the Datasette over the test corpus."""
    datasette = site(corpus[0], "Invented study")
    yield datasette
    for database in datasette.databases.values():
        database.close()


@pytest.fixture(scope="session")
def ids(corpus: tuple[Path, dict[str, str]]) -> dict[str, str]:
    """Return the articles' identifiers by name."""
    return corpus[1]


@pytest.fixture
def get(served: Any) -> Callable[[str], Any]:
    """Return a function that asks the served corpus for a path."""

    def ask(path: str) -> Any:
        return asyncio.run(served.client.get(path, follow_redirects=False))

    return ask


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return the path of Chromium; skip without one, but fail where it must not be missing."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        message = "no Chromium on this computer: apt-get install chromium"
        if os.environ.get("CI") == "true" or os.environ.get("FRAMESAY_REQUIRE_BROWSER"):
            pytest.fail(message)
        pytest.skip(message)
    return path
