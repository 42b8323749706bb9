"""Windows over a text: whole paragraphs, every piece at its place, marks and case kept."""

from hypothesis import given
from hypothesis import strategies as st

from nlp.quotations.pieces import CLS, SEP, tokenizer, windows

TEXT = "MINISTER QUITS\n\nMarta Okonedo said: “We will Appeal.”\nShe left."


def test_every_word_is_there_at_its_place() -> None:
    """The pieces' offsets give the words of the text, in order."""
    (window,) = windows(TEXT, tokenizer())
    real = window.starts >= 0
    pieces = zip(window.starts[real].tolist(), window.ends[real].tolist(), strict=True)
    text = "".join(TEXT[start:end] for start, end in pieces)
    assert text == "".join(TEXT.split())


def test_special_pieces() -> None:
    """A window begins with [CLS]; [SEP] ends each paragraph."""
    (window,) = windows(TEXT, tokenizer())
    special = window.ids[window.starts < 0].tolist()
    assert special == [CLS, SEP, SEP, SEP]


def test_marks_and_case() -> None:
    """Types tell capitals and what stands in quotation marks."""
    (window,) = windows(TEXT, tokenizer())
    kinds = {
        TEXT[s:e]: int(t)
        for s, e, t in zip(window.starts, window.ends, window.types, strict=True)
        if s >= 0
    }
    assert kinds["MINISTER"] == 2
    assert kinds["Marta"] == 1
    assert kinds["said"] == 0
    assert kinds["will"] == 3
    assert kinds["Appeal"] == 4


def test_a_text_without_words_has_no_window() -> None:
    """Nothing to read, nothing to find."""
    assert windows(" \n\n ", tokenizer()) == []


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=400), st.integers(8, 40))
def test_windows_keep_to_their_limit(text: str, limit: int) -> None:
    """No window is longer than its limit; pieces follow one another and lie in the text."""
    found = windows(text, tokenizer(), limit, limit)
    assert all(len(window.ids) <= limit for window in found)
    places = [int(s) for window in found for s in window.starts if s >= 0]
    assert places == sorted(places)
    assert all(0 <= place < len(text) for place in places)


def test_a_long_paragraph_is_cut() -> None:
    """A paragraph longer than a window goes on in the next."""
    found = windows("word " * 100, tokenizer(), 40, 40)
    assert [len(window.ids) for window in found] == [40, 40, 26]


def test_a_longer_paragraph_has_its_own_window() -> None:
    """Up to the longest length a paragraph is not cut, whatever the common limit."""
    found = windows(f"{'word ' * 60}\nShort.\nShort.", tokenizer(), 40, 80)
    assert [len(window.ids) for window in found] == [62, 7]


def test_a_cut_falls_behind_a_sentence() -> None:
    """A paragraph that is too long even so is cut where a sentence ends."""
    text = "One two three four five. " * 12
    first, *_ = windows(text, tokenizer(), 40, 40)
    assert text[int(first.ends[-2]) - 1] == "."


def test_an_introduction_stays_with_what_follows() -> None:
    """What "He said:" introduces shares its window."""
    text = f"{'word ' * 20}\nHe said:\n{'word ' * 25}"
    first, second = windows(text, tokenizer(), 40)
    assert len(first.ids) == 22
    assert text[int(second.starts[1]) :].startswith("He said:")
