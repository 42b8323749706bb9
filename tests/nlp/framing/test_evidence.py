"""The words that carried a decision are named where they stand."""

import numpy as np

from nlp.codebook import Match
from nlp.framing.evidence import heaviest, merged, phrases, placed
from nlp.framing.passages import Unit

TEXT = "The bridge devours the funds of town and clinic."


def test_words_that_score_most_are_named() -> None:
    """Offsets count in the sentence, then in its text; light and empty words are left out."""
    unit = Unit(3, 100, 100 + len(TEXT), TEXT, [])
    weights = {"devours": 5.0, "funds": 4.0, "clinic": 0.5, "the": 9.0}
    words = TEXT.rstrip(".").split()
    starts, at = [], 0
    for word in words:
        starts.append(100 + TEXT.index(word, at))
        at = starts[-1] - 100 + len(word)
    vectors = np.asarray([[weights.get(word, 0.0), 1.0] for word in words], np.float32)
    direction = np.asarray([1, 0], np.float32)
    found = heaviest(unit, np.asarray(starts), vectors, direction)
    assert [TEXT[a:b] for a, b in found] == ["devours", "funds"]
    assert placed(unit, found) == tuple((a + 100, b + 100) for a, b in found)


def test_a_sentence_without_words_names_none() -> None:
    """Figures and empty words carry no frame."""
    unit = Unit(0, 0, 8, "It is 3.", [])
    found = heaviest(unit, np.asarray([0, 3, 6]), np.ones((3, 2), np.float32), np.ones(2, "f"))
    assert found == ()


def test_phrases_are_joined_where_they_touch() -> None:
    """Phrases that touch are one piece of evidence; those of other frames are none of it."""
    found = [
        Match("strong:waste", 11, 18),
        Match("strong:waste", 18, 28),
        Match("strong:pride", 4, 10),
    ]
    assert merged((m.start, m.end) for m in found) == ((4, 10), (11, 28))
    assert merged([(0, 2), (2, 4)]) == ((0, 4),)
    assert phrases(Unit(0, 0, len(TEXT), TEXT, found), "waste") == ((11, 28),)
