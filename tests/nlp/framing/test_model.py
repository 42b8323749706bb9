"""A model is plain arrays: what is saved is what is loaded."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from corpus.errors import StudyError
from nlp.framing.encoder import WIDTH
from nlp.framing.model import LETTERS, Finish, FrameModel, Linear


def made() -> FrameModel:
    """Return a model with every part, of numbers that 16 bits hold."""
    vector = np.arange(2 * WIDTH, dtype=np.float32).reshape(2, WIDTH) / np.float32(1024)
    bias = np.asarray([0.5, -0.25], np.float32)
    letters = np.zeros((2, LETTERS), np.float32)
    letters[1, 5] = 0.75
    name = "frame:a/b"
    return FrameModel(
        {name: ("absent", "asserted")},
        {name: Linear(vector, bias, letters)},
        layers=[{"query.bias": bias}, {"query.bias": bias * 2}],
        heads={name: Linear(vector / np.float32(2), bias)},
        rarity=np.ones(LETTERS, np.float32),
        finishes={
            name: Finish(("score",), (1.5,), -0.5, vector[0]),
            "voice": Finish(("score", "quoted"), (1.0, 2.0), 0.0),
        },
        temperature=1.25,
        about={"learned_from": "invented"},
    )


def test_saved_and_loaded_is_equal(tmp_path: Path) -> None:
    """Arrays, finishes with and without vector, and everything said about it."""
    one, path = made(), tmp_path / "a.model.npz"
    one.save(path)
    two = FrameModel.load(path)
    assert (one.questions, one.temperature, one.about) == (
        two.questions,
        two.temperature,
        two.about,
    )
    for mine, other in ((one.linear, two.linear), (one.heads, two.heads)):
        assert mine.keys() == other.keys()
        for name, linear in mine.items():
            assert np.array_equal(linear.vector, other[name].vector)
            assert np.array_equal(linear.bias, other[name].bias)
    letters = two.linear["frame:a/b"].letters
    assert letters is not None
    assert letters[1, 5] == 0.75
    assert two.heads["frame:a/b"].letters is None
    assert [layer["query.bias"].tolist() for layer in two.layers] == [[0.5, -0.25], [1, -0.5]]
    assert two.rarity is not None
    values: dict[str, NDArray[Any]] = {
        "score": np.ones(1),
        "quoted": np.ones(1),
        "vector": np.ones((1, WIDTH), np.float32),
    }
    for name, finish in one.finishes.items():
        assert finish.chance(values) == two.finishes[name].chance(values)
    with np.load(path, allow_pickle=False) as arrays:
        assert all(arrays[n].dtype != object for n in arrays.files)


@pytest.mark.parametrize("content", [b"", b"no model", b"PK\x03\x04broken"])
def test_other_files_are_refused(tmp_path: Path, content: bytes) -> None:
    """One line instead of a traceback."""
    path = tmp_path / "a.npz"
    path.write_bytes(content)
    with pytest.raises(StudyError, match="no model of framesay train"):
        FrameModel.load(path)


def test_other_arrays_and_half_files_are_refused(tmp_path: Path) -> None:
    """Arrays of somebody else, pickles, a file cut off, none at all."""
    path = tmp_path / "a.npz"
    made().save(path)
    path.write_bytes(path.read_bytes()[:2000])
    other, pickled = tmp_path / "b.npz", tmp_path / "c.npz"
    np.savez(other, a=np.zeros(3))
    np.savez(pickled, text=np.asarray([{}], dtype=object))
    for file in (path, other, pickled, tmp_path / "none.npz"):
        with pytest.raises(StudyError):
            FrameModel.load(file)
