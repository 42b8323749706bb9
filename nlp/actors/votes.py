"""With which pronouns an article goes on after a name: the evidence for whose "he" is."""

from collections.abc import Iterator

from nlp.actors.name import Name
from nlp.actors.names import Names
from nlp.actors.text import Text

HE = frozenset({"he", "him", "his", "himself"})
SHE = frozenset({"she", "her", "hers", "herself"})
SUBJECTS = frozenset({"he", "she", "himself", "herself"})


def count_votes(names: Names, name: Name) -> None:
    """Count with which pronoun sentences on `name` go on: "Okonedo said she", "Okonedo … . She".

    Two votes where no other person stands in the sentence, one where nobody stands between.
    """
    text = names.text
    for first, last in name.mentions:
        if text.quoted[first]:
            continue
        alone = not any(_other(names, name, j) for j in _back(text, first))
        for i in range(last, min(last + 30, len(text))):
            here = text.sentence[i] == text.sentence[first]
            opens = text.sentence[i] != text.sentence[i - 1] and alone
            if _other(names, name, i) or not (here or opens):
                break
            word = _gendered(text, i)
            if word and not text.quoted[i]:
                name.votes[word] += 2 if alone else 1
                break
            if not here and text.pos[i] not in {"SPACE", "PUNCT"}:
                break


def _back(text: Text, first: int) -> Iterator[int]:
    """Yield the tokens of the sentence before token `first`."""
    for j in range(first - 1, max(-1, first - 25), -1):
        if text.sentence[j] != text.sentence[first]:
            return
        yield j


def _other(names: Names, name: Name, i: int) -> bool:
    found = names.at.get(i)
    return found is not None and found is not name and found.kind == "person"


def _gendered(text: Text, i: int) -> str:
    """Return "he" or "she" if token `i` is such a pronoun and may be a subject's."""
    low = text.lower[i]
    owns = i + 1 < len(text) and text.pos[i + 1] in {"NOUN", "ADJ"}
    if low in SUBJECTS or (low in {"his", "her"} and owns):
        return "he" if low in HE else "she"
    return ""
