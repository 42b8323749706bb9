"""Token patterns: found with spaCy's Matcher, which is not even loaded without any.

A pattern is a list of tables, one a token, as spaCy describes them for its rule-based Matcher:
`[{LEMMA = "track"}, {POS = "ADJ", OP = "*"}, {LEMMA = {IN = ["citizen", "person"]}}]`. It may ask
only for what our own pipeline says of a token; that has no parser, so DEP would never match.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from nlp.codebook.file import Codebook, Tokens
from nlp.codebook.phrases import Match

if TYPE_CHECKING:
    from spacy.matcher import Matcher as SpacyMatcher
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

WORDS = ("TEXT", "ORTH", "LOWER", "NORM", "LEMMA")
TAGS = ("POS", "TAG", "MORPH", "ENT_TYPE", "ENT_IOB")
SHAPES = ("SHAPE", "LENGTH", "SPACY", "IS_SENT_START")
# fmt: off
FLAGS = (
    "IS_ALPHA", "IS_ASCII", "IS_DIGIT", "IS_LOWER", "IS_UPPER", "IS_TITLE", "IS_PUNCT", "IS_SPACE",
    "IS_STOP", "IS_BRACKET", "IS_QUOTE", "IS_LEFT_PUNCT", "IS_RIGHT_PUNCT", "IS_CURRENCY",
    "LIKE_NUM", "LIKE_URL", "LIKE_EMAIL",
)
PARTS_OF_SPEECH = (
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN",
    "PUNCT", "SCONJ", "SPACE", "SYM", "VERB", "X",
)
# fmt: on
ATTRIBUTES = frozenset((*WORDS, *TAGS, *SHAPES, *FLAGS))
"""What a token may be asked for; beside them stands OP, how often it may occur."""
OPTIONAL = re.compile(r"[*?!]|\{0?,\d*\}|\{0\}")


class TokenMatcher:
    """Finds the token patterns of a codebook in a Doc that the pipeline has been over."""

    def __init__(self, codebook: Codebook, vocab: "Vocab") -> None:
        """Compile the patterns for pipelines of `vocab`; without any, load and do nothing."""
        self._matcher: SpacyMatcher | None = None
        if groups := codebook.token_groups():
            import spacy.matcher  # noqa: PLC0415 - see above

            self._matcher = spacy.matcher.Matcher(vocab)
            for group, patterns in groups.items():
                self._matcher.add(group, patterns, greedy="LONGEST")

    def __bool__(self) -> bool:
        """Say whether there is anything to find: if not, no Doc need be made for it."""
        return self._matcher is not None

    def find(self, doc: "Doc") -> list[Match]:
        """Return every match, by position: group as in Codebook.groups(), characters of doc.text.

        None crosses from one sentence into the next; within a group, none overlaps another.
        """
        if self._matcher is None:
            return []
        found = [
            Match(doc.vocab.strings[key], doc[start].idx, doc[end - 1].idx + len(doc[end - 1]))
            for key, start, end in self._matcher(doc)
            if not any(doc[at].is_sent_start for at in range(start + 1, end))
        ]
        return sorted(set(found), key=lambda m: (m.start, m.end, m.group))


def mistake(tokens: Tokens) -> str | None:
    """Return in one line why `tokens` is no pattern (or one that cannot match), or None."""
    if not tokens:
        return 'is empty; describe at least one token, as in {LEMMA = "track"}'
    for at, token in enumerate(tokens):
        for key, value in token.items():
            if key != "OP" and key not in ATTRIBUTES:
                return (
                    f"token {at}: {key} is nothing our pipeline says of a token (it has no parser);"
                    f" use {', '.join((*WORDS, *TAGS))}, a flag such as IS_DIGIT, or OP"
                )
            if problem := _never(key, value):
                return f"token {at}: {problem}"
    if all(set(token) <= {"OP"} or OPTIONAL.fullmatch(str(token.get("OP"))) for token in tokens):
        return "could match anything; at least one token must be asked for something, without OP *"
    return _refused(tokens)


def _never(key: str, value: Any) -> str | None:  # noqa: ANN401 - whatever the file holds
    """Say which of the values can match no token."""
    for word in _values(value):
        if key == "POS" and word not in PARTS_OF_SPEECH:
            return f"POS {word!r} is none of {', '.join(PARTS_OF_SPEECH)}"
        if key == "LOWER" and word != word.lower():
            return f"LOWER {word!r} holds a capital and can match nothing; write {word.lower()!r}"
    return None


def _values(value: Any) -> Iterator[str]:  # noqa: ANN401 - whatever the file holds
    """Yield the words that a value compares with: itself, or those of IN and NOT_IN."""
    lists = [value.get("IN"), value.get("NOT_IN")] if isinstance(value, dict) else [[value]]
    for words in lists:
        yield from (w for w in words or () if isinstance(w, str))


def _refused(tokens: Tokens) -> str | None:
    """Return what spaCy's own validation says against a pattern, in one line."""
    import spacy.matcher  # noqa: PLC0415 - loads slowly
    import spacy.vocab  # noqa: PLC0415

    try:
        spacy.matcher.Matcher(spacy.vocab.Vocab(), validate=True).add("pattern", [tokens])
    except (ValueError, TypeError, re.error) as error:
        lines = [line.strip("- ") for line in str(error).splitlines() if line.startswith("- ")]
        said = lines[0] if lines else str(error).partition("\n")[0]
        return f"spaCy's Matcher refuses it: {said.replace('[pattern -> ', '[token ')}"
    return None
