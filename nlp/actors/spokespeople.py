"""Whom a spokesperson speaks for: "a spokesman for X", "the X spokesman", "X's press secretary"."""

from nlp.actors import nominals
from nlp.actors.names import Names
from nlp.actors.types import type_of_name


def principal(names: Names, first: int, last: int) -> str | None:
    """Return whom the spokesperson described in tokens first to last speaks for."""
    text = names.text
    end = text.chunk_end(first, last)
    begin, stop = first, text.head(first, end)
    if end < last and text.lower[end] in {"for", "of", "at", "with"}:
        begin, stop = end + 1, text.chunk_end(end + 1, last)
        while stop < last and text.lower[stop] in {"of", "for", "and", "the"}:
            stop = text.chunk_end(stop + 1, last)
    if stop > begin and text.lower[stop - 1] in {"press", "communications"}:
        stop -= 1
    if begin >= stop:
        return None
    named = names.at.get(text.head(begin, stop))
    if named is not None and type_of_name(named) != "citizen":
        return named.text
    return nominals.described_name(text, begin, stop)[0] or None
