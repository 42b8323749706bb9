"""The few questions about a dependency parse that the extractor asks, for any label scheme.

ClearNLP labels (en_core_web_*) and Universal Dependencies name the same things differently:
nsubjpass / nsubj:pass, relcl / acl:relcl, prep + pobj / case + obl, pcomp / advcl.
"""

from itertools import islice

from spacy.tokens import Token

SUBJECTS = {"nsubj", "nsubjpass", "nsubj:pass", "csubj"}
PASSIVE = {"nsubjpass", "nsubj:pass", "auxpass", "aux:pass"}
CLAUSES = {"ccomp", "parataxis"}
OPEN_CLAUSES = {"xcomp"}
RELATIVE = {"relcl", "acl:relcl"}
OBJECTS = {"dobj", "obj"}
JOINED = {"conj", "xcomp", "advcl", "pcomp", "aux"}
"""A verb hanging so below another shares its subject when it has none of its own."""
BY_AGENT = {"agent", "obl:agent"}
NOUN_CLAUSES = {"acl", "ccomp", "relcl", "acl:relcl"}


def children(token: Token, labels: set[str]) -> list[Token]:
    """Return the children of `token` with one of `labels`, in order."""
    return [child for child in token.children if child.dep_ in labels]


NOMINAL = {"NOUN", "PROPN", "PRON", "NUM"}
WHO = {"who", "which", "that"}


def subject(verb: Token) -> Token | None:
    """Return the head word of who does `verb`, a noun or pronoun, or None.

    Its subject, that of the verb it is joined to, the noun a relative clause speaks of, the
    agent of a passive.
    """
    found = _subject(verb)
    if found is not None and found.lower_ in WHO:
        found = next((a.head for a in (verb, *verb.ancestors) if a.dep_ in RELATIVE), found)
    return found if found is not None and found.pos_ in NOMINAL else None


def noun_beside(verb: Token) -> Token | None:
    """Return the head of a noun phrase right behind (or before) `verb`.

    For verbs to which the parse gave no subject: "…,” mused co-host Stu Burguiere".
    """
    doc = verb.doc
    for steps in (range(verb.i + 1, min(verb.i + 7, len(doc))), range(verb.i - 1, -1, -1)):
        for i in steps:
            token = doc[i]
            if token.pos_ in NOMINAL:
                head = token
                while head.head.i != head.i and head.dep_ in {"compound", "flat", "amod", "poss"}:
                    head = head.head
                return head if head.pos_ in NOMINAL else token
            if token.pos_ not in {"DET", "ADJ", "ADV", "AUX"}:
                break
    return None


def _subject(verb: Token) -> Token | None:
    agents = children(verb, BY_AGENT)
    if agents:
        return next((c for c in agents[0].children if c.dep_ in {"pobj", "obl"}), agents[0])
    if any(child.dep_ in PASSIVE for child in verb.children):
        return None  # "it was said": the grammatical subject is no source
    own = children(verb, SUBJECTS)
    if own:
        return verb.head if verb.dep_ in RELATIVE and own[-1].lower_ in WHO else own[-1]
    if verb.dep_ in RELATIVE or (verb.dep_ == "acl" and verb.tag_ == "VBG"):
        return verb.head
    if verb.dep_ in JOINED or (verb.dep_ == "ccomp" and verb.tag_ == "VBG"):
        above = next((a for a in islice(verb.ancestors, 3) if a.pos_ in {"VERB", "AUX"}), None)
        return _subject(above) if above is not None else None
    return None


def phrase(head: Token, *, stop_at_relative: bool = True) -> tuple[int, int]:
    """Return the token range of the noun phrase of `head`, without a relative clause after it."""
    left, right = head.left_edge.i, head.right_edge.i + 1
    for child in head.children:
        cut = child.dep_ in RELATIVE | {"parataxis", "ccomp"} or (
            child.dep_ == "acl" and child.tag_ != "VBN"
        )
        if stop_at_relative and cut and child.left_edge.i > head.i:
            right = min(right, child.left_edge.i)
        elif child.dep_ in {"punct", "cc"} and child.i > head.i and child.i == right - 1:
            right = child.i
    return left, right
