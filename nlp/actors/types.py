"""Tell what type of actor a name or a noun phrase is (the rules: docs/actors.md)."""

from typing import cast

from corpus.records import ActorType
from nlp.actors import words
from nlp.actors.labels import singular
from nlp.actors.names import Description, Name
from nlp.actors.text import Text

BODY_PLURALS: frozenset[str | None] = frozenset({"document", "company", "government", "party"})
HEADS_OF_BODIES = frozenset(
    "president chairman chairwoman chair leader chief head director secretary executive fellow "
    "dean founder analyst expert associate member manager scholar".split()
)
"""Roles whose type is that of the body in which somebody has them."""
OFFICES = frozenset({"chief", "head", "director", "secretary", "leader", "chairman", "chairwoman"})


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


def _type_of_person(name: Name, *, alone: bool = False) -> ActorType:
    """Return the type of a person; one of whom nothing is said, not `alone`, has its company's."""
    kinds = [type_of_description(d) for d in name.descriptions]
    if any(set(d.heads[:1]) & words.words("speaks_for", "words") for d in name.descriptions):
        return "person"
    if "party" in name.evidence or "politician" in kinds:
        return "politician"
    titled = name.titles & words.words("titles", "politician")
    if titled and (not kinds or titled - HEADS_OF_BODIES):
        return "politician"
    kinds += [k for t in name.titles if (k := words.head_types().get(t)) in {"academic", "media"}]
    told = next((kind for kind in kinds if kind is not None), None)
    if told is not None:
        return told
    for sign, kind in (("public", "politician"), ("media", "media"), ("age", "citizen")):
        if sign in name.evidence:
            return cast("ActorType", kind)
    kinds = [] if alone else [_type_of_person(n, alone=True) for n in name.company]
    if len(kinds) > 1 and "politician" in kinds:
        return "politician"
    return "person"


def type_of_description(description: Description) -> ActorType | None:
    """Return the type that a description gives a person; None if it gives none.

    The first role noun from the end of the chunk counts ("law professor"); somebody at the head
    of a university is an academic, of a company or an NGO a person, of a party a politician.
    """
    if not description.heads:
        return None
    head, said = description.heads[0], description.words
    kind = words.head_types()[head]
    if {"attorney", "general"} <= said:
        return "politician"
    if any(phrase in description.text.lower() for phrase in words.phrases("speaks_for", "phrases")):
        return "person"
    if said & {"officer"}:
        return "person"
    if head in HEADS_OF_BODIES and len(said) > 1:
        if said & words.words("public", "institutes") or _any(said, "academic"):
            return "academic"
        if _any(said, "party") or said & {"democratic", "republican", "party"}:
            return "politician" if head not in {"manager", "analyst", "member"} else kind
        if any(_any(said, body) for body in ("ngo", "company", "media")):
            return "media" if _any(said, "media") and kind == "media" else "person"
        states = _any(said, "government") or said & words.words("public", "public_of")
        if states and head in OFFICES and "staff" not in said:
            return "politician"
        if "of" in said and kind == "politician" and not states:
            return "person"
    return kind if kind in {"politician", "academic", "media", "citizen", "person"} else "person"


def _any(said: frozenset[str], kind: str) -> bool:
    """Say whether a description names a body of a type, by name or by kind."""
    if said & words.words("names", kind):
        return True
    bodies = {"ngo": {"union", "association", "federation", "charity", "foundation", "group"}}
    bodies["company"] = {"company", "firm", "inc", "corp", "bank", "startup", "business"}
    bodies["government"] = {
        "police",
        "department",
        "ministry",
        "agency",
        "office",
        "administration",
    }
    return bool(said & bodies.get(kind, set()))


def type_of_phrase(text: Text, first: int, head: int) -> ActorType:
    """Return the type of an actor that is only described: "the ministry", "critics"."""
    lower, word = text.lower[head], text.singular(head)
    plural = text.plural(head)
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
