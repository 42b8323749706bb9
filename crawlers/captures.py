"""Archive each response as WARC records and read them back.

One file a crawl run, gzip per record, closed by the run; a file that a killed run left is never
appended to. A record is on disk (fsync) before its capture row is written, so a row always
points at a whole record.
"""

import io
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from warcio.archiveiterator import WARCIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from corpus.errors import PageError, StoreError
from corpus.provenance import code_version
from corpus.records import Capture

Headers = Iterable[tuple[str, str]]
NOT_STORED = {"content-encoding", "transfer-encoding", "content-length"}
"""Headers that described the body on the wire; the archive holds it decoded."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its answer, as they are archived."""

    url: str
    """That was answered for (after redirects)."""
    fetched_at: str
    request_headers: tuple[tuple[str, str], ...]
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    """Decoded (no gzip, no chunks)."""


class CaptureArchive:
    """Writes the WARC file of one crawl run. Use as a context manager."""

    def __init__(self, folder: Path, run_id: str, user_agent: str) -> None:
        """Begin no file yet: a run that fetches nothing leaves none."""
        self._folder, self._run_id, self._user_agent = folder, run_id, user_agent
        self.name = f"framesay-{run_id}.warc.gz"
        self._stream: io.BufferedWriter | None = None
        self._writer: WARCWriter | None = None

    def __enter__(self) -> Self:
        """Return the archive itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file, if one was begun."""
        if self._stream is not None:
            self._stream.close()

    def add(self, exchange: Exchange) -> tuple[str, int]:
        """Write request and response; return file name and offset (bytes) of the response.

        Raises StoreError when the disk is full or cannot be written.
        """
        try:
            return self._add(exchange)
        except OSError as error:
            raise StoreError(f"{self._folder / self.name}: cannot be written: {error}") from error

    def _add(self, exchange: Exchange) -> tuple[str, int]:
        stream, writer = self._open()
        offset = stream.tell()
        response = writer.create_warc_record(
            exchange.url,
            "response",
            payload=io.BytesIO(exchange.body),
            http_headers=StatusAndHeaders(
                f"{exchange.status} {exchange.reason}".strip(),
                [*_kept(exchange.headers), ("Content-Length", str(len(exchange.body)))],
                protocol="HTTP/1.1",
            ),
            warc_headers_dict={"WARC-Date": exchange.fetched_at},
        )
        request = writer.create_warc_record(
            exchange.url,
            "request",
            http_headers=StatusAndHeaders(
                f"GET {exchange.url} HTTP/1.1", list(exchange.request_headers), is_http_request=True
            ),
            warc_headers_dict={"WARC-Date": exchange.fetched_at},
        )
        writer.write_request_response_pair(request, response)
        # the pair is written response first, so `offset` is where the response begins
        stream.flush()
        os.fsync(stream.fileno())
        return self.name, offset

    def _open(self) -> tuple[io.BufferedWriter, WARCWriter]:
        if self._stream is None or self._writer is None:
            self._folder.mkdir(parents=True, exist_ok=True)
            # "x": two runs never share a file, and no half record of a killed run is continued
            self._stream = (self._folder / self.name).open("xb")
            self._writer = WARCWriter(self._stream, gzip=True, warc_version="WARC/1.1")
            about = {
                "software": f"framesay/{code_version()}",
                "format": "WARC File Format 1.1",
                "http-header-user-agent": self._user_agent,
                "robots": "obey",
            }
            self._writer.write_record(self._writer.create_warcinfo_record(self.name, about))
        return self._stream, self._writer


def read_capture(folder: Path, capture: Capture) -> tuple[tuple[tuple[str, str], ...], bytes]:
    """Return response headers and body of `capture` from the WARC files in `folder`.

    Raises PageError ("no_capture") when file or record is missing or damaged.
    """
    path = folder / capture.warc_file
    try:
        with path.open("rb") as stream:
            stream.seek(capture.warc_offset)
            record = next(iter(WARCIterator(stream)), None)
            if record is None or record.rec_type != "response" or record.http_headers is None:
                raise PageError("no_capture", f"{path}: no response at byte {capture.warc_offset}")
            body: bytes = record.content_stream().read()
            headers = tuple((str(k), str(v)) for k, v in record.http_headers.headers)
    except (OSError, ArchiveLoadFailed, EOFError) as error:
        raise PageError("no_capture", f"{path}: cannot be read back: {error}") from None
    return headers, body


def _kept(headers: Headers) -> list[tuple[str, str]]:
    return [(name, value) for name, value in headers if name.lower() not in NOT_STORED]
