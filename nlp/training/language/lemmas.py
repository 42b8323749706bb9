"""Learn the lemma tables from the lemmas of treebanks."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import TypeAlias

from spacy.tokens import Doc

from nlp.models.lemmas import KEPT, LONGEST, Lemmas, Tables
from nlp.models.vectors import QuantisedVectors

UNRULED = {"", "ADD", "FW", "GW", "AFX", "LS", "SYM", "XX"}
"""Tags of words that have no endings to learn from."""
FEWEST = 2
"""Different words that must share an ending before it becomes a rule."""

Edit: TypeAlias = tuple[int, str]


def edit_of(form: str, lemma: str) -> Edit:
    """Return how many letters of `form` are cut and what is added to make `lemma`."""
    same = 0
    while same < min(len(form), len(lemma)) and form[same] == lemma[same]:
        same += 1
    return len(form) - same, lemma[same:]


def learn_lemmas(docs: Iterable[Doc], vectors: QuantisedVectors | None = None) -> Lemmas:
    """Return the component with the tables that the lemmas of `docs` teach.

    For each tag: the commonest edit of each ending that at least FEWEST words share, where it
    differs from that of the shorter ending; then the forms that these rules get wrong.
    """
    counts: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for token in (token for doc in docs for token in doc):
        if token.lemma_ and token.tag_ not in UNRULED and not token.is_space:
            form = token.lower_.replace("’", "'")
            name = token.tag_ in KEPT
            counts[token.tag_][form][token.lemma_.lower() if name else token.lemma_] += 1
    tables: Tables = {}
    for tag, forms in sorted(counts.items()):
        best = {form: found.most_common(1)[0][0] for form, found in forms.items()}
        tables[tag] = {"endings": _endings(best), "forms": {}}
        if tag not in KEPT:
            rules = Lemmas({tag: tables[tag]}, vectors)
            tables[tag]["forms"] = {f: m for f, m in best.items() if rules.lemma(f, tag) != m}
    return Lemmas(tables, vectors)


def _endings(lemma_of: dict[str, str]) -> dict[str, list[int | str]]:
    """Return the endings of the forms of one tag, with the edit of each."""
    edits: dict[str, Counter[Edit]] = defaultdict(Counter)
    for form, lemma in lemma_of.items():
        edit = edit_of(form, lemma)
        for length in range(min(LONGEST, len(form) - 1) + 1):
            edits[form[len(form) - length :]][edit] += 1
    chosen: dict[str, list[int | str]] = {"": [0, ""]}
    for ending in sorted(edits, key=len):
        edit, _ = edits[ending].most_common(1)[0]
        shorter = next(chosen[ending[i:]] for i in range(len(ending) + 1) if ending[i:] in chosen)
        if edits[ending].total() >= FEWEST and edit[0] <= len(ending) and list(edit) != shorter:
            chosen[ending] = list(edit)
    return chosen
