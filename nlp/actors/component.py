"""The actors as a spaCy component, for anybody's pipeline.

    import spacy
    nlp = spacy.load("…")  # any pipeline with entities; parts of speech help
    nlp.add_pipe("framesay_quotations")
    nlp.add_pipe("framesay_actors")
    doc = nlp("“The list is wrong,” said Marta Okonedo, a law professor.")
    doc._.framesay_actors  # FoundActors: .actors, a tuple of corpus.records.Actor,
                           # and .ids, for each quotation its actor's id or None

It reads `doc._.framesay_quotations` and `doc.ents`, so it stands behind the components that set
them.
"""

from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from corpus.records import Actor
from nlp.actors.resolve import find_actors
from nlp.quotations import component as quotations

EXTENSION = "framesay_actors"


class FoundActors(NamedTuple):
    """The actors of a Doc and, for each of its quotations in order, its actor's id."""

    actors: tuple[Actor, ...] = ()
    ids: tuple[str | None, ...] = ()


@Language.component(
    "framesay_actors",
    requires=[f"doc._.{quotations.EXTENSION}", "doc.ents"],
    assigns=[f"doc._.{EXTENSION}"],
)
def framesay_actors(doc: Doc) -> Doc:
    """Set `doc._.framesay_actors` to the actors that the quotations of `doc` have."""
    found = FoundActors(*find_actors(doc, doc._.framesay_quotations))
    doc._.framesay_actors = found
    return doc


if not Doc.has_extension(EXTENSION):
    Doc.set_extension(EXTENSION, default=FoundActors())
