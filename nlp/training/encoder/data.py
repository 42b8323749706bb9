"""Windows of PolNeAR articles with their gold labels and links."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from nlp.quotations.decode import CONTENT, CUE, NOWHERE, SOURCE
from nlp.quotations.pieces import Window, windows

LABELS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")


@dataclass(frozen=True, slots=True)
class Example:
    """One window and what is to be learnt from it."""

    window: Window
    labels: NDArray[np.int64]
    """(T,) number of each piece's label in LABELS."""
    contents: list[tuple[int, int, int]] = field(default_factory=list)
    """First and last piece of a part of a content, and first piece of its cue."""
    cues: list[tuple[int, int, int]] = field(default_factory=list)
    """First and last piece of a cue, and first piece of its source."""


def read_rows(path: Path) -> list[dict[str, Any]]:
    """Return the documents of a file of the form of PolNeAR: one JSON object a line."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def examples(row: dict[str, Any], cutter: Tokenizer, limit: int) -> Iterator[Example]:
    """Yield the windows of one document with labels and links."""
    for window in windows(row["text"], cutter, limit, limit):
        yield _example(window, row["attributions"])


def _example(window: Window, attributions: list[dict[str, Any]]) -> Example:
    example = Example(window, np.zeros(len(window.ids), np.int64))
    for attribution in attributions:
        source = [_mark(example, span, SOURCE) for span in attribution["source"][:1]]
        cue = [_mark(example, span, CUE) for span in attribution["cue"][:1]]
        parts = [_mark(example, span, CONTENT) for span in attribution["content"]]
        at_cue = next((found for found in cue if found), None)
        at_source = next((found for found in source if found), None)
        for part in filter(None, parts):
            example.contents.append((*part, at_cue[0] if at_cue else NOWHERE))
        if at_cue:
            example.cues.append((*at_cue, at_source[0] if at_source else NOWHERE))
    return example


def _mark(example: Example, span: list[int], label: int) -> tuple[int, int] | None:
    """Label the pieces that begin in `span`; return first and last of them."""
    starts = example.window.starts
    pieces = np.flatnonzero((starts >= span[0]) & (starts < span[1]))
    if not len(pieces):
        return None
    first, last = int(pieces[0]), int(pieces[-1])
    example.labels[first : last + 1] = label + 1
    example.labels[first] = label
    return first, last
