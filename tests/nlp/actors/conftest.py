"""Actors of texts whose sources the test itself marks, so that no extractor is needed.

In a marked text "[Marta Okonedo] said {the list was wrong}." the source stands in square brackets
and the content in braces; every source takes the nearest content. Contents in “ ” are direct.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from corpus.records import Actor
from nlp.actors import find_actors
from nlp.document import parse
from nlp.quotations.records import FoundQuotation


@dataclass(frozen=True)
class Answer:
    """What was found: the actors by name, and the actor of each source in order."""

    actors: dict[str, Actor]
    speakers: list[Actor | None]
    text: str

    @property
    def names(self) -> list[str | None]:
        """The name of each source's actor."""
        return [actor.name if actor else None for actor in self.speakers]

    @property
    def types(self) -> list[str | None]:
        """The type of each source's actor."""
        return [actor.type if actor else None for actor in self.speakers]


def unmark(marked: str) -> tuple[str, list[FoundQuotation]]:
    """Return the plain text and its quotations, in the order of their sources."""
    text, sources, contents, opened = "", [], [], []
    for piece in re.split(r"([\[\]{}])", marked):
        if piece in {"[", "{"}:
            opened.append(len(text))
        elif piece == "]":
            sources.append((opened.pop(), len(text)))
        elif piece == "}":
            contents.append((opened.pop(), len(text)))
        else:
            text += piece
    found = []
    for source in sources:
        outside = [c for c in contents if not c[0] <= source[0] < c[1]]
        content = min(outside, key=lambda c: _gap(text, source, c))
        direct = text[max(0, content[0] - 1) : content[0]] in {"“", '"'}
        found.append(FoundQuotation((content,), None, source, "direct" if direct else "indirect"))
    return text, found


def _gap(text: str, source: tuple[int, int], content: tuple[int, int]) -> tuple[int, int]:
    """Return how far a content stands from a source: lines first, then characters."""
    start, end = min(source[1], content[1]), max(source[0], content[0])
    return text.count("\n", start, end), end - start


def answer(doc: Doc, found: list[FoundQuotation]) -> Answer:
    """Resolve the sources of a Doc."""
    actors, ids = find_actors(doc, found)
    by_id = {actor.actor_id: actor for actor in actors}
    return Answer({a.name: a for a in actors}, [by_id[i] if i else None for i in ids], doc.text)


@pytest.fixture(scope="session")
def resolve(pipeline: Language) -> Callable[[str], Answer]:
    """Give a function from a marked text to its actors, with the default pipeline."""

    def run(marked: str) -> Answer:
        text, found = unmark(marked)
        return answer(parse(pipeline, text), found)

    return run


@pytest.fixture(scope="session")
def marked() -> Callable[[str, Callable[[str], Doc]], Answer]:
    """Give a function from a marked text and any reader of texts to the actors."""

    def run(text: str, read: Callable[[str], Doc]) -> Answer:
        plain, found = unmark(text)
        return answer(read(plain), found)

    return run
