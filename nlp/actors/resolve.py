"""Bring the sources of quotations together to actors.

A source is a name, a description or a pronoun. Names join by their words (names.py). "The
ministry" joins an earlier name or description with that head. A pronoun takes the nearest
fitting source or subject before it, sources of quotations first: in news, who has just spoken
speaks on. The features are number, whether it is a person, and "he" or "she" where the text itself
says so (Mrs, a woman, an earlier "she"); nothing is guessed from names.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from corpus.identity import actor_id
from corpus.records import Actor, ActorType, MentionKind
from nlp.actors import words
from nlp.actors.names import Name, name_of, names
from nlp.actors.types import type_of_name, type_of_noun
from nlp.quotations import syntax
from nlp.quotations.records import FoundQuotation

SINGULAR = dict.fromkeys(("he", "him", "himself", "his"), "he") | dict.fromkeys(
    ("she", "her", "herself", "hers"), "she"
)
PLURAL = {"they", "them", "themselves", "their"}
THING = {"it", "itself", "its"}
FIRST = {"i", "we", "me", "us", "you"}
DEFINITE = {"the", "this", "that", "these", "those", "his", "her", "its", "their"}
FARTHEST = 600
"""Characters back in which a pronoun looks for whom it stands for."""
PERSONS = {"person", "politician", "academic", "citizen", "media"}


@dataclass
class _Found:
    """An actor in the making."""

    name: str
    type: ActorType
    head: str
    plural: bool
    person: bool
    mentions: dict[tuple[int, int], MentionKind] = field(default_factory=dict)
    aliases: set[str] = field(default_factory=set)
    called: str = ""
    """"he" or "she" once the text says which: by a title, a noun or a pronoun."""
    last: int = 0
    """Character of the latest mention."""
    spoke: int = -1
    """Character of the latest quotation."""


def find_actors(
    doc: Doc, quotations: Iterable[FoundQuotation]
) -> tuple[tuple[Actor, ...], tuple[str | None, ...]]:
    """Return the actors that are quoted in `doc` and, for each quotation, its actor's id."""
    quotations = tuple(quotations)
    named = names(doc)
    people: dict[int, _Found] = {}
    found: list[_Found] = []
    chosen: list[_Found | None] = []
    for quotation in quotations:
        head = _head(doc, quotation)
        actor = _actor(head, doc, named, people, found) if head is not None else None
        if actor is not None and quotation.source is not None and head is not None:
            kind: MentionKind = "pronoun" if head.pos_ == "PRON" else "nominal"
            if name_of(head, named) is not None:
                kind = "name"
            actor.mentions.setdefault(quotation.source, kind)
            actor.last = actor.spoke = quotation.source[0]
        chosen.append(actor)
    actors = {id(a): a for a in chosen if a is not None}
    records = tuple(_record(a) for a in actors.values())
    merged = {record.actor_id: record for record in records}
    ids = tuple(actor_id(a.name, a.type) if a is not None else None for a in chosen)
    return tuple(merged.values()), ids


def _head(doc: Doc, quotation: FoundQuotation) -> Token | None:
    """Return the head word of a quotation's source."""
    if quotation.source is None:
        return None
    span = doc.char_span(*quotation.source, alignment_mode="contract")
    return span.root if span is not None and len(span) else None


def _actor(
    head: Token, doc: Doc, named: list[Name], people: dict[int, _Found], found: list[_Found]
) -> _Found | None:
    name = _name_for(head, named)
    if name is not None:
        if id(name) not in people:
            people[id(name)] = _named(name, doc)
            found.append(people[id(name)])
        return people[id(name)]
    if head.pos_ == "PRON" or head.lower_ in {*SINGULAR, *PLURAL, *THING}:
        return _antecedent(head, doc, named, people, found)
    return _nominal(head, found)


def _name_for(head: Token, named: list[Name]) -> Name | None:
    """Return the name that a source is, or is described beside: "Gao Tingfeng, a spokesman"."""
    name = name_of(head, named)
    if name is not None:
        return name
    for child in head.children:
        if child.dep_ in {"appos", "flat"} and (name := name_of(child, named)):
            return name
    return None


def _named(name: Name, doc: Doc) -> _Found:
    kind = type_of_name(name, doc)
    actor = _Found(
        name=name.text,
        type=kind,
        head=name.words[-1].lower(),
        plural=False,
        person=name.family == "person",
        aliases=set(name.aliases),
        called=words.called(name.titles),
    )
    for mention in name.mentions:
        actor.mentions[mention] = "name"
    actor.last = min(name.mentions)[0]
    return actor


def _nominal(head: Token, found: list[_Found]) -> _Found:
    """Return the actor for a description: an earlier one with that head if it is definite."""
    plural = head.tag_ in {"NNS", "NNPS"}
    definite = any(
        c.lower_ in {"the", "this", "that", "these", "his", "her"} for c in head.children
    )
    if definite:
        for actor in reversed(found):
            if actor.head == head.lower_ or (
                not actor.person and head.lemma_.lower() in actor.name.lower().split()
            ):
                return actor
    left, right = syntax.phrase(head)
    text = " ".join(head.doc[left:right].text.split()).strip(" ,.;:“”\"'")
    for article in ("the ", "a ", "an ", "The ", "A ", "An "):
        text = text.removeprefix(article)
    for actor in found:
        if actor.name.casefold() == text.casefold():
            return actor
    kind = type_of_noun(head)
    person = head.lemma_.lower() in words.speakers_for() or kind in PERSONS
    actor = _Found(text, kind, head.lower_, plural, person)
    actor.called = words.called({head.lemma_.lower()})
    if head.lemma_.lower() in words.speakers_for():
        actor.type = "person"
    found.append(actor)
    return actor


def _antecedent(
    head: Token, doc: Doc, named: list[Name], people: dict[int, _Found], found: list[_Found]
) -> _Found | None:
    """Return whom a pronoun stands for, or None."""
    lower = head.lower_
    if lower in FIRST or lower not in {*SINGULAR, *PLURAL, *THING}:
        if lower in words.collectives():
            return _nominal(head, found)
        return None
    for name in named:
        # names before the pronoun that were not quoted yet may be meant as well
        before = [m for m in name.mentions if m[1] <= head.idx]
        known_enough = len(name.words) > 1 or len(name.mentions) > 1
        quotable = name.family == "person" or (name.family == "organisation" and known_enough)
        if before and id(name) not in people and quotable:
            people[id(name)] = _named(name, doc)
            people[id(name)].last = max(before)[0]
            found.append(people[id(name)])
    best: tuple[float, _Found] | None = None
    for actor in found:
        if not _fits(lower, actor):
            continue
        places = [start for start, _ in actor.mentions if start < head.idx]
        last = max([*places, actor.spoke]) if places or actor.spoke >= 0 else -1
        distance = head.idx - last
        if last < 0 or distance > FARTHEST:
            continue
        # the one who spoke last speaks on: worth about a paragraph of distance
        value = distance - (200 if 0 <= head.idx - actor.spoke <= FARTHEST else 0)
        value -= 100 if _subject_at(doc, last) else 0
        if best is None or value < best[0]:
            best = (value, actor)
    if best is None:
        return None
    best[1].called = best[1].called or SINGULAR.get(lower, "")
    return best[1]


def _fits(pronoun: str, actor: _Found) -> bool:
    if pronoun in SINGULAR:
        agrees = actor.called in {"", SINGULAR[pronoun]}
        return actor.person and not actor.plural and agrees
    if pronoun in THING:
        return not actor.person and not actor.plural
    return actor.plural or not actor.person


def _subject_at(doc: Doc, char: int) -> bool:
    span = doc.char_span(char, char + 1, alignment_mode="expand")
    if span is None:
        return False
    token = span[0]
    return any(t.dep_ in syntax.SUBJECTS for t in (token, token.head))


def _record(actor: _Found) -> Actor:
    mentions = tuple((start, end, kind) for (start, end), kind in sorted(actor.mentions.items()))
    return Actor(
        actor_id=actor_id(actor.name, actor.type),
        name=actor.name,
        type=actor.type,
        aliases=tuple(sorted(actor.aliases - {actor.name})),
        mentions=mentions,
    )
