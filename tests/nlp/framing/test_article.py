"""An article's dominant frame follows from the codebook's rule."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.records import ArticleFrame, Coding, Sentence
from nlp.codebook.file import ArticleRule
from nlp.framing.article import HEADLINE, article_frames, dominant_frame


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


RULE = ArticleRule(rule="r")
TEXT = tuple(Sentence(n, 10 * n, 10 * n + 9) for n in range(8))


def test_each_frame_is_measured() -> None:
    """Counts are of the text; the headline shows in in_headline and in what the rule compares."""
    found = {m.frame: m for m in article_frames(CODINGS, TEXT, {-1, 0, 1, 2, 3, 4}, RULE)}
    assert list(found) == ["c", "b", "a"]
    assert found["a"] == ArticleFrame(
        "a", 2, 0.4, 0, 0, 1.2, 2, in_headline=False, first=False, dominant=False
    )
    assert found["b"] == ArticleFrame(
        "b", 2, 0.4, 0, 0, 1.5, 1, in_headline=False, first=True, dominant=True
    )
    assert found["c"] == ArticleFrame(
        "c", 0, 0.0, 0, 0, 0.99, None, in_headline=True, first=False, dominant=False
    )


def test_contested_and_sources_are_counted_in_the_text_alone() -> None:
    """A contested headline is no contested sentence."""
    codings = [
        Coding(HEADLINE, 0, 5, "a", 0.9, True, "contested", "source"),
        Coding(3, 0, 5, "a", 0.7, True, "contested", "author"),
        Coding(4, 0, 5, "a", 0.6, True, "asserted", "source"),
    ]
    (only,) = article_frames(codings, TEXT, range(8), RULE)
    assert (only.sentences, only.contested, only.from_sources) == (2, 1, 1)
    assert (only.in_headline, only.share, only.first_sentence) == (True, 0.25, 3)


def test_the_more_probable_of_two_in_one_sentence_is_first() -> None:
    """Whatever their order in the codebook; equal ones in that order."""
    pair = [coding(5, "a", 0.6), coding(5, "b", 0.7)]
    assert [m.frame for m in article_frames(pair, TEXT, {5}, RULE) if m.first] == ["b"]
    equal = [coding(5, "a"), coding(5, "b")]
    assert [m.frame for m in article_frames(equal, TEXT, {5}, RULE) if m.first] == ["a"]


def test_no_sentence_about_the_topic_has_no_share() -> None:
    """A headline alone: nothing to divide by is not zero."""
    (only,) = article_frames([coding(HEADLINE, "a")], TEXT, {HEADLINE}, RULE)
    assert (only.share, only.sentences, only.first, only.dominant) == (None, 0, False, True)
    assert article_frames([], TEXT, {1}, RULE) == ()


@given(
    st.lists(
        st.builds(
            coding,
            st.integers(-1, 9),
            st.sampled_from("abc"),
            st.floats(0, 1),
            present=st.booleans(),
        ),
        unique_by=lambda c: (c.sentence, c.frame),
    ),
    st.sampled_from(["most_sentences", "highest_probability", "headline_first"]),
    st.integers(1, 3),
)
def test_measures_agree_with_each_other(codings: list[Coding], dominant: str, least: int) -> None:
    """Shares are shares, one frame is first, and the rule's frame is the one that dominates."""
    rule = ArticleRule(rule="r", dominant=dominant, minimum=least)  # type: ignore[arg-type]
    inside = [c for c in codings if c.sentence < len(TEXT)]
    measured = article_frames(codings, TEXT, range(len(TEXT)), rule)
    in_text = any(c.present and c.sentence >= 0 for c in inside)
    assert sum(m.first for m in measured) == in_text
    assert [m.frame for m in measured if m.dominant] == [
        f for f in [dominant_frame(inside, rule)] if f
    ]
    for m in measured:
        assert m.share == round(m.sentences / len(TEXT), 4)
        assert max(m.contested, m.from_sources) <= m.sentences
        assert (m.first_sentence is None) == (m.sentences == 0)
        assert m.in_headline or m.sentences
