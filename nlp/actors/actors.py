"""An actor in the making: what is known of it while an article is read."""

from dataclasses import dataclass, field

from corpus.identity import actor_id
from corpus.records import Actor, ActorType, MentionKind
from nlp.actors import words
from nlp.actors.name import Name
from nlp.actors.text import Text
from nlp.actors.types import type_of_name


@dataclass(eq=False)
class Found:
    """One actor: its name, type, and where it is mentioned (in characters)."""

    name: str
    type: ActorType
    head: str = ""
    """Head noun of a description, singular; empty for a name."""
    plural: bool = False
    person: bool = False
    source: Name | None = None
    description: str | None = None
    speaks_for: str | None = None
    mentions: dict[tuple[int, int], MentionKind] = field(default_factory=dict)
    aliases: set[str] = field(default_factory=set)
    called: str = ""
    """"he" or "she" where the text says so, by title, role or pronoun."""
    spoke: list[int] = field(default_factory=list)
    """Tokens at which it is the source of a quotation."""

    def record(self) -> Actor:
        """Return what the corpus stores of it."""
        return Actor(
            actor_id=actor_id(self.name, self.type),
            name=self.name,
            type=self.type,
            aliases=tuple(sorted(self.aliases - {self.name})),
            mentions=tuple((s, e, kind) for (s, e), kind in sorted(self.mentions.items())),
            description=self.description,
            speaks_for=self.speaks_for,
        )


def of_name(name: Name, text: Text) -> Found:
    """Return the actor of a name, with its mentions by name."""
    actor = Found(
        name.text,
        type_of_name(name),
        person=name.kind == "person",
        plural=name.kind == "group" or name.words[-1].lower() in words.words("names", "party"),
        source=name,
        description=name.descriptions[0].text if name.descriptions else None,
        aliases=set(name.aliases),
        called=called(name),
    )
    for first, last in name.mentions:
        actor.mentions[text.chars(first, last)] = "name"
    return actor


def called(name: Name) -> str:
    """Return "he" or "she" if a title or a role of the bearer says so, else an empty string."""
    return words.called(name.titles) or words.called(
        head for description in name.descriptions for head in description.heads[:1]
    )
