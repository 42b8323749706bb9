"""What merging works on: names as articles give them, and the actors they are joined to."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from corpus.actors.descriptions import NOTHING_KNOWN, Profile
from corpus.records import ActorType

Rule = Literal["same_name", "surname", "acronym", "same_wording", "actors.csv"]
Key = tuple[int, str]
"""coding_run and actor_in_article: a row of the table actor_in_article."""


@dataclass(frozen=True, slots=True)
class Found:
    """An actor as one article shows it."""

    key: Key
    article_id: str
    outlet: str
    url: str
    name: str
    type: ActorType
    aliases: tuple[str, ...] = ()
    description: str | None = None
    speaks_for: str | None = None


@dataclass(frozen=True, slots=True)
class Pin:
    """What a scholar's row of actors.csv makes of a name."""

    line: int
    canonical: str
    type: ActorType | None
    wikidata: str | None
    whole: bool
    """Whether the row holds for the name everywhere, without a condition."""


@dataclass(slots=True)
class Variant:
    """All articles that show a name with the same type and description."""

    name: str
    type: ActorType
    description: str | None
    speaks_for: str | None
    pin: Pin | None
    aliases: set[str] = field(default_factory=set)
    articles: set[str] = field(default_factory=set)
    keys: list[Key] = field(default_factory=list)
    rule: Rule | None = None
    reason: str = ""

    @property
    def order(self) -> tuple[str, str, str, str, int]:
        """What sorts variants, whatever the order in which they were found."""
        return (
            self.name,
            self.type,
            self.description or "",
            self.speaks_for or "",
            self.pin.line if self.pin else 0,
        )


@dataclass(slots=True)
class Group:
    """Variants that are one actor."""

    members: list[Variant]
    profile: Profile = NOTHING_KNOWN
    canonical: str | None = None
    """Name that actors.csv gives it; such a group is fixed, others may only join it."""

    @property
    def articles(self) -> int:
        """Number of articles that show it (an article counts for each of its variants)."""
        return sum(len(v.articles) for v in self.members)

    def take(self, other: "Group", rule: Rule, reason: str) -> None:
        """Make `other` part of this actor and note why."""
        for variant in other.members:
            if variant.pin is None:
                variant.rule, variant.reason = rule, reason
        self.members += other.members
        self.profile = self.profile.joined(other.profile)
        other.members = []


@dataclass(frozen=True, slots=True)
class Canonical:
    """An actor of the corpus: a row of the table actor."""

    actor_id: str
    name: str
    type: ActorType
    named: bool
    description: str | None
    speaks_for: str | None
    wikidata: str | None
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Merge:
    """A name that was joined to an actor, and why."""

    name: str
    type: ActorType
    description: str | None
    actor_id: str
    actor: str
    rule: Rule
    reason: str


@dataclass(slots=True)
class Merged:
    """Who is who across the corpus."""

    actors: list[Canonical] = field(default_factory=list)
    of: dict[Key, tuple[str, Rule | None]] = field(default_factory=dict)
    """Row of actor_in_article -> its actor, and the rule that joined it with others."""
    merges: list[Merge] = field(default_factory=list)


def variants(found: Iterable[tuple[Found, Pin | None]]) -> list[Variant]:
    """Gather what was found by name, type, description, and row of actors.csv; sorted."""
    gathered: dict[tuple[object, ...], Variant] = {}
    for f, pin in found:
        key = (f.name, f.type, f.description, f.speaks_for, pin)
        variant = gathered.get(key)
        if variant is None:
            variant = Variant(f.name, f.type, f.description, f.speaks_for, pin)
            gathered[key] = variant
        variant.aliases.update(f.aliases)
        variant.articles.add(f.article_id)
        variant.keys.append(f.key)
    return sorted(gathered.values(), key=lambda v: v.order)
