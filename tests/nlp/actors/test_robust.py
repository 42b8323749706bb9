"""Other pipelines, no pipeline, and broken texts."""

import random
from collections.abc import Callable

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from nlp.actors import component, find_actors
from nlp.document import parse
from nlp.quotations.records import FoundQuotation

MARKED = (
    "[Marta Okonedo], a law professor, said {the list was wrong}. “{Nobody asked},” [she] said.\n"
    "[Paul Lindqvist, a spokesman for the ministry,] said {it was right}. [Critics] say {no}."
)
SPEAKERS = ["Marta Okonedo", "Marta Okonedo", "Paul Lindqvist", "critics"]


def entities(doc: Doc, person: str) -> Doc:
    """Mark the two people of MARKED as entities with a label of one's own."""
    names = [("Marta", "Okonedo"), ("Paul", "Lindqvist")]
    pairs = [(t.i, (t.text, doc[t.i + 1].text)) for t in doc[:-1]]
    doc.ents = [Span(doc, i, i + 2, label=person) for i, pair in pairs if pair in names]
    return doc


def test_an_empty_doc() -> None:
    """Nothing in, nothing out."""
    assert find_actors(Doc(spacy.blank("en").vocab), ()) == ((), ())


@pytest.mark.parametrize("label", ["PERSON", "PER"])
def test_no_tagger_and_no_parser(marked: Callable, label: str) -> None:
    """Entities alone: classes are guessed from closed words and capitals."""
    blank = spacy.blank("en")
    assert marked(MARKED, lambda text: entities(blank(text), label)).names == SPEAKERS


def test_no_entities_either(marked: Callable) -> None:
    """Names are found by capitals where no entity recogniser has run."""
    assert marked(MARKED, spacy.blank("en")).names == SPEAKERS


@pytest.mark.parametrize(
    "changed",
    [
        {"tag_": "", "dep_": ""},  # Universal parts of speech alone
        {"pos_": "", "dep_": ""},  # Penn tags alone
    ],
)
def test_other_label_schemes(pipeline: Language, marked: Callable, changed: dict[str, str]) -> None:
    """With tags or with parts of speech, with or without a parse: the same."""

    def read(text: str) -> Doc:
        doc = parse(pipeline, text)
        bare = Doc(
            doc.vocab,
            words=[t.text for t in doc],
            spaces=[bool(t.whitespace_) for t in doc],
            tags=None if "tag_" in changed else [t.tag_ for t in doc],
            pos=None if "pos_" in changed else [t.pos_ for t in doc],
        )
        return entities(bare, "PERSON")

    assert marked(MARKED, read).names == SPEAKERS


def test_all_capitals(resolve: Callable) -> None:
    """A text in capitals keeps its people together."""
    found = resolve(MARKED.upper())
    assert found.names[0] is not None
    assert len(found.speakers) == len(SPEAKERS)


def test_a_transcript(resolve: Callable) -> None:
    """Speakers in capitals before a colon are the people of the article."""
    found = resolve("Paul Lindqvist was asked.\n[LINDQVIST]: {It was late, and I left.}")
    assert found.names == ["Paul Lindqvist"]


@pytest.mark.parametrize("seed", range(6))
def test_any_spans_do_no_harm(pipeline: Language, seed: int) -> None:
    """Sources that are half words, spaces, marks or the whole text give an answer each."""
    text = "“Émile 😀 said, 'NO'—\xa0she\n\n said: (who) [it]” I, we; Mr. and the 's of " * 3
    doc = parse(pipeline, text)
    rng = random.Random(seed)  # noqa: S311 - no secret
    found = []
    for _ in range(40):
        start = rng.randrange(len(text))
        span = (start, min(len(text), start + rng.choice([0, 1, 2, 3, 5, 20, 300])))
        content = (rng.randrange(len(text)), len(text))
        found.append(FoundQuotation((content,), None, span, "direct"))
    actors, ids = find_actors(doc, found)
    assert len(ids) == len(found)
    assert {i for i in ids if i} == {actor.actor_id for actor in actors}


@Language.component("tests_of_actors_quotations")
def two_quotations(doc: Doc) -> Doc:
    """Stand for the extractor."""
    text = doc.text
    source = (text.index("Marta"), text.index(" on Monday"))
    content = (1, text.index(",”"))
    doc._.framesay_quotations = (
        FoundQuotation((content,), None, source, "direct"),
        FoundQuotation((content,), None, None, "direct"),
    )
    return doc


def test_the_component() -> None:
    """In anybody's pipeline, behind the quotations: actors, and one id for each quotation."""
    pipe = spacy.blank("en")
    pipe.add_pipe("tests_of_actors_quotations")
    pipe.add_pipe(component.EXTENSION)
    doc = pipe("“The list is wrong,” said Marta Okonedo on Monday.")
    found = doc._.framesay_actors
    assert [actor.name for actor in found.actors] == ["Marta Okonedo"]
    assert found.ids == (found.actors[0].actor_id, None)


def test_a_doc_that_nobody_read_has_no_actors() -> None:
    """The extension has an empty default."""
    assert spacy.blank("en")("Nothing.")._.framesay_actors == ((), ())
