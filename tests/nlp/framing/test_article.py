"""An article's dominant frame follows from the codebook's rule."""

import pytest

from corpus.records import Coding
from nlp.codebook.file import ArticleRule
from nlp.framing import dominant_frame


def coding(sentence: int, frame: str, probability: float = 0.6, *, present: bool = True) -> Coding:
    """Return a coding without evidence."""
    stance, voice = ("asserted", "author") if present else (None, None)
    return Coding(sentence, 0, 5, frame, probability, present, stance, voice)  # type: ignore[arg-type]


CODINGS = [
    coding(2, "a"),
    coding(1, "b"),
    coding(-1, "c", 0.99),
    coding(3, "a"),
    coding(4, "b", 0.9),
    coding(5, "a", 0.3, present=False),
]


@pytest.mark.parametrize(
    ("dominant", "minimum", "frame"),
    [
        ("most_sentences", 1, "b"),  # as many as "a", and first
        ("highest_probability", 1, "b"),
        ("headline_first", 1, "c"),
        ("headline_first", 2, None),
        ("most_sentences", 3, None),
    ],
)
def test_the_rule_decides(dominant: str, minimum: int, frame: str | None) -> None:
    """Codings that are not present do not count; ties go to the first."""
    rule = ArticleRule(rule="r", dominant=dominant, minimum=minimum)  # type: ignore[arg-type]
    assert dominant_frame(CODINGS, rule) == frame


def test_an_article_without_frames_has_none() -> None:
    """No frame is an answer."""
    assert dominant_frame([], ArticleRule(rule="r")) is None
