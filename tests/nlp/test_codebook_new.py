"""A codebook can be begun without knowing its keys."""

from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

from corpus.errors import StudyError
from nlp.cli import codebook
from nlp.codebook import CodebookFile, Exclusion, FrameRule, TokenPattern, load_codebook
from nlp.codebook.starter import MARK


def begin(*arguments: str) -> Result:
    """Run `framesay codebook new`."""
    return CliRunner().invoke(codebook, ["new", *arguments])


def test_a_new_codebook_passes_its_own_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As it is written; its comments name the keys that it does not use."""
    monkeypatch.chdir(tmp_path)
    done = begin("scooters")
    assert (done.exit_code, done.stdout[:14]) == (0, "scooters.toml:")
    book = load_codebook("scooters.toml", tmp_path)
    assert [frame.id for frame in book.file.frames] == ["benefit", "risk"]
    text = (tmp_path / "scooters.toml").read_text("utf-8")
    assert MARK in text
    for key in ("part_of", "frames.patterns", "exclusions", "unless", "contested", "literature"):
        assert key in text
    assert CliRunner().invoke(codebook, ["check", "scooters.toml"]).exit_code == 0


def test_title_topic_and_frames_are_taken_as_they_are(tmp_path: Path) -> None:
    """Quotation marks, other scripts and our own place holders do no harm."""
    path = tmp_path / "mine.toml"
    frames = ("--frame", "menace: “Menace” & @ID", "--frame", "green_city:Green \\ city")
    title = 'E-"scooters" @TOPIC'
    done = begin("scooters", "--title", title, "--topic", "Téma.", *frames, "--to", str(path))
    assert done.exit_code == 0
    file = load_codebook("mine.toml", tmp_path).file
    assert (file.title, file.topic) == (title, "Téma.")
    assert [(f.id, f.name) for f in file.frames] == [
        ("menace", "“Menace” & @ID"),
        ("green_city", "Green \\ city"),
    ]


def test_nothing_is_ever_overwritten(tmp_path: Path) -> None:
    """A codebook is a scholar's work."""
    path = tmp_path / "mine.toml"
    path.write_text("work", "utf-8")
    done = begin("mine", "--to", str(path))
    assert isinstance(done.exception, StudyError)
    assert "exists already" in str(done.exception)
    assert path.read_text("utf-8") == "work"


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (("Mine",), "lower-case letters"),
        (("mine", "--frame", "a: A", "--frame", "a: B"), "names two frames"),
        (("mine", "--to", "no/such/folder.toml"), "cannot be written"),
    ],
)
def test_what_makes_no_codebook_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], hint: str
) -> None:
    """One line says why."""
    monkeypatch.chdir(tmp_path)
    done = begin(*arguments)
    assert isinstance(done.exception, StudyError)
    assert hint in str(done.exception)
    assert list(tmp_path.iterdir()) == []


def test_a_frame_without_id_is_wrong_usage() -> None:
    """It says how one is written."""
    done = begin("mine", "--frame", "Just a name")
    assert done.exit_code == 2
    assert 'must be "id: Name"' in done.stderr


def test_the_codebook_of_the_documentation_is_right(tmp_path: Path) -> None:
    """What docs/codebook.md shows as a whole codebook passes `check`; every key is explained."""
    page = (Path(__file__).parents[2] / "docs" / "codebook.md").read_text("utf-8")
    block = next(b for b in page.split("```toml\n")[1:] if b.startswith('id = "scooters"'))
    (tmp_path / "scooters.toml").write_text(block.partition("```")[0], "utf-8")
    assert load_codebook("scooters.toml", tmp_path).token_groups()
    for struct in (CodebookFile, FrameRule, TokenPattern, Exclusion):
        for field in msgspec.structs.fields(struct):
            assert field.name in page
