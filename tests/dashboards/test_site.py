"""Checks before serving, and who may ask."""

import asyncio
import socket
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import StoreError, StudyError, TryLater
from corpus.migrations import CURRENT
from dashboards.site import _address, _listen, check_corpus, is_loopback, only_local_hosts


def test_no_corpus_yet(tmp_path: Path) -> None:
    """The message says what to do first."""
    with pytest.raises(StudyError, match="no corpus there yet; crawl first"):
        check_corpus(tmp_path / "corpus.db")


def test_other_and_broken_files(tmp_path: Path) -> None:
    """A file that is no corpus, or no database, is refused by name."""
    other = tmp_path / "other.db"
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE a (b)")
    connection.close()
    with pytest.raises(StoreError, match=r"other\.db: this SQLite file is no framesay corpus"):
        check_corpus(other)
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"no database at all" * 100)
    with pytest.raises(StoreError, match=r"broken\.db: the corpus cannot be read"):
        check_corpus(broken)


@pytest.mark.parametrize(("version", "todo"), [(CURRENT + 1, "upgrade"), (0, "framesay crawl")])
def test_other_schema(tmp_path: Path, version: int, todo: str) -> None:
    """A newer or older corpus is named with what to do."""
    path = tmp_path / "corpus.db"
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA application_id = 0x66726D73")
    connection.execute(f"PRAGMA user_version = {version}")
    connection.close()
    with pytest.raises(StoreError, match=todo):
        check_corpus(path)


def test_good_corpus_passes(corpus: tuple[Path, dict[str, str]]) -> None:
    """The test corpus can be served."""
    assert check_corpus(corpus[0]) is None  # type: ignore[func-returns-value]


def test_taken_port_is_tried_later() -> None:
    """A port in use gives one line and the status "try later"."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(TryLater, match=f"127.0.0.1:{port} cannot be used") as error:
            _listen("127.0.0.1", port)
    assert error.value.exit_code == 75


def test_free_port_is_named() -> None:
    """Port 0 takes a free port; the address tells which."""
    with _listen("127.0.0.1", 0) as listener:
        assert _address(listener) == f"http://127.0.0.1:{listener.getsockname()[1]}/"


@pytest.mark.parametrize(
    ("host", "expected"),
    [("127.0.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("x", False)],  # noqa: S104
)
def test_loopback(host: str, *, expected: bool) -> None:
    """Only addresses of this computer count."""
    assert is_loopback(host) is expected


@pytest.mark.parametrize(
    ("host", "passed"),
    [
        (b"127.0.0.1:8001", True),
        (b"localhost:8001", True),
        (b"[::1]:8001", True),
        (b"evil.example:8001", False),
        (b"", False),
    ],
)
def test_requests_under_another_name_are_refused(host: bytes, *, passed: bool) -> None:
    """DNS rebinding brings a foreign name in the Host header."""
    seen: list[str] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        del scope, receive, send
        seen.append("passed")

    async def send(event: Any) -> None:
        if event["type"] == "http.response.start":
            seen.append(str(event["status"]))

    scope = {"type": "http", "headers": [(b"host", host)]}
    asyncio.run(only_local_hosts(app)(scope, None, send))
    assert seen == (["passed"] if passed else ["421"])
