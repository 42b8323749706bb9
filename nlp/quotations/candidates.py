"""Every place in a parsed text that may be an attribution, with its construction.

Generous on purpose: nlp.quotations.lexicon knows how often each cue word announces one in each
construction, and nlp.quotations.find chooses.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from nlp.quotations import syntax
from nlp.quotations.marks import Region

VERBS = {"VERB", "AUX"}
SEPARATORS = {",", "”", '"', "?", "!", "—", "–"}
PREPOSITIONAL = {"prep", "obl", "advcl", "oprd", "pcomp"}
CLAUSE_AFTER_NOUN = {"that", "whether", "how", "why"}


Parts = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible attribution, in token numbers."""

    construction: str
    lemma: str
    cue: tuple[int, int]
    content: tuple[tuple[int, int], ...]
    source: Token | None


def candidates(doc: Doc, found: list[Region]) -> Iterator[Candidate]:
    """Yield the candidates of `doc`; `found` are its regions in quotation marks."""
    inside = _inside(doc, found)
    for token in doc:
        if token.lower_ == "according" and token.i + 1 < len(doc):
            yield from _according(token)
        elif token.pos_ in VERBS:
            yield from _verb(token, inside)
        elif token.pos_ == "NOUN":
            yield from _noun(token)
        elif token.pos_ == "ADJ":
            yield from _adjective(token)


def _inside(doc: Doc, found: list[Region]) -> list[int]:
    """Return for each token the number of the region it stands in, or -1."""
    numbers = [-1] * len(doc)
    for number, region in enumerate(found):
        span = doc.char_span(region.start, region.end, alignment_mode="expand")
        if span is not None:
            for token in span:
                if region.start <= token.idx < region.end:
                    numbers[token.i] = number
    return numbers


def _verb(verb: Token, inside: list[int]) -> Iterator[Candidate]:
    source = syntax.subject(verb)
    cue = _cue_range(verb)
    lemma = verb.lemma_.lower()
    for construction, parts in (*_clauses(verb), *_complements(verb, cue, inside)):
        yield Candidate(construction, lemma, cue, _without(parts, cue, source), source)


def _clauses(verb: Token) -> Iterator[tuple[str, Parts]]:
    """Yield constructions in which a whole clause is said."""
    for clause in syntax.children(verb, syntax.CLAUSES):
        if _is_clause(clause):
            yield "clause" if clause.i > verb.i else "clause before", (_edges(clause),)
    if verb.dep_ not in {"parataxis", "ccomp", "dep"} or not _comma(verb):
        return
    # "X, he said" and "X, he said, Y": the reporting verb hangs below what is said
    left, right = _edges(verb.head)
    before, after = (left, verb.left_edge.i), (verb.right_edge.i + 1, right)
    if verb.head.i < verb.i:
        yield "inverted", (before,)
    if before[1] > before[0] and after[1] > after[0]:
        yield "inverted both", (before, after)


def _complements(
    verb: Token, cue: tuple[int, int], inside: list[int]
) -> Iterator[tuple[str, Parts]]:
    """Yield constructions in which an infinitive, an object or a prepositional phrase is said."""
    for child in syntax.children(verb, syntax.OPEN_CLAUSES):
        to = any(c.lower_ == "to" for c in child.children)
        yield "open to" if to else "open", (_edges(child),)
    complements = [c for c in verb.children if c.i > verb.i and not c.is_punct]
    for child in complements:
        quoted = " quoted" if _quoted(_edges(child), inside, inside[verb.i]) else ""
        if child.dep_ in syntax.OBJECTS:
            yield f"object{quoted}", (_edges(child),)
        elif child.dep_ in PREPOSITIONAL:
            word = child.lower_ if child.dep_ == "prep" else _marker(child)
            yield f"{word}{quoted}", (_edges(child),)
            inner = next((c for c in child.children if c.dep_ in {"pobj", "pcomp"}), None)
            if inner is not None:
                yield f"inner {word}{quoted}", (_edges(inner),)
    if len(complements) > 1 and verb.right_edge.i > cue[1]:
        yield "rest", ((cue[1], verb.right_edge.i + 1),)


def _quoted(piece: tuple[int, int], inside: list[int], region: int) -> bool:
    """Say whether a word of `piece` stands in quotation marks other than its verb's."""
    return any(inside[i] >= 0 and inside[i] != region for i in range(*piece))


def _marker(child: Token) -> str:
    return next((c.lower_ for c in child.children if c.dep_ in {"case", "mark"}), child.dep_)


def _noun(noun: Token) -> Iterator[Candidate]:
    """Yield "the claim that …", "a warning to …", "support for …", "his goal is to …"."""
    source = next((c for c in noun.children if c.dep_ in {"poss", "nmod:poss"}), None)
    if source is None and noun.dep_ in syntax.OBJECTS and noun.head.pos_ in VERBS:
        source = syntax.subject(noun.head)
    cue = (noun.i, noun.i + 1)
    lemma = noun.lemma_.lower()
    for child in noun.children:
        if child.i < noun.i:
            continue
        if child.dep_ in syntax.NOUN_CLAUSES:
            first = child.left_edge.lower_
            if first in CLAUSE_AFTER_NOUN or first == "to":
                kind = "that" if first in CLAUSE_AFTER_NOUN else "to"
                yield Candidate(f"noun {kind}", lemma, cue, (_edges(child),), source)
        elif child.dep_ in {"prep", "nmod"}:
            word = child.lower_ if child.dep_ == "prep" else _marker(child)
            yield Candidate(f"noun {word}", lemma, cue, (_edges(child),), source)
    if noun.dep_ in syntax.SUBJECTS and noun.head.lemma_ == "be":
        for child in noun.head.children:
            if child.i > noun.head.i and child.dep_ in syntax.CLAUSES | syntax.OPEN_CLAUSES:
                yield Candidate("noun is", lemma, cue, (_edges(child),), source)


def _adjective(adjective: Token) -> Iterator[Candidate]:
    """Yield "is confident that …", "was unsure whether …"."""
    source = syntax.subject(adjective) or syntax.subject(adjective.head)
    for child in adjective.children:
        if child.i > adjective.i and child.dep_ in syntax.CLAUSES | syntax.OPEN_CLAUSES:
            kind = "open" if child.dep_ in syntax.OPEN_CLAUSES else "clause"
            cue = (adjective.i, adjective.i + 1)
            lemma = adjective.lemma_.lower()
            yield Candidate(f"adjective {kind}", lemma, cue, (_edges(child),), source)


def _according(token: Token) -> Iterator[Candidate]:
    """Yield "according to X, …" and "…, according to X"."""
    to = token.nbor(1)
    if to.lower_ != "to":
        return
    sentence = token.sent
    nouns = [t for t in (*token.children, *to.children) if t.dep_ in {"pobj", "obl", "obj"}]
    if token.dep_ == "case":
        nouns.append(token.head)
    source = nouns[0] if nouns else None
    end = syntax.phrase(source, stop_at_relative=False)[1] if source is not None else to.i + 1
    before, after = (sentence.start, token.i), (end, sentence.end)
    if any(t.is_alpha for t in sentence.doc[slice(*after)]) and token.i - sentence.start < 3:  # noqa: PLR2004
        content = after
    else:
        content = before
    yield Candidate("according", "according", (token.i, to.i + 1), (content,), source)


def _cue_range(verb: Token) -> tuple[int, int]:
    """Return the token range of the cue: the verb with auxiliaries and particles beside it."""
    left, right = verb.i, verb.i + 1
    for child in verb.children:
        if child.dep_ in {"aux", "auxpass", "aux:pass", "neg"} and child.i == left - 1:
            left = child.i
        if child.dep_ in {"prt", "compound:prt"} and child.i == right:
            right = child.i + 1
    return left, right


def _is_clause(token: Token) -> bool:
    return (
        any(c.dep_ in syntax.SUBJECTS for c in token.children)
        or token.pos_ in VERBS
        or (token.i < token.head.i)
    )


def _comma(verb: Token) -> bool:
    """Say whether a comma or closing marks stand before the clause of `verb`."""
    left = verb.left_edge
    if left.text in SEPARATORS:
        return True
    return left.i > 0 and left.nbor(-1).text in SEPARATORS


def _edges(token: Token) -> tuple[int, int]:
    return token.left_edge.i, token.right_edge.i + 1


def _without(
    parts: tuple[tuple[int, int], ...], cue: tuple[int, int], source: Token | None
) -> tuple[tuple[int, int], ...]:
    """Cut cue and source out of the content: "A, he said, B" is A and B."""
    holes = [cue]
    if source is not None:
        left, right = syntax.phrase(source)
        near = right >= cue[0] - 2 and left <= cue[1] + 2
        holes.append((min(left, cue[0]), max(right, cue[1])) if near else (left, right))
    kept = list(parts)
    for hole in holes:
        kept = [piece for part in kept for piece in _minus(part, hole)]
    return tuple(kept)


def _minus(part: tuple[int, int], hole: tuple[int, int]) -> list[tuple[int, int]]:
    start, end = part
    if hole[0] >= end or hole[1] <= start:
        return [part]
    return [p for p in ((start, hole[0]), (hole[1], end)) if p[1] > p[0]]
