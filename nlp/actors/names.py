"""Names in an article: which mentions belong together, and what is the fullest form.

Persons: a surname, a title with surname, a first name or a form in capitals joins the full name
that ends (or begins) in it; two different first names are never joined. Bodies: equal words, the
last words ("the Post"), the first words, or an acronym of the words.
"""

from collections import defaultdict
from collections.abc import Iterable

from nlp.actors.forms import acronym, fuller, likeliest, one_body, one_person, surname
from nlp.actors.name import Name
from nlp.actors.spans import bare, given_name, has_age, role_before, spans, titles_before
from nlp.actors.text import Text
from nlp.actors.words import type_of_words

LONGEST_PERSON = 3
"""Words of a name that may be a person's although the recogniser took it for a body's."""


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
        found = sorted(spans(text), key=lambda s: s[1] - s[2])
        found = [span for span in found if span[1] not in text.datelines]
        singles = {
            text.lower[first]
            for kind, first, last in found
            if kind == "person" and last - first == 1
        }
        headline = [span for span in found if span[1] < text.headline]
        for kind, first, last in found:
            if last - first > 1 and first >= text.headline:
                borne = last - first <= LONGEST_PERSON and (
                    text.lower[last - 1] in singles or role_before(text, first)
                )
                known = type_of_words(text.lower[first:last]) if borne else None
                self.add("person" if borne and known is None else kind, first, last)
        for kind, first, last in found:
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
        titles, first, last = bare(text, first, last, person=kind == "person")
        if first >= last or any(i in self.at for i in range(first, last)):
            return self.at.get(last - 1)
        if titles or has_age(text, last):
            kind = "person"
        parts = tuple(text.slice(first, last).split())
        titles |= titles_before(text, first)
        name = self.find(parts, kind, titles)
        if name is None:
            name = Name(kind, parts)
            self.all.append(name)
            self._enter(name)
        elif name.kind == "person" and fuller(parts, name.words):
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
        while start > first and start - 1 not in self.at and given_name(text, start - 1):
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
                return likeliest(people, set(titles))
        else:
            for known in self._last[surname(low)]:
                if known.kind == "person" and tuple(w.casefold() for w in known.words) == low:
                    return known
        if len(parts) > 1 and kind == "person":
            same = [n for n in self._last[surname(low)] if n.kind == "person"]
            return next((n for n in same if one_person(low, n.words)), None)
        near = [*self._last[low[-1]], *self._first[low[0]]]
        bodies = [n for n in dict.fromkeys(near) if n.kind != "person" and one_body(low, n.words)]
        if bodies:
            return bodies[-1]
        if len(parts) == 1 and parts[0].replace(".", "").isupper():
            return next((n for n in self.all if acronym(parts[0], n)), None)
        return None

    def _enter(self, name: Name) -> None:
        low = [part.casefold() for part in name.words]
        self._last[surname(tuple(low))].append(name)
        self._first[low[0]].append(name)
        self._last[" ".join(low[-2:])].append(name)

    def _count(
        self, name: Name, first: int, last: int, parts: tuple[str, ...], titles: set[str]
    ) -> None:
        name.mentions.append((first, last))
        name.titles |= titles
        name.full += len(parts) > 1
        if has_age(self.text, last):
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
            while first > 0 and first - 1 not in self.at and given_name(text, first - 1):
                first -= 1
            self.add("person", first, i + 1)


def _persons(bearers: list[Name]) -> bool:
    return any(name.kind == "person" for name in bearers)
