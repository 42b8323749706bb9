"""What can be seen of a candidate: names of features, for the scorer.

No dependency labels among them, so weights hold for pipelines with other label schemes.
"""

from collections.abc import Iterator
from itertools import islice

from spacy.tokens import Doc, Token

from nlp.quotations.candidates import Candidate
from nlp.quotations.marks import Region, touching

LENGTHS = ((1, "1"), (3, "3"), (6, "6"), (12, "12"), (25, "25"), (50, "50"))
FAR = 8
"""Words between source and cue from which on they are far apart."""
FUNCTION = {"ADP", "SCONJ", "PART", "DET", "PUNCT", "AUX", "PRON", "ADV"}
MODALS = {"will", "would", "may", "might", "could", "can", "should", "must", "do", "did"}
FAMILIES = {"PERSON": "person", "PER": "person", "ORG": "org", "GPE": "place", "NORP": "group"}


def features(candidate: Candidate, doc: Doc, marked: list[Region]) -> Iterator[str]:
    """Yield the names of the features that hold for `candidate`."""
    c = candidate.construction
    lemma = candidate.lemma
    cue = (
        doc[candidate.cue[1] - 1]
        if candidate.construction != "according"
        else doc[candidate.cue[0]]
    )
    yield f"c={c}"
    yield f"l={lemma}"
    yield f"c={c} l={lemma}"
    yield f"c={c} tag={cue.tag_}"
    yield from (f"{f} c={c}" for f in _around(cue))
    yield from _around(cue)
    yield from _source(candidate.source, candidate, c)
    yield from _content(candidate, doc, marked)


def _around(cue: Token) -> Iterator[str]:
    for child in islice(cue.lefts, 6):
        word = child.lower_
        if word in MODALS or word in {"to", "not", "n't", "if", "when", "as", "because", "after"}:
            yield f"left={word}"
        elif child.pos_ == "AUX":
            yield "left=aux"
    before = cue.nbor(-1) if cue.i else None
    if before is not None:
        yield f"before={_word_or_class(before)}"
    if cue.i + 1 < len(cue.doc):
        yield f"after={_word_or_class(cue.nbor(1))}"


def _word_or_class(token: Token) -> str:
    return token.lower_ if token.pos_ in FUNCTION else token.pos_


def _source(source: Token | None, candidate: Candidate, construction: str) -> Iterator[str]:
    if source is None:
        yield "s=none"
        yield f"s=none c={construction}"
        return
    kind = FAMILIES.get(source.ent_type_, source.ent_type_ and "entity") or (
        source.lower_ if source.pos_ == "PRON" else source.tag_
    )
    yield f"s={kind}"
    yield f"s={kind} c={construction}"
    if not kind.isupper() or kind.startswith("NN"):
        yield f"s={kind} l={candidate.lemma}"
    if source.pos_ == "NOUN":
        yield f"sl={source.lemma_.lower()}"
    yield f"far={abs(source.i - candidate.cue[0]) > FAR}"


def _content(candidate: Candidate, doc: Doc, marked: list[Region]) -> Iterator[str]:
    c = candidate.construction
    if not candidate.content:
        yield "empty"
        return
    start, end = candidate.content[0]
    words = sum(e - s for s, e in candidate.content)
    size = next((name for limit, name in LENGTHS if words <= limit), "long")
    yield f"n={size}"
    yield f"n={size} c={c}"
    first = doc[start]
    word = _word_or_class(first)
    yield f"first={word}"
    yield f"first={word} c={c}"
    low, high = first.idx, doc[candidate.content[-1][1] - 1].idx
    touched = [marked[number] for number in touching(marked, low, high + 1)]
    if touched:
        whole = any(r.start - 1 <= low and high <= r.end for r in touched)
        yield f"marks={whole}"
        yield f"marks={whole} c={c}"
        if all(region.title for region in touched):
            yield "title"
            yield f"title c={c}"
    finite = any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in islice(doc[start:end], 25))
    yield f"finite={finite} c={c}"
    if end < len(doc):
        yield f"end={doc[end].text if doc[end].is_punct else doc[end].pos_}"
