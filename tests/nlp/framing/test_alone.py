"""A codebook alone makes a first coder, whatever it lacks."""

from collections.abc import Callable
from pathlib import Path

import numpy as np

from nlp.codebook import Codebook, Matcher, load_codebook
from nlp.framing.alone import learn_alone, lessons, made
from nlp.framing.encoder import shipped
from nlp.framing.model import FrameModel
from nlp.framing.second import chances

COUNTER = """[[frames.counter_examples]]
text = "Tea is grown in the hills."
why = "No healing."
"""


def learned(book: Codebook) -> FrameModel:
    """Return the codebook's own model."""
    return learn_alone(book, Matcher(book.groups()), shipped())


def chance(model: FrameModel, strong: float, weak: float) -> float:
    """Return the probability of a sentence with so many phrases."""
    vectors = shipped().read("Tea", [(0, 3)], [0]).vectors[:1]
    values = {"strong": strong, "weak": weak, "enough": float(strong + weak / 2 >= 1)}
    words = {f"{name}:healing": np.asarray([v], np.float32) for name, v in values.items()}
    found = chances(model, model.scores(vectors, ["Tea"]), words)
    return float(found.present["healing"][0])


def test_everything_people_wrote_is_a_lesson(write_codebook: Callable[..., Path]) -> None:
    """Definition, examples, counter-examples; phrases make sentences of their own."""
    book = load_codebook(str(write_codebook()), Path())
    said = {lesson.text: lesson.says["healing"] for lesson in lessons(book)}
    assert said["Tea heals."] is said["Tea heals the tired."] is True
    assert said["Tea is grown in the hills."] is False
    phrases = {lesson.text: lesson.says["healing"] for lesson in made(book.file.frames[0])}
    assert phrases["heal"] is True
    assert phrases["healthy"] is False
    assert phrases["healthy, good for"] is True


def test_phrases_decide(write_codebook: Callable[..., Path]) -> None:
    """A strong one makes a frame likelier than none; also where no lesson lacks the frame."""
    weak = ('weak = ["healthy", "good for"]', "weak = []")
    for changes in ((), ((COUNTER, ""), weak)):
        model = learned(load_codebook(str(write_codebook(*changes)), Path()))
        assert chance(model, 0, 0) < chance(model, 1, 0)
        assert chance(model, 1, 0) > 0.5


def test_learning_is_repeatable(write_codebook: Callable[..., Path]) -> None:
    """The same file, the same weights."""
    book = load_codebook(str(write_codebook()), Path())
    one, other = learned(book), learned(book)
    assert one.finishes == other.finishes
    assert (one.linear["frame:healing"].vector == other.linear["frame:healing"].vector).all()
