"""Name the actors of an article: who is quoted, under one name, with a type.

find_actors(doc, quotations) -> actors, and for each quotation its actor or None
"""

from nlp.actors.resolve import find_actors

__all__ = ["find_actors"]
