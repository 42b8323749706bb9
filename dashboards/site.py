"""Datasette over one study's corpus, for the person at this computer."""

import ipaddress
import signal
import socket
import sqlite3
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import Any

import datasette_dashboards
import uvicorn
from datasette.app import Datasette
from datasette.plugins import pm

from corpus.errors import StoreError, StudyError, TryLater
from corpus.migrations import APPLICATION_ID, CURRENT
from corpus.study import Study
from dashboards import plugin
from dashboards.metadata import LICENCE, SETTINGS, SOURCE


def check_corpus(path: Path) -> None:
    """See that a corpus lies at `path` which this framesay can serve.

    Raises StudyError when there is none yet, StoreError when it is damaged, no corpus, or of
    another version.
    """
    if not path.is_file():
        raise StudyError(path, "", "no corpus there yet; crawl first: framesay crawl STUDY")
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        try:
            owner = connection.execute("PRAGMA application_id").fetchone()[0]
            version = connection.execute("PRAGMA user_version").fetchone()[0]
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise StoreError(f"{path}: the corpus cannot be read: {error}") from error
    if owner != APPLICATION_ID:
        raise StoreError(f"{path}: this SQLite file is no framesay corpus; name another study")
    if version != CURRENT:
        todo = "upgrade framesay" if version > CURRENT else "run framesay crawl to bring it up"
        raise StoreError(f"{path}: it has schema {version}, this framesay serves {CURRENT}; {todo}")


def site(database: Path, title: str) -> Any:  # noqa: ANN401 - Datasette is untyped
    """Return a Datasette over the corpus at `database`, read-only, safe while a crawl writes."""
    _use_plugin()
    # With rich installed Datasette prints pages of local variables for every "not found".
    pm.get_plugin("datasette.handle_exception").rich = None
    return Datasette(
        [str(database)],
        settings=dict(SETTINGS),
        metadata={"title": title, "license": LICENCE, "source": SOURCE},
        cache_headers=False,
    )


def serve(study: Study, host: str, port: int, on_start: Callable[[str], None]) -> None:
    """Serve the study's corpus until Ctrl-C; `on_start` is told the address.

    Raises StudyError (no corpus, bad host), StoreError, or TryLater when the port is taken.
    """
    check_corpus(study.database)
    listener = _listen(host, port)
    address = _address(listener)
    app = site(study.database, study.file.title).app()
    if is_loopback(host):
        app = only_local_hosts(app)
    config = uvicorn.Config(app, log_level="warning", lifespan="on", server_header=False)
    on_start(address)
    before = signal.signal(signal.SIGTERM, _end)
    try:
        # uvicorn raises the signal again once it has closed everything: that was the end asked for
        with suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listener])
    finally:
        signal.signal(signal.SIGTERM, before)
        listener.close()


def is_loopback(host: str) -> bool:
    """Say whether `host` can be reached from this computer alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def only_local_hosts(app: Any) -> Any:  # noqa: ANN401 - an ASGI application
    """Refuse requests that name another host.

    A web page elsewhere can point its own name at 127.0.0.1 (DNS rebinding) and would then read
    the corpus through the scholar's browser; its requests carry that name.
    """

    async def guarded(scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401
        if scope["type"] == "http":
            host = dict(scope["headers"]).get(b"host", b"").decode("latin-1")
            name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
            if not is_loopback(name.strip("[]").lower()):
                headers = [(b"content-type", b"text/plain; charset=utf-8")]
                await send({"type": "http.response.start", "status": 421, "headers": headers})
                await send({"type": "http.response.body", "body": b"Not served under this name.\n"})
                return
        await app(scope, receive, send)

    return guarded


def _use_plugin() -> None:
    """Register the plugin, unless Datasette found it through its entry point already."""
    if not pm.is_registered(plugin):
        pm.register(plugin, name="framesay")
    # We use its copy of Vega; its own page would be empty, and compiles charts with eval.
    if pm.is_registered(datasette_dashboards):
        pm.unregister(datasette_dashboards)


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except (socket.gaierror, OverflowError):
        message = "is no address of this computer; leave it out for 127.0.0.1"
        raise StudyError("framesay serve", f"--host {host}", message) from None
    listener = socket.socket(family, kind, protocol)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(place)
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise TryLater(
            f"{host}:{port} cannot be used ({error.strerror}); stop what runs there or name"
            f" another port: framesay serve STUDY --port {port + 1}"
        ) from None
    return listener


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{port}/"


def _end(number: int, frame: FrameType | None) -> None:
    """End on SIGTERM as on Ctrl-C: cleanly."""
    del number, frame
    sys.exit(0)
