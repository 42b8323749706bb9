"""The type of an actor, by title, apposition, head noun or the words of its name."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("The ministry", "government"),
        ("Officials", "government"),
        ("Lakeside police", "government"),
        ("The White House", "government"),
        ("China", "government"),
        ("Lawmakers", "politician"),
        ("Mayor Paul Lindqvist", "politician"),
        ("Sen. Paul Lindqvist (D-Va.)", "politician"),
        ("Paul Lindqvist, the Green Party's candidate,", "politician"),
        ("Lakeside police Chief Paul Lindqvist", "politician"),
        ("Democrats", "party"),
        ("The Green Party", "party"),
        ("the Okonedo campaign", "party"),
        ("The company", "company"),
        ("Lindqvist Holdings", "company"),
        ("The charity", "ngo"),
        ("Amnesty", "ngo"),
        ("Paul Lindqvist, a historian,", "academic"),
        ("Paul Lindqvist, director of the Institute for Lists,", "academic"),
        ("Lakeside University", "academic"),
        ("The newspaper", "media"),
        ("The Harbour Evening Post", "media"),
        ("A reporter", "media"),
        ("CNN's Paul Lindqvist", "media"),
        ("A resident", "citizen"),
        ("Teacher Paul Lindqvist, 34,", "citizen"),
        ("Paul Lindqvist, 34,", "citizen"),
        ("My father", "citizen"),
        ("Paul Lindqvist", "person"),
        ("Paul Lindqvist, president of the AFL-CIO,", "person"),
        ("Dr. Paul Lindqvist", "person"),
        ("The report", "document"),
        ("A Lakeside University poll", "document"),
        ("Exit polls", "document"),
        ("Some experts", "unnamed"),
        ("Critics", "unnamed"),
        ("A source", "unnamed"),
        ("The committee", "organisation"),
    ],
)
def test_type(resolve: Callable, source: str, kind: str) -> None:
    """Each type of docs/actors.md, by each kind of sign."""
    assert resolve(f"[{source}] said {{that the list was wrong}}.").types == [kind]


def test_a_campaign_makes_a_politician(resolve: Callable) -> None:
    """Who has a campaign or a running mate is in politics, though nothing else is said."""
    found = resolve("The Lindqvist campaign began. [Paul Lindqvist] said {it was late}.")
    assert found.types == ["politician"]


def test_spokesman_before_anything_else(resolve: Callable) -> None:
    """A campaign's spokesman is a person, the candidate the politician."""
    found = resolve("Okonedo campaign spokesman [Paul Lindqvist] said {that it was late}.")
    assert found.types == ["person"]
