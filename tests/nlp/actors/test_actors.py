"""Actors of whole short articles; people and bodies are invented."""

import pytest
from spacy.language import Language

from corpus.identity import actor_id
from corpus.records import Actor
from nlp.actors import find_actors
from nlp.document import parse
from nlp.quotations import find_quotations

ARTICLE = """The Northern Ministry of Records published the list on Monday.
“Every rating is correct,” said Paul Lindqvist, a spokesman for the ministry.
Marta Okonedo, a law professor, said the ratings were wrong. “Nobody can check them,” she said.
Lindqvist said the ministry would answer in May.
Critics say the list should be closed."""


def actors_of(pipeline: Language, text: str) -> tuple[dict[str, Actor], list[str | None]]:
    """Return the actors by name, and for each quotation its actor's name."""
    doc = parse(pipeline, text)
    actors, ids = find_actors(doc, find_quotations(doc))
    names = {actor.actor_id: actor.name for actor in actors}
    return {actor.name: actor for actor in actors}, [names[i] if i else None for i in ids]


def test_who_says_what_in_an_article(pipeline: Language) -> None:
    """Full name, pronoun, surname and collective: each quotation has its speaker."""
    _, speakers = actors_of(pipeline, ARTICLE)
    assert speakers == [
        "Paul Lindqvist",
        "Marta Okonedo",
        "Marta Okonedo",
        "Paul Lindqvist",
        "Critics",
    ]


def test_mentions_are_named_by_kind(pipeline: Language) -> None:
    """A mention is a name, a pronoun or a description, at its place in the text."""
    actors, _ = actors_of(pipeline, ARTICLE)
    mentions = {ARTICLE[s:e]: kind for s, e, kind in actors["Marta Okonedo"].mentions}
    assert mentions["she"] == "pronoun"
    assert mentions["Marta Okonedo"] == "name"


def test_identity_is_from_name_and_type(pipeline: Language) -> None:
    """The id is the corpus's own, so that the same actor is one row in all articles."""
    actors, _ = actors_of(pipeline, ARTICLE)
    assert actors
    assert all(a.actor_id == actor_id(a.name, a.type) for a in actors.values())


def test_two_first_names_stay_two(pipeline: Language) -> None:
    """People who share a surname are not merged."""
    text = "Marta Okonedo said the list was wrong. Daniel Okonedo said it was right."
    assert set(actors_of(pipeline, text)[0]) == {"Marta Okonedo", "Daniel Okonedo"}


@pytest.mark.parametrize(
    ("subject", "kind"),
    [
        ("The ministry", "government"),
        ("The report", "document"),
        ("The newspaper", "media"),
        ("The company", "company"),
        ("The charity", "ngo"),
        ("Some experts", "unnamed"),
        ("Critics", "unnamed"),
        ("A resident", "citizen"),
        ("Mayor Paul Lindqvist", "politician"),
        ("Paul Lindqvist, a historian,", "academic"),
        ("Paul Lindqvist", "person"),
    ],
)
def test_type(pipeline: Language, subject: str, kind: str) -> None:
    """The type is told by title, head noun or description."""
    actors, _ = actors_of(pipeline, f"{subject} said that the list was wrong.")
    assert [actor.type for actor in actors.values()] == [kind]


def test_a_pronoun_with_nobody_before_it_is_nobody(pipeline: Language) -> None:
    """No speaker is invented."""
    actors, speakers = actors_of(pipeline, "She said that the list was wrong.")
    assert actors == {}
    assert speakers == [None]


def test_a_title_says_he_or_she(pipeline: Language) -> None:
    """A pronoun goes to whom the text itself calls so, not to whoever spoke last."""
    text = (
        "Mrs Okonedo said the list was wrong. Mr Lindqvist said it was right. "
        "She said that nobody had asked."
    )
    assert actors_of(pipeline, text)[1][-1] == "Okonedo"


def test_an_age_makes_a_person(pipeline: Language) -> None:
    """Only people have ages; a description before the name gives the type."""
    actors, _ = actors_of(pipeline, "Teacher Darren Pinnock, 34, said the list was wrong.")
    assert {name: actor.type for name, actor in actors.items()} == {"Darren Pinnock": "citizen"}
