"""The language pipeline that comes with framesay, and the classes that read it.

`load("en_framesay_news")` is the pipeline as it is; nlp.document.load_pipeline loads it, or any
installed spaCy pipeline, for use on news.
"""

from pathlib import Path

import spacy
from spacy.language import Language

from nlp.models.boundaries import boundaries
from nlp.models.half import create_half
from nlp.models.lemmas import create_lemmas
from nlp.models.vectors import quantised_vectors

HERE = Path(__file__).parent
NEWS = "en_framesay_news"
"""The name of the pipeline in studies; a study may name any installed spaCy pipeline instead."""
PARTS = (boundaries, create_half, create_lemmas, quantised_vectors)
"""What a pipeline's config.cfg may name: importing them has made them known to spaCy."""

__all__ = ["NEWS", "folder_of", "load"]


def folder_of(name: str) -> Path | None:
    """Return the folder of the pipeline `name` if it comes with framesay, None otherwise.

    An absolute path is the folder itself: a pipeline on disk that is not installed.
    """
    folder = HERE / name
    return folder if name and (folder / "meta.json").is_file() else None


def load(name: str = NEWS) -> Language:
    """Load a pipeline that comes with framesay. Raises ValueError when there is none of that name.

    `spacy.load(folder)` does the same wherever framesay is installed: the classes that the
    folder's config.cfg names are found by entry points.
    """
    folder = folder_of(name)
    if folder is None:
        raise ValueError(f"no pipeline {name!r} comes with framesay")
    return spacy.load(folder)
