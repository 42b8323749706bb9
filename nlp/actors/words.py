"""The word lists by which actors are typed."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import cast

from corpus.records import ActorType


@cache
def _lists() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files("nlp.actors").joinpath("words.toml").read_text("utf-8"))


@cache
def head_types() -> dict[str, ActorType]:
    """Return head noun -> type; a word in two lists has the type named first."""
    table: dict[str, ActorType] = {}
    for kind, words in _lists()["heads"].items():
        for word in words:
            table.setdefault(word, cast("ActorType", kind))
    return table


@cache
def titles(kind: str) -> frozenset[str]:
    """Return the titles before a name that make it a `kind`."""
    return frozenset(_lists()["titles"][kind])


@cache
def all_titles() -> frozenset[str]:
    """Return every title that may stand before a name."""
    return frozenset(word for words in _lists()["titles"].values() for word in words)


@cache
def collectives() -> frozenset[str]:
    """Return the words for sources that are nobody in particular."""
    return frozenset(_lists()["collective"]["words"])


@cache
def speakers_for() -> frozenset[str]:
    """Return the words for people who speak for somebody."""
    return frozenset(_lists()["speaks_for"]["words"])


@cache
def company_endings() -> frozenset[str]:
    """Return the endings of company names."""
    return frozenset(_lists()["company_endings"]["words"])


def called(evidence: set[str]) -> str:
    """Return "he" or "she" if a title or noun in `evidence` says so, else an empty string."""
    return next((p for p in ("he", "she") if evidence & set(_lists()["called"][p])), "")
