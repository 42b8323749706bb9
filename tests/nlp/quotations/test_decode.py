"""From scores to spans and links, with scores made for the test."""

import numpy as np
import pytest

from nlp.quotations.decode import (
    CONTENT,
    CUE,
    SOURCE,
    Bias,
    Part,
    best_labels,
    classes,
    pointing,
    spans,
)

FREE = np.zeros((7, 7), np.float32)


def scores(*labels: int) -> np.ndarray:
    """Return scores that favour `labels`."""
    table = np.zeros((len(labels), 7), np.float32)
    table[range(len(labels)), labels] = 1
    return table


def test_the_favoured_labels_win() -> None:
    """Where the chain allows them, the best label of each piece is taken."""
    wanted = [0, 1, 2, 3, 0, 5, 6, 6]
    assert best_labels(scores(*wanted), FREE).tolist() == wanted


@pytest.mark.parametrize("label", [2, 4, 6])
def test_nothing_goes_on_that_has_not_begun(label: int) -> None:
    """A span begins with its first label, whatever the scores; so does the text."""
    found = best_labels(scores(label, label), FREE).tolist()
    assert found[0] != label
    assert found[1] != label or found[0] == label - 1


def test_transitions_count() -> None:
    """A dear transition is avoided."""
    dear = FREE.copy()
    dear[0, 3] = -5
    assert best_labels(scores(0, 3), dear).tolist() != [0, 3]


def test_spans() -> None:
    """Two spans of one kind may touch; others do not count."""
    labels = np.asarray([1, 2, 0, 5, 6, 5, 3, 4, 4])
    assert spans(labels, SOURCE) == [Part(0, 1)]
    assert spans(labels, CUE) == [Part(6, 8)]
    assert spans(labels, CONTENT) == [Part(3, 4), Part(5, 5)]


def test_distance_classes() -> None:
    """Signed, spaced by logarithm, none for the first piece."""
    row = classes(np.asarray([4]), np.asarray([5]), 12)[0].tolist()
    assert row == [12, 3, 2, 1, 0, 0, 13, 14, 15, 15, 16, 16]


def test_pointing_is_a_distribution() -> None:
    """Over the pieces of a window the chances sum to one."""
    rng = np.random.default_rng(0)
    vectors = rng.normal(size=(9, 3 * 64)).astype(np.float32)
    bias = Bias(np.zeros(24, np.float32), np.zeros(4, np.float32))
    table = pointing(vectors, [Part(1, 2), Part(5, 5)], np.zeros(9, np.int64), bias)
    assert table.shape == (2, 9)
    assert np.exp(table).sum(1) == pytest.approx([1, 1], abs=1e-5)


def test_another_paragraph_is_farther() -> None:
    """Of two equal pieces the one in the span's own paragraph is pointed to."""
    vectors = np.zeros((6, 3 * 64), np.float32)
    bias = Bias(np.zeros(24, np.float32), np.asarray([0, -2, -3, -4], np.float32))
    (row,) = pointing(vectors, [Part(4, 4)], np.asarray([0, 0, 0, 1, 1, 1]), bias)
    assert row[5] > row[2]
