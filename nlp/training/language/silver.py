"""Entities of the treebanks' texts, found by the first model and checked by gold tags.

Self-training: the newswire's entities know no web text. The treebanks' own tags say which words
are names, so that what the model finds there can be cleaned: a name without a proper noun is
none, names that are mostly labelled one way are labelled so everywhere, and a proper noun in no
name is left open (spaCy learns nothing from such a word).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from spacy.language import Language
from spacy.tokens import Doc, Span

NAMES = {"PERSON", "ORG", "LOC", "FAC"}
"""Labels whose spans hold a proper noun."""
NOT_AT_ENDS = {"ADP", "ADV", "AUX", "CCONJ", "DET", "PART", "PRON", "PUNCT", "SCONJ", "VERB"}
"""Parts of speech with which no name begins or ends."""
SURE = 0.8
"""Share of one label among a name's uses from which all uses get it."""
OFTEN = 3
"""Uses of a name that are needed to say so."""

Place: TypeAlias = tuple[int, int, str]
"""First word, word behind the last, label."""


def silver(nlp: Language, treebank: Sequence[Doc], newswire: Iterable[Doc]) -> Iterator[Doc]:
    """Yield the treebank's documents with the entities that `nlp` finds and gold tags allow.

    newswire: documents with gold entities, whose names count with those that are found.
    """
    found = [_find(nlp, gold) for gold in treebank]
    uses: dict[str, Counter[str]] = defaultdict(Counter)
    for doc in newswire:
        for span in doc.ents:
            uses[span.text.lower()][span.label_] += 1
    for gold, spans in zip(treebank, found, strict=True):
        for start, end, label in spans:
            uses[gold[start:end].text.lower()][label] += 1
    usual = {name: sure for name, labels in uses.items() if (sure := _sure(labels))}
    for gold, spans in zip(treebank, found, strict=True):
        yield _annotated(nlp, gold, list(_usual(gold, spans, usual)))


def _find(nlp: Language, gold: Doc) -> list[Place]:
    """Return the entities that `nlp` finds and that the gold tags allow."""
    plain = Doc(nlp.vocab, [t.text for t in gold], [bool(t.whitespace_) for t in gold])
    return [p for e in nlp(plain).ents if (p := checked(gold, (e.start, e.end, e.label_)))]


def checked(gold: Doc, place: Place) -> Place | None:
    """Return `place` without words at its ends that belong to no name; None if nothing is left."""
    start, end, label = place
    if label not in NAMES:
        return place
    while start < end and gold[start].pos_ in NOT_AT_ENDS:
        start += 1
    while start < end and gold[end - 1].pos_ in NOT_AT_ENDS:
        end -= 1
    named = any(token.pos_ == "PROPN" for token in gold[start:end])
    return (start, end, label) if named else None


def _sure(labels: Counter[str]) -> str | None:
    """Return the label that nearly all uses of a name have, None if there is none."""
    label, count = labels.most_common(1)[0]
    total = labels.total()
    return label if label in NAMES and total >= OFTEN and count >= SURE * total else None


def _usual(gold: Doc, spans: list[Place], usual: Mapping[str, str]) -> Iterator[Place]:
    """Yield the spans with their usual label, then runs of proper nouns that have one."""
    covered = {i for start, end, _ in spans for i in range(start, end)}
    for start, end, label in spans:
        name = gold[start:end].text.lower()
        yield start, end, usual.get(name, label) if label in NAMES else label
    for start, end in runs(gold):
        label = usual.get(gold[start:end].text.lower(), "")
        if label and covered.isdisjoint(range(start, end)):
            yield start, end, label


def runs(gold: Doc) -> Iterator[tuple[int, int]]:
    """Yield first word and word behind the last of each longest run of proper nouns."""
    start = 0
    for i in range(len(gold) + 1):
        if i == len(gold) or gold[i].pos_ != "PROPN":
            if i > start:
                yield start, i
            start = i + 1


def _annotated(nlp: Language, gold: Doc, spans: list[Place]) -> Doc:
    """Return the document with these entities; proper nouns in none of them are left open."""
    doc = Doc(nlp.vocab, [t.text for t in gold], [bool(t.whitespace_) for t in gold])
    covered = {i for start, end, _ in spans for i in range(start, end)}
    silent = [t.i for t in gold if t.pos_ == "PROPN" and t.i not in covered]
    doc.set_ents(
        [Span(doc, start, end, label) for start, end, label in spans],
        missing=[Span(doc, i, i + 1) for i in silent],
        default="outside",
    )
    return doc
