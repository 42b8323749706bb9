"""Bring the sources of quotations together to actors.

A source is a name, a description or a pronoun. Names join by their words (names.py), roles and
descriptions by what the text has stated (nominals.py), pronouns by salience (pronouns.py).
"""

from collections.abc import Iterable

from spacy.tokens import Doc

from corpus.records import Actor, MentionKind
from nlp.actors import nominals, pronouns, words
from nlp.actors.actors import Found, of_name
from nlp.actors.describe import describe
from nlp.actors.name import Name
from nlp.actors.names import Names
from nlp.actors.sources import name_of_source
from nlp.actors.spokespeople import principal
from nlp.actors.text import POSSESSIVE, Text
from nlp.actors.votes import HE, SHE
from nlp.quotations.records import FoundQuotation

AUTHOR = "author"
ARE_NOUNS = frozenset({"that", "one"})
JUST = 3
"""Sentences in which somebody "has just spoken"."""
MARKS = frozenset("\"“”'‘’,.;:()[]")


def find_actors(
    doc: Doc, quotations: Iterable[FoundQuotation]
) -> tuple[tuple[Actor, ...], tuple[str | None, ...]]:
    """Return the actors that are quoted in `doc` and, for each quotation, its actor's id."""
    quotations = tuple(quotations)
    if not any(quotation.source for quotation in quotations):
        return (), (None,) * len(quotations)
    chosen = _Article(doc, quotations).actors()
    merged: dict[str, Found] = {}
    for actor in dict.fromkeys(a for a in chosen if a is not None):
        kept = merged.setdefault(actor.record().actor_id, actor)
        kept.mentions |= actor.mentions
    records = {key: actor.record() for key, actor in merged.items()}
    ids = tuple(actor.record().actor_id if actor is not None else None for actor in chosen)
    return tuple(records.values()), ids


class _Article:
    """The actors of one article while its sources are read, in the order of the text."""

    def __init__(self, doc: Doc, quotations: tuple[FoundQuotation, ...]) -> None:
        self.quotations = quotations
        self.text = Text(doc, quotations)
        self.names = Names(self.text)
        describe(self.names)
        self.resolver = pronouns.Resolver(self.text, self.names)
        self.named: dict[int, Found] = {}
        self.nominals: list[Found] = []
        self.author: Found | None = None
        self.by_source: dict[tuple[int, int], Found | None] = {}

    def actors(self) -> list[Found | None]:
        """Return the actor of each quotation; who speaks in the first person is told last."""
        spans = sorted({q.source for q in self.quotations if q.source is not None})
        for first_person in (False, True):
            for span in spans:
                first, last = self._tokens(span)
                inside = first < last and self.text.lower[first] in pronouns.FIRST
                if (inside and last - first == 1) == first_person:
                    self.by_source[span] = self._read(span, first, last)
        return [self.by_source[q.source] if q.source else None for q in self.quotations]

    def _tokens(self, span: tuple[int, int]) -> tuple[int, int]:
        """Return the tokens of a source, without marks at its ends."""
        text = self.text
        first, last = text.tokens(span)
        while first < last and (
            text.words[first] in MARKS or text.pos[first] in {"SPACE", "ADP", "SCONJ"}
        ):
            first += 1
        while last > first and (
            text.words[last - 1] in MARKS - {"."}
            or text.words[last - 1] in POSSESSIVE
            or text.pos[last - 1] == "SPACE"
        ):
            last -= 1
        return first, last

    def _read(self, span: tuple[int, int], first: int, last: int) -> Found | None:
        if first >= last:
            return None
        kind: MentionKind = "nominal"
        low = self.text.lower[first]
        if self.text.lower[first:last] in (["no", "one"], ["nobody"]):
            return None
        after = self.text.pos[first + 1] if last - first > 1 else "END"
        goes_on = {"VERB", "AUX", "PRON", "ADV", "PUNCT"}
        alone = after == "END" or (after in goes_on and low not in ARE_NOUNS)
        if low in pronouns.ALL and alone:
            kind = "pronoun"
            actor = self._pronoun(span, first)
        else:
            name = name_of_source(self.names, first, last)
            kind = "name" if name is not None else "nominal"
            actor = self.found(name) if name is not None else self._nominal(first, last)
        if actor is not None:
            actor.mentions[span] = kind
            actor.spoke.append(first)
            self.resolver.spoken.append(pronouns.Mention(first, last, actor))
            if kind == "pronoun" and actor.source is not None and low in HE | SHE:
                actor.source.votes["he" if low in HE else "she"] += 2
        return actor

    def found(self, name: Name) -> Found:
        """Return the actor of a name, made when it is first asked for."""
        if id(name) not in self.named:
            actor = self.named[id(name)] = of_name(name, self.text)
            self._speaks_for(actor, name)
        return self.named[id(name)]

    def _pronoun(self, span: tuple[int, int], at: int) -> Found | None:
        low = self.text.lower[at]
        if low in pronouns.NOBODY:
            return None
        speaker = self._speaker_around(span)
        if low in pronouns.FIRST:
            return speaker or self._author()
        own = [text for q in self.quotations if q.source == span for text in q.content]
        found = self.resolver.antecedent(at, speaker, self.found, own)
        if isinstance(found, int):
            return self._nominal_at(found)
        return found

    def _speaker_around(self, span: tuple[int, int]) -> Found | None:
        """Return the source of the narrowest quotation in whose content a span stands."""
        around = [
            (end - start, q.source)
            for q in self.quotations
            if q.source is not None and q.source != span
            for start, end in q.content
            if start <= span[0] and span[1] <= end
        ]
        sources = [self.by_source.get(source) for _, source in sorted(around)]
        return next((actor for actor in sources if actor is not None), None)

    def _author(self) -> Found:
        if self.author is None:
            self.author = Found(AUTHOR, "media", person=True)
        return self.author

    def _nominal_at(self, head: int) -> Found | None:
        """Return the actor for a common noun in the text, with the chunk it is the head of."""
        text = self.text
        first = head
        while first > 0 and text.pos[first - 1] in {"ADJ", "NOUN", "PROPN", "DET", "NUM", "PRON"}:
            if text.sentence[first - 1] != text.sentence[head]:
                break
            first -= 1
            if text.pos[first] in {"DET", "PRON"}:
                break
        if text.lower[head] in {"someone", "somebody"}:
            return self._author() if "i" in text.lower[head : head + 60] else None
        return self._nominal(first, head + 1)

    def _nominal(self, first: int, last: int) -> Found | None:
        """Return the actor of a description: one known already, or a new one."""
        text = self.text
        end, head = nominals.phrase(text, first, last)
        if end - 1 > first and text.lower[end - 1] in pronouns.THEY:
            return self._pronoun(text.chars(end - 1, end), end - 1)  # "dozens of them"
        known = self._bearer(first, end, head) or self._mentioned(first, head)
        if known is not None:
            return known
        actor = nominals.new(text, first, last, head)
        same = next((a for a in self.nominals if a.name == actor.name), None)
        if same is not None:
            return same
        if actor.head in words.words("speaks_for", "words"):
            actor.speaks_for = principal(self.names, first, last)
        self.nominals.append(actor)
        return actor

    def _bearer(self, first: int, end: int, head: int) -> Found | None:
        """Return the named person whose role a definite description gives."""
        text = self.text
        low, headline = text.lower[first], self._opens(first)
        if not (low in nominals.ARTICLES or text.pos[first] == "PROPN" or headline):
            return None
        bearer = nominals.role_bearer(text, self.names, first, end, headline=headline)
        if bearer is not None:
            return self.found(bearer)
        return self._unstated(first, head) if low == "the" or headline else None

    def _mentioned(self, first: int, head: int) -> Found | None:
        """Return the body, or the earlier description, that "the ministry" goes back to."""
        text = self.text
        low, word = text.lower[first], text.singular(head)
        if low not in nominals.DEFINITE:
            return None
        earlier = self._earlier(word, plural=text.plural(head))
        named = nominals.body(text, self.names, first, head)
        if named is not None and (earlier is None or word in words.roles()):
            return self.found(named)
        return earlier if low in nominals.ARTICLES else None

    def _opens(self, first: int) -> bool:
        """Say whether a headline's bare role ("Lawmaker urges") may mean somebody named."""
        return first < self.text.headline and self.text.pos[first] != "DET"

    def _unstated(self, first: int, head: int) -> Found | None:
        """Return whom "the former secretary of state" means where the text never says.

        Press prose calls somebody known by another office in turn with the name. It is whom "he"
        or "she" would mean here, if that person has no stated role and has just spoken.
        """
        text = self.text
        word = text.singular(head)
        office = words.head_types().get(word) == "politician"
        if text.plural(head) or not (office or word in words.words("variation", "person")):
            return None
        if self._earlier(word, plural=False) is not None:
            return None
        found = self.resolver.antecedent(first, None, self.found, word="he")
        if not isinstance(found, Found) or found.source is None:
            return None
        stated = [head for d in found.source.descriptions for head in d.heads]
        party = word in words.words("party_members", "words")
        if found.type not in {"person", "politician"} or (office and stated and not party):
            return None
        latest = [token for token in found.spoke if token < first]
        if not latest or text.sentence[first] - text.sentence[latest[-1]] > JUST:
            return None
        if office:
            found.type = "politician"
        return found

    def _earlier(self, head: str, *, plural: bool) -> Found | None:
        return next(
            (a for a in reversed(self.nominals) if a.head == head and a.plural == plural), None
        )

    def _speaks_for(self, actor: Found, name: Name) -> None:
        for said in name.descriptions:
            phrases = words.phrases("speaks_for", "phrases")
            told = set(said.heads[:1]) & words.words("speaks_for", "words")
            if told or any(p in said.text.lower() for p in phrases):
                actor.description = said.text
                actor.speaks_for = principal(self.names, said.first, said.last)
                return
