"""Serve the invented press on loopback, as an HTTP proxy that answers for its outlets' hosts.

    python world/serve.py [--port 8731] [--edition 1] [--slow 0.2]

Port 0 takes a free one. Prints one line when ready: "press world on http://127.0.0.1:PORT".
Requests in proxy form (GET http://northern-ledger.example/...) and by Host header are the same.
Control pages, on the server's own address: GET /-/log (requests so far), GET /-/manifest (what a
crawl has to make of each announced address), POST /-/edition/2 (the next day: one article was
corrected, one is new).
"""

import argparse
import hashlib
import json
import signal
import sys
import threading
import time
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).parent))

from announce import announcements
from pages import CHARSETS, archive_page, page
from pieces import Piece, read_pieces

SLOW_OUTLET = "pacific-public"


class World:
    """All addresses of the invented press as they stand on one day."""

    def __init__(self, edition: int, slow: float) -> None:
        """Make the press of day `edition` (1 or 2); one outlet takes `slow` seconds to answer."""
        self.slow, self.log, self.lock = slow, [], threading.Lock()
        self.turn_to(edition)

    log: list[dict[str, Any]]

    def turn_to(self, edition: int) -> None:
        """Turn to the day `edition`."""
        self.pieces = read_pieces(edition)
        self.answers: dict[tuple[str, str], tuple[int, str, bytes, datetime | None]] = {}
        for outlet in sorted({piece.outlet for piece in self.pieces}):
            own = [piece for piece in self.pieces if piece.outlet == outlet]
            newest = max(piece.changed for piece in own)
            for path, (kind, body) in announcements(outlet, own).items():
                self.answers[own[0].host, path] = (200, kind, body, newest)
            if outlet == "harmony-daily":
                listing = archive_page(own)
                kind = "text/html; charset=windows-1252"
                self.answers[own[0].host, "/english/list.html"] = (200, kind, listing, newest)
            for piece in own:
                self._add(piece, own)

    def _add(self, piece: Piece, own: list[Piece]) -> None:
        kind = f"text/html; charset={CHARSETS.get(piece.outlet, 'utf-8')}"
        status = piece.status or 200
        body = page(piece, own) if status == 200 else b"<h1>Something went wrong</h1>"  # noqa: PLR2004
        self.answers[piece.host, piece.address] = (status, kind, body, piece.changed)
        if piece.moved_from:
            self.answers[piece.host, piece.moved_from] = (301, piece.url, b"", None)
        if piece.twin:
            twin = page(piece, own, amp=True)
            self.answers[piece.host, piece.twin] = (200, kind, twin, piece.changed)

    def manifest(self) -> list[dict[str, str | int]]:
        """Return what a crawl has to make of each announced address."""
        wires = {piece.slug: piece.url for piece in self.pieces}
        return [
            {
                "url": url,
                "outlet": piece.outlet,
                "state": piece.state or "kept",
                "reason": piece.reason or ("amp twin" if url.endswith("/amp") else ""),
                "title": piece.title,
                "byline": piece.author or "",
                "published": _published(piece),
                "words": sum(len(paragraph.split()) for paragraph in piece.shown),
                "copy_of": wires[piece.wire] if piece.wire else "",
            }
            for piece in self.pieces
            for url in piece.announced_urls
        ]


def _published(piece: Piece) -> str:
    """Return the date a reader of the page can know: no time where the page names no zone."""
    if piece.outlet == "harmony-daily":
        return f"{piece.published:%Y-%m-%d}"
    return piece.published.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Handler(BaseHTTPRequestHandler):
    """Answers for all hosts of the world."""

    protocol_version = "HTTP/1.1"
    world: World

    def do_GET(self) -> None:
        """Answer a page, feed, sitemap or control page."""
        parts = urlsplit(self.path)
        host = parts.netloc or self.headers.get("Host", "")
        if parts.path == "/-/log":
            self._json(self.world.log)
        elif parts.path == "/-/manifest":
            self._json(self.world.manifest())
        else:
            self._page(host.partition(":")[0], parts.path or "/")

    def do_POST(self) -> None:
        """Turn to another day."""
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        day = urlsplit(self.path).path.removeprefix("/-/edition/")
        if day in {"1", "2"}:
            self.world.turn_to(int(day))
            self._json({"edition": int(day)})
        else:
            self._answer(404, "text/plain", b"no such day")

    def _page(self, host: str, path: str) -> None:
        if host == f"{SLOW_OUTLET}.example":
            time.sleep(self.world.slow)
        status, kind, body, changed = self.world.answers.get(
            (host, path), (404, "text/html", b"<h1>Not found</h1>", None)
        )
        headers: dict[str, str] = {}
        if status == 301:  # noqa: PLR2004
            headers["Location"], kind = kind, "text/html"
        elif status == 200 and changed is not None:  # noqa: PLR2004
            headers["ETag"] = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
            headers["Last-Modified"] = format_datetime(changed.astimezone(UTC), usegmt=True)
            if self._unchanged(headers, changed):
                status, body = 304, b""
        with self.world.lock:
            self.world.log.append(
                {
                    "host": host,
                    "path": path,
                    "status": status,
                    "agent": self.headers.get("User-Agent", ""),
                    "conditional": "If-None-Match" in self.headers,
                }
            )
        self._answer(status, kind, body, headers)

    def _unchanged(self, headers: dict[str, str], changed: datetime) -> bool:
        """Say whether the client's copy is still good: ETag first, then date."""
        if "If-None-Match" in self.headers:
            return self.headers["If-None-Match"] == headers["ETag"]
        since = self.headers.get("If-Modified-Since")
        return bool(since) and changed.replace(microsecond=0) <= parsedate_to_datetime(str(since))

    def _json(self, value: object) -> None:
        self._answer(200, "application/json", json.dumps(value).encode())

    def _answer(
        self, status: int, kind: str, body: bytes, headers: dict[str, str] | None = None
    ) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        if status != 304:  # noqa: PLR2004
            self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Stay quiet: /-/log tells what was asked."""


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8731)
    parser.add_argument("--edition", type=int, default=1, choices=(1, 2))
    parser.add_argument("--slow", type=float, default=0.2, help="seconds of the slow outlet")
    options = parser.parse_args()
    Handler.world = World(options.edition, options.slow)
    try:
        server = ThreadingHTTPServer(("127.0.0.1", options.port), Handler)
    except OSError as error:
        sys.exit(f"press world: port {options.port} cannot be used: {error.strerror}")
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    print(f"press world on http://127.0.0.1:{server.server_port}", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()


if __name__ == "__main__":
    main()
