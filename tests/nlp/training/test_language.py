"""The parts of the language pipeline's training, on tiny invented data."""

import random
from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc
from spacy.training import Example

from nlp.models import folder_of, load
from nlp.models.half import create_half, halve
from nlp.models.lemmas import Lemmas
from nlp.models.vectors import NAME, QuantisedVectors
from nlp.training.language.augment import news_augmenter, other_marks
from nlp.training.language.evaluate import Counts, compare, entities, interval, total, treebank
from nlp.training.language.lemmas import edit_of, learn_lemmas
from nlp.training.language.vectors import quantise

WORDS = ["list", "court", "trust", "okonedo"]


@pytest.fixture
def table() -> QuantisedVectors:
    """Give a table of four words whose vectors are kept exactly."""
    centroids = np.zeros((2, 256, 2), np.float32)
    centroids[:, :4] = np.arange(16).reshape(4, 2, 2).swapaxes(0, 1)
    codes = np.repeat(np.arange(4, dtype=np.uint8), 2).reshape(4, 2)
    return QuantisedVectors(words=WORDS, codes=codes, centroids=centroids)


def test_quantised_vectors_are_near_the_vectors() -> None:
    """A thousand vectors around ten points are kept but for a few per cent of their spread."""
    draw = np.random.default_rng(0)
    points = draw.normal(size=(10, 4))
    vectors = (points[draw.integers(10, size=1000)] + draw.normal(0, 0.05, (1000, 4))).astype("f")
    codes, centroids = quantise(vectors, parts=2)
    words = [f"w{number}" for number in range(1000)]
    found = QuantisedVectors(words=words, codes=codes, centroids=centroids).get_batch(words)
    assert codes.shape == (1000, 2)
    assert ((found - vectors) ** 2).sum() < 0.01 * (vectors**2).sum()


def test_words_have_their_vectors(table: QuantisedVectors) -> None:
    """Every word has the parts that its codes name; an unknown word has zeros."""
    found = table.get_batch(["court", "unheard-of", "list"])
    assert found.tolist() == [[4, 5, 6, 7], [0, 0, 0, 0], [0, 1, 2, 3]]
    assert "trust" in table
    assert "unheard-of" not in table
    assert (table.rank("court"), table.rank("unheard-of")) == (1, 4)


def test_vectors_survive_disk_and_bytes(table: QuantisedVectors, tmp_path: Path) -> None:
    """What is written is read again, word by word."""
    table.to_disk(tmp_path)
    for again in (
        QuantisedVectors().from_disk(tmp_path),
        QuantisedVectors().from_bytes(table.to_bytes()),
    ):
        assert again.words == WORDS
        assert again.shape == (4, 4)
        assert np.array_equal(again.get_batch(WORDS), table.get_batch(WORDS))


def test_an_empty_table_knows_nothing(tmp_path: Path) -> None:
    """A folder without vectors leaves the table empty, and every word has none."""
    table = QuantisedVectors().from_disk(tmp_path)
    assert len(table) == 0
    assert "list" not in table
    assert table.get_batch(["list"]).shape == (1, 0)


def test_capitalised_words_have_the_vector_of_the_word(table: QuantisedVectors) -> None:
    """Names in capitals are looked up by their lower-case form."""
    nlp = spacy.blank("en", config={"nlp": {"vectors": {"@vectors": NAME}}})
    vectors = nlp.vocab.vectors
    assert isinstance(vectors, QuantisedVectors)
    vectors.from_bytes(table.to_bytes())
    doc = nlp("Okonedo OKONEDO nobody")
    assert [token.has_vector for token in doc] == [True, True, False]
    assert doc[0].vector.tolist() == doc[1].vector.tolist() == [12, 13, 14, 15]


def treebank_doc(words: str, tags: str, lemmas: str) -> Doc:
    """Return a Doc of words, tags and lemmas in step."""
    nlp = spacy.blank("en")
    return Doc(nlp.vocab, words=words.split(), tags=tags.split(), lemmas=lemmas.split())


@pytest.mark.parametrize(
    ("form", "lemma", "edit"),
    [("cities", "city", (3, "y")), ("was", "be", (3, "be")), ("list", "list", (0, ""))],
)
def test_an_edit_makes_the_lemma(form: str, lemma: str, edit: tuple[int, str]) -> None:
    """An edit cuts letters off the end and adds others."""
    assert edit_of(form, lemma) == edit
    assert form[: len(form) - edit[0]] + edit[1] == lemma


def test_endings_and_exceptions_are_learnt() -> None:
    """Regular words teach endings, irregular ones stay exceptions, names keep their capitals."""
    learnt = learn_lemmas(
        [
            treebank_doc("lists courts laws", "NNS NNS NNS", "list court law"),
            treebank_doc("cities parties", "NNS NNS", "city party"),
            treebank_doc("men Ren", "NNS NNP", "man Ren"),
        ]
    )
    assert learnt.lemma("bans", "NNS") == "ban"
    assert learnt.lemma("Cities", "NNS") == "city"
    assert learnt.lemma("men", "NNS") == "man"
    assert learnt.lemma("Okonedo", "NNP") == "Okonedo"
    assert learnt.lemma("CEOs", "NNS") == "CEO"
    assert learnt.lemma("Ran", "VBD") == "ran"


def test_a_cut_off_e_comes_back(table: QuantisedVectors) -> None:
    """Of a verb with and without e the commoner word is taken."""
    words = ["provoke", *WORDS]
    known = QuantisedVectors(words=words, codes=np.zeros((5, 1), np.uint8))
    tables = {"VBD": {"forms": {}, "endings": {"": [0, ""], "ed": [2, ""]}}}
    assert Lemmas(tables, known).lemma("provoked", "VBD") == "provoke"
    assert Lemmas(tables, table).lemma("listed", "VBD") == "list"


def test_lemma_tables_survive_disk(tmp_path: Path) -> None:
    """Tables are read as they were written."""
    tables = {"NNS": {"forms": {"men": "man"}, "endings": {"": [0, ""], "s": [1, ""]}}}
    Lemmas(tables).to_disk(tmp_path)
    assert Lemmas().from_disk(tmp_path).tables == tables
    assert Lemmas().from_bytes(Lemmas(tables).to_bytes()).tables == tables


def test_marks_are_replaced_in_pairs() -> None:
    """Straight marks open and close in turn; apostrophes follow."""
    words = ['"', "It", "'s", "late", ",", '"', "she", "said"]
    wanted = ["“", "It", "’s", "late", ",", "”", "she", "said"]
    assert other_marks(words, ("“", "”")) == wanted


@pytest.mark.parametrize(
    ("levels", "text"),
    [
        ((1.0, 0.0, 0.0), "the “list” of ren wei"),
        ((0.0, 1.0, 0.0), "The “List” Of Ren Wei"),
    ],
)
def test_variants_keep_their_entities(levels: tuple[float, float, float], text: str) -> None:
    """A text in another case is still annotated, at the same places."""
    nlp = spacy.blank("en")
    gold = nlp("The “list” of Ren Wei")
    gold.set_ents([spacy.tokens.Span(gold, 5, 7, "PERSON")])
    random.seed(0)
    variants = list(news_augmenter(*levels)(nlp, Example(nlp.make_doc(gold.text), gold)))
    assert [v.text for v in variants] == [text]
    assert [(e.start, e.end) for e in variants[0].reference.ents] == [(5, 7)]


def test_half_precision_is_widened_when_read(tmp_path: Path) -> None:
    """Halved weights are smaller on disk and compute as before, but for rounding."""
    nlp = spacy.blank("en")
    nlp.add_pipe("senter")
    nlp.add_pipe("framesay_half")
    nlp.initialize()
    nlp.to_disk(tmp_path)
    before = (tmp_path / "senter" / "model").stat().st_size
    halve(tmp_path)
    assert (tmp_path / "senter" / "model").stat().st_size < 0.6 * before
    again = spacy.load(tmp_path)
    weights = [
        node.get_param(name)
        for node in again.get_pipe("senter").model.walk()
        for name in node.param_names
        if node.has_param(name)
    ]
    assert {w.dtype for w in weights} == {np.dtype("float32")}
    assert len(list(again("The list is long. Nobody reads it.").sents)) >= 1
    assert create_half(nlp, "half").nlp is nlp


def test_counts_add_up() -> None:
    """F comes from summed counts; the interval holds it and is the same each time."""
    rows = [compare({(0, 3, "LOC"), (5, 9, "ORG")}, {(0, 3, "LOC")}), Counts(1, 1, 2)]
    assert rows[0] == Counts(1, 2, 1)
    assert total(rows).f == pytest.approx(2 * 2 / 6)
    low, high = interval(rows * 10)
    assert low <= total(rows).f <= high
    assert interval(rows * 10) == (low, high)
    assert total([]) == Counts(0, 0, 0)


def test_entities_are_scored_without_articles() -> None:
    """Labels are mapped; `the` and `'s` at the ends belong to no entity."""
    nlp = spacy.blank("en")
    doc = nlp("The court's list")
    doc.set_ents([spacy.tokens.Span(doc, 0, 3, "GPE")])
    assert entities(doc, {"GPE": "LOC"}, {"LOC"}) == {(4, 9, "LOC")}
    assert entities(doc, {}, {"LOC"}) == set()


def test_a_tree_compared_with_itself_is_right() -> None:
    """All shares of a document against itself are 1, its subjects of reporting verbs too."""
    nlp = spacy.blank("en")
    doc = Doc(
        nlp.vocab,
        words=["Okonedo", "said", "nothing", "."],
        pos=["PROPN", "VERB", "PRON", "PUNCT"],
        tags=["NNP", "VBD", "NN", "."],
        lemmas=["Okonedo", "say", "nothing", "."],
        heads=[1, 1, 1, 1],
        deps=["nsubj", "ROOT", "obj", "punct"],
    )
    found = treebank(doc, doc)
    assert found["las"] == Counts(3, 3, 3)
    assert found["subjects"] == Counts(1, 1, 1)
    assert found["sentences"] == Counts(1, 1, 1)


def test_only_our_pipelines_are_loaded_by_name() -> None:
    """An unknown name is refused by a clear message."""
    assert folder_of("en_nothing") is None
    with pytest.raises(ValueError, match="no pipeline 'en_nothing'"):
        load("en_nothing")
