"""Tell what type of actor a name or a noun phrase is (the rules: docs/actors.md)."""

from typing import cast

from corpus.records import ActorType
from nlp.actors import words
from nlp.actors.name import Description, Name
from nlp.actors.text import Text

BODY_PLURALS: frozenset[str | None] = frozenset({"document", "company", "government", "party"})
PERSONAL: frozenset[str] = frozenset({"politician", "academic", "media", "citizen", "person"})


def type_of_name(name: Name) -> ActorType:
    """Return the type of a named actor, by its own words, its titles and its descriptions."""
    if name.kind == "person":
        return _type_of_person(name)
    bare = [word.lower().strip(".,") for word in name.words]
    known = words.type_of_words(bare)
    if known is not None:
        return known
    if name.kind == "place":
        return "government"  # "Beijing says": a place that speaks is its government
    if name.kind == "group":
        return "unnamed"
    for description in name.descriptions:
        for head in description.heads:
            kind = words.head_types()[head]
            if kind not in {"citizen", "politician", "person"}:
                return kind
    return "document" if name.kind in {"work", "misc"} else "organisation"


def _type_of_person(name: Name) -> ActorType:
    """Return the type of a person; somebody of whom nothing is said has that of his company."""
    told = _told(name)
    if told is None and len(name.company) > 1 and "politician" in map(_told, name.company):
        return "politician"
    return told or "person"


def _told(name: Name) -> ActorType | None:
    """Return the type that titles, descriptions and other signs tell, None if there are none."""
    kinds = [type_of_description(d) for d in name.descriptions]
    if any(set(d.heads[:1]) & words.words("speaks_for", "words") for d in name.descriptions):
        return "person"
    titled = name.titles & words.words("titles", "politician")
    office = titled and (not kinds or titled - words.words("nominal", "heads"))
    if office or "party" in name.evidence or "politician" in kinds:
        return "politician"
    kinds += [k for t in name.titles if (k := words.head_types().get(t)) in {"academic", "media"}]
    signs = (("public", "politician"), ("media", "media"), ("age", "citizen"))
    kinds += [cast("ActorType", kind) for sign, kind in signs if sign in name.evidence]
    return next((kind for kind in kinds if kind is not None), None)


def type_of_description(description: Description) -> ActorType | None:
    """Return the type that a description gives a person; None if it gives none.

    The first role noun from the end of the chunk counts ("law professor"); somebody at the head
    of a university is an academic, of a company or an NGO a person, of a party a politician.
    """
    if not description.heads:
        return None
    head, said = description.heads[0], description.words
    if {"attorney", "general"} <= said:
        return "politician"
    spokes = words.phrases("speaks_for", "phrases")
    if "officer" in said or any(phrase in description.text.lower() for phrase in spokes):
        return "person"
    kind = words.head_types()[head]
    if head in words.words("nominal", "heads") and len(said) > 1:
        kind = _of_head(head, said) or kind
    return kind if kind in PERSONAL else "person"


def _of_head(head: str, said: frozenset[str]) -> ActorType | None:
    """Return the type of somebody with a role in a body, by the body; None if it tells nothing."""
    kind = words.head_types()[head]
    states = _any(said, "government") or said & words.words("public", "public_of")
    if _any(said, "academic"):
        return "academic"
    if _any(said, "party"):
        return kind if head in {"manager", "analyst", "member"} else "politician"
    if any(_any(said, body) for body in ("ngo", "company", "media")):
        return "media" if _any(said, "media") and kind == "media" else "person"
    if states and head in words.words("nominal", "offices") and "staff" not in said:
        return "politician"
    return "person" if "of" in said and kind == "politician" and not states else None


def _any(said: frozenset[str], kind: str) -> bool:
    """Say whether a description names a body of a type, by name or by kind."""
    return bool(said & (words.words("names", kind) | words.words("bodies", kind)))


def type_of_phrase(text: Text, first: int, head: int) -> ActorType:
    """Return the type of an actor that is only described: "the ministry", "critics"."""
    lower, word = text.lower[head], text.singular(head)
    plural = text.plural(head)
    if text.words[head][:1].isupper() and lower in words.words("names", "media_endings"):
        return "media"
    if lower in words.words("collective", "words") and word not in words.plural_types():
        return "unnamed"
    if plural:
        if word in words.plural_types():
            return words.plural_types()[word]
        kind = words.head_types().get(word)
        return kind if kind in BODY_PLURALS and kind is not None else "unnamed"
    kind = words.head_types().get(lower) or words.head_types().get(word)
    if kind is not None:
        return kind
    return words.type_of_words(text.lower[first : head + 1]) or "unnamed"
