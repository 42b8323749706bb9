"""The texts of tests/gold/quotations.toml: every construction, with source, cue, content, actor."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from nlp.actors import find_actors
from nlp.document import parse
from nlp.quotations import find_quotations

GOLD = Path(__file__).parents[2] / "gold" / "quotations.toml"
CASES = tomllib.loads(GOLD.read_text("utf-8"))["text"]
KEYS = ("source", "cue", "content", "kind", "actor", "type")


def bare(text: str) -> str:
    """Return `text` without punctuation and marks at its ends."""
    return text.strip(' .,;:!?“”"‘’')


def found_in(pipeline: Language, text: str) -> list[dict[str, Any]]:
    """Return the quotations of `text` in the form of the gold file."""
    doc = parse(pipeline, text)
    quotations = find_quotations(doc)
    actors, ids = find_actors(doc, quotations)
    known = {actor.actor_id: actor for actor in actors}
    rows = []
    for quotation, actor_id in zip(quotations, ids, strict=True):
        actor = known[actor_id] if actor_id else None
        rows.append(
            {
                "source": text[slice(*quotation.source)] if quotation.source else None,
                "cue": text[slice(*quotation.cue)] if quotation.cue else None,
                "content": [bare(text[start:end]) for start, end in quotation.content],
                "kind": quotation.kind,
                "actor": actor.name if actor else None,
                "type": actor.type if actor else None,
            }
        )
    return rows


def wanted_in(case: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the quotations that the gold file expects, missing keys as None."""
    rows = [{key: row.get(key) for key in KEYS} for row in case["quotations"]]
    return [row | {"content": [bare(part) for part in row["content"]]} for row in rows]


def marked(case: dict[str, Any]) -> Any:
    """Return the case as a parameter, expected to fail where the file says why."""
    reason = case.get("fails")
    marks = [pytest.mark.xfail(strict=True, reason=reason)] if reason else []
    return pytest.param(case, id=case["name"].replace(" ", "_"), marks=marks)


@pytest.mark.parametrize("case", [marked(case) for case in CASES])
def test_gold(pipeline: Language, case: dict[str, Any]) -> None:
    """Exactly the quotations of the text are found, each with its source, cue and actor."""
    assert found_in(pipeline, case["text"]) == wanted_in(case)


def test_there_are_enough_cases() -> None:
    """The gold file holds at least sixty texts, under different names."""
    assert len({case["name"] for case in CASES}) == len(CASES) >= 60
