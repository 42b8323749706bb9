"""How well a pipeline does on gold documents, counted document by document."""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Token

ONTONOTES = {
    "PER": "PERSON",
    "GPE": "LOC",
    "EVENT": "MISC",
    "WORK_OF_ART": "MISC",
    "LAW": "MISC",
    "LANGUAGE": "MISC",
    "PRODUCT": "MISC",
}
"""Labels of other pipelines in the terms of the newswire's eight."""
COARSE = ONTONOTES | {"FAC": "LOC", "NORP": "MISC"}
"""In the terms of annotations that know no buildings and have nationalities under MISC."""
ENTITIES = {
    "ner_ww_dev": (
        ONTONOTES,
        {"PERSON", "ORG", "LOC", "FAC", "NORP", "DATE", "MONEY", "MISC"},
    ),
    "ner_wikigold": (COARSE, {"PERSON", "ORG", "LOC"}),
    "ner_uner_ewt_dev": (COARSE, {"PERSON", "ORG", "LOC"}),
}
"""Each gold file with how labels are mapped to its own, and which of these are scored.

Out of domain the three labels are scored whose meaning all annotations share: MISC differs.
"""
ARTICLES = {"the", "a", "an"}
POSSESSIVES = {"'s", "’s", "'", "’"}
STOPS = {".", "?", "!", "…", ":"}
TREEBANKS = ("ewt_dev", "gum_dev_free")
SUBJECTS = {"nsubj", "nsubjpass", "nsubj:pass", "csubj"}
REPORTING = {
    "say", "tell", "ask", "announce", "add", "report", "claim", "state", "argue", "warn", "note",
    "explain", "write", "suggest", "insist", "deny", "declare", "admit", "confirm", "believe",
    "think", "hope", "expect", "promise", "call", "describe", "reply", "answer", "agree", "stress",
}  # fmt: skip

Labelled: TypeAlias = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Counts:
    """What was right, what was found and what there is."""

    right: int
    found: int
    gold: int

    @property
    def f(self) -> float:
        """F1: twice what was right over what was found and what there is."""
        return 2 * self.right / max(1, self.found + self.gold)


def total(counts: Iterable[Counts]) -> Counts:
    """Return the sum."""
    rows = [(c.right, c.found, c.gold) for c in counts]
    return Counts(*(sum(column) for column in zip(*rows, strict=True))) if rows else Counts(0, 0, 0)


def interval(counts: Sequence[Counts], draws: int = 1000, seed: int = 0) -> tuple[float, float]:
    """Return the 95 % percentile bootstrap interval of F over documents."""
    draw = random.Random(seed)  # noqa: S311 - a fixed sample, no secret
    values = sorted(total(draw.choices(counts, k=len(counts))).f for _ in range(draws))
    return values[int(0.025 * draws)], values[int(0.975 * draws) - 1]


def read_gold(path: Path) -> list[Doc]:
    """Return the documents of a DocBin."""
    return list(DocBin().from_disk(path).get_docs(spacy.blank("en").vocab))


def predict(nlp: Language, gold: Sequence[Doc]) -> list[Doc]:
    """Return what `nlp` makes of the plain text of each document."""
    return list(nlp.pipe((doc.text for doc in gold), batch_size=64))


def entities(doc: Doc, mapping: Mapping[str, str], scored: set[str]) -> set[Labelled]:
    """Return the scored entities of a document, their labels mapped.

    A leading article and a closing possessive, on which annotations differ, belong to none.
    """
    found = set()
    for span in doc.ents:
        label = mapping.get(span.label_, span.label_)
        start = span.start + (span[0].lower_ in ARTICLES)
        end = span.end - (span[-1].lower_ in POSSESSIVES)
        if label in scored and end > start:
            found.add((doc[start].idx, doc[end - 1].idx + len(doc[end - 1]), label))
    return found


def compare(found: set[Labelled], gold: set[Labelled]) -> Counts:
    """Count the spans that are exactly the same."""
    return Counts(len(found & gold), len(found), len(gold))


def sentences(doc: Doc) -> set[Labelled]:
    """Return the sentences of a document, without white space at their ends."""
    spans = ([t for t in sent if not t.is_space] for sent in doc.sents)
    return {(s[0].idx, s[-1].idx + len(s[-1]), "") for s in spans if s}


def edited(gold: Doc) -> bool:
    """Say whether every sentence begins with a capital, a figure or a mark and ends with a stop."""
    texts = [sent.text.strip() for sent in gold.sents]
    return all(not t[:1].islower() and t.rstrip("\"'”’)")[-1:] in STOPS for t in texts)


def pairs(found: Doc, gold: Doc) -> Iterator[tuple[Token, Token]]:
    """Yield the tokens of both that are the same characters."""
    by_place = {(t.idx, len(t)): t for t in found}
    for token in gold:
        other = by_place.get((token.idx, len(token)))
        if other is not None and not token.is_space:
            yield other, token


def share(right: Iterable[bool]) -> Counts:
    """Return counts whose F is the share that is right."""
    answers = list(right)
    return Counts(sum(answers), len(answers), len(answers))


def same_word(one: Token, other: Token) -> bool:
    """Say whether both are the same characters of the text."""
    return one.idx == other.idx and len(one) == len(other)


def treebank(found: Doc, gold: Doc) -> dict[str, Counts]:
    """Return the counts of one document of a treebank.

    Words that are cut alike are scored, as spaCy does. edited: the sentences of texts that are
    punctuated as editors do. las: head and label, punctuation left out.
    subjects: of the subjects of finite reporting verbs in gold, how many hang on that verb as a
    subject, in any scheme. Pipelines without a parser have neither.
    """
    cut = compare(sentences(found), sentences(gold))
    both = list(pairs(found, gold))
    trees = [(f, g) for f, g in both if g.dep_ and g.dep_ != "punct"]
    reported = [
        (f, g)
        for f, g in trees
        if g.dep_ in SUBJECTS and g.head.pos_ == "VERB" and g.head.lemma_ in REPORTING
    ]
    counts = {
        "sentences": cut,
        "edited": cut if edited(gold) else Counts(0, 0, 0),
        "upos": share(f.pos_ == g.pos_ for f, g in both if g.pos_),
        "tag": share(f.tag_ == g.tag_ for f, g in both if g.tag_),
        "lemma": share(f.lemma_ == g.lemma_ for f, g in both if g.lemma_),
    }
    if found.has_annotation("DEP"):
        alike = (f.dep_.lower() == g.dep_.lower() and same_word(f.head, g.head) for f, g in trees)
        hanging = (f.dep_ in SUBJECTS and same_word(f.head, g.head) for f, g in reported)
        counts |= {"las": share(alike), "subjects": share(hanging)}
    return counts


def evaluate(nlp: Language, data: Path) -> dict[str, list[Counts]]:
    """Return the counts of each document for each measure, by `file/measure`."""
    found: dict[str, list[Counts]] = {}
    for name, (mapping, scored) in ENTITIES.items():
        gold = read_gold(data / f"{name}.spacy")
        found[f"{name}/entities"] = [
            compare(entities(p, mapping, scored), entities(g, mapping, scored))
            for p, g in zip(predict(nlp, gold), gold, strict=True)
        ]
    for name in TREEBANKS:
        gold = read_gold(data / f"{name}.spacy")
        rows = [treebank(p, g) for p, g in zip(predict(nlp, gold), gold, strict=True)]
        for measure in rows[0]:
            found[f"{name}/{measure}"] = [row[measure] for row in rows]
    return found


def figures(counts: Mapping[str, Sequence[Counts]]) -> dict[str, dict[str, float]]:
    """Return F of each measure (`f`) with its bootstrap interval over documents (`low`, `high`)."""
    found = {}
    for measure, rows in counts.items():
        low, high = interval(rows)
        found[measure] = {"f": total(rows).f, "low": low, "high": high}
    return found
