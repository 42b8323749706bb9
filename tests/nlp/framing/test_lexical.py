"""The columns of the codebook's own words are what their names say."""

from collections.abc import Callable
from pathlib import Path

import pytest

from nlp.codebook import Matcher, load_codebook
from nlp.framing.lexical import column_names, lexical, quoted_share
from nlp.framing.passages import Unit


def test_columns_by_name(write_codebook: Callable[..., Path]) -> None:
    """A sentence that contests, one that only names the topic, and a headline."""
    codebook = load_codebook(str(write_codebook()), Path())
    matcher = Matcher(codebook.groups())
    lines = ((-1, "Tea heals"), (0, "It is a myth that tea heals."), (1, "It rained."))
    units = [Unit(n, 0, len(text), text, matcher.find(text)) for n, text in lines]
    names = column_names(codebook)
    rows = lexical(codebook, units, [(0, 7)])
    assert rows.shape == (3, len(names))
    headline, contested, rain = (dict(zip(names, row.tolist(), strict=True)) for row in rows)
    assert (headline["headline"], headline["quoted"], headline["strong:healing"]) == (1, 0, 1)
    assert (contested["cue"], contested["denied:healing"], contested["enough:healing"]) == (1, 1, 1)
    assert (contested["named"], rain["named"], rain["strong:healing"]) == (1, 0, 0)
    assert contested["quoted"] == pytest.approx(7 / 28)
    assert column_names(None) == []


def test_share_that_is_quoted() -> None:
    """Spans beyond the sentence count only where they overlap it."""
    unit = Unit(0, 10, 20, "x" * 10, [])
    assert quoted_share(unit, [(0, 15)]) == 0.5
    assert quoted_share(unit, [(0, 99)]) == 1
    assert quoted_share(unit, [(0, 10), (20, 30)]) == 0
