"""The whole job, the way a user runs it: make demo, then look at what is served and released."""

import json
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import urllib.request
from contextlib import closing
from pathlib import Path

import pandas as pd
import pytest

TOP = Path(__file__).parent.parent
PRESS = TOP / "studies" / "invented-press"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Run the demo on a copy of its study; give the study's folder and what was printed."""
    study = tmp_path_factory.mktemp("whole") / "invented-press"
    study.mkdir()
    shutil.copy(PRESS / "study.toml", study)
    shutil.copytree(PRESS / "outlets", study / "outlets")
    command = [sys.executable, str(PRESS / "demo.py"), "--no-serve", "--study", str(study)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return study, done.stdout


def test_every_article_of_the_invented_press_is_accounted_for(demo: tuple[Path, str]) -> None:
    """The demo compares each announced address with the manifest and says so."""
    _, printed = demo
    said = re.search(r"every article accounted for: (\d+) of (\d+)", printed)
    assert said is not None
    assert said[1] == said[2]
    assert int(said[2]) >= 50
    assert "the data package is valid" in printed


def test_all_articles_are_coded_and_all_offsets_fit(demo: tuple[Path, str]) -> None:
    """text[start:end] is the stored string, for sentences, contents, cues and sources."""
    study, _ = demo
    with closing(sqlite3.connect(study / "corpus" / "corpus.db")) as corpus:
        uncoded = corpus.execute(
            "SELECT count(*) FROM article WHERE is_current = 1 AND article_id NOT IN"
            " (SELECT article_id FROM coding_run WHERE is_current = 1)"
        ).fetchone()
        quotations = corpus.execute(
            "SELECT a.text, q.content, q.content_spans, q.cue, q.cue_start, q.cue_end, q.source,"
            " q.source_start, q.source_end FROM quotation AS q JOIN coding_run AS r"
            " USING (coding_run) JOIN article AS a USING (article_id, version)"
        ).fetchall()
    assert uncoded == (0,)
    assert len(quotations) > 150
    for text, content, spans, cue, cue_start, cue_end, source, start, end in quotations:
        assert content == " … ".join(text[s:e] for s, e in json.loads(spans))
        assert cue is None or text[cue_start:cue_end] == cue
        assert source is None or text[start:end] == source


def test_both_frames_occur_standing_and_contested(demo: tuple[Path, str]) -> None:
    """The founding question can be asked of the demo: which frame, standing or not, by whom."""
    study, _ = demo
    data = study / "release" / "demo" / "data"
    codings = pd.read_csv(data / "codings.csv")
    present = codings[codings["present"] == 1]
    found = set(zip(present["frame"], present["stance"], strict=True))
    for frame in ("orwellian", "trust_rebuilding"):
        assert {(frame, "asserted"), (frame, "contested")} <= found
    assert set(present["voice"]) == {"author", "source"}
    quotations = pd.read_csv(data / "quotations.csv")
    assert set(quotations["kind"]) == {"direct", "mixed", "indirect"}


def test_the_release_agrees_with_the_corpus(demo: tuple[Path, str]) -> None:
    """Row counts and hashes in the descriptor are those of the files, and no text is in them."""
    study, _ = demo
    release = study / "release" / "demo"
    package = json.loads((release / "datapackage.json").read_text("utf-8"))
    rows = {r["name"]: r["rowCount"] for r in package["resources"] if r["format"] == "csv"}
    with closing(sqlite3.connect(study / "corpus" / "corpus.db")) as corpus:
        links = corpus.execute("SELECT count(*) FROM link").fetchone()[0]
        text = corpus.execute("SELECT text FROM article WHERE is_current = 1").fetchone()[0]
    assert rows["links"] == links
    longest = max(text.split("\n"), key=len)
    assert longest.encode() not in (release / "data" / "sentences.csv").read_bytes()


def test_the_corpus_is_served_with_a_reading_view(demo: tuple[Path, str]) -> None:
    """`framesay serve` prints its address, answers, and ends cleanly at Ctrl-C."""
    study, _ = demo
    command = [sys.executable, "-m", "corpus.cli", "serve", str(study), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        address = re.search(r"http://\S+/", server.stdout.readline())
        assert address is not None
        with urllib.request.urlopen(address[0], timeout=30) as answer:  # noqa: S310 - loopback
            front = answer.read().decode()
        article = re.search(r"/-/read/[0-9a-f]{16}", _page(address[0] + "corpus/reading_list"))
        assert article is not None
        page = _page(address[0] + article[0].lstrip("/"))
        server.send_signal(signal.SIGINT)
        status = server.wait(20)
    assert "The social credit system in the invented press" in front
    assert "Orwellian" in page
    assert "Who is quoted" in page
    assert status == 0


def _page(address: str) -> str:
    with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310 - loopback
        text: str = answer.read().decode()
    return text
