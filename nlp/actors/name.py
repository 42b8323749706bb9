"""A name while an article is read: its words, mentions, and what the text says of its bearer."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Description:
    """What the text calls somebody: its words, its role nouns, and tokens first to last."""

    text: str
    heads: tuple[str, ...]
    words: frozenset[str]
    first: int
    last: int


@dataclass(eq=False)
class Name:
    """One named person, body, place or group with all its mentions (in tokens)."""

    kind: str
    words: tuple[str, ...]
    mentions: list[tuple[int, int]] = field(default_factory=list)
    titles: set[str] = field(default_factory=set)
    aliases: set[str] = field(default_factory=set)
    descriptions: list[Description] = field(default_factory=list)
    evidence: set[str] = field(default_factory=set)
    """Other signs of its type: "age", "public" (has a campaign), "party" (in brackets)."""
    votes: Counter[str] = field(default_factory=Counter)
    """How often the text itself goes on with "he" or "she"."""
    company: list["Name"] = field(default_factory=list)
    """Persons to whom it is joined by "and" or a comma."""
    full: int = 0
    """How often it is named with more than one word."""

    @property
    def text(self) -> str:
        """The fullest form."""
        return " ".join(self.words)
