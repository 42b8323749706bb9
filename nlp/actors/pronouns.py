"""Whom a pronoun means: a scored choice among the actors before it.

Salience after Lappin and Leass (1994), reduced to what parts of speech show: nearness in
sentences, standing first in its sentence (the subject, mostly), not standing after a preposition
or with a possessive, how often somebody is named; and what news adds to it: who spoke last speaks
on, and people named inside a direct quotation are not who says it. "He" and "she" rule out only
whom the text itself calls otherwise; nothing is guessed from first names.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import log

from corpus.records import Span
from nlp.actors import words
from nlp.actors.actors import Found
from nlp.actors.name import Name
from nlp.actors.names import Names
from nlp.actors.relatives import BACK, relative
from nlp.actors.text import POSSESSIVE, Text
from nlp.actors.votes import HE, SHE, SUBJECTS

THEY = frozenset({"they", "them", "themselves", "their"})
IT = frozenset({"it", "itself", "its"})
WHO = frozenset({"who", "whom", "whose"})
THAT = frozenset({"which", "that"})
FIRST = frozenset({"i", "we", "me", "us", "my", "our", "myself", "ourselves"})
NOBODY = frozenset({"you", "your", "one", "yourself", "there", "what"})
ALL = HE | SHE | THEY | IT | WHO | THAT | FIRST | NOBODY
FARTHEST = 9
"""Sentences back in which a pronoun looks for whom it stands for."""
PLAINLY = 0.7
"""Value by which one antecedent must lead to count as plain."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of the features, set by hand on the development half."""

    sentence: float = -1.0
    paragraph: float = -0.3
    subject: float = 1.2
    quoted: float = -2.5
    oblique: float = -0.5
    modifier: float = -1.0
    often: float = 0.3
    spoke: float = 1.5
    speaks: float = 1.2
    agrees: float = 1.2
    differs: float = -5.0
    votes: float = 2.0
    own_words: float = -2.0
    common: float = -0.6


WEIGHTS = Weights()


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where somebody is mentioned before the pronoun."""

    token: int
    last: int
    actor: Name | Found


class Resolver:
    """Finds antecedents in one article; `spoken` grows as sources become known."""

    def __init__(self, text: Text, names: Names) -> None:
        """Order all mentions by name once."""
        self.text = text
        self.names = names
        self.spoken: list[Mention] = []
        self.mentions = sorted(
            (Mention(first, last, name) for name in names.all for first, last in name.mentions),
            key=lambda m: m.token,
        )
        self.firsts: dict[int, int] = {}
        for mention in self.mentions:
            if not text.quoted[mention.token]:
                self.firsts.setdefault(text.sentence[mention.token], mention.token)

        self._vote()

    def _vote(self) -> None:
        """Let every "he" and "she" of the article vote for whom it most plainly goes back to.

        A single choice errs; over an article the pronouns used of somebody show which are theirs.
        Used for nothing but this article's pronouns.
        """
        text = self.text
        people = [
            m for m in self.mentions if isinstance(m.actor, Name) and m.actor.kind == "person"
        ]
        at = [m.token for m in people]
        for i, low in enumerate(text.lower):
            if low not in SUBJECTS or text.quoted[i]:
                continue
            near = people[max(0, bisect_left(at, i) - 6) : bisect_left(at, i)]
            values: dict[int, tuple[float, Name]] = {}
            for m in near:
                if text.sentence[i] - text.sentence[m.token] <= 1 and isinstance(m.actor, Name):
                    value = self._place(i, m.token, m.last)
                    values[id(m.actor)] = max(
                        values.get(id(m.actor), (value, m.actor)), (value, m.actor), key=_first
                    )
            ranked = sorted(values.values(), key=_first, reverse=True)
            if ranked and (len(ranked) == 1 or ranked[0][0] - ranked[1][0] > PLAINLY):
                ranked[0][1].votes["he" if low in HE else "she"] += 1

    def antecedent(
        self,
        at: int,
        content_of: Found | None,
        found_of: Callable[[Name], Found],
        own: Sequence[Span] = (),
        word: str = "",
    ) -> Found | int | None:
        """Return whom the pronoun at token `at` means.

        content_of is the source of the quotation that it stands in, if any; own are the contents
        (in characters) of what it is the source of: nobody names himself there. Returns an actor,
        or the token of a common noun that it means, or None.
        """
        low = word or self.text.lower[at]
        if low in WHO | THAT:
            return relative(self.text, self.names, at, found_of, people=low in WHO)
        best: tuple[float, Found | int] | None = None
        for mention in self._before(at):
            actor = found_of(mention.actor) if isinstance(mention.actor, Name) else mention.actor
            if not fits(low, actor):
                continue
            value = self._value(at, mention, actor, low, content_of)
            start = self.text.starts[mention.token]
            value += WEIGHTS.own_words * any(s <= start < e for s, e in own)
            if best is None or value > best[0]:
                best = value, actor
        for token in self._nouns(at, low):
            value = self._place(at, token, token + 1) + WEIGHTS.common
            if best is None or value > best[0]:
                best = value, token
        return best[1] if best is not None else None

    def _before(self, at: int) -> Iterator[Mention]:
        sentence = self.text.sentence[at]
        for mention in (*self.mentions, *self.spoken):
            if mention.token < at and sentence - self.text.sentence[mention.token] <= FARTHEST:
                yield mention

    def _place(self, at: int, token: int, last: int) -> float:
        """Return the value of a place: nearness and syntactic prominence."""
        text = self.text
        value = WEIGHTS.sentence * (text.sentence[at] - text.sentence[token])
        value += WEIGHTS.paragraph * min(3, text.paragraph[at] - text.paragraph[token])
        if text.quoted[token] and not text.quoted[at]:
            value += WEIGHTS.quoted
        after = text.words[last] if last < len(text) else ""
        if after in POSSESSIVE:
            value += WEIGHTS.oblique
        elif last < len(text) and text.pos[last] == "NOUN":
            value += WEIGHTS.modifier
        elif token and text.pos[token - 1] == "ADP":
            value += WEIGHTS.oblique
        elif self.firsts.get(text.sentence[token]) == token or (
            last < len(text) and text.pos[last] in {"VERB", "AUX"}
        ):
            value += WEIGHTS.subject
        return value

    def _value(
        self, at: int, mention: Mention, actor: Found, low: str, content_of: Found | None
    ) -> float:
        text = self.text
        value = self._place(at, mention.token, mention.last)
        before = actor.source.mentions if actor.source else []
        value += WEIGHTS.often * log(1 + sum(1 for m in before if m[0] < at))
        if self.spoken:
            latest = max(
                (m for m in self.spoken if m.token < at), key=lambda m: m.token, default=None
            )
            if latest is not None and latest.actor is actor:
                near = text.sentence[at] - text.sentence[latest.token] <= 3  # noqa: PLR2004
                value += WEIGHTS.spoke if near else 0.0
        if content_of is actor:
            value += WEIGHTS.speaks
        return value + (agreement(low, actor) if text.lower[at] in HE | SHE else 0.0)

    def _nouns(self, at: int, low: str) -> Iterator[int]:
        """Yield the common nouns before `at` that the pronoun may mean: people, bodies, papers."""
        text = self.text
        for i in range(at - 1, max(-1, at - BACK), -1):
            if text.pos[i] != "NOUN" or i in self.names.at or i in self.names.described:
                continue
            if text.sentence[at] - text.sentence[i] > 1:
                return
            if i + 1 < len(text) and text.pos[i + 1] in {"NOUN", "PROPN"}:
                continue
            kind = words.head_types().get(text.singular(i))
            plural = text.plural(i)
            people = text.singular(i) in words.roles() or text.lower[i] in words.words(
                "collective", "words"
            )
            if (
                (low in THEY and plural and (people or kind is not None))
                or (low in HE | SHE and not plural and text.singular(i) in words.roles())
                or (low in IT and not plural and kind is not None and not people)
            ):
                yield i


def _first(pair: tuple[float, Name]) -> float:
    return pair[0]


def agreement(pronoun: str, actor: Found) -> float:
    """Return how well "he" or "she" agrees with what the text calls somebody.

    A title or a role ("Mrs", "congresswoman") decides; the pronouns of the article weigh by how
    clearly they go one way.
    """
    if actor.called:
        return WEIGHTS.agrees if (actor.called == "he") == (pronoun in HE) else WEIGHTS.differs
    votes = actor.source.votes if actor.source is not None else Counter[str]()
    this, other = ("he", "she") if pronoun in HE else ("she", "he")
    odds = WEIGHTS.votes * log((votes[this] + 2) / (votes[other] + 2))
    return max(WEIGHTS.differs, min(WEIGHTS.agrees, odds))


def fits(pronoun: str, actor: Found) -> bool:
    """Say whether an actor agrees with a pronoun in number and in being a person."""
    if pronoun in HE | SHE:
        return actor.person and not actor.plural
    if pronoun in IT:
        return not actor.person and not actor.plural and actor.type != "unnamed"
    return actor.plural or not actor.person
