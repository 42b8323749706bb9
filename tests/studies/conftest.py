"""Fixtures of the invented press: its server on a free port, and a small client that uses it."""

import contextlib
import http.client
import json
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

STUDY = Path(__file__).parents[2] / "studies" / "invented-press"


@dataclass(frozen=True)
class Answer:
    """One answer: status, headers (lower-case names) and body."""

    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        """Return the body read as JSON."""
        return json.loads(self.body)


class Press:
    """A client of the invented press at `port`."""

    def __init__(self, port: int) -> None:
        """Talk to the server at `port` of this machine."""
        self.port = port

    def ask(self, target: str, method: str = "GET", **headers: str) -> Answer:
        """Request `target` as it stands: a whole URL as a proxy takes it, or a path."""
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        with contextlib.closing(connection):
            connection.request(method, target, headers=names)
            answer = connection.getresponse()
            got = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, got, answer.read())

    def by_host(self, url: str) -> Answer:
        """Request a whole URL by path and Host header, as a web server is asked."""
        parts = urlsplit(url)
        return self.ask(parts.path, Host=parts.netloc)

    def follow(self, url: str) -> Answer:
        """Request a whole URL through the proxy and follow one redirect."""
        answer = self.ask(url)
        return (
            self.ask(answer.headers["location"])
            if answer.status == http.client.MOVED_PERMANENTLY
            else answer
        )

    def manifest(self) -> list[dict[str, str]]:
        """Return what a crawl has to make of each announced address."""
        return list(self.ask("/-/manifest").json())


@contextlib.contextmanager
def serving() -> Iterator[Press]:
    """Serve the invented press on a free port until the block ends."""
    command = [sys.executable, str(STUDY / "world" / "serve.py"), "--port", "0", "--slow", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        line = server.stdout.readline()
        try:
            yield Press(int(line.rsplit(":", 1)[1]))
        finally:
            server.terminate()
            server.wait(timeout=5)


@pytest.fixture(scope="session")
def press() -> Iterator[Press]:
    """Give the first day of the invented press; tests only read it."""
    with serving() as client:
        yield client


@pytest.fixture
def own_press() -> Iterator[Press]:
    """Give an invented press of one's own, whose day may be changed."""
    with serving() as client:
        yield client


@pytest.fixture(scope="session")
def outlets() -> dict[str, dict[str, Any]]:
    """Give the outlet files of the study, by slug."""
    files = sorted((STUDY / "outlets").glob("*.toml"))
    return {path.stem: tomllib.loads(path.read_text("utf-8")) for path in files}


@pytest.fixture(scope="session")
def announcing(outlets: dict[str, dict[str, Any]]) -> Callable[[str], list[str]]:
    """Give a function: kind of announcement -> its addresses at all outlets."""

    def addresses(kind: str) -> list[str]:
        found = [each for outlet in outlets.values() for each in outlet["announces"].get(kind, [])]
        return [each["url"] if isinstance(each, dict) else each for each in found]

    return addresses
