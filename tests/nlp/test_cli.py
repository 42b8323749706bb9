"""The commands answer in plain lines and with the right exit status."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from corpus.study import Study
from nlp.cli import annotate, codebook
from nlp.codebook import load_codebook


def test_annotate_prints_one_line_and_exits_with_its_code(full_study: Study) -> None:
    """Nobody watches here: a JSON line for the log."""
    done = CliRunner().invoke(annotate, [str(full_study.folder), "--jobs", "1", "--quiet"])
    assert done.exit_code == 0
    assert done.stdout.startswith('{"command": "annotate"')
    assert done.stdout.count("\n") == 1


def test_annotate_takes_a_codebook_from_where_you_are(
    full_study: Study, write_codebook: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The path that the shell completes works, not only one from the study's folder."""
    path = write_codebook()
    monkeypatch.chdir(path.parent)
    done = CliRunner().invoke(annotate, [str(full_study.folder), "--codebook", path.name])
    assert done.exit_code == 0
    assert '"codebook": "tea 1"' in done.stdout


def test_check_names_each_file_and_each_mistake(write_codebook: Callable[..., Path]) -> None:
    """A right file gets a word, a wrong one all its lines and status 2."""
    right = write_codebook()
    done = CliRunner().invoke(codebook, ["check", str(right)])
    assert (done.exit_code, done.stdout) == (0, f"{right}: fine: tea 1, 1 frames\n")
    wrong = write_codebook(('id = "tea"', 'id = "T"'), ('language = "en"', 'language = ""'))
    done = CliRunner().invoke(codebook, ["check", str(wrong), "missing.toml"])
    assert done.exit_code == 2
    assert [line.split(": ")[2] for line in done.stderr.splitlines()[:2]] == ["id", "language"]
    assert done.stderr.splitlines()[2] == "framesay: missing.toml: no such file"


def test_show_prints_the_codebook() -> None:
    """The page a human coder works by."""
    done = CliRunner().invoke(codebook, ["show", "nuclear_energy"])
    assert done.exit_code == 0
    assert done.stdout.startswith("# Framing of nuclear energy\n")


def test_try_codes_one_sentence(write_codebook: Callable[..., Path]) -> None:
    """Frame, stance, voice and the words that carried it, for people and for programs."""
    book = str(write_codebook())
    sentence = "The doctor said that it is a myth that tea heals."
    done = CliRunner().invoke(codebook, ["try", book, sentence])
    assert done.exit_code == 0
    line = done.stdout.splitlines()[0]
    assert line.startswith("healing ")
    assert line.endswith("contested, source  [“heals”]")
    done = CliRunner().invoke(codebook, ["try", book, sentence, "--json"])
    found = json.loads(done.stdout)
    assert found["relevant"] is True
    (coding,) = found["codings"]
    start = sentence.index("heals")
    assert coding["evidence"] == [{"start": start, "end": start + 5, "text": "heals"}]


def test_show_gives_the_file_itself() -> None:
    """To begin one's own from it."""
    done = CliRunner().invoke(codebook, ["show", "nuclear_energy", "--as", "toml"])
    assert done.stdout.encode() == load_codebook("nuclear_energy", Path()).path.read_bytes()


def test_try_says_when_there_is_nothing() -> None:
    """No frame is an answer; another topic is said; an empty sentence is wrong usage."""
    done = CliRunner().invoke(codebook, ["try", "social_credit", "It rained."])
    assert done.stdout.splitlines()[-1] == "no frame"
    assert "not about the codebook's topic" in done.stdout
    assert CliRunner().invoke(codebook, ["try", "social_credit", " "]).exit_code == 2
