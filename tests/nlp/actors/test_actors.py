"""Who is who in whole short articles; people and bodies are invented."""

import re
from collections.abc import Callable

import pytest

from corpus.identity import actor_id

INTRO = """Records ministry defends its list
The Northern Ministry of Records published the list on Monday.
[Marta Okonedo], a law professor at Lakeside University, said {the ratings were wrong}.
"""


def test_an_article(resolve: Callable) -> None:
    """Full name, pronoun, surname and collective: each quotation has its speaker."""
    found = resolve(
        INTRO + "“{Nobody can check them},” [she] said.\n"
        "“{Every rating is correct},” said [Paul Lindqvist, a spokesman for the ministry].\n"
        "[Lindqvist] said {the ministry would answer in May}. [Critics] say {it should close}."
    )
    speakers = ["Marta Okonedo", "Marta Okonedo", "Paul Lindqvist", "Paul Lindqvist", "critics"]
    assert found.names == speakers
    assert found.types == ["academic", "academic", "person", "person", "unnamed"]


def test_identity_is_from_name_and_type(resolve: Callable) -> None:
    """The id is the corpus's own, so that the same actor is one row in all articles."""
    found = resolve(INTRO)
    assert [a.actor_id for a in found.speakers] == [actor_id("Marta Okonedo", "academic")]


def test_mentions_are_evidence(resolve: Callable) -> None:
    """A mention is a name, a pronoun or a description, at its place in the text."""
    found = resolve(INTRO + "“{Nobody can check them},” [she] said. [The professor] added {more}.")
    actor = found.actors["Marta Okonedo"]
    kinds = {found.text[s:e]: kind for s, e, kind in actor.mentions}
    assert kinds == {"Marta Okonedo": "name", "she": "pronoun", "The professor": "nominal"}


@pytest.mark.parametrize(
    "later",
    ["Okonedo", "Ms. Okonedo", "Professor Okonedo", "OKONEDO", "Okonedo's", "Marta Okonedo"],
)
def test_forms_of_a_name(resolve: Callable, later: str) -> None:
    """Surname, title and surname, capitals and possessive are the full name's."""
    found = resolve(INTRO + f"Later [{later}] claim was {{that nobody had asked}}.")
    assert found.names[-1] == "Marta Okonedo"


def test_the_full_name_may_come_later(resolve: Callable) -> None:
    """A headline has the surname alone."""
    found = resolve("[Okonedo] says {list is wrong}\nOn Monday, Marta Okonedo wrote a letter.")
    assert found.names == ["Marta Okonedo"]


def test_two_first_names_stay_two(resolve: Callable) -> None:
    """People who share a surname are not merged; a surname alone is the first one's."""
    found = resolve(
        "[Marta Okonedo] said {the list was wrong}. Her brother [Daniel Okonedo] said {it was "
        "right}. Then [Okonedo] said {that he erred}."
    )
    assert found.names == ["Marta Okonedo", "Daniel Okonedo", "Marta Okonedo"]


def test_a_title_chooses_between_two(resolve: Callable) -> None:
    """Mr. Okonedo is not she who was called Mrs. Okonedo."""
    found = resolve(
        "Mrs. Marta Okonedo came with Daniel Okonedo. [Mr. Okonedo] said {it was late}."
    )
    assert found.names == ["Daniel Okonedo"]


@pytest.mark.parametrize(
    ("first", "later"),
    [
        ("The Alliance to Restore Our Streets (AROS) met", "AROS"),
        ("The Northern Records Authority met", "The NRA"),
        ("The Harbour Evening Post found a fault", "The Post"),
        ("The Lakeside Center for Public Records met", "The Lakeside Center"),
    ],
)
def test_short_forms_of_bodies(resolve: Callable, first: str, later: str) -> None:
    """An acronym, the last word of a newspaper's name, the first words of a body's."""
    found = resolve(f"{first} on Monday. [{later}] said {{the list was wrong}}.")
    assert found.names == [re.sub(r"^The | \(.*| (met|found).*", "", first)]


def test_no_source_no_actor(resolve: Callable) -> None:
    """Without a source nothing is read, and nobody is invented."""
    assert resolve("Nothing was said.").speakers == []
    assert resolve("[You] know {that it rains}.").names == [None]
    assert resolve("[She] said {that the list was wrong}.").names == [None]
