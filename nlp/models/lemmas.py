"""Lemmas from a word's form and tag, by endings and exceptions learnt from treebanks."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any, Self, TypeAlias

from spacy.language import Language
from spacy.tokens import Doc

from nlp.models.vectors import QuantisedVectors

NAME = "framesay_lemmas"
FILE = "lemmas.json"
LONGEST = 6
"""Letters of the longest ending that is looked at."""
KEPT = {"NNP", "NNPS", "ADD", "FW"}
"""Tags of names, addresses and foreign words: their capital letters belong to the lemma."""
NOUNS = {"NN", "NNS"}
VERBS = {"VBD", "VBG", "VBN"}

Tables: TypeAlias = dict[str, dict[str, Any]]


class Lemmas:
    """A component that fills token.lemma_ from token.tag_ (Penn Treebank tags).

    Per tag there are `forms` (lower-case form -> lemma) and `endings` (ending -> how many letters
    are cut and what is added). The longest known ending decides; a tag that is not known leaves
    the lower-case form. Where a verb's result is a rarer word than the same with an e (provok,
    provoke), the word of the pipeline's vectors that comes first is taken.
    """

    def __init__(
        self, tables: Tables | None = None, vectors: QuantisedVectors | None = None
    ) -> None:
        """Make the component; `tables` is read by from_disk otherwise."""
        self.tables = tables or {}
        self.vectors = vectors
        self._cached = lru_cache(maxsize=100_000)(self.lemma)

    def __call__(self, doc: Doc) -> Doc:
        """Set the lemma of each token."""
        for token in doc:
            token.lemma_ = self._cached(token.text, token.tag_)
        return doc

    def lemma(self, form: str, tag: str) -> str:
        """Return the lemma of `form` with the tag `tag`."""
        table = self.tables.get(tag)
        lower = form.lower().replace("’", "'")
        if table is None:
            return lower
        if lower in table["forms"]:
            found: str = table["forms"][lower]
            return found
        plain = form if tag in KEPT or (tag in NOUNS and _is_acronym(form)) else lower
        for length in range(min(LONGEST, len(lower) - 1), -1, -1):
            edit = table["endings"].get(lower[len(lower) - length :])
            if edit is not None:
                cut, added = edit
                return self._with_e(plain[: len(plain) - cut] + added, tag)
        return plain

    def _with_e(self, lemma: str, tag: str) -> str:
        """Put the e back that a rule cut off a verb, if that makes the commoner word."""
        if tag not in VERBS or self.vectors is None or lemma.endswith("e"):
            return lemma
        return min(lemma, lemma + "e", key=self.vectors.rank)

    def to_disk(self, path: str | Path, **_options: object) -> None:
        """Write the tables into the folder `path`."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps(self.tables, ensure_ascii=False, sort_keys=True, indent=0)
        (folder / FILE).write_text(text + "\n", "utf-8")

    def from_disk(self, path: str | Path, **_options: object) -> Self:
        """Read the tables from the folder `path`."""
        self.tables = json.loads((Path(path) / FILE).read_text("utf-8"))
        self._cached.cache_clear()
        return self

    def to_bytes(self, **_options: object) -> bytes:
        """Return the tables as bytes."""
        return json.dumps(self.tables).encode()

    def from_bytes(self, data: bytes, **_options: object) -> Self:
        """Take over the tables of `to_bytes`."""
        self.tables = json.loads(data)
        self._cached.cache_clear()
        return self


def _is_acronym(form: str) -> bool:
    """Say whether capital letters beyond the first belong to the word, as in `CEOs`."""
    return sum(c.isupper() for c in form) > 1


@Language.factory(NAME, assigns=["token.lemma"], requires=["token.tag"])
def create_lemmas(nlp: Language, name: str) -> Lemmas:  # noqa: ARG001 - spaCy calls it by these
    """Return the component, empty until it is read from disk."""
    vectors = nlp.vocab.vectors
    return Lemmas(vectors=vectors if isinstance(vectors, QuantisedVectors) else None)
