"""Cut a text into the units that are coded, and find the codebook's words in them."""

from collections.abc import Sequence

from nlp.codebook import Match, Matcher, TokenMatcher
from nlp.framing.article import HEADLINE
from nlp.framing.passages import Passages, Unit

NAME, RELATED = "relevance:phrases", "relevance:related"
MANY, MANY_SHARE = 3, 0.1
"""So many sentences, or this share of them, make a text one about the topic."""


def units_of(text: Passages, matcher: Matcher, patterns: TokenMatcher | None) -> list[Unit]:
    """Return the headline, if any, and the sentences."""
    units = []
    if text.title.strip():
        title = text.title
        units.append(Unit(HEADLINE, 0, len(title), title, matcher.find(title)))
    tokens = patterns.find(text.doc) if patterns and text.doc is not None else []
    for s in text.sentences:
        piece = text.text[s.start : s.end]
        inside = [
            Match(m.group, m.start - s.start, m.end - s.start)
            for m in tokens
            if s.start <= m.start and m.end <= s.end
        ]
        units.append(Unit(s.sentence, s.start, s.end, piece, matcher.find(piece) + inside))
    return units


def has(unit: Unit, group: str) -> bool:
    """Say whether a sentence holds a phrase of `group`."""
    return any(m.group == group for m in unit.found)


def near_topic(units: Sequence[Unit], window: int) -> list[bool]:
    """Say for each unit whether a name of the topic stands near, or the text is about it.

    Near is within `window` sentences; a text is about the topic where its headline or many of its
    sentences name it.
    """
    names = [has(unit, NAME) for unit in units]
    headed = bool(units) and units[0].number == HEADLINE and names[0]
    if headed or sum(names) >= min(MANY, max(1, len(units) * MANY_SHARE)):
        return [True] * len(units)
    return [any(names[max(0, i - window) : i + window + 1]) for i in range(len(units))]
