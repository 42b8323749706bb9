"""What stands in a dateline is no actor, and nobody is meant by it."""

import pytest
from spacy.language import Language

from nlp.actors import find_actors
from nlp.document import parse
from nlp.quotations import find_quotations


def actors_of(pipeline: Language, text: str) -> list[str]:
    """Return the names of the actors that are quoted in `text`."""
    doc = parse(pipeline, text)
    return [actor.name for actor in find_actors(doc, find_quotations(doc))[0]]


@pytest.mark.parametrize(
    "text",
    [
        "BERLIN (Meridian Wire) — It found that few people approve.",
        "LINHAI — It found that few people approve.",
    ],
)
def test_a_pronoun_behind_a_dateline(pipeline: Language, text: str) -> None:
    """The pronoun is neither the place nor the agency."""
    assert not {"BERLIN", "Berlin", "LINHAI", "Meridian Wire"} & set(actors_of(pipeline, text))


def test_a_description_goes_on_behind_an_article(pipeline: Language) -> None:
    """A participle before a noun begins no clause."""
    text = "A survey by an invented university found that few people approve."
    assert actors_of(pipeline, text) == ["survey by an invented university"]


def test_no_one(pipeline: Language) -> None:
    """A "no one" keeps its "no"."""
    (name,) = actors_of(pipeline, "No one in Beijing knows that the list is wrong.")
    assert name.lower() == "no one in beijing"


def test_an_article_alone_is_no_source(pipeline: Language) -> None:
    """Whose claim it is, the text does not say."""
    text = "The claim that it is merely a tool against fraud travels with them."
    assert not {"the", "The"} & set(actors_of(pipeline, text))
