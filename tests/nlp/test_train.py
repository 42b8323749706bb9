"""`framesay train` learns from a small file of codings, writes the model, and says its worth."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from corpus.cli import main
from corpus.study import Study
from nlp.codebook import load_codebook
from nlp.framing import models

HEALS = ("heals a cold", "cures fevers", "eased her cough", "made him well again", "mends the sick")
NOT = ("grows in the hills", "is sold at the port", "was taxed", "is dried in May", "came by ship")
TEAS = (
    "Green tea",
    "The tea of the valley",
    "Tea from Osterby",
    "This tea",
    "Black tea",
    "Her tea",
)
FAST = ("--no-tuning", "--folds", "3")


@pytest.fixture
def codings(tmp_path: Path) -> Path:
    """Give a file of 60 invented codings, two to an article."""
    lines = ["text,article,healing,relevant"]
    for at, tea in enumerate(TEAS):
        for number, (yes, no) in enumerate(zip(HEALS, NOT, strict=True)):
            article = f"a{at}-{number}"
            lines += [f"{tea} {yes}.,{article},1,1", f"{tea} {no}.,{article},0,1"]
    path = tmp_path / "codings.csv"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def test_from_codings_to_codes(
    codings: Path, write_codebook: Callable[..., Path], full_study: Study
) -> None:
    """Figures are printed, the model lies beside the codebook, `try` and `annotate` use it."""
    book = write_codebook()
    done = CliRunner().invoke(main, ["train", str(codings), "--codebook", str(book), *FAST])
    assert done.exit_code == 0, done.output
    for said in ("cross-validation: 60 codings", "30 articles", "healing", "macro-F1"):
        assert said in done.stdout
    assert "framesay annotate uses it from now on" in done.stderr
    model = models.model_file(load_codebook(str(book), Path()))
    assert model == book.with_name("tea.model.npz")
    tried = CliRunner().invoke(main, ["codebook", "try", str(book), "Tea cures fevers.", "--json"])
    assert tried.exit_code == 0, tried.output
    assert tried.stderr == ""
    assert [c["present"] for c in json.loads(tried.stdout)["codings"]] == [True]
    coded = CliRunner().invoke(main, ["annotate", str(full_study.folder), "--codebook", str(book)])
    assert coded.exit_code == 0, coded.output
    assert "tea.model.npz" in coded.stdout


def test_figures_for_programs(codings: Path) -> None:
    """Without a codebook figures alone are made, and no file."""
    before = set(codings.parent.iterdir())
    done = CliRunner().invoke(main, ["train", str(codings), *FAST, "--quiet", "--json"])
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert found["model"] is None
    assert found["held_out"]["sentences"] == 60
    assert found["held_out"]["frames"]["healing"]["positives"] == 30
    assert 0 <= found["held_out"]["macro_f1"] <= 1
    assert set(codings.parent.iterdir()) == before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("sentence,healing\nTea heals.,1\n", "text"),
        ("text,healing\nTea heals.,7\n", "healing"),
        ("text,healing\n", "holds no coded sentence"),
    ],
)
def test_a_wrong_file_is_one_line(codings: Path, text: str, said: str) -> None:
    """File, place and what to do; exit status 2."""
    codings.write_text(text, "utf-8")
    done = CliRunner().invoke(main, ["train", str(codings), *FAST])
    assert done.exit_code == 2
    (line,) = done.stderr.splitlines()
    assert "codings.csv" in line
    assert said in line


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """Its name is said."""
    done = CliRunner().invoke(main, ["train", str(tmp_path / "nothing.csv")])
    assert done.exit_code == 2
    assert "nothing.csv" in done.stderr
