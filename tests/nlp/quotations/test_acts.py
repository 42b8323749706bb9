"""Speech, writing, thought and intention are told apart by the cue."""

import pytest

from nlp.quotations.acts import act_of, forms


@pytest.mark.parametrize(
    ("cue", "act"),
    [
        ("said", "says"),
        ("according to", "says"),
        ("told", "says"),
        ("the claim", "says"),
        ("wrote", "writes"),
        ("tweeted", "writes"),
        ("said in an op-ed", "writes"),
        ("believes", "thinks"),
        ("had hoped", "thinks"),
        ("is confident", "thinks"),
        ("fears", "thinks"),
        ("plans", "intends"),
        ("did not want", "intends"),
        ("the goal is", "intends"),
        ("", "says"),
        ("…", "says"),
        ("sprach", "says"),
    ],
)
def test_act(cue: str, act: str) -> None:
    """The last word that is known decides; what nobody knows is speech."""
    assert act_of(cue) == act


@pytest.mark.parametrize(
    ("verb", "expected"),
    [
        ("tweet", {"tweet", "tweets", "tweeted", "tweeting"}),
        ("realize", {"realize", "realizes", "realized", "realizing"}),
        ("worry", {"worry", "worries", "worried", "worrying"}),
        ("publish", {"publish", "publishes", "published", "publishing"}),
        ("care", {"care", "cares", "cared", "caring"}),
    ],
)
def test_regular_forms(verb: str, expected: set[str]) -> None:
    """The list names plain forms; what follows from them is made."""
    assert forms(verb) == expected
