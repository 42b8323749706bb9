"""Phrases are found where they stand, however they are written."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.codebook import Matcher, load_codebook, shipped
from nlp.codebook.phrases import compile_expression, first_letters, is_expression


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("keep an eye on", "They Keep an eye on us.", ["Keep an eye on"]),
        ("trust building", "It is trust-building.", ["trust-building"]),
        ("doesn't", "It doesn’t help.", ["doesn’t"]),
        ("trust building", "In trust. Building on it.", []),
        ("surveil*", "Surveilled, surveillance; servile", ["Surveilled", "surveillance"]),
        ("art", "party art", ["art"]),
        ("/scor(?:e|ing) of \\d+/", "a Score of 600", ["Score of 600"]),
        (
            "/\\b(?:track|watch)es/",
            "she watches and Tracks, tracks, trackes",
            ["watches", "trackes"],
        ),
    ],
)
def test_phrases_are_found(phrase: str, text: str, found: list[str]) -> None:
    """Any case, any hyphen, whole words, no jump over a full stop."""
    matches = Matcher({"g": [phrase]}).find(text)
    assert [text[m.start : m.end] for m in matches] == found


@given(st.lists(st.sampled_from(["Big", "brother", "watches", "–", ".", "“", "é", "\n", " "])))
def test_matches_lie_in_the_text_and_read_as_the_phrase(pieces: list[str]) -> None:
    """Offsets count characters of the text, whatever stands around."""
    text = " ".join(pieces)
    for match in Matcher({"g": ["big brother", "watch*"]}).find(text):
        piece = text[match.start : match.end].lower()
        assert piece.startswith("watch") or piece.split()[0] == "big"


@pytest.mark.parametrize("name", shipped())
def test_the_short_cut_for_expressions_loses_no_match(name: str) -> None:
    """Expressions are only tried where their first word may stand; nothing is missed by it."""
    codebook = load_codebook(name, Path())
    sentences = [*codebook.file.neutral]
    for frame in codebook.file.frames:
        sentences += [e.text for e in (*frame.examples, *frame.counter_examples)]
    phrases = [p for group in codebook.groups().values() for p in group if is_expression(p)]
    assert any(first_letters(phrase) for phrase in phrases)
    for phrase in phrases:
        matcher = Matcher({"g": [phrase]})
        for text in sentences:
            plain = {m.span() for m in compile_expression(phrase).finditer(text)}
            assert {(m.start, m.end) for m in matcher.find(text)} == plain
