r"""How the phrases of a codebook are written and found.

A phrase is plain words ("keep an eye on": any case, any hyphen or apostrophe between them), may
end words in * ("surveil*": any rest of the word), or is a regular expression between slashes
("/scor(e|ing) of \d+/", any case). Plain phrases are looked up word by word through an index,
so hundreds of them cost little more than one.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

_WORD = re.compile(r"\w+")
_GAP = re.compile(r"[\s\-‐‑–'’]*")
_HEAD = re.compile(r"[A-Za-z]+")
PREFIX = 3
"""Letters by which words ending in * are indexed; fewer may not stand before the *."""


class Match(NamedTuple):
    """One phrase found in a text."""

    group: str
    start: int
    end: int


class _Phrase(NamedTuple):
    group: str
    words: tuple[tuple[str, bool], ...]
    """Lower-case words, each with whether it stands for any word that begins so."""


class _Expression(NamedTuple):
    group: str
    pattern: re.Pattern[str]


class Matcher:
    """Finds the phrases of several groups in one pass over a text."""

    def __init__(self, groups: Mapping[str, Iterable[str]]) -> None:
        """Compile. Raises ValueError naming the phrase that is empty or no expression."""
        self._exact: dict[str, list[_Phrase]] = defaultdict(list)
        self._begun: dict[str, list[_Phrase]] = defaultdict(list)
        self._always: list[_Expression] = []
        self._by_first: dict[str, list[_Expression]] = defaultdict(list)
        for group, phrases in groups.items():
            for phrase in phrases:
                if is_expression(phrase):
                    expression = _Expression(group, compile_expression(phrase))
                    firsts = first_letters(phrase)
                    for letters in firsts:
                        self._by_first[letters].append(expression)
                    self._always += [] if firsts else [expression]
                    continue
                words = plain_words(phrase)
                first, begun = words[0]
                index = self._begun if begun else self._exact
                index[first[:PREFIX] if begun else first].append(_Phrase(group, words))

    def find(self, text: str) -> list[Match]:
        """Return every match, by position. Matches may overlap, also within a group."""
        tokens = [(m.group().lower(), m.start(), m.end()) for m in _WORD.finditer(text)]
        found = [
            Match(phrase.group, start, end)
            for at, (word, start, _) in enumerate(tokens)
            for phrase in (*self._exact.get(word, ()), *self._begun.get(word[:PREFIX], ()))
            if (end := _end(phrase.words, tokens, at, text)) is not None
        ]
        begun = {word[:PREFIX] for word, _, _ in tokens}
        tried = {e for letters in begun for e in self._by_first.get(letters, ())}
        for group, expression in (*self._always, *tried):
            found += [
                Match(group, *m.span()) for m in expression.finditer(text) if m.end() > m.start()
            ]
        return sorted(set(found), key=lambda m: (m.start, m.end, m.group))


def _end(
    words: tuple[tuple[str, bool], ...], tokens: list[tuple[str, int, int]], at: int, text: str
) -> int | None:
    """Return where the phrase that may begin at token `at` ends, or None if it does not match."""
    if at + len(words) > len(tokens):
        return None
    for offset, (word, begun) in enumerate(words):
        token, start, _ = tokens[at + offset]
        if not (token.startswith(word) if begun else token == word):
            return None
        if offset and not _GAP.fullmatch(text, tokens[at + offset - 1][2], start):
            return None
    return tokens[at + len(words) - 1][2]


def is_expression(phrase: str) -> bool:
    """Say whether `phrase` is written as a regular expression."""
    return len(phrase) > 1 and phrase.startswith("/") and phrase.endswith("/")


def compile_expression(phrase: str) -> re.Pattern[str]:
    """Compile /…/. Raises ValueError when it is wrong or matches the empty text."""
    try:
        compiled = re.compile(phrase[1:-1], re.IGNORECASE)
    except re.error as error:
        message = f"{phrase!r} is no regular expression: {error}"
        raise ValueError(message) from None
    if compiled.search(""):
        message = f"{phrase!r} matches everything; write what it must find"
        raise ValueError(message)
    return compiled


def first_letters(phrase: str) -> frozenset[str]:
    r"""Return the first letters of the words with which a match of /\b(?:one|two)…/ can begin.

    Most expressions begin with a word or with a choice of words, and need not be tried on a
    sentence without such a word. Empty when it cannot be told: the expression is always tried.
    """
    inner = phrase[1:-1]
    if not inner.startswith(r"\b") or "|" in _outside(inner):
        return frozenset()
    rest = inner[2:]
    if rest.startswith("(?:"):
        end = _closing(rest)
        if rest[end + 1 : end + 2] in {"?", "*", "{"}:
            return frozenset()
        heads = [part + rest[end + 1 :] for part in _choices(rest[3:end])]
    else:
        heads = [rest]
    firsts = {_first(head) for head in heads}
    return frozenset() if "" in firsts else frozenset(firsts)


def _first(head: str) -> str:
    """Return the PREFIX letters, or the shorter whole word, that `head` begins with, or nothing."""
    found = _HEAD.match(head)
    if not found:
        return ""
    word, after = found.group(), head[found.end() :]
    if after[:1] in {"?", "*", "{"}:
        word = word[:-1]  # its last letter may be missing
        after = "?"
    if len(word) < PREFIX and not after.startswith((" ", r"\b")):
        return ""
    return word[:PREFIX].lower()


def _choices(inside: str) -> list[str]:
    """Cut the inside of a group at its own |."""
    parts, depth = [""], 0
    for char in inside:
        depth += (char in "([") - (char in ")]")
        if char == "|" and not depth:
            parts.append("")
        else:
            parts[-1] += char
    return parts


def _closing(text: str) -> int:
    """Return where the group that `text` begins with is closed."""
    depth = 0
    for at, char in enumerate(text):
        depth += (char == "(") - (char == ")")
        if not depth:
            return at
    return len(text)


def _outside(text: str) -> str:
    """Return `text` without what stands in brackets."""
    kept, depth = "", 0
    for char in text:
        depth += (char in "([") - (char in ")]")
        kept += char if not depth else ""
    return kept


def plain_words(phrase: str) -> tuple[tuple[str, bool], ...]:
    """Cut a plain phrase into words, each with whether it ends in *. Raises ValueError."""
    words = [(m.group(1).lower(), bool(m.group(2))) for m in re.finditer(r"(\w+)(\*)?", phrase)]
    if not words:
        message = f"{phrase!r} holds no word"
        raise ValueError(message)
    if any(begun and len(word) < PREFIX for word, begun in words):
        message = f"{phrase!r}: at least {PREFIX} letters must stand before *"
        raise ValueError(message)
    return tuple(words)


def as_text(phrase: str) -> str | None:
    """Return words that a plain phrase matches, or None for an expression."""
    return None if is_expression(phrase) else phrase.replace("*", "")
