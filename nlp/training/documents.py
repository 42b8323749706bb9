"""The training documents: PolNeAR's form, one JSON object a line."""

import json
from collections.abc import Iterator
from pathlib import Path

from spacy.tokens import Doc

from nlp.document import load_pipeline, parse_many

Attribution = dict[str, list[list[int]]]
"""source, cue, content: lists of [start, end] in characters of the document's text."""


def read_documents(path: Path, spacy_model: str) -> Iterator[tuple[Doc, list[Attribution]]]:
    """Yield each document of `path`, parsed, with its gold attributions."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    docs = parse_many(load_pipeline(spacy_model), (row["text"] for row in rows))
    for doc, row in zip(docs, rows, strict=True):
        yield doc, row["attributions"]
