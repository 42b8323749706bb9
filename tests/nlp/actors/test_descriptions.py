"""Sources that are described: roles, spokespeople, collectives, documents; and what is noted."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize(
    ("stated", "role", "who"),
    [
        ("Mayor Paul Lindqvist spoke", "the mayor", "Paul Lindqvist"),
        ("Sen. Marta Okonedo spoke", "the senator", "Marta Okonedo"),
        ("Rep. Marta Okonedo spoke", "the lawmaker", "Marta Okonedo"),
        ("Marta Okonedo, the Green Party's presidential candidate, spoke", "The nominee",
         "Marta Okonedo"),
        ("The state's tax commissioner, Paul Lindqvist, spoke", "the commissioner",
         "Paul Lindqvist"),
        ("The Northern Ministry of Records spoke", "the ministry", "Northern Ministry of Records"),
        ("The Harbour Evening Post wrote", "the newspaper", "Harbour Evening Post"),
    ],
)  # fmt: skip
def test_a_stated_role(resolve: Callable, stated: str, role: str, who: str) -> None:
    """A role means whom the article has given it."""
    assert resolve(f"{stated} on Monday. Later, [{role}] said {{it was late}}.").names == [who]


def test_two_bearers_are_told_apart(resolve: Callable) -> None:
    """Party, place and "former" choose between two candidates."""
    found = resolve(
        "Republican nominee Paul Lindqvist met Democratic nominee Marta Okonedo. "
        "[The Republican nominee] said {it was late}. [The Democratic candidate] said {it was not}."
    )
    assert found.names == ["Paul Lindqvist", "Marta Okonedo"]


def test_a_role_nobody_was_given(resolve: Callable) -> None:
    """An unknown role is an actor of its own."""
    found = resolve("Marta Okonedo, a teacher, smiled. [The ambassador] said {it was late}.")
    assert found.names == ["ambassador"]


def test_a_headline_role(resolve: Callable) -> None:
    """In a headline the bearer may be named later."""
    found = resolve("[Lawmaker] urges {new list}\nRep. Marta Okonedo, 51, said so on Monday.")
    assert found.names == ["Marta Okonedo"]


@pytest.mark.parametrize(
    ("source", "name", "principal"),
    [
        ("Paul Lindqvist, a spokesman for the ministry", "Paul Lindqvist", "ministry"),
        ("Ministry spokesman Paul Lindqvist", "Paul Lindqvist", "Ministry"),
        ("a spokesman for the ministry, Paul Lindqvist", "Paul Lindqvist", "ministry"),
        ("A spokeswoman for Marta Okonedo", "spokeswoman for Marta Okonedo", "Marta Okonedo"),
        ("An Okonedo spokesman", "Okonedo spokesman", "Okonedo"),
    ],
)
def test_spokespeople(resolve: Callable, source: str, name: str, principal: str) -> None:
    """The spokesperson is the person; whom they speak for is noted."""
    actor = resolve(f"[{source}] said {{that it was late}}.").speakers[0]
    assert (actor.name, actor.type) == (name, "person")
    assert actor.speaks_for is not None
    assert actor.speaks_for.casefold() == principal.casefold()


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("Critics", "critics"),
        ("Some experts", "experts"),
        ("Many of the voters", "voters"),
        ("Several labor-policy experts", "labor-policy experts"),
        ("a number of residents", "residents"),
        ("Small groups of protesters", "small groups of protesters"),
        ("FELLOW DOCTORS", "fellow doctors"),
        ("those with direct experience", "those with direct experience"),
        ("another source", "source"),
    ],
)
def test_collectives(resolve: Callable, source: str, name: str) -> None:
    """Unnamed sources have their description, without article and quantifier."""
    actor = resolve(f"[{source}] said {{that the list was wrong}}.").speakers[0]
    assert (actor.name, actor.type) == (name, "unnamed")


def test_one_collective_is_one_actor(resolve: Callable) -> None:
    """Critics and some critics are the same; the experts are those of before."""
    found = resolve(
        "[Critics] said {so}. [Some critics] said {more}. [Tax experts] said {no}. "
        "[The experts] said {why}."
    )
    assert found.names == ["critics", "critics", "tax experts", "tax experts"]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("Marta Okonedo and Paul Lindqvist", "Marta Okonedo"),
        ("her rival, Senator Paul Lindqvist of Lakeside", "Paul Lindqvist"),
        ("lobbyist and strategist Paul Lindqvist", "Paul Lindqvist"),
        ("a man named Paul Lindqvist", "Paul Lindqvist"),
        ("Okonedo's former chief of staff Paul Lindqvist", "Paul Lindqvist"),
        ("the Okonedo campaign", "Okonedo campaign"),
        ("Ms. Okonedo's campaign", "Okonedo campaign"),
    ],
)
def test_shapes_of_a_source(resolve: Callable, source: str, name: str) -> None:
    """Coordinations count as their first; a name in apposition is the name."""
    found = resolve(f"Marta Okonedo met Paul Lindqvist. Then [{source}] said {{it was late}}.")
    assert found.names == [name]


@pytest.mark.parametrize(
    ("text", "description"),
    [
        ("[Marta Okonedo, a law professor at Lakeside,] said {so}.", "law professor at Lakeside"),
        ("Former tax adviser [Paul Lindqvist] said {so}.", "Former tax adviser"),
        ("[Paul Lindqvist], who served as the city's auditor in 2001, said {so}.", None),
        ("[Mr. Lindqvist] said {so}.", None),
    ],
)
def test_descriptions(resolve: Callable, text: str, description: str | None) -> None:
    """The first role that the text gives is the description; a title alone is none."""
    assert resolve(text).speakers[0].description == description
