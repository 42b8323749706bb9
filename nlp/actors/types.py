"""Tell what type of actor a name or a noun phrase is."""

from spacy.tokens import Doc, Token

from corpus.records import ActorType
from nlp.actors import words
from nlp.actors.names import Name

PERSONAL: frozenset[ActorType | None] = frozenset({"politician", "academic", "media", "citizen"})


def type_of_name(name: Name, doc: Doc) -> ActorType:
    """Return the type of a named actor, by its own words, its titles and its descriptions."""
    bare = [word.lower().strip(".,") for word in name.words]
    if name.family == "person":
        return _type_of_person(name, doc)
    if bare[-1] in words.company_endings():
        return "company"
    for word in reversed(bare):
        kind = words.head_types().get(word)
        if kind is not None and kind not in {"citizen", "politician"}:
            return kind
    if name.family == "place":
        return "government"  # "Beijing says": a place that speaks is its government
    if name.family == "work":
        return "document"
    return _described(name, doc) or "organisation"


def _type_of_person(name: Name, doc: Doc) -> ActorType:
    if name.titles & words.titles("politician"):
        return "politician"
    described = next((t for w in sorted(name.titles) if (t := words.head_types().get(w))), None)
    if described not in PERSONAL:
        described = _described(name, doc)
    if described is not None and described in PERSONAL:
        return described
    if name.titles & words.titles("academic"):
        return "academic"
    return "person"


def _described(name: Name, doc: Doc) -> ActorType | None:
    """Return the type that an apposition ("X, a law professor") or a noun before it gives."""
    for i in sorted(name.tokens):
        token = doc[i]
        near = [
            c for c in token.children if c.dep_ in {"appos", "compound", "amod", "nmod", "flat"}
        ]
        if token.dep_ in {"appos", "flat"}:
            near.append(token.head)
        near += [t for t in doc[max(0, i - 3) : i] if t.pos_ == "NOUN"]
        for other in near:
            kind = words.head_types().get(other.lemma_.lower())
            if kind is not None and other.i not in name.tokens:
                return kind
    return None


def type_of_noun(head: Token) -> ActorType:
    """Return the type of an actor that is only described: "the ministry", "critics"."""
    lower, lemma = head.lower_, head.lemma_.lower()
    if lower in words.collectives() or head.pos_ == "PRON":
        return "unnamed"
    kind = words.head_types().get(lemma)
    if kind is None:
        return "unnamed"
    if head.tag_ in {"NNS", "NNPS"} and kind in {"academic", "citizen", "ngo", "media"}:
        return "unnamed"
    return kind
