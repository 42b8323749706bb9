"""The label sets of language pipelines, in one place: entities, parts of speech, none of either.

Nothing in this package reads a parse: heads, descriptions and antecedents are found over parts of
speech and entity spans, so that it works with ClearNLP, Universal Dependencies and no parser.
"""

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Doc, Token

FAMILIES = {
    "PERSON": "person",
    "PER": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "group",
    "WORK_OF_ART": "work",
    "LAW": "work",
    "PRODUCT": "work",
    "MISC": "misc",
}
"""Entity labels of OntoNotes, CoNLL and framesay's own pipeline; others name no actor."""

TAGS = {
    "NNP": "PROPN",
    "NNPS": "PROPN",
    "PRP": "PRON",
    "PRP$": "PRON",
    "WP": "PRON",
    "WP$": "PRON",
    "WDT": "PRON",
    "DT": "DET",
    "PDT": "DET",
    "IN": "ADP",
    "TO": "PART",
    "POS": "PART",
    "MD": "AUX",
    "CD": "NUM",
    "CC": "CCONJ",
}
"""Penn tags that do not tell their class by their first two letters."""
STEMS = {"NN": "NOUN", "JJ": "ADJ", "VB": "VERB", "RB": "ADV"}

CLOSED = {
    "DET": "the a an this that these those some many most several all both another no every each",
    "ADP": "of in on at for from with by about to into over under against among between after "
    "before during since until as like than",
    "PRON": "i you he she it we they me him her us them his its their our my your who whom whose "
    "which himself herself itself themselves",
    "CCONJ": "and or but",
    "AUX": "is are was were be been has have had will would can could may might must should do "
    "does did",
    "VERB": "said says say told tells wrote writes added adds asked argued claimed noted",
    "PART": "'s ’s not n't",
}
"""Words by which classes are guessed where a pipeline has no tagger, and in texts in capitals."""
GUESSES = {word: kind for kind, words in CLOSED.items() for word in words.split()}
PRONOUNS = frozenset(CLOSED["PRON"].split())
NOUNS = frozenset({"NOUN", "PROPN"})
NO_NOUN = frozenset({"VERB", "AUX", "DET", "ADP", "PRON", "ADV", "CCONJ", "SCONJ", "PART"})
IRREGULAR = {"people": "people", "men": "man", "women": "woman", "children": "child"}
ENDINGS = (
    ("men", "man"),
    ("ies", "y"),
    ("ches", "ch"),
    ("shes", "sh"),
    ("sses", "ss"),
    ("xes", "x"),
)
_PLURAL_TAGS = frozenset({"NNS", "NNPS"})
_SINGULAR_S = ("ss", "us", "is", "news", "congress", "series", "politics", "mathematics", "s.")


def family(label: str) -> str | None:
    """Return the family of an entity label; None for labels that name no actor."""
    return FAMILIES.get(label)


def classes(doc: Doc, tokens: Sequence[Token]) -> list[str]:
    """Return a part of speech (Universal, coarse) for each token of `doc`.

    From the pipeline's own, else from its Penn tags, else guessed from closed classes and capitals.
    """
    if doc.has_annotation("POS"):
        return [
            GUESSES.get(t.lower_, t.pos_) if t.pos_ == "PROPN" and t.is_upper else t.pos_
            for t in tokens
        ]
    if doc.has_annotation("TAG"):
        return [_of_tag(token) for token in tokens]
    return list(_guessed(tokens))


def _of_tag(token: Token) -> str:
    if token.is_punct or token.is_space:
        return "SPACE" if token.is_space else "PUNCT"
    return TAGS.get(token.tag_) or STEMS.get(token.tag_[:2], "X")


def _guessed(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        if token.is_space:
            yield "SPACE"
        elif token.lower_ in GUESSES:
            yield GUESSES[token.lower_]
        elif token.is_punct:
            yield "PUNCT"
        elif token.like_num:
            yield "NUM"
        else:
            yield "PROPN" if token.text[:1].isupper() else "NOUN"


def is_plural(token: Token) -> bool:
    """Say whether a noun is plural, by its tag or its features, else by its ending."""
    if token.tag_:
        return token.tag_ in _PLURAL_TAGS or "Plur" in token.morph.get("Number", [])
    if token.morph.get("Number", []):
        return "Plur" in token.morph.get("Number", [])
    return plural_form(token.lower_)


def plural_form(word: str) -> bool:
    """Say whether a lower-case noun looks like a plural."""
    if word in {"people", "police", "children"} or word.endswith("men"):
        return True
    return word.endswith("s") and not word.endswith(_SINGULAR_S)


def singular(word: str) -> str:
    """Return a lower-case noun without its plural ending: "ministries" -> "ministry"."""
    if word in IRREGULAR:
        return IRREGULAR[word]
    for ending, instead in ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word[: -len(ending)] + instead
    return word[:-1] if word.endswith("s") and not word.endswith(_SINGULAR_S) else word
