"""The pages in a real browser: drawn, readable, quiet on the network, deaf to hostile text."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from dashboards.site import _address, _listen, only_local_hosts, site

pytestmark = pytest.mark.browser
WIDTHS = pytest.mark.parametrize("width", [1280, 390], ids=["desktop", "phone"])


@contextmanager
def serving(datasette: Any) -> Iterator[str]:
    """Serve a Datasette on loopback; give its address."""
    listener = _listen("127.0.0.1", 0)
    config = uvicorn.Config(only_local_hosts(datasette.app()), log_level="error", lifespan="on")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    until = time.monotonic() + 20
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    yield _address(listener)
    server.should_exit = True
    thread.join(20)
    listener.close()


@pytest.fixture(scope="module")
def address(corpus: tuple[Path, dict[str, str]]) -> Iterator[str]:
    """Serve the test corpus on loopback; give its address."""
    datasette = site(corpus[0], "Invented study")
    with serving(datasette) as started:
        yield started
    for database in datasette.databases.values():
        database.close()


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Any]:
    """Start Chromium."""
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
        )
        yield started
        started.close()


class Visit:
    """A browser page that remembers what it asked for and what went wrong."""

    def __init__(self, browser: Any, width: int) -> None:
        """Open an empty page of `width` pixels."""
        self.page = browser.new_page(viewport={"width": width, "height": 900})
        self.requests: list[str] = []
        self.problems: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        self.page.on("console", self._console)

    def _console(self, message: Any) -> None:
        if message.type == "error":
            self.problems.append(message.text)

    def check(self, address: str) -> None:
        """Nothing went wrong, nothing left this computer, nothing hostile ran, nothing is cut."""
        foreign = [u for u in self.requests if not u.startswith((address, "data:"))]
        hacked = self.page.evaluate("typeof window.hacked")
        wide = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        self.page.close()
        assert foreign == []
        assert self.problems == []
        assert hacked == "undefined"
        assert wide <= 0


@WIDTHS
def test_reading_view(browser: Any, address: str, ids: dict[str, str], width: int) -> None:
    """Legend, frames and quotations are visible; contested is drawn unlike asserted."""
    visit = Visit(browser, width)
    page = visit.page
    page.goto(f"{address}-/read/{ids['watched']}")
    assert page.get_by_role("heading", name="Frames").is_visible()
    assert page.locator(".text .framed.asserted").first.is_visible()
    style = "(element) => getComputedStyle(element).borderBottomStyle"
    assert page.locator(".text .framed").first.evaluate(style) == "solid"
    assert page.locator(".signs .framed.contested").evaluate(style) == "dashed"
    assert page.locator("#q0").is_visible()
    page.keyboard.press("n")
    assert page.url.endswith("#s0")
    visit.check(address)


def test_pointing_at_a_note_shows_its_evidence(
    browser: Any, address: str, ids: dict[str, str]
) -> None:
    """Mouse and keyboard: the words that decided are outlined, and the note of a sign."""
    visit = Visit(browser, 1280)
    page = visit.page
    page.goto(f"{address}-/read/{ids['watched']}")
    assert page.locator(".lit").count() == 0
    page.locator(".notes li[data-coding]").first.hover()
    assert page.locator(".evidence.lit").all_inner_texts() == ["Cameras watch"]
    page.locator("h1 a.sign").focus()
    assert page.locator(".evidence.lit").all_inner_texts() == ["Watching"[:7]]
    assert page.locator(".headline-labels li.lit").count() == 1
    visit.check(address)


@WIDTHS
def test_charts_are_drawn(browser: Any, address: str, width: int) -> None:
    """Every chart becomes a picture."""
    visit = Visit(browser, width)
    visit.page.goto(f"{address}-/charts")
    count = visit.page.locator(".drawing").count()
    visit.page.wait_for_function(
        "n => document.querySelectorAll('.drawing[data-drawn] svg').length === n", arg=count
    )
    assert count == 6
    visit.check(address)


@WIDTHS
@pytest.mark.parametrize("path", ["", "corpus/reading_list", "corpus/search_articles?search=bold"])
def test_pages_with_hostile_headlines(browser: Any, address: str, path: str, width: int) -> None:
    """Lists that show the hostile article run nothing of it."""
    visit = Visit(browser, width)
    visit.page.goto(f"{address}{path}")
    assert visit.page.locator("h1").first.is_visible()
    visit.check(address)


@pytest.mark.parametrize(
    "path", ["-/read/{}", "corpus/article", "corpus/actor", "corpus/quotation_with_source"]
)
def test_hostile_article(browser: Any, address: str, ids: dict[str, str], path: str) -> None:
    """The article of attack strings is shown as text, on each page that shows it."""
    visit = Visit(browser, 1280)
    visit.page.goto(address + path.format(ids["hostile"]))
    assert visit.page.get_by_text("window.hacked").first.is_visible()
    visit.check(address)


@WIDTHS
def test_one_codebook_leads_to_the_other(
    browser: Any, two_codebooks: Any, ids: dict[str, str], width: int
) -> None:
    """From the front page to charts and the reading view the choice is kept, and nothing is cut."""
    with serving(two_codebooks) as address:
        visit = Visit(browser, width)
        page = visit.page
        page.goto(address)
        page.get_by_role("navigation", name="Codebook").get_by_role("link").click()
        assert page.get_by_role("heading", name="Freedom lost").is_visible()
        page.get_by_role("navigation", name="Study").get_by_role("link", name="Charts").click()
        assert page.url.endswith("/-/charts?codebook=stakes")
        page.goto(f"{address}-/read/{ids['watched']}?codebook=stakes")
        assert page.locator(".text .framed.contested").is_visible()
        page.get_by_role("navigation", name="Codebook").get_by_role("link").click()
        assert page.locator(".text .framed.asserted").first.is_visible()
        visit.check(address)
