"""The reading view."""

import html
import re
from collections.abc import Callable
from typing import Any

import pytest

from dashboards.plugin.loading import letter
from dashboards.plugin.reading import safe_link

Get = Callable[[str], Any]


def test_frames_stand_at_their_sentences(get: Get, ids: dict[str, str]) -> None:
    """An asserted sentence is marked as such and carries its letter and place."""
    page = get(f"/-/read/{ids['watched']}").text
    assert re.search(r'class="sentence framed frame-0 asserted" id="s0"', page)
    assert 'aria-label="Frame: Surveillance, asserted, voice: author, probability 0.93."' in page
    assert ">A✗</a>" in page  # the contested one is told by more than its colour


def test_text_reads_as_stored(get: Get, ids: dict[str, str]) -> None:
    """Without markup and signs the page holds the paragraph word for word."""
    page = get(f"/-/read/{ids['watched']}").text
    block = re.findall(r'<div class="block">\s*<p>(.*?)</p>', page, re.DOTALL)[1]
    bare = re.sub(r'<a class="sign.*?</a>', "", block)
    assert html.unescape(re.sub("<[^>]+>", "", bare)) == (
        "“It is a machine for watching people,” said Ada Hunter, an invented scholar."
        " “Nobody asked for it. Nobody can leave it.”"
    )


def test_quotations_name_their_source(get: Get, ids: dict[str, str]) -> None:
    """A quotation has an address, its kind, and who says it with the type of actor."""
    page = get(f"/-/read/{ids['watched']}").text
    assert page.count(' id="q0"') == 1
    assert "direct quotation, who writes it: Ada Hunter (academic)" in page
    assert "indirect quotation, who thinks it: Ministry of Trade (government)" in page
    assert "(academic, invented scholar)" in page


def test_who_says_which_frame(get: Get, ids: dict[str, str]) -> None:
    """Beside the text stands a row for each actor with the frames of what it says."""
    page = get(f"/-/read/{ids['watched']}").text
    voices = page[page.index('<ul class="voices">') : page.index("<h3>Quotations</h3>")]
    bare = " ".join(html.unescape(re.sub("<[^>]+>", " ", voices)).split())
    assert bare == (
        "Ada Hunter (academic, invented scholar) 1 quotation A Surveillance"
        " Ministry of Trade (government) 1 quotation A✗ Surveillance contested B Trust repair"
    )


def test_source_cue_and_content_are_marked_apart(get: Get, ids: dict[str, str]) -> None:
    """Each has an element of its own, and an act that is no speech is told by its class."""
    page = get(f"/-/read/{ids['watched']}").text
    assert re.search(r'<span class="source">Ada Hunter</span>', page)
    assert re.search(r'<span class="cue">said</span>', page)
    assert re.search(r'class="quotation direct writes" id="q0"', page)
    assert re.search(r'class="quotation indirect thinks" id="q1"', page)


def test_facts_and_provenance(get: Get, ids: dict[str, str]) -> None:
    """Outlet, byline, original, capture, copies and coding run can be seen and followed."""
    page = get(f"/-/read/{ids['watched']}").text
    for expected in (
        "The Invented Daily",
        "Invented Reporter",
        'href="https://daily.example/watched"',
        "2026-05-03 06:00:00 UTC",
        f"/-/read/{ids['copy']}",
        "codebook credit 1.0",
    ):
        assert expected in page


def test_versions(get: Get, ids: dict[str, str]) -> None:
    """The current version comes first; an older one is a click away and keeps its coding."""
    current = get(f"/-/read/{ids['short']}").text
    assert "fifty firms" in current
    assert 'href="?version=1"' in current
    assert "has not been coded" in current
    older = get(f"/-/read/{ids['short']}?version=1").text
    assert "forty firms" in older
    assert "not the current coding" in older


@pytest.mark.parametrize(
    "path", ["/-/read/0000000000000000", "/-/read/{}?version=9", "/-/read/{}?version=x"]
)
def test_unknown_is_not_found(get: Get, ids: dict[str, str], path: str) -> None:
    """What is not there is answered with 404."""
    assert get(path.format(ids["short"])).status_code == 404


def test_hostile_text_stays_text(get: Get, ids: dict[str, str]) -> None:
    """Elements in headline, byline, text and names are shown, not made."""
    page = get(f"/-/read/{ids['hostile']}").text
    assert "<script>window" not in page
    assert "<img" not in page
    assert "<b onclick" not in page
    assert "&lt;script&gt;" in page


def test_policy_allows_no_foreign_script(get: Get, ids: dict[str, str]) -> None:
    """The reading view may run only scripts of this server, and none written in the page."""
    policy = get(f"/-/read/{ids['watched']}").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_only_web_addresses_become_links() -> None:
    """javascript:, data: and broken addresses are never linked."""
    assert safe_link("https://daily.example/a") == "https://daily.example/a"
    for bad in ("javascript:alert(1)", "data:text/html,x", "http://[", "//x.example", None, ""):
        assert safe_link(bad) is None


def test_letters_go_on_after_z() -> None:
    """A long codebook has signs for all its frames."""
    assert [letter(n) for n in (0, 25, 26, 27, 52)] == ["A", "Z", "AA", "AB", "BA"]
