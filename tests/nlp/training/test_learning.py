"""Counting cues and learning the scorer, on sentences written here."""

import re

from spacy.language import Language
from spacy.tokens import Doc

from nlp.document import parse
from nlp.training.cues import count
from nlp.training.documents import Attribution
from nlp.training.scorer import learn

SUBJECTS = ["The ministry", "A teacher", "The mayor", "The report", "Marta Okonedo", "A shop"]
SAID = [f"{subject} said that the list was closed." for subject in SUBJECTS]
MADE = [f"{subject} ensured that the list was closed." for subject in SUBJECTS]


def coded(pipeline: Language, text: str) -> tuple[Doc, list[Attribution]]:
    """Return the parsed text, with its attribution if it has "said"."""
    match = re.match(r"(.+) (said) (that .+)\.", text)
    if match is None:
        return parse(pipeline, text), []
    source, cue, content = ([list(match.span(number))] for number in (1, 2, 3))
    return parse(pipeline, text), [{"source": source, "cue": cue, "content": content}]


def test_cues_are_counted(pipeline: Language) -> None:
    """A verb that always announces is nearly sure; one that never does is not kept."""
    shares = count(coded(pipeline, text) for text in SAID + MADE)
    assert shares["clause"]["say"] > 0.9
    assert "ensure" not in shares["clause"]


def test_the_scorer_learns_the_cue(pipeline: Language) -> None:
    """The verb of speech gets a positive weight, the other a negative one."""
    weights = learn(coded(pipeline, text) for text in SAID + MADE)
    assert weights["l=say"] > 0 > weights["l=ensure"]
