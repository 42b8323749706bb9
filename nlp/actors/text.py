"""An article as plain lists, read once from the Doc: words, classes, sentences, what is quoted."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property

from spacy.tokens import Doc, Token

from nlp.actors.labels import NO_NOUN, NOUNS, classes, is_plural, plural_form, singular
from nlp.quotations.records import FoundQuotation

POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
LONGEST_HEADLINE = 35
LONGEST_DATELINE = 12
"""Tokens."""
DASHES = frozenset({"-", "–", "—", "--", "―"})


class Text:
    """The tokens of one article.

    words, lower and pos have one entry a token; starts and ends are in characters; sentence and
    paragraph number each token; quoted says for each whether it lies in words that are quoted
    directly.
    """

    def __init__(self, doc: Doc, quotations: Sequence[FoundQuotation]) -> None:
        """Read `doc`; quotations of kind "direct" or "mixed" tell what is quoted."""
        self.doc = doc
        self.raw = doc.text  # spaCy joins it anew at each call
        tokens = list(doc)
        self.words = [token.text for token in tokens]
        self.lower = [word.lower() for word in self.words]
        self.pos = classes(doc, tokens)
        self.starts = [token.idx for token in tokens]
        self.ends = [i + len(w) for i, w in zip(self.starts, self.words, strict=True)]
        self.sentence, self.paragraph = self._numbers(tokens)
        self.headline = self._headline()
        self.quoted = [False] * len(self.words)
        for quotation in quotations:
            if quotation.kind == "direct":
                for span in quotation.content:
                    first, last = self.tokens(span)
                    self.quoted[first:last] = [True] * (last - first)

    def __len__(self) -> int:
        """Return the number of tokens."""
        return len(self.words)

    def _numbers(self, tokens: list[Token]) -> tuple[list[int], list[int]]:
        sentence, paragraph = [], []
        at = line = 0
        known = self.doc.has_annotation("SENT_START")
        begins = [t.is_sent_start for t in tokens] if known else [False] * len(self.words)
        before = ""
        for word, begin in zip(self.words, begins, strict=True):
            if begin or before in {".", "?", "!"} or "\n" in before:
                at += 1
            if "\n" in before:
                line += 1
            sentence.append(at)
            paragraph.append(line)
            before = word
        return sentence, paragraph

    def _headline(self) -> int:
        """Return how many tokens at the beginning are a headline: a short first line of a text.

        It is written with capitals or ends without full stop, and something follows it.
        """
        end = next((i for i, line in enumerate(self.paragraph) if line), 0)
        written = [w for w in self.words[:end] if w[:1].isalpha() and len(w) > len("with")]
        if not end or end > LONGEST_HEADLINE or not written:
            return 0
        capitals = sum(word[0].isupper() for word in written) / len(written)
        last = next((w for w in reversed(self.words[:end]) if not w.isspace()), "")
        return end if capitals > 0.75 or last not in {".", "?", "!"} else 0  # noqa: PLR2004

    def tokens(self, span: tuple[int, int]) -> tuple[int, int]:
        """Return first and last (exclusive) token that lie wholly in a span of characters."""
        first = bisect_left(self.starts, span[0])
        last = bisect_right(self.ends, span[1])
        return first, max(first, last)

    def chars(self, first: int, last: int) -> tuple[int, int]:
        """Return the span of characters of tokens first to last (exclusive)."""
        return self.starts[first], self.ends[last - 1]

    def slice(self, first: int, last: int) -> str:
        """Return the text of tokens first to last (exclusive), white space folded."""
        if last <= first:
            return ""
        return " ".join(self.raw[slice(*self.chars(first, last))].split())

    @cached_property
    def written_small(self) -> frozenset[str]:
        """The words that occur in lower case: in a headline they are no names."""
        return frozenset(word for word in self.words if word.islower())

    @cached_property
    def datelines(self) -> frozenset[int]:
        """The tokens of datelines, "BERLIN (Meridian Wire) —": no actors stand there."""
        found: list[int] = []
        for i, word in enumerate(self.words):
            begins = i == 0 or self.paragraph[i - 1] != self.paragraph[i]
            if not (begins and word.isupper() and len(word) > 1):
                continue
            near = range(i + 1, min(i + LONGEST_DATELINE, len(self)))
            dash = next((j for j in near if self.words[j] in DASHES), None)
            if dash is not None and self.ends[dash - 1] < self.starts[dash]:
                found += range(i, dash)
        return frozenset(found)

    def is_noun(self, i: int) -> bool:
        """Say whether token `i` is a common or proper noun."""
        return self.pos[i] in NOUNS

    def is_name(self, i: int) -> bool:
        """Say whether token `i` is written as a name is."""
        word = self.words[i]
        return self.pos[i] not in NO_NOUN and word[:1].isupper() and word[:1].isalpha()

    def plural(self, i: int) -> bool:
        """Say whether the noun at `i` is plural."""
        return plural_form(self.lower[i]) if self.words[i].isupper() else is_plural(self.doc[i])

    def singular(self, i: int) -> str:
        """Return the noun at `i` in lower case and singular."""
        return singular(self.lower[i])

    def chunk_end(self, first: int, last: int) -> int:
        """Return where the first noun chunk of tokens first to last ends (exclusive).

        It ends before a preposition, comma, bracket, dash, verb or pronoun that follows a noun;
        "X and Y" ends before "and"; possessives and hyphens belong to it.
        """
        seen = False
        for i in range(first, last):
            pos = self.pos[i]
            if pos == "SPACE" and "\n" not in self.words[i]:
                continue  # a hard space
            if self.is_noun(i):
                seen = True
            elif self.words[i] in POSSESSIVE and seen:
                if i + 1 == last:
                    return i
            elif self.joined(i, last) or (
                pos == "VERB" and i + 1 < last and self.joined(i - 1, last) and self.is_noun(i + 1)
            ):
                continue
            elif seen and (
                self.words[i] in DASHES
                or pos in {"ADP", "VERB", "AUX", "PRON", "CCONJ", "SCONJ", "ADV", "DET", "SPACE"}
                or (pos == "PUNCT" and self.words[i] not in {"“", '"', "”", "."})
                or (pos == "PART" and self.words[i] not in POSSESSIVE)
            ):
                return i
        return last

    def joined(self, i: int, last: int) -> bool:
        """Say whether token `i` is a hyphen inside a compound, or stands before or behind one."""
        for dash in (i, i - 1, i + 1):
            if 0 < dash < last - 1 and self.words[dash] in DASHES:
                held = self.ends[dash - 1] == self.starts[dash]
                if held and self.ends[dash] == self.starts[dash + 1]:
                    return True
        return False

    def head(self, first: int, last: int) -> int:
        """Return the head of the noun chunk first to last: its last noun, else its last word."""
        for i in range(last - 1, first - 1, -1):
            if self.is_noun(i):
                return i
        for i in range(last - 1, first - 1, -1):
            if self.pos[i] not in {"PUNCT", "SPACE", "PART"}:
                return i
        return first
