"""Codebooks, pipelines and small studies for the tests of nlp."""

from collections.abc import Callable
from pathlib import Path

import pytest
from spacy.language import Language

from corpus.records import Article
from corpus.store import Store
from corpus.study import Study, read_study
from nlp.codebook import load_codebook
from nlp.document import load_pipeline
from nlp.framing import Coder

SMALL = """
id = "tea"
version = "1"
title = "Framing of tea"
topic = "News on tea."
language = "en"
[relevance]
rule = "Names tea."
phrases = ["tea"]
[stance]
definition = "Denied or not."
cues = ["myth*"]
negations = ["not"]
[voice]
definition = "Said or not."
attribution = ["according to"]
[article]
rule = "Most sentences."
[[frames]]
id = "healing"
name = "Healing"
definition = "Tea heals."
strong = ["heal*", "/cures? (?:colds|fevers)/"]
weak = ["healthy", "good for"]
unless = ["well healed shoes"]
[[frames.examples]]
text = "Tea heals the tired."
[[frames.examples]]
text = "It is a myth that tea heals."
stance = "contested"
[[frames.counter_examples]]
text = "Tea is grown in the hills."
why = "No healing."
"""


@pytest.fixture
def write_codebook(tmp_path: Path) -> Callable[..., Path]:
    """Give a writer of the small codebook, with pieces of it replaced."""

    def write(*changes: tuple[str, str]) -> Path:
        text = SMALL
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        path = tmp_path / "tea.toml"
        path.write_text(text, "utf-8")
        return path

    return write


@pytest.fixture(scope="session")
def social_credit() -> Coder:
    """Give the coder of the founding codebook."""
    return Coder(load_codebook("social_credit", Path()))


@pytest.fixture(scope="session")
def pipeline() -> Language:
    """Give the default language pipeline."""
    return load_pipeline()


STUDY = """
title = "A small study"
codebook = "social_credit"
contact = "https://example.org/about"
outlets = ["ledger"]
[period]
from = 2026-01-01
[topic]
keep = ["social credit"]
"""
TEXTS = (
    "The social credit system keeps a list.\nCritics say it is an Orwellian tool of control.",
    "“The social credit system restores trust,” said Ms Ren, an invented official.",
    "The social credit system began in 2014. It is a myth that Big Brother runs it.",
)


@pytest.fixture
def study(tmp_path: Path) -> Study:
    """Give a study with an outlet and no article yet."""
    folder = tmp_path / "study"
    folder.mkdir()
    (folder / "study.toml").write_text(STUDY, "utf-8")
    return read_study(folder)


@pytest.fixture
def add_article(
    study: Study,
    make_link: Callable[..., object],
    make_capture: Callable[..., object],
    make_article: Callable[..., Article],
    store: Store,
) -> Callable[..., Article]:
    """Give a function that crawls one article into the study's corpus (or a new version)."""

    def add(number: int, text: str, hour: int = 8) -> Article:
        from corpus import records as r  # noqa: PLC0415 - only here

        with Store(study.database, create=True) as corpus:
            corpus.crawl.save_outlets(
                [
                    r.Outlet(**{name: row[name] for name in row.keys()})  # noqa: SIM118
                    for row in store.rows("SELECT * FROM outlet")
                ]
            )
            corpus.crawl.save_run(r.CrawlRun("run-1", "2026-03-01T08:00:00Z", "0"))
            link = make_link(f"/2026/{number}")
            capture = make_capture(link, at=f"2026-03-01T{hour:02}:00:00Z")
            article = make_article(capture, text)
            at = "2026-03-01T09:00:00Z"
            corpus.crawl.add_links([(link, "found", None)], "run-1", at)
            corpus.crawl.add_capture(capture, next_due=None)
            extraction = r.Extraction(capture.capture_id, link.url, "kept", article=article)
            corpus.crawl.add_extraction(extraction, "test 1", at, "run-1")
        return article

    return add


@pytest.fixture
def full_study(study: Study, add_article: Callable[..., Article]) -> Study:
    """Give a study with three articles."""
    for number, text in enumerate(TEXTS):
        add_article(number, text)
    return study
