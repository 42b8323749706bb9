"""Which model codes by a codebook, and which are refused."""

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.errors import StudyError
from nlp.codebook import Codebook, load_codebook
from nlp.framing import Coder, models
from nlp.framing.model import FrameModel


@pytest.fixture
def taught(write_codebook: Callable[..., Path]) -> Callable[..., Codebook]:
    """Give a writer of a codebook with a model beside it, which says what it is told to say."""

    def write(**about: object) -> Codebook:
        book = load_codebook(str(write_codebook()), Path())
        model = Coder(book).model
        fits = {"encoder_sha256": models.encoder_hash(), "codebook_hash": book.hash}
        model.about = {**fits, "frames": ["healing"], "mark": "mine", **about}
        model.save(models.beside(book.path))
        return book

    return write


def test_a_file_beside_the_codebook_is_taken(
    taught: Callable[..., Codebook], capsys: pytest.CaptureFixture[str]
) -> None:
    """What `framesay train` wrote codes, without a word."""
    book = taught()
    assert models.model_file(book) == models.beside(book.path)
    assert Coder(book).model.about["mark"] == "mine"
    assert capsys.readouterr().err == ""


def test_it_wins_over_a_shipped_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, taught: Callable[..., Codebook]
) -> None:
    """A shipped model is for the shipped codebook alone, and comes second even there."""
    book = taught()
    monkeypatch.setattr(models, "MODEL", tmp_path / "shipped")
    (tmp_path / "shipped").mkdir()
    shipped = tmp_path / "shipped" / "tea.model.npz"
    FrameModel({}, {}).save(shipped)
    own = models.beside(book.path)
    assert models.model_file(book) == own
    own.unlink()
    assert models.model_file(book) is None  # a codebook of that id, but not the one that ships
    monkeypatch.setattr(models, "HOME", book.path.parent)
    assert models.model_file(book) == shipped


def test_a_changed_model_has_another_hash(taught: Callable[..., Codebook]) -> None:
    """Codings know which model made them."""
    book = taught()
    before = models.model_hash(book)
    taught(mark="other")
    assert models.model_hash(book) != before


@pytest.mark.parametrize(
    ("about", "message"),
    [
        ({"encoder_sha256": "0" * 64}, "another version of the encoder"),
        ({"frames": ["healing", "price"]}, r"frames differ from those of tea\.toml \(price\)"),
    ],
)
def test_a_model_that_does_not_fit_is_refused(
    taught: Callable[..., Codebook], about: dict[str, object], message: str
) -> None:
    """In one line that names the file and the way out."""
    book = taught(**about)
    with pytest.raises(StudyError, match=message) as refused:
        Coder(book)
    line = str(refused.value)
    assert "tea.model.npz" in line
    assert line.endswith("train it again: framesay train")
    assert "\n" not in line


def test_a_file_that_is_no_model_is_refused(write_codebook: Callable[..., Path]) -> None:
    """Whatever lies there under that name."""
    book = load_codebook(str(write_codebook()), Path())
    models.beside(book.path).write_bytes(b"learned")
    with pytest.raises(StudyError, match=r"tea\.model\.npz"):
        Coder(book)


def test_a_codebook_changed_since_is_said_in_one_line(
    taught: Callable[..., Codebook], capsys: pytest.CaptureFixture[str]
) -> None:
    """It codes all the same, and says so once."""
    book = taught(codebook_hash="0" * 64)
    for _ in range(2):
        Coder(book)
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("framesay: warning: ")
    assert "tea.toml was changed since" in line
