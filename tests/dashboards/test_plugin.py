"""The plugin's hooks inside Datasette."""

import asyncio
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from datasette.app import Datasette

from corpus.store import Store
from dashboards.site import site

Get = Callable[[str], Any]

PAGES = (
    "/",
    "/-/charts",
    "/-/charts?outlet=daily&from=2026-03-01&to=2026-03-31",
    "/corpus",
    "/corpus/article",
    "/corpus/article?_search=cameras",
    "/corpus/sentence_with_frame",
    "/corpus/quotation_with_source",
    "/corpus/coverage_ledger",
    "/corpus/actor",
    "/corpus/set_aside",
    "/corpus/link",
    "/corpus/reading_list",
    "/corpus/search_articles?search=script",
    "/-/metadata.json",
)


@pytest.mark.parametrize("path", PAGES)
def test_page_answers_and_loads_nothing_from_elsewhere(get: Get, path: str) -> None:
    """Each page is there, and its scripts, styles and pictures come from this server."""
    answer = get(path)
    assert answer.status_code == 200
    sources = re.findall(r'<(?:script|img|iframe)[^>]*\ssrc="([^"]*)"', answer.text)
    sources += re.findall(r'<link[^>]*\shref="([^"]*)"', answer.text)
    hosts = {urlsplit(s).hostname for s in sources if not s.startswith("data:")}
    assert hosts <= {None, "localhost"}
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert "<script>window.hacked" not in answer.text


def test_front_page_tells_of_the_study(get: Get) -> None:
    """Title, figures, outlets, frames with definitions, and the way to the tables."""
    page = get("/").text
    for expected in (
        "Invented study",
        "Invented Wire",
        "The state watches its citizens.",
        'href="/corpus"',
        'href="/corpus/coverage_by_outlet_and_month"',
        "6 asserted",
        "1 article waits to be coded",
    ):
        assert expected in page


def test_full_text_search_is_detected(get: Get) -> None:
    """Datasette uses the index: a word of one text does not return all rows."""
    found = get("/corpus/article.json?_search=rain&_shape=array").json()
    assert [row["title"] for row in found] == ["No frame here"]
    assert get("/corpus/quotation.json?_search=machine&_shape=array").json()


def test_facets_come_back(get: Get) -> None:
    """The facets named in the metadata are answered."""
    facets = get("/corpus/sentence_with_frame.json").json()["facet_results"]
    assert set(facets) >= {"frame", "stance", "voice", "outlet"}


@pytest.mark.parametrize(
    ("path", "link"),
    [
        ("/corpus/article", r"/-/read/{}\?version=1\""),
        ("/corpus/sentence_with_frame", r"/-/read/{}\?version=1&amp;codebook=credit#s1\""),
        ("/corpus/quotation_with_source", r"/-/read/{}\?version=1&amp;codebook=credit#q0\""),
        ("/corpus/reading_list", r"/-/read/{}\?codebook=credit\""),
        ("/corpus/sentences_to_check", r"/-/read/{}\?version=1&amp;codebook=credit#headline\""),
        ("/corpus/search_articles?search=cameras", r"/-/read/{}\""),
    ],
)
def test_rows_link_to_the_reading_view(get: Get, ids: dict[str, str], path: str, link: str) -> None:
    """Articles, sentences and quotations lead to their place."""
    assert re.search(link.format(ids["watched"]), get(path).text)


def test_search_shows_hits_and_escapes(get: Get) -> None:
    """Hits are highlighted, hostile text around them is escaped."""
    page = get("/corpus/search_articles?search=bold").text
    assert "<mark>bold</mark>" in page
    assert "<b onclick" not in page


def test_the_file_cannot_be_fetched(get: Get) -> None:
    """The corpus cannot be downloaded as a whole."""
    assert get("/corpus.db").status_code == 403


def test_corpus_is_read_only(served: Any) -> None:
    """No SQL can write."""
    database = served.get_database("corpus")
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        asyncio.run(database.execute("DELETE FROM article"))


def test_reads_while_a_crawl_writes(tmp_path: Path) -> None:
    """A writer with an open transaction does not disturb readers."""
    with Store(tmp_path / "corpus.db", create=True) as store:
        datasette = site(tmp_path / "corpus.db", "Invented study")
        store.connection.execute("BEGIN IMMEDIATE")
        store.connection.execute("INSERT INTO outlet VALUES ('a','a','a','a','a','a','a','a',NULL)")
        statuses = [
            asyncio.run(datasette.client.get(path)).status_code
            for path in ("/", "/-/charts", "/corpus/outlet", "/corpus/crawl_runs")
        ]
        store.connection.rollback()
        for database in datasette.databases.values():
            database.close()
    assert statuses == [200, 200, 200, 200]


def test_other_datasettes_are_left_alone(tmp_path: Path) -> None:
    """Beside a database that is no corpus the plugin adds and changes nothing."""
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE article (article_id TEXT, title TEXT)")
    connection.execute("INSERT INTO article VALUES ('abcd1234', 'Hello')")
    connection.commit()
    connection.close()
    datasette = Datasette([str(path)])
    answers = {
        name: asyncio.run(datasette.client.get(name))
        for name in ("/", "/other/article", "/-/charts", "/-/read/abcd1234", "/-/metadata.json")
    }
    for database in datasette.databases.values():
        database.close()
    assert "framesay" not in answers["/"].text + answers["/other/article"].text
    assert "/-/read/" not in answers["/other/article"].text
    assert "content-security-policy" not in answers["/"].headers
    assert answers["/-/charts"].status_code == 404
    assert answers["/-/read/abcd1234"].status_code == 404
    assert answers["/-/metadata.json"].json() == {}


def test_not_found_is_quiet(get: Get, capfd: pytest.CaptureFixture[str]) -> None:
    """A page that is not there prints nothing at the terminal."""
    assert get("/-/read/0000000000000000").status_code == 404
    assert capfd.readouterr() == ("", "")


def test_static_files_only_from_the_folder(get: Get) -> None:
    """Styles and scripts are served, anything else is not."""
    assert get("/-/framesay/framesay.css").headers["content-type"].startswith("text/css")
    assert ".frame-0 { --frame: #332288; }" in get("/-/framesay/frames.css").text
    assert get("/-/framesay/vega.min.js").headers["content-type"].startswith("text/javascript")
    assert get("/-/framesay/dashboards.js").status_code == 404
    assert get("/-/framesay/nothing.css").status_code == 404
    assert "click" not in get("/-/framesay/..%2fcli.py").text
    assert get("/-/framesay/..~2Fcli.py").status_code == 404
