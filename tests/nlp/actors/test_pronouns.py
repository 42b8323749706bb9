"""Whom pronouns and the first person mean."""

from collections.abc import Callable

import pytest

PAIR = "[Mrs. Okonedo] said {the list was wrong}. [Mr. Lindqvist] said {it was right}. "


@pytest.mark.parametrize(("pronoun", "who"), [("She", "Okonedo"), ("He", "Lindqvist")])
def test_a_title_says_he_or_she(resolve: Callable, pronoun: str, who: str) -> None:
    """A pronoun goes to whom the text itself calls so, not to whoever spoke last."""
    assert resolve(PAIR + f"[{pronoun}] said {{that nobody had asked}}.").names[-1] == who


def test_the_article_shows_whose_pronoun_it_is(resolve: Callable) -> None:
    """No title, but the text went on with "he" and "she" before."""
    found = resolve(
        "Robin Okonedo said she would vote against it. Kim Lindqvist said he would vote for it.\n"
        "The council met on Monday. Okonedo and Lindqvist came late. “{It was full},” [she] said."
    )
    assert found.names == ["Robin Okonedo"]


def test_who_spoke_speaks_on(resolve: Callable) -> None:
    """Somebody named inside a quotation does not take it over."""
    found = resolve(
        "“{The list is wrong, and Paul Lindqvist knows it},” said [Marta Okonedo].\n"
        "“{We asked Lindqvist twice},” [she] added."
    )
    assert found.names == ["Marta Okonedo", "Marta Okonedo"]


def test_nobody_names_himself_in_his_own_words(resolve: Callable) -> None:
    """“People like Lindqvist, she said”: not Lindqvist."""
    found = resolve(
        "“{We need people who care},” said [Robin Okonedo], a teacher.\n"
        "{People like Kim Lindqvist}, [she] said."
    )
    assert found.names[-1] == "Robin Okonedo"


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The mayor met Marta Okonedo, [who] said {the list was wrong}.", "Marta Okonedo"),
        ("There are some economists [who] argue {that lists help}.", "economists"),
        ("A number of cities [that] support {the rules} met.", "cities"),
        ("It was sent to the Harbour Evening Post, [which] reported {a fault}.", None),
    ],
)
def test_relatives(resolve: Callable, text: str, who: str | None) -> None:
    """Who, which and that mean the noun before them."""
    found = resolve(text)
    assert found.names == [who or "Harbour Evening Post"]


def test_it_and_they(resolve: Callable) -> None:
    """It is a body or a paper, they are several people or a body."""
    found = resolve(
        "[The charity] said {the list was wrong}. [It] added {that a court should see it}.\n"
        "[Residents] said {the list was wrong}. [They] asked {for a court}."
    )
    assert found.names == ["charity", "charity", "residents", "residents"]


def test_the_first_person_inside_a_quotation(resolve: Callable) -> None:
    """I is the speaker of the quotation around it."""
    found = resolve("“{When [I] said {it was late}, nobody laughed},” said [Marta Okonedo].")
    assert found.names == ["Marta Okonedo", "Marta Okonedo"]


def test_the_first_person_outside(resolve: Callable) -> None:
    """Elsewhere I is the author."""
    found = resolve("[I] think {that lists are dull}. Marta Okonedo disagrees.")
    assert found.names == ["author"]
    assert found.types == ["media"]


def test_he_or_she_is_stored_nowhere(resolve: Callable) -> None:
    """Nothing of what a pronoun told goes into the record."""
    actor = resolve(PAIR).speakers[0]
    assert not {"he", "she", "gender", "called"} & set(actor.__slots__)
