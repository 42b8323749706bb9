"""Names in an article: which mentions belong together, and what is the fullest form.

Persons: a surname, a title with surname, a first name or a form in capitals joins the full name
that ends (or begins) in it; two different first names are never joined. Bodies: equal words, the
last words ("the Post"), the first words, or an acronym of the words.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from nlp.actors.labels import family
from nlp.actors.text import POSSESSIVE, Text
from nlp.actors.words import (
    PARTICLES,
    SUFFIXES,
    all_titles,
    head_types,
    roles,
    type_of_words,
    words,
)

OLDEST = 110
LONGEST_PERSON = 3
"""Words of a name that may be a person's although the recogniser took it for a body's."""
ARTICLES = frozenset({"the", "a", "an"})


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


class Names:
    """All names of an article; `at` tells whose name a token belongs to."""

    def __init__(self, text: Text) -> None:
        """Find the names of persons, bodies, places and groups in `text`."""
        self.text = text
        self.all: list[Name] = []
        self.at: dict[int, Name] = {}
        self.described: dict[int, Name] = {}
        """Tokens of descriptions ("a law professor"), by whom they describe."""
        self._last: defaultdict[str, list[Name]] = defaultdict(list)
        self._first: defaultdict[str, list[Name]] = defaultdict(list)
        spans = sorted(_spans(text), key=lambda s: s[1] - s[2])
        singles = {
            text.lower[first]
            for kind, first, last in spans
            if kind == "person" and last - first == 1
        }
        headline = [span for span in spans if span[1] < text.headline]
        for kind, first, last in spans:
            if last - first > 1 and first >= text.headline:
                borne = last - first <= LONGEST_PERSON and (
                    text.lower[last - 1] in singles or _role_before(text, first)
                )
                known = type_of_words(text.lower[first:last]) if borne else None
                self.add("person" if borne and known is None else kind, first, last)
        for kind, first, last in spans:
            if last - first == 1 and first >= text.headline:
                self.add(kind, first, last)
        for kind, first, last in headline:
            # there every word is written like a name, and the recogniser takes too many
            known_person = _persons(self._last.get(text.lower[last - 1], []))
            same = self.find(tuple(text.slice(first, last).split()), kind)
            whole = same is not None and len(same.words) >= last - first
            begins = (self.find(tuple(text.words[first : first + k]), "person") for k in (3, 2))
            if not whole and last - first > 2 and any(n and n.full for n in begins):  # noqa: PLR2004
                continue  # "Marta Okonedo Blasts": the surname is found below
            self.add(kind, last - 1 if known_person and not whole else first, last)
        self._rest()
        for name in self.all:
            name.mentions.sort()

    def add(self, kind: str, first: int, last: int) -> Name | None:
        """Count tokens first to last as a mention of a name, of a new one if need be."""
        text = self.text
        titles, first, last = _bare(text, first, last, person=kind == "person")
        if first >= last or any(i in self.at for i in range(first, last)):
            return self.at.get(last - 1)
        if titles or _has_age(text, last):
            kind = "person"
        parts = tuple(text.slice(first, last).split())
        titles |= _titles_before(text, first)
        name = self.find(parts, kind, titles)
        if name is None:
            name = Name(kind, parts)
            self.all.append(name)
            self._enter(name)
        elif name.kind == "person" and _fuller(parts, name.words):
            name.aliases.add(name.text)
            name.words = parts
            self._enter(name)
        self._count(name, first, last, parts, titles)
        return name

    def complete(self, name: Name, first: int) -> None:
        """Give a name of one word the first name that a source has before it."""
        text = self.text
        at = next((m for m in name.mentions if m[0] > first), None)
        if at is None or len(name.words) > 1 or name.kind != "person":
            return
        start = at[0]
        while start > first and start - 1 not in self.at and _given_name(text, start - 1):
            start -= 1
        if start < at[0] and at[0] - start < LONGEST_PERSON:
            name.aliases.add(name.text)
            name.words = tuple(text.slice(start, at[1]).split())
            name.mentions = sorted([*(m for m in name.mentions if m != at), (start, at[1])])
            self.at.update(dict.fromkeys(range(start, at[0]), name))
            self._enter(name)

    def at_word(self, i: int) -> str:
        """Return the lower-case word at token `i`, after "for" the one before it too."""
        if i < 1:
            return ""
        low = self.text.lower
        return f"{low[i - 1]}_for" if low[i] == "for" else low[i]

    def find(self, parts: tuple[str, ...], kind: str, titles: Iterable[str] = ()) -> Name | None:
        """Return the name that `parts` is a form of."""
        low = tuple(part.casefold() for part in parts)
        if len(parts) == 1:
            people = [n for n in self._last[low[0]] if n.kind == "person"]
            people = people or [n for n in self._first[low[0]] if n.kind == "person"]
            if people:
                return _likeliest(people, set(titles))
        else:
            for known in self._last[_surname(low)]:
                if known.kind == "person" and tuple(w.casefold() for w in known.words) == low:
                    return known
        if len(parts) > 1 and kind == "person":
            same = [n for n in self._last[_surname(low)] if n.kind == "person"]
            return next((n for n in same if _one_person(low, n.words)), None)
        near = [*self._last[low[-1]], *self._first[low[0]]]
        bodies = [n for n in dict.fromkeys(near) if n.kind != "person" and _one_body(low, n.words)]
        if bodies:
            return bodies[-1]
        if len(parts) == 1 and parts[0].replace(".", "").isupper():
            return next((n for n in self.all if _acronym(parts[0], n)), None)
        return None

    def _enter(self, name: Name) -> None:
        low = [part.casefold() for part in name.words]
        self._last[_surname(tuple(low))].append(name)
        self._first[low[0]].append(name)
        self._last[" ".join(low[-2:])].append(name)

    def _count(
        self, name: Name, first: int, last: int, parts: tuple[str, ...], titles: set[str]
    ) -> None:
        name.mentions.append((first, last))
        name.titles |= titles
        name.full += len(parts) > 1
        if _has_age(self.text, last):
            name.evidence.add("age")
        for i in range(first, last):
            self.at[i] = name
        if parts != name.words:
            name.aliases.add(" ".join(parts))

    def _rest(self) -> None:
        """Find surnames that the entity recogniser missed, in capitals and headlines too."""
        text = self.text
        people = {key for key, bearers in self._last.items() if _persons(bearers)}
        for i, low in enumerate(text.lower):
            if low not in people or i in self.at or not text.words[i][:1].isupper():
                continue
            if not (text.is_noun(i) or text.words[i].isupper()):
                continue
            first = i
            before = self.at.get(i - 1)
            if before is not None and len(before.words) == 1:
                both = self.find((before.text, text.words[i]), "person")
                if both is not None:
                    self._count(both, i, i + 1, (before.text, text.words[i]), set())
                    self.at[i - 1] = both
                    continue
            while first > 0 and first - 1 not in self.at and _given_name(text, first - 1):
                first -= 1
            self.add("person", first, i + 1)


def _role_before(text: Text, first: int) -> bool:
    """Say whether a role noun in lower case stands right before: "host Marta Okonedo"."""
    low = text.words[first - 1] if first else ""
    return low in roles() or low in all_titles()


def _persons(bearers: list[Name]) -> bool:
    return any(name.kind == "person" for name in bearers)


def _given_name(text: Text, i: int) -> bool:
    """Say whether token `i`, before a surname, is a first name rather than a role or a title."""
    low = text.lower[i].rstrip(".")
    known = low in all_titles() or low in head_types()
    headline = i < text.headline  # there, every word is written like a name
    return text.pos[i] == "PROPN" and text.is_name(i) and not (known or headline)


def _spans(text: Text) -> Iterator[tuple[str, int, int]]:
    """Yield kind, first and last token of every entity and of every title with a name."""
    taken = set()
    for span in text.doc.ents:
        kind = family(span.label_)
        if kind is None:
            continue
        cut = (
            i for i in range(span.start, span.end) if "\n" in text.words[i] or text.words[i] == ":"
        )
        last = next(cut, span.end)
        start = span.start
        if (
            kind == "person"
            and last - start == 1
            and start > 0
            and not text.doc[start - 1].ent_type
        ):
            start -= _given_name(text, start - 1)  # the recogniser left out a first name
        taken.update(range(start, last))
        if last < len(text) and text.words[last] == ":" and text.words[last - 1].isupper():
            kind = "person"  # who speaks in a transcript
        yield _kind(text, kind, start, last), start, last
    for i, low in enumerate(text.lower):
        if low.rstrip(".") in words("titles", "person") and i + 1 < len(text) and i not in taken:
            last = i + 1
            while last < len(text) and text.is_name(last) and last not in taken:
                last += 1
            if last > i + 1:
                yield "person", i, last


def _kind(text: Text, kind: str, first: int, last: int) -> str:
    """Return the kind of an entity, corrected by words that tell it surely."""
    low = text.lower[last - 1]
    if kind == "person":
        if low in words("names", "party") or low in words("names", "government"):
            return "organisation"
        if low in words("names", "media_endings") and text.lower[max(0, first - 1)] == "the":
            return "organisation"
        if last - first == 1 and low in words("names", "media"):
            return "organisation"
    if kind == "group" and low in words("names", "party"):
        return "organisation"
    return kind


def _bare(text: Text, first: int, last: int, *, person: bool) -> tuple[set[str], int, int]:
    """Return titles, and the tokens without article, titles, possessive and marks."""
    while first < last and (
        text.lower[first] in ARTICLES
        or not text.words[first][:1].isalnum()
        or (text.words[first].islower() and text.lower[first] not in PARTICLES)
    ):
        first += 1
    while last > first and (
        text.words[last - 1] in POSSESSIVE or text.pos[last - 1] in {"SPACE", "PUNCT"}
    ):
        if text.words[last - 1] in {".", ")"} and last - first > 1:
            break
        last -= 1
    titles: set[str] = set()
    while last - first > 1:
        low = text.lower[first].rstrip(".")
        if not person and low not in words("titles", "person"):
            break
        if low not in all_titles() and (low not in roles() or text.pos[last - 1] != "PROPN"):
            break
        titles.add(low)
        first += 1
    return titles, first, last


def _titles_before(text: Text, first: int) -> set[str]:
    low = text.lower[first - 1].rstrip(".") if first else ""
    return {low} if low in all_titles() and text.words[first - 1][:1].isupper() else set()


def _has_age(text: Text, last: int) -> bool:
    """Say whether a number of years stands behind the name: "Paul Lindqvist, 19, said"."""
    after = text.words[last : last + 3]
    return (
        len(after) > 1
        and after[0] == ","
        and after[1].isdigit()
        and 0 < int(after[1]) < OLDEST
        and (after[-1] in {",", ".", ";", "(", "–", "—"} or text.pos[last + 2] in {"VERB", "AUX"})
    )


def _surname(low: tuple[str, ...]) -> str:
    """Return the last word, without "Jr."."""
    parts = [part for part in low if part.rstrip(".") not in SUFFIXES] or list(low)
    return parts[-1].rstrip(".,")


def _fuller(parts: tuple[str, ...], known: tuple[str, ...]) -> bool:
    """Say whether `parts` is the fuller, and not merely the louder, form of a name."""
    return len(parts) > len(known) or (len(parts) == len(known) and " ".join(known).isupper())


def _one_person(low: tuple[str, ...], known: tuple[str, ...]) -> bool:
    """Say whether two full names with one surname may be one person's."""
    full = [part.casefold().strip("\"“”'‘’.") for part in known]
    short = [part.strip("\"“”'‘’.") for part in low]
    shorter, longer = sorted((short[:-1], full[:-1]), key=len)
    if not shorter or shorter[0] in PARTICLES:
        return True
    first = shorter[0]
    return any(
        first == other or (1 in {len(first), len(other)} and first[:1] == other[:1])
        for other in longer
    )


def _one_body(low: tuple[str, ...], known: tuple[str, ...]) -> bool:
    """Say whether `low` is the name `known` of a body, or its first or last words."""
    full = tuple(part.casefold() for part in known)
    if full == low:
        return True
    if len(low) >= len(full):
        return len(low) > len(full) > 1 and (low[-len(full) :] == full or low[: len(full)] == full)
    if len(low) == 1:
        return low[0] in words("names", "media_endings") and full[-1] == low[0]
    return full[: len(low)] == low or full[-len(low) :] == low


def _acronym(word: str, name: Name) -> bool:
    """Say whether `word` is made of the first letters of the words of a body."""
    letters = word.replace(".", "")
    if name.kind == "person" or len(letters) < 2 or len(name.words) < 2:  # noqa: PLR2004
        return False
    capitals = "".join(w[0] for w in name.words if w[0].isupper())
    return letters == capitals or letters == "".join(w[0].upper() for w in name.words)


def _likeliest(people: list[Name], titles: set[str]) -> Name:
    """Return whom a surname alone means: whom the title fits, then who is named first.

    Who else bears the surname is given in full each time, so how often says nothing.
    """
    for word, other in (("he", "she"), ("she", "he")):
        if titles & words("called", word):
            fitting = [n for n in people if not n.titles & words("called", other)]
            people = fitting or people
    return min(people, key=lambda n: min(n.mentions)[0] if n.mentions else 0)
