"""Actors of single articles, said in a line."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from corpus import records as r
from corpus.actors import Found, merge
from corpus.actors.scholar import check_actors_file
from corpus.identity import actor_id

Actors = dict[str, frozenset[str]]
"""Name of an actor of the corpus, with its identifier if it shares the name -> its articles."""


@pytest.fixture
def found() -> Callable[..., Found]:
    """Give a maker of actors as an article shows them."""

    def make(
        article: str,
        name: str,
        kind: r.ActorType = "person",
        description: str | None = None,
        *aliases: str,
        outlet: str = "ledger",
        speaks_for: str | None = None,
    ) -> Found:
        key = (sum(article.encode()), actor_id(f"{name}{description}{speaks_for}", kind))
        url = f"http://{outlet}.example/{article}"
        return Found(key, article, outlet, url, name, kind, aliases, description, speaks_for)

    return make


@pytest.fixture
def who() -> Callable[..., Actors]:
    """Give what merges findings, with the text of an actors.csv, and says who is where."""

    def ask(findings: Iterable[Found], text: str = "name\n") -> Actors:
        file = check_actors_file(Path("actors.csv"), text)
        findings = list(findings)
        merged = merge((f, file.pin(f)) for f in findings)
        names = [actor.name for actor in merged.actors]
        return {
            a.name if names.count(a.name) == 1 else f"{a.name}, {a.actor_id}": frozenset(
                f.article_id for f in findings if merged.of[f.key][0] == a.actor_id
            )
            for a in merged.actors
        }

    return ask
