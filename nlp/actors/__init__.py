"""Name the actors of an article: who is quoted, under one name, with a type.

find_actors(doc, quotations) -> actors, and for each quotation its actor or None

The rules by which an actor is named and typed: docs/actors.md. As a spaCy component
(component.py): `nlp.add_pipe("framesay_actors")` behind `framesay_quotations`.
"""

from nlp.actors.resolve import find_actors

__all__ = ["find_actors"]
