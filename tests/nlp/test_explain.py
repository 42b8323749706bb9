"""`framesay explain` shows an article as it was coded."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from corpus.cli import main
from corpus.store import Store
from corpus.study import Study


@pytest.fixture
def coded(full_study: Study, write_codebook: Callable[..., Path]) -> Study:
    """Give a study with three articles, coded by a small codebook."""
    book = write_codebook(
        ('phrases = ["tea"]', 'phrases = ["social credit"]'),
        ('"heal*"', '"heal*", "restores trust"'),
    )
    done = CliRunner().invoke(main, ["annotate", str(full_study.folder), "--codebook", str(book)])
    assert done.exit_code == 0, done.output
    return full_study


@pytest.fixture
def trusting(coded: Study) -> tuple[str, str]:
    """Give id and URL of the article with the frame."""
    with Store(coded.database) as store:
        (row,) = store.rows(
            "SELECT article_id, url FROM article WHERE text LIKE '%restores trust%'"
        )
    return row["article_id"], row["url"]


def test_by_id_prefix_and_url(coded: Study, trusting: tuple[str, str]) -> None:
    """All three name the same article; evidence, quotation, measures and run are shown."""
    identifier, url = trusting
    shown = [
        CliRunner().invoke(main, ["explain", wanted, str(coded.folder)])
        for wanted in (identifier, identifier[:20], url)
    ]
    assert [one.exit_code for one in shown] == [0, 0, 0], shown[0].output
    assert len({one.stdout for one in shown}) == 1
    for said in ("*restores trust*", "Healing", "Quotations", "The article", "codebook tea 1"):
        assert said in shown[0].stdout


def test_for_programs(coded: Study, trusting: tuple[str, str]) -> None:
    """Offsets, words and measures as one object."""
    done = CliRunner().invoke(main, ["explain", trusting[0], str(coded.folder), "--json"])
    found = json.loads(done.stdout)
    (coding,) = [c for c in found["codings"] if c["present"] and c["sentence"] >= 0]
    assert coding["evidence_words"] == ["restores trust"]
    start, end = coding["evidence"][0]
    assert found["article"]["text"][start:end] == "restores trust"
    assert found["frames"] == {"healing": "Healing"}
    assert [frame["frame"] for frame in found["article_frames"]] == ["healing"]


@pytest.mark.parametrize("wanted", ["no-such-article", "https://example.org/nowhere"])
def test_an_unknown_article_is_one_line(coded: Study, wanted: str) -> None:
    """It says what would name one."""
    done = CliRunner().invoke(main, ["explain", wanted, str(coded.folder)])
    assert done.exit_code == 2
    (line,) = done.stderr.splitlines()
    assert wanted in line
    assert "name its id" in line


def test_a_codebook_that_has_not_coded(coded: Study, trusting: tuple[str, str]) -> None:
    """The way out is said."""
    done = CliRunner().invoke(
        main, ["explain", trusting[0], str(coded.folder), "--codebook", "nuclear_energy"]
    )
    assert done.exit_code == 2
    assert "is not coded by nuclear_energy; code it: framesay annotate" in done.stderr


def test_a_text_file_needs_no_corpus(write_codebook: Callable[..., Path], tmp_path: Path) -> None:
    """The first line is the headline; without a codebook the file cannot be coded."""
    path = tmp_path / "note.txt"
    path.write_text("A note on tea\n\nTea heals the tired. It rained.\n", "utf-8")
    done = CliRunner().invoke(main, ["explain", str(path), "--codebook", str(write_codebook())])
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("A note on tea\n")
    assert "Tea *heals* the tired." in done.stdout
    assert CliRunner().invoke(main, ["explain", str(path)]).exit_code == 2
