"""Windows hold each wanted sentence once, with its neighbours as context."""

import numpy as np

from corpus.records import Span
from nlp.framing.windows import CONTEXT, LIMIT, LONGEST, NOBODY, windows
from nlp.quotations.pieces import CLS, SEP, tokenizer


def joined(lines: list[str]) -> tuple[str, list[Span]]:
    """Return a text with a sentence a line, and where they stand."""
    spans, at = [], 0
    for line in lines:
        spans.append((at, at + len(line)))
        at += len(line) + 1
    return "\n".join(lines), spans


def test_each_wanted_sentence_is_in_one_window_with_right_offsets() -> None:
    """Whatever is wanted; pieces lie in their sentence and cover its words."""
    text, spans = joined([f"“Bridge {n} – é 🙂 – is a joy,” she said to us." for n in range(40)])
    for wanted in (range(40), [0, 3, 4, 39], [7]):
        found = windows(text, spans, wanted, tokenizer())
        owners = [set(w.owner[w.owner != NOBODY].tolist()) for w in found]
        assert sorted(n for one in owners for n in one) == list(wanted)
        for window in found:
            assert (window.ids[0], window.ids[-1]) == (CLS, SEP)
            own = window.owner != NOBODY
            assert own.sum() <= LIMIT
            assert (window.starts[~own] == NOBODY).all()
            assert (window.ends[~own] == NOBODY).all()
            for n in set(window.owner[own].tolist()):
                here = window.owner == n
                start, end = spans[n]
                assert window.starts[here].min() == start
                assert window.ends[here].max() == end
                assert (window.starts[here] < window.ends[here]).all()
    assert windows(text, spans, [], tokenizer()) == []


def test_long_sentences_are_cut() -> None:
    """One sentence has a window of its own, no more than LONGEST pieces of it."""
    text, spans = joined(["A joy.", "bridge " * 500 + ".", "A debt."])
    found = windows(text, spans, [0, 1, 2], tokenizer())
    assert [int((w.owner != NOBODY).sum()) for w in found][1] == LONGEST
    assert len(found) == 3


def test_neighbours_are_context() -> None:
    """The last pieces of the one before and the first of the next, owned by nobody."""
    text, spans = joined(["one " * 99 + "two", "A joy.", "three " + "four " * 99])
    (window,) = windows(text, spans, [1], tokenizer())
    whole = tokenizer().encode(text, add_special_tokens=False).ids
    own = np.flatnonzero(window.owner == 1)
    before, after = window.ids[1 : own[0] - 1], window.ids[own[-1] + 2 : -1]
    at = whole.index(int(window.ids[own[0]]))
    assert before.tolist() == whole[at - CONTEXT : at]
    assert after.tolist() == whole[at + len(own) : at + len(own) + CONTEXT]
    assert window.ids[own[0] - 1] == window.ids[own[-1] + 1] == SEP


def test_empty_texts() -> None:
    """A sentence without a piece has a window that nobody owns."""
    (window,) = windows("", [(0, 0)], [0], tokenizer())
    assert (window.owner == NOBODY).all()
