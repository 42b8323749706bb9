"""Variants of the training texts that news has and treebanks lack."""

import random
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from spacy.language import Language
from spacy.training import Example
from spacy.training.augment import create_combined_augmenter

QUOTES = (('"', '"'), ("“", "”"), ("'", "'"), ("‘", "’"), ("``", "''"))
DOUBLE = {'"', "“", "”", "``", "''"}
LONGEST_HEADLINE = 40
"""Tokens: longer texts are never put in title case."""

Augmenter: TypeAlias = Callable[[Language, Example], Iterator[Example]]


def news_augmenter(lower: float, title: float, marks: float) -> Augmenter:
    """Return an augmenter that varies case, white space and quotation marks.

    lower, title: shares of texts also seen in lower case and in Headline Case. marks: share of
    the texts whose quotation marks and apostrophes are replaced, all alike. White space between
    words is doubled or becomes a line's end in a tenth of the texts.
    """
    spaced = create_combined_augmenter(
        lower_level=0.0,
        orth_level=0.0,
        orth_variants=None,
        whitespace_level=0.1,
        whitespace_per_token=0.03,
        whitespace_variants=[" ", "\n", "\n\n", "\t", "  "],
    )

    def augment(nlp: Language, example: Example) -> Iterator[Example]:
        draw = random.random()  # noqa: S311 - seeded by spaCy's training loop
        if draw < lower:
            yield changed(nlp, example, [t.text.lower() for t in example.reference])
        elif draw < lower + title and len(example.reference) <= LONGEST_HEADLINE:
            words = [t.text[:1].upper() + t.text[1:] for t in example.reference]
            yield changed(nlp, example, words)
        elif draw < lower + title + marks:
            words = [t.text for t in example.reference]
            yield changed(nlp, example, other_marks(words, random.choice(QUOTES)))  # noqa: S311
        else:
            yield from spaced(nlp, example)

    return augment


def changed(nlp: Language, example: Example, words: list[str]) -> Example:
    """Return `example` with its words replaced one by one, its annotation kept."""
    annotation = example.to_dict()
    annotation["token_annotation"]["ORTH"] = words
    text = "".join(w + t.whitespace_ for w, t in zip(words, example.reference, strict=True))
    return Example.from_dict(nlp.make_doc(text), annotation)


def other_marks(words: Sequence[str], pair: tuple[str, str]) -> list[str]:
    """Replace double quotation marks by `pair`, and the apostrophes by its kind of apostrophe."""
    apostrophe = "’" if pair[0] in "“‘" else "'"
    found: list[str] = []
    inside = False
    for word in words:
        if word in DOUBLE:
            opening = word in {"“", "``"} or (word == '"' and not inside)
            found.append(pair[0] if opening else pair[1])
            inside = opening
        else:
            found.append(word.replace("'", apostrophe).replace("’", apostrophe))
    return found
