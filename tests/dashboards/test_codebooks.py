"""Two codebooks in one corpus: each page shows one of them, and nothing is counted twice."""

import asyncio
import html
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest

from dashboards.queries import queries

Get = Callable[[str], Any]


@pytest.fixture
def ask(two_codebooks: Any) -> Get:
    """Return a function that asks the corpus of two codebooks for a path."""
    return lambda path: asyncio.run(two_codebooks.client.get(path, follow_redirects=False))


def answer(get: Get, name: str, **values: str) -> list[dict[str, Any]]:
    """Return the rows of a canned query."""
    rows: list[dict[str, Any]] = get(f"/corpus/{name}.json?_shape=array&{urlencode(values)}").json()
    return rows


def bare(page: str) -> str:
    """Return the text of a page without its markup."""
    return " ".join(html.unescape(re.sub("<[^>]+>", " ", page)).split())


def tiles(page: str) -> str:
    """Return the figures of the front page."""
    text = bare(page)
    return text[text.index("Articles") : text.index("Links announced")]


@pytest.mark.parametrize("name", queries())
def test_a_second_codebook_changes_no_answer(get: Get, ask: Get, name: str) -> None:
    """Every query answers for one codebook: the one that coded last, or the one asked for."""
    values = {"search": "watching", "frame": "surveillance"} if name == "search_articles" else {}
    alone = answer(get, name, **values)
    assert answer(ask, name, **values) == alone
    assert answer(ask, name, codebook="credit", **values) == alone


@pytest.mark.parametrize(
    "name", [name for name, query in queries().items() if "frame" in query.parameters]
)
def test_every_query_of_frames_takes_a_codebook(ask: Get, name: str) -> None:
    """Chosen, the second codebook answers alone."""
    assert "codebook" in queries()[name].parameters
    rows = answer(ask, name, codebook="stakes", search="watching", frame="cost")
    if name == "search_articles":
        assert len(rows) == 1
    told = str(rows)
    assert "Surveillance" not in told
    assert "Trust repair" not in told


def test_quotations_are_counted_in_one_codebook(ask: Get) -> None:
    """A quotation belongs to a coding run, and each codebook has its own."""
    for name in ("most_quoted_actors", "quotations_by_act"):
        total = {
            codebook: sum(row["quotations"] for row in answer(ask, name, codebook=codebook))
            for codebook in ("credit", "stakes")
        }
        assert total == {"credit": 5, "stakes": 2}


def test_the_front_page_shows_one_codebook(get: Get, ask: Get) -> None:
    """Figures are those of the chosen codebook; the others are a click away."""
    assert 'aria-label="Codebook"' not in get("/").text  # one codebook: nothing to choose
    page = ask("/").text
    assert '<a href="/?codebook=stakes">stakes 1</a>' in page
    assert "Surveillance" in page
    assert "Freedom lost" not in page
    assert tiles(page) == tiles(get("/").text)
    other = ask("/?codebook=stakes").text
    assert "Freedom lost" in other
    assert "Trust repair" not in other
    assert "codebook=stakes&amp;frame=cost" in other
    assert '<strong aria-current="true">stakes 1</strong>' in other
    assert "dominant in 1" in other
    assert ask("/?codebook=unknown").text == page


def test_charts_keep_the_choice(ask: Get) -> None:
    """Frames, data and links of the charts are the chosen codebook's."""
    page = ask("/-/charts?codebook=stakes&outlet=daily").text
    assert "Freedom lost" in page
    assert "Trust repair" not in page
    assert "outlet=daily&amp;from=&amp;to=&amp;codebook=stakes" in page
    assert 'name="codebook" value="stakes"' in page
    assert ask("/-/charts?codebook=unknown").status_code == 404


def test_query_pages_offer_the_chosen_codebooks_frames(ask: Get) -> None:
    """The form lists its frames, keeps the choice, and links to the other codebook."""
    page = ask("/corpus/contested_share?codebook=stakes&outlet=daily").text
    assert ">Freedom lost</option>" in page
    assert ">Trust repair</option>" not in page
    assert 'type="hidden" name="codebook" value="stakes"' in page
    link = re.search(r'href="(/corpus/contested_share[^"]*codebook=credit[^"]*)"', page)
    assert link
    assert "outlet=daily" in link[1]
    assert ask("/corpus/contested_share?codebook=unknown").status_code == 404


def test_the_reading_view_shows_one_coding(ask: Get, ids: dict[str, str]) -> None:
    """Marks, notes and quotations of the chosen codebook; the run is named."""
    place = f"/-/read/{ids['watched']}"
    page = ask(place).text
    assert "codebook credit 1.0" in page
    assert "stakes 1</a>" in page
    other = ask(f"{place}?codebook=stakes").text
    assert "codebook stakes 1 by" in other
    assert other.count(' id="q0"') == 1
    assert "Frame: Cost, contested, voice: author, probability 0.97." in other
    assert "by <q>each fine</q>" in other
    assert "Surveillance" not in other
    assert re.search(
        "quotation_with_source.actor_id__exact=[0-9a-f]+&amp;codebook_id=stakes", other
    )
    assert "50 % of the sentences about the topic" in bare(other)


def test_an_article_of_another_codebook_says_so(ask: Get, ids: dict[str, str]) -> None:
    """Not coded with this one, but with that one; an unknown codebook is not found."""
    page = bare(ask(f"/-/read/{ids['plain']}?codebook=stakes").text)
    assert "not been coded with codebook stakes, but with credit" in page
    assert ask(f"/-/read/{ids['plain']}?codebook=unknown").status_code == 404
