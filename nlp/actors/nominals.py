"""Sources that are described, not named: "the ministry", "the Vermont senator", "some experts".

A definite description means the named person whose role the text has stated, a body named with
that word or of that kind, or what was described with that head before; otherwise it is an actor of
its own, under its words without article and quantifier.
"""

import re
from math import log

from nlp.actors import words
from nlp.actors.actors import Found
from nlp.actors.name import Description, Name
from nlp.actors.names import Names
from nlp.actors.text import Text
from nlp.actors.types import type_of_name, type_of_phrase

ARTICLES = frozenset({"the", "this", "that", "these", "those"})
DEFINITE = ARTICLES | {"his", "her", "its", "their"}
COUNTS = frozenset({"number", "handful", "dozens", "hundreds", "thousands", "lot", "couple"})
CLOSERS = frozenset({",", "(", ";", ":", "—", "–"})
PARTS = frozenset({"some", "many", "most", "all", "both", "few", "several", "none", "each"})
TEAMS = frozenset({"campaign", "administration", "camp", "team"})
NEAR = 10
"""Sentences in which "the agency" finds an agency named before."""
KINDS = frozenset({"company", "media", "government", "ngo", "party", "academic"})


def phrase(text: Text, first: int, last: int) -> tuple[int, int]:
    """Return the noun chunk at `first` and its head: (end of the chunk, head).

    In "a number of cities" and "some of the voters" the noun after "of" is the head.
    """
    if text.lower[first] in PARTS and last - first > 2 and text.lower[first + 1] == "of":  # noqa: PLR2004
        first += 2
    end = text.chunk_end(first, last)
    head = text.head(first, end)
    if (
        text.lower[head] in words.words("nominal", "quantities")
        and end < last
        and text.lower[end] == "of"
    ):
        inner = text.chunk_end(end + 1, last)
        if inner > end + 1:
            return inner, text.head(end + 1, inner)
    return end, head


def described_name(text: Text, first: int, last: int) -> tuple[str, int]:
    """Return the normalised description of a source, and the token it begins with."""
    end = _end_of_description(text, first, last)
    if text.lower[first] in PARTS and first + 2 < end and text.lower[first + 1] == "of":
        first += 2
    begin, quantifiers = first, words.words("nominal", "quantifiers")
    while first < end - 1 and (text.lower[first] in quantifiers or text.pos[first] == "PUNCT"):
        if text.pos[first + 1] == "ADP" or text.lower[first : first + 2] == ["no", "one"]:
            break  # "those with direct experience"
        first += 1
    if text.lower[first] in COUNTS and first + 2 < end and text.lower[first + 1] == "of":
        first += 2
    name = text.slice(first, end).strip(" ,.;:“”\"'’").removesuffix("'s").removesuffix("’s")
    if name.isupper() and " " in name:
        name = name.lower()
    elif (
        first == begin
        and text.words[first].istitle()
        and not text.doc[first].ent_type_
        and (_common(text, first) or text.lower[first] in text.written_small)
    ):
        name = name[:1].lower() + name[1:]
    return name, first


def _end_of_description(text: Text, first: int, last: int) -> int:
    """Return where a source stops to say who it is: before a clause, a comma or a bracket."""
    head = text.head(first, text.chunk_end(first, last))
    for i in range(first + 1, last):
        relative = text.lower[i] in {"who", "which", "that", "whose"} and text.pos[i] != "ADP"
        participle = text.pos[i - 1] in {"DET", "ADJ"}  # "a survey by an invented university"
        verb = text.pos[i] == "VERB" and i > head and not (participle or text.joined(i, last))
        if relative or verb or text.pos[i] == "AUX" or text.words[i] in CLOSERS:
            return i
    return last


def _common(text: Text, i: int) -> bool:
    """Say whether a capitalised word at the beginning of a sentence is a common word."""
    known = words.head_types().keys() | words.words("collective", "words")
    return text.pos[i] != "PROPN" or text.singular(i) in known or text.lower[i] in known


def role_bearer(
    text: Text, names: Names, first: int, end: int, *, headline: bool = False
) -> Name | None:
    """Return the named person whose stated role "the Vermont senator" gives, None if nobody's.

    The role noun must be the same, or another word for the same office; of several bearers the
    one counts whose descriptions share most of the other words, then who is named most. In a
    headline the bearer may be named later.
    """
    heads = [text.singular(i).rstrip(".") for i in range(end - 1, first - 1, -1)]
    heads = [head for head in heads if head in words.roles()]
    if not heads or text.plural(text.head(first, end)):
        return None
    rest = {word.rstrip(".") for word in text.lower[first:end]} - {
        *heads,
        *words.words("nominal", "quantifiers"),
        "'s",
        "’s",
    }
    best: tuple[float, Name] | None = None
    for name in names.all:
        if name.kind != "person":
            continue
        value = max((_fit(heads, rest, said) for said in _roles(name, text)), default=-1.0)
        before = sum(1 for m in name.mentions if m[0] < first)
        if value < 0 or not (before or headline):
            continue
        value += 0.2 * log(1 + (len(name.mentions) if headline else before))
        if best is None or value > best[0]:
            best = value, name
    return best[1] if best is not None else None


def _roles(name: Name, text: Text) -> list[Description]:
    titled = [
        Description(title, (title,), frozenset({title}), 0, 0)
        for title in name.titles & words.roles() | name.titles & {"sen", "rep", "gov", "sens"}
    ]
    shared = frozenset(
        word.rstrip(".") for d in name.descriptions for word in text.lower[d.first : d.last]
    )
    return [
        Description(d.text, d.heads, d.words | (shared if d in titled else frozenset()), 0, 0)
        for d in [*titled, *name.descriptions]
    ]


def _fit(heads: list[str], rest: set[str], said: Description) -> float:
    """Return how well a description fits a role; below 0 if it does not."""
    if not any(
        words.same_role(heads[0], head.rstrip("s.")) or head == heads[0] for head in said.heads[:2]
    ):
        return -1.0
    parties = {"democratic", "republican", "libertarian", "green"}
    if rest & parties and said.words & parties and not rest & said.words & parties:
        return -1.0
    former = ("former" in rest) == ("former" in said.words)
    return len(rest & said.words) + (0.5 if former else 0.0)


def body(text: Text, names: Names, first: int, head: int) -> Name | None:
    """Return the named body that "the ministry" or "the newspaper" means, the nearest before."""
    word = text.singular(head)
    if text.plural(head):
        return None
    paper = word in words.words("names", "media_endings")  # "the post" is not the Evening Post
    found: tuple[int, int, Name] | None = None
    for name in names.all:
        if name.kind not in {"organisation", "place", "misc", "work"}:
            continue
        near = [m[0] for m in name.mentions if m[0] < first]
        if not near:
            continue
        own = word in {w.lower() for w in name.words} and not paper
        told = any(word in d.heads[:1] for d in name.descriptions)
        kind = type_of_name(name)
        alike = (
            word in words.words("nominal", "bodies")
            and kind in KINDS
            and name.kind != "place"
            and kind == words.head_types().get(word)
            and text.sentence[first] - text.sentence[near[-1]] <= NEAR
        )
        rank = 3 if own else 2 if told else 1 if alike else 0
        if rank and (found is None or (rank, near[-1]) > found[:2]):
            found = rank, near[-1], name
    return found[2] if found else None


def _team(text: Text, first: int, head: int) -> str:
    """Return "Okonedo campaign" for "Ms. Okonedo's campaign" as well."""
    while first < head - 1 and text.lower[first].rstrip(".") in words.all_titles():
        first += 1
    return re.sub(r"['’]s?(?=\s)", "", text.slice(first, head + 1))


def new(text: Text, first: int, last: int, head: int) -> Found:
    """Return a new actor for a description."""
    name, begin = described_name(text, first, last)
    if text.singular(head) in TEAMS and begin < head:
        name = _team(text, begin, head)
    kind = type_of_phrase(text, begin, head)
    if text.lower[text.head(first, text.chunk_end(first, last))] in {"group", "groups"}:
        kind = "unnamed" if head > begin and text.plural(head) else kind
    word = text.singular(head)
    actor = Found(name, kind, head=word, plural=text.plural(head))
    actor.person = not actor.plural and word in words.roles()
    if kind in {"person", "citizen"} and actor.person:
        actor.description = name
    actor.called = words.called({word})
    return actor
