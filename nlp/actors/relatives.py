"""The antecedent of "who", "which" and "that": the noun before it, or whom that noun describes."""

from collections.abc import Callable

from nlp.actors import words
from nlp.actors.actors import Found
from nlp.actors.labels import plural_form
from nlp.actors.name import Name
from nlp.actors.names import Names
from nlp.actors.text import Text

BACK = 40
"""Tokens back in which a relative pronoun, or a pronoun among descriptions, looks."""
ANYBODY = frozenset({"someone", "somebody", "those", "anyone", "people"})
AGENTS = ("ers", "ors", "ists")


def relative(
    text: Text, names: Names, at: int, found_of: Callable[[Name], Found], *, people: bool
) -> Found | int | None:
    """Return the actor or the token of a noun that the relative pronoun at token `at` means."""
    if at and text.pos[at - 1] == "CCONJ":  # "someone who did X, and who did Y"
        here = range(at - 2, max(-1, at - BACK), -1)
        earlier = (i for i in here if text.lower[i] == text.lower[at])
        at = next((i for i in earlier if text.sentence[i] == text.sentence[at]), at)
    for i in range(at - 1, max(-1, at - BACK), -1):
        if text.sentence[i] != text.sentence[at]:
            return None
        name = names.at.get(i) or names.described.get(i)
        if name is not None and (not people or name.kind in {"person", "group"}):
            return found_of(name)
        anybody = people and text.lower[i] in ANYBODY
        if anybody or (text.is_noun(i) and (not people or _human(text, i))):
            return i
    return None


def _human(text: Text, i: int) -> bool:
    """Say whether a noun means people: by the lists, or as "protesters", "economists" are made."""
    low = text.lower[i]
    if low in words.words("collective", "words") or words.is_personal(low):
        return True
    body = text.singular(i) in words.head_types()
    return plural_form(low) and not body and low.endswith(AGENTS)
