"""The WARC archive: what is written is read back, also after a crash."""

import gzip
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import WARCIterator

from corpus.errors import PageError, StoreError
from corpus.records import Capture
from crawlers.captures import CaptureArchive, Exchange, read_capture

# warcio leaves the closing of its (in-memory) temporary files to the garbage collector
pytestmark = [
    pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


def exchange(body: bytes, number: int = 0) -> Exchange:
    """Return an answer with `body`."""
    headers = (("Content-Type", "text/html"), ("Content-Encoding", "gzip"), ("X-Odd", "é"))
    return Exchange(
        f"http://ledger.example/{number}", "2026-03-01T12:00:00Z", (("User-Agent", "framesay"),),
        200, "OK", headers, body,
    )  # fmt: skip


def capture(file: str, offset: int) -> Capture:
    """Return the row that points at a record."""
    return Capture(
        "c", "u", "ledger", "r", "u", "u", "2026-03-01T12:00:00Z", 200, None, "", 0, file, offset
    )


@settings(max_examples=25)
@given(bodies=st.lists(st.binary(max_size=2000), min_size=1, max_size=4))
def test_every_body_reads_back_by_its_offset(
    tmp_path_factory: pytest.TempPathFactory, bodies: list[bytes]
) -> None:
    """Empty ones, binary ones, and ones that look like WARC."""
    tmp_path = tmp_path_factory.mktemp("captures")
    with CaptureArchive(tmp_path, "r", "framesay") as archive:
        places = [archive.add(exchange(body, n)) for n, body in enumerate(bodies)]
    for body, place in zip(bodies, places, strict=True):
        headers, found = read_capture(tmp_path, capture(*place))
        assert found == body
        assert dict(headers)["Content-Length"] == str(len(body))
        assert "Content-Encoding" not in dict(headers)


def test_other_programs_can_read_the_file(tmp_path: Path) -> None:
    """Warcinfo first, then response and request of each page."""
    with CaptureArchive(tmp_path, "r", "framesay") as archive:
        file, _ = archive.add(exchange(b"one"))
    with (tmp_path / file).open("rb") as stream:
        kinds = [record.rec_type for record in WARCIterator(stream)]
    assert kinds == ["warcinfo", "response", "request"]


def test_a_run_that_fetches_nothing_leaves_no_file(tmp_path: Path) -> None:
    """A year of hourly runs is not 8,760 empty files."""
    with CaptureArchive(tmp_path, "r", "framesay"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_half_record_is_never_continued(tmp_path: Path) -> None:
    """The file of a killed run stays as it is; the same name is refused, not appended to."""
    (tmp_path / "framesay-r.warc.gz").write_bytes(gzip.compress(b"WARC/1.1")[:7])
    with (
        CaptureArchive(tmp_path, "r", "framesay") as archive,
        pytest.raises(StoreError, match="cannot be written"),
    ):
        archive.add(exchange(b"one"))


def test_a_damaged_archive_is_one_page_set_aside(tmp_path: Path) -> None:
    """Missing file, wrong offset, cut-off record: the reason is no_capture, never a crash."""
    with CaptureArchive(tmp_path, "r", "framesay") as archive:
        file, offset = archive.add(exchange(b"one" * 1000))
    whole = (tmp_path / file).read_bytes()
    (tmp_path / "cut.warc.gz").write_bytes(whole[: offset + 60])
    for place in (("none.warc.gz", 0), (file, 0), (file, offset + 5), ("cut.warc.gz", offset)):
        with pytest.raises(PageError) as caught:
            read_capture(tmp_path, capture(*place))
        assert caught.value.reason == "no_capture"
