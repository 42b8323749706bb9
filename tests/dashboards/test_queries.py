"""The canned queries."""

import csv
import io
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest

from dashboards.queries import _read, queries

Get = Callable[[str], Any]
VALUES = {
    "codebook": "credit",
    "outlet": "daily",
    "frame": "surveillance",
    "from": "2026-03-01",
    "to": "2026-03-31",
    "search": "watching",
    "actor_type": "academic",
    "acts": "speech",
    "stage": "fetch",
    "reason": "bad_url",
}


def answer(get: Get, name: str, **values: str) -> list[dict[str, Any]]:
    """Return the rows of a canned query."""
    response = get(f"/corpus/{name}.json?_shape=array&{urlencode(values)}")
    assert response.status_code == 200, response.text
    rows: list[dict[str, Any]] = response.json()
    return rows


@pytest.mark.parametrize("name", queries())
def test_runs_with_and_without_values(get: Get, name: str) -> None:
    """Empty parameters mean all (a search needs words); values narrow the answer."""
    everything = answer(get, name)
    assert everything or name == "search_articles"
    wanted = {p: VALUES[p] for p in queries()[name].parameters}
    some = answer(get, name, **wanted)
    assert some
    assert len(some) <= len(everything) or name == "search_articles"


@pytest.mark.parametrize("name", queries())
def test_page_has_a_form_in_plain_words(get: Get, name: str) -> None:
    """Title and description are shown; outlets and frames can be chosen by name."""
    page = get(f"/corpus/{name}").text
    assert queries()[name].title.split(":")[0] in page
    if "outlet" in queries()[name].parameters:
        assert ">The Invented Daily</option>" in page


def test_frame_share_counts_articles_without_frames(get: Get) -> None:
    """The denominator is every coded article, and a frame that is absent has share 0."""
    rows = answer(get, "frame_share_by_outlet_and_month", outlet="wire")
    by_month = {(r["month"], r["frame"]): r for r in rows}
    assert by_month["2026-03", "surveillance"]["share_of_articles"] == 1
    assert by_month["2026-04", "surveillance"]["share_of_articles"] == 0
    assert by_month["2026-03", "surveillance"]["sentences_with_frame"] == 3


def test_who_is_quoted_tells_stances_apart(get: Get) -> None:
    """One quotation that asserts one frame and contests another is counted for both."""
    rows = answer(get, "who_is_quoted_with_which_frame", actor_type="government")
    counts = {r["frame"]: (r["asserted"], r["contested"], r["indirect"]) for r in rows}
    assert counts == {"trust": (2, 0, 2), "surveillance": (0, 2, 2)}


def test_silence_is_told_from_a_gap(get: Get) -> None:
    """A month with announcements off topic is silence; one without announcements is a gap."""
    rows = answer(get, "coverage_by_outlet_and_month", outlet="state")
    readings = {r["month"]: r["reading"].partition(":")[0] for r in rows}
    assert readings == {"2026-03": "silence", "2026-04": "gap", "2026-05": "covered"}


def test_contested_share(get: Get) -> None:
    """Contested sentences over all sentences with the frame."""
    (row,) = answer(get, "contested_share", outlet="daily", frame="surveillance")
    assert (row["asserted"], row["contested"], row["contested_share"]) == (3, 1, 0.25)


def test_copies_stand_with_their_first(get: Get) -> None:
    """Choosing an outlet shows the whole group its copy belongs to."""
    rows = answer(get, "syndicated_copies", outlet="daily")
    assert [r["relation"] for r in rows] == ["first", "same_text"]


@pytest.mark.parametrize("words", ['"', "a-b", "x AND", "(", "*", "'; DROP TABLE article"])
def test_search_takes_any_words(get: Get, words: str) -> None:
    """No search ends in an error of the index."""
    assert isinstance(answer(get, "search_articles", search=words), list)


def test_header_is_demanded() -> None:
    """A query file without a description is refused by name."""
    with pytest.raises(ValueError, match=r"queries/x\.sql: no header line for description"):
        _read("x", "-- title: X\n-- position: 1\nSELECT 1")


@pytest.mark.parametrize("name", queries())
def test_download_is_complete(
    get: Get, served: Any, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """The CSV holds every row and value, also where Datasette would cut the answer off."""
    values = {"search": "watching"} if name == "search_articles" else {}
    expected = answer(get, name, **values)
    monkeypatch.setattr(served, "max_returned_rows", 1)
    response = get(f"/-/download/{name}.csv?{urlencode(values)}")
    rows = list(csv.DictReader(io.StringIO(response.text, newline="")))
    assert rows == [
        {key: "" if value is None else str(value) for key, value in row.items()} for row in expected
    ]
    assert not response.content.startswith(b"\xef\xbb\xbf")


def test_download_of_an_unknown_query(get: Get) -> None:
    """Only canned queries can be downloaded."""
    assert get("/-/download/nothing.csv").status_code == 404


def test_speech_can_be_counted_alone(get: Get) -> None:
    """The ministry's belief is no speech; the scholar's writing is."""
    name = "who_is_quoted_with_which_frame"
    told = {
        acts: {r["actor"] for r in answer(get, name, acts=acts)} for acts in ("speech", "belief")
    }
    assert "Ministry of Trade" not in told["speech"]
    assert told["belief"] == {"Ministry of Trade"}
    assert {r["actor"] for r in answer(get, name)} == told["speech"] | told["belief"]


def test_who_says_which_frame_by_outlet_and_year(get: Get) -> None:
    """A row for each outlet, year, frame and actor of the corpus."""
    rows = answer(get, "who_says_which_frame_by_outlet_and_year", frame="surveillance")
    assert [(r["outlet"], r["year"], r["actor"], r["asserted"], r["contested"]) for r in rows] == [
        ("wire", "2026", "Ada Hunter", 1, 0),
        ("wire", "2026", "Ministry of Trade", 0, 1),
        ("daily", "2026", "Ada Hunter", 1, 0),
        ("daily", "2026", "Ministry of Trade", 0, 1),
    ]


def test_quotations_by_act_add_up(get: Get) -> None:
    """Shares within an outlet make one."""
    rows = answer(get, "quotations_by_act", outlet="daily")
    assert {r["act"] for r in rows} == {"writes", "thinks", "says"}
    assert sum(r["share_of_outlet"] for r in rows) == pytest.approx(1, abs=0.001)


def test_an_actor_is_counted_once_over_articles(get: Get) -> None:
    """Two articles quote one scholar: one row, with her role."""
    (row,) = answer(get, "most_quoted_actors", actor_type="academic")
    assert (row["quotations"], row["articles"], row["speech"]) == (2, 2, 2)
    assert (row["named"], row["description"]) == (1, "invented scholar")


def test_articles_are_measured_as_wholes(get: Get) -> None:
    """Dominant, first and headline frame by name; shares of the sentences about the topic."""
    (row,) = answer(get, "article_frames", outlet="wire", frame="trust")
    assert (row["dominant_frame"], row["first_frame"]) == ("Surveillance",) * 2
    assert row["headline_frame"] == "Surveillance"
    assert row["shares"] == "Surveillance 75%, Trust repair 25%"
    assert (row["contested_share"], row["source_share"]) == (0.25, 0.75)
    bare = next(
        r for r in answer(get, "article_frames", outlet="wire") if r["title"] != row["title"]
    )
    assert (bare["dominant_frame"], bare["shares"], bare["contested_share"]) == (None, None, None)


def test_headlines_and_texts_are_told_apart(get: Get) -> None:
    """What is not known for all articles of an outlet is empty, not zero."""
    rows = answer(get, "frames_in_headlines_and_text_by_outlet", frame="surveillance")
    told = {r["outlet"]: (r["headlines"], r["texts"], r["headline_alone"]) for r in rows}
    assert told == {"daily": (1, 1, 0), "wire": (1, 1, 0)}
    assert {r["dominant"] for r in rows} == {None}
    march = answer(
        get, "frames_in_headlines_and_text_by_outlet", frame="surveillance", to="2026-03-31"
    )
    assert [(r["first_of_text"], r["dominant"]) for r in march] == [(1, 1), (1, 1)]


def test_stance_is_crossed_with_voice(get: Get) -> None:
    """Sources contest what authors do not."""
    (row,) = answer(get, "stance_and_voice_by_outlet", outlet="wire", frame="surveillance")
    assert row["asserted_by_author"] == 2
    assert row["asserted_by_source"] == 1
    assert (row["contested_by_author"], row["contested_by_source"]) == (0, 1)
    assert (row["authors_contest"], row["sources_contest"]) == (0, 0.5)


def test_the_least_sure_codings_come_first(get: Get) -> None:
    """On either side of the threshold, with the words of sentence or headline."""
    rows = answer(get, "sentences_to_check", outlet="wire")
    assert [r["from_threshold"] for r in rows] == sorted(r["from_threshold"] for r in rows)
    assert (rows[0]["frame"], rows[0]["probability"], rows[0]["present"]) == (
        "surveillance",
        0.6,
        1,
    )
    assert rows[0]["text"].startswith("The Ministry of Trade said")
    assert any(r["present"] == 0 for r in rows)
    assert next(r["text"] for r in rows if r["sentence"] == -1) == "Watching Ostholm"
