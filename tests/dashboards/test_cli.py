"""`framesay serve` as a process."""

import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

STUDY = """
title = "Invented study"
codebook = "social_credit"
contact = "https://scholar.example/"
outlets = ["daily"]
[period]
from = 2026-01-01
[topic]
keep = ["score"]
"""


def start(study: Path, *more: str) -> subprocess.Popen[str]:
    """Start serving a study folder."""
    return subprocess.Popen(
        [sys.executable, "-m", "corpus.cli", "serve", str(study), *more],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def study(corpus: tuple[Path, dict[str, str]]) -> Path:
    """Return the folder of a study with the test corpus."""
    folder = corpus[0].parent.parent
    (folder / "study.toml").write_text(STUDY, "utf-8")
    return folder


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_serves_until_stopped(study: Path, ending: signal.Signals) -> None:
    """The address is printed, the page answers, Ctrl-C ends with 0."""
    process = start(study, "--port", "0")
    assert process.stdout
    found = re.search(r"http://127\.0\.0\.1:\d+/", process.stdout.readline())
    assert found
    with urllib.request.urlopen(found[0], timeout=20) as answer:  # noqa: S310 - our own address
        page = answer.read().decode()
    process.send_signal(ending)
    _, errors = process.communicate(timeout=20)
    assert "<h1>Invented study</h1>" in page
    assert (process.returncode, errors) == (0, "")


def test_study_without_corpus(tmp_path: Path) -> None:
    """One line, status 2."""
    (tmp_path / "study.toml").write_text(STUDY, "utf-8")
    process = start(tmp_path)
    _, errors = process.communicate(timeout=20)
    assert process.returncode == 2
    assert errors.count("\n") == 1
    assert "no corpus there yet" in errors
