"""When two descriptions may be of one person, and when they contradict.

A description falls apart into families of roles (an office, academia, the law, …), the places and
bodies it names, and its other words. Two descriptions contradict when their roles belong to
different families, or when they name different places; and when nothing is known of a role, as
soon as they share no word.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from corpus.actors.names import lists, singular, words
from corpus.records import ActorType

_ROLES = lists()["roles"]
_FAMILIES = {
    role: frozenset(family for family, words in _ROLES.items() if role in words)
    for role in frozenset().union(*_ROLES.values())
}
_BY_TYPE = {
    "politician": "office",
    "academic": "academia",
    "media": "journalism",
}
_BODIES = lists()["descriptions"]["bodies"]
_LITTLE = lists()["descriptions"]["little"] | lists()["descriptions"]["anybody"]
_CAPITALS = re.compile(
    r"\b[^\W\d_a-zß-ÿ][\w’'-]*(?:\s+(?:of\s+(?:the\s+)?)?[^\W\d_a-zß-ÿ][\w’'-]*)*"
)
_STEM = 4
"""Letters by which "China" and "Chinese" are one place."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What descriptions say of a person."""

    families: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    """Words other than roles and places: "law" of "a law professor"."""
    initials: frozenset[str] = frozenset()

    @property
    def empty(self) -> bool:
        """Whether nothing is known but, perhaps, initials."""
        return not (self.families or self.places or self.topics)

    @property
    def features(self) -> set[tuple[str, str]]:
        """What it may share with another one: places and topics."""
        kinds = (("p", self.places), ("t", self.topics))
        return {(kind, value) for kind, values in kinds for value in values}

    def joined(self, other: "Profile") -> "Profile":
        """Return what both say together."""
        return Profile(
            self.families | other.families,
            self.places | other.places,
            self.topics | other.topics,
            self.initials | other.initials,
        )


NOTHING_KNOWN = Profile()


@lru_cache(maxsize=65_536)
def profile(
    description: str | None, kind: ActorType, initials: frozenset[str] = frozenset()
) -> Profile:
    """Return the profile of a described person; its type speaks where no role is named."""
    text = description or ""
    said = [singular(word) for word in words(text)]
    families = frozenset(f for word in said for f in _FAMILIES.get(word, ()))
    places: set[str] = set()
    named: set[str] = set()
    for match in _CAPITALS.finditer(text):
        parts = words(match[0])
        named.update(singular(word) for word in parts)
        if "office" not in families or _BODIES.isdisjoint(parts):
            places.update(w[:_STEM] for w in parts if w not in _LITTLE and not _is_role(w))
    topics = {w for w in said if w not in _LITTLE and w not in named and not _is_role(w)}
    if not families and kind in _BY_TYPE:
        families = frozenset({_BY_TYPE[kind]})
    return Profile(families, frozenset(places), frozenset(topics), initials)


def _is_role(word: str) -> bool:
    return singular(word) in _FAMILIES


def contradict(a: Profile, b: Profile) -> bool:
    """Say whether two profiles cannot be trusted to be of one person."""
    if a.initials and b.initials and a.initials.isdisjoint(b.initials):
        return True
    if a.families and b.families:
        if a.families.isdisjoint(b.families):
            return len(a.places & b.places) < 2  # noqa: PLR2004 - "Yale Law", not "Chinese"
        return bool(a.places and b.places and a.places.isdisjoint(b.places))
    if a.empty or b.empty:
        return False
    return (a.places | a.topics).isdisjoint(b.places | b.topics)
