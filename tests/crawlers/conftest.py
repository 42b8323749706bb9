"""The invented press on loopback, a study that crawls it, and a small server that misbehaves."""

import json
import os
import shutil
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from corpus.study import Study, read_study

TOP = Path(__file__).parents[2]
PRESS = TOP / "studies" / "invented-press"


@dataclass
class World:
    """A running invented press."""

    address: str

    def ask(self, path: str, *, post: bool = False) -> Any:
        """Ask a control page."""
        method = "POST" if post else "GET"
        request = urllib.request.Request(self.address + path, method=method)  # noqa: S310
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 - loopback
            return json.load(answer)


@pytest.fixture
def world() -> Iterator[World]:
    """Serve the invented press on a free port, its slow outlet quick."""
    command = [sys.executable, str(PRESS / "world" / "serve.py"), "--port", "0", "--slow", "0.01"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        yield World(server.stdout.readline().split()[-1])
        server.terminate()


@pytest.fixture
def press_study(tmp_path: Path) -> Study:
    """Give a copy of the demo's study, without corpus, asked without delay."""
    folder = tmp_path / "press"
    folder.mkdir()
    text = (PRESS / "study.toml").read_text("utf-8").replace("delay = 0.02", "delay = 0")
    (folder / "study.toml").write_text(text, "utf-8")
    shutil.copytree(PRESS / "outlets", folder / "outlets")
    return read_study(folder)


@dataclass
class Done:
    """How a command ended."""

    status: int
    line: dict[str, Any]
    errors: str


@pytest.fixture
def framesay() -> Callable[..., Done]:
    """Give a function that runs `framesay ...` in a process of its own (reactors end once)."""

    def run(*arguments: object) -> Done:
        command = [sys.executable, "-m", "corpus.cli", *map(str, arguments)]
        environment = os.environ | {"PYTHONWARNINGS": "default"}
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, timeout=120, env=environment
        )
        lines = done.stdout.splitlines()
        line = json.loads(lines[-1]) if lines and lines[-1].startswith("{") else {}
        return Done(done.returncode, line, done.stderr)

    return run


@pytest.fixture
def kill_crawl() -> Callable[..., int]:
    """Give a function that starts a crawl and ends it with a signal once `when()` is true."""

    def run(number: int, when: Callable[[], bool], *arguments: object) -> int:
        command = [sys.executable, "-m", "corpus.cli", "crawl", *map(str, arguments)]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
            deadline = time.monotonic() + 60
            while not when() and process.poll() is None and time.monotonic() < deadline:
                time.sleep(0.01)
            process.send_signal(number)
            return process.wait()

    return run


@dataclass
class Site:
    """A server under the test's control: path -> (status, headers, body) or a list of these."""

    address: str = ""
    answers: dict[str, Any] = field(default_factory=dict)
    asked: list[tuple[str, float]] = field(default_factory=list)

    def times(self, path: str) -> list[float]:
        """Return when `path` was asked."""
        return [at for p, at in self.asked if p == path]


@pytest.fixture
def site() -> Iterator[Site]:
    """Serve a site that answers what the test says; it is reached as a proxy."""
    state = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = "/" + self.path.split("/", 3)[-1] if "//" in self.path else self.path
            state.asked.append((path, time.monotonic()))
            answer = state.answers.get(path, (404, {}, b""))
            if isinstance(answer, list):
                answer = answer.pop(0) if len(answer) > 1 else answer[0]
            status, headers, body = answer
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Stay quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield state
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def site_study(tmp_path: Path, site: Site) -> Study:
    """Give a study with one outlet, site.example, served by `site`."""
    folder = tmp_path / "one-site"
    (folder / "outlets").mkdir(parents=True)
    (folder / "study.toml").write_text(
        f"""
title = "One site"
codebook = "social_credit"
contact = "me@example.org"
outlets = ["site"]
[period]
from = 2020-01-01
[topic]
keep = ["social credit"]
[crawler]
delay = 0
proxy = "{site.address}"
timeout = 3
""",
        "utf-8",
    )
    (folder / "outlets" / "site.toml").write_text(
        """
name = "Site"
domain = "site.example"
country = "CA"
kind = "daily"
ownership = "private"
language = "en"
paywall = "none"
[announces]
feeds = ["http://site.example/feed"]
""",
        "utf-8",
    )
    return read_study(folder)
