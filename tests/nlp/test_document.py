"""Parsing keeps offsets; sentences end where an editor would end them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from corpus.errors import StudyError
from nlp import document
from nlp.document import load_pipeline, parse, parse_many, pipeline_name, sentences


def cut(pipeline: Language, text: str) -> list[str]:
    """Return the sentences of `text` as strings."""
    return [text[s.start : s.end] for s in sentences(parse(pipeline, text))]


def test_unknown_pipeline_is_one_clear_line() -> None:
    """A pipeline that is not installed names the study's key and what to do."""
    with pytest.raises(StudyError, match=r"annotate\.spacy_model: 'en_nothing' is not installed"):
        load_pipeline("en_nothing")


def test_pipeline_name_has_its_version(pipeline: Language) -> None:
    """Coding runs record which pipeline of which version coded."""
    name, version = pipeline_name("en_core_web_sm").split()
    assert name.startswith("en_core_web_sm")
    assert version == pipeline.meta["version"]


@pytest.mark.parametrize(
    "sentence",
    [
        "“The list is wrong,” said Marta Okonedo.",
        "“Who pays for this?” asked Marta Okonedo.",
        "“Stop the cameras!” she shouted.",
        '"Nobody asked us," the residents wrote.',
    ],
)
def test_the_cue_stays_with_its_quotation(pipeline: Language, sentence: str) -> None:
    """No sentence ends between closing marks and the cue behind them."""
    before = "The hearing began."
    assert cut(pipeline, f"{before} {sentence}") == [before, sentence]


def test_a_new_line_ends_a_sentence(pipeline: Language) -> None:
    """A headline without a full stop is a sentence of its own; empty lines are none."""
    text = "Ratings on trial\n\n  The court met on Monday \nNobody came."
    assert cut(pipeline, text) == ["Ratings on trial", "The court met on Monday", "Nobody came."]


@pytest.mark.parametrize("text", ["", " ", "\n\n", " \t \n"])
def test_nothing_has_no_sentences(pipeline: Language, text: str) -> None:
    """Empty texts are parsed and have no sentences."""
    doc = parse(pipeline, text)
    assert doc.text == text
    assert sentences(doc) == ()


def test_many_keep_their_order(pipeline: Language) -> None:
    """As many documents come back as texts went in, in their order."""
    texts = [f"Article {number} ends here." for number in range(20)]
    assert [doc.text for doc in parse_many(pipeline, texts, batch=3)] == texts


def test_a_very_long_text_is_parsed_in_pieces(
    pipeline: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A text over the limit keeps every character and every offset."""
    text = "The list is long. Nobody has read it.\n" * 40
    monkeypatch.setattr(document, "LONGEST", 300)
    doc = parse(pipeline, text)
    assert doc.text == text
    assert cut(pipeline, text).count("Nobody has read it.") == 40


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=200))
def test_offsets_hold_for_any_text(pipeline: Language, text: str) -> None:
    """The Doc's text is the text; sentences lie in it, in order, trimmed, on one line."""
    doc = parse(pipeline, text)
    assert doc.text == text
    end = 0
    for number, sentence in enumerate(sentences(doc)):
        piece = text[sentence.start : sentence.end]
        assert sentence.sentence == number
        assert end <= sentence.start < sentence.end
        assert piece == piece.strip()
        assert "\n" not in piece
        end = sentence.end
