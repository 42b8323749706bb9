"""The keys of a codebook file, read strictly: an unknown key is an error."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal, get_args

import msgspec

from corpus.records import Stance, Voice
from nlp.codebook.phrases import Match

Dominant = Literal["most_sentences", "highest_probability", "headline_first"]
Strength = Literal["strong", "weak", "unless", "contested"]
"""What a phrase or a token pattern of a frame does; FrameRule says it of each."""
Tokens = list[dict[str, Any]]
"""A pattern of spaCy's Matcher: one table a token."""
Problem = tuple[str, str]
"""Key path in a codebook file and what is wrong there."""


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence that invokes the frame."""

    text: str
    stance: Stance = "asserted"
    voice: Voice = "author"
    why: str = ""


class CounterExample(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence that looks like it and does not invoke the frame."""

    text: str
    why: str


class TokenPattern(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words described by lemma, part of speech and the like rather than by their letters."""

    strength: Strength
    tokens: Tokens
    note: str = ""
    """What it finds, in words, for readers."""


class FrameRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One frame: what it is and by which words it is recognised."""

    id: str
    name: str
    definition: str
    strong: list[str]
    """Phrases of which one is enough."""
    weak: list[str] = []
    """Phrases of which two different places are needed, or one beside other evidence."""
    unless: list[str] = []
    """Phrases that take their own words out of the count ("privacy settings")."""
    contested: list[str] = []
    """Phrases that invoke this frame and deny it at once ("myth of the all-seeing score")."""
    patterns: list[TokenPattern] = []
    """Token patterns, each of which counts as a phrase of its strength."""
    rules: list[str] = []
    """Decision rules for human coders, one sentence each."""
    part_of: str = ""
    """Id of the frame of which this one is a sub-dimension."""
    examples: list[Example] = []
    counter_examples: list[CounterExample] = []


class Relevance(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When a sentence is about the topic at all."""

    rule: str
    phrases: list[str]
    """The topic's own names."""
    related: list[str] = []
    """Words that mean the topic when one of its names stands near ("the system")."""
    window: int = 1
    """How many sentences before and after may hold the name."""


class StanceRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When a frame that is invoked does not stand."""

    definition: str
    cues: list[str]
    """Contest every frame of their sentence ("it is a myth that")."""
    negations: list[str] = []
    """Contest a frame whose evidence begins at most `reach` words after them ("far from")."""
    unless: list[str] = []
    """Phrases that look like cues and are none ("not only")."""
    reach: int = 6


class VoiceRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When a frame is a source's rather than the author's."""

    definition: str
    attribution: list[str] = []
    """Words that attribute their sentence to somebody ("critics say")."""


class ArticleRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How an article's dominant frame follows from its sentences."""

    rule: str
    dominant: Dominant = "most_sentences"
    minimum: int = 1
    """Sentences a frame needs to dominate."""


class Exclusion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Frames of which a sentence is given at most one: the more probable."""

    frames: list[str]
    rule: str
    """Why, and how a human coder tells them apart."""


class CodebookFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything one TOML file says."""

    id: str
    version: str
    title: str
    topic: str
    language: str
    relevance: Relevance
    frames: list[FrameRule]
    stance: StanceRule
    voice: VoiceRule
    article: ArticleRule
    threshold: float = 0.5
    """Probability from which a frame counts as present."""
    exclusions: list[Exclusion] = []
    neutral: list[str] = []
    """Sentences on the topic that invoke no frame."""
    literature: list[str] = []


class Codebook(msgspec.Struct, frozen=True):
    """A codebook file that has been checked."""

    path: Path
    hash: str
    """SHA-256 of the file's bytes."""
    file: CodebookFile

    @property
    def id(self) -> str:
        """Its identifier, as coding runs record it."""
        return self.file.id

    @property
    def version(self) -> str:
        """Its version, as coding runs record it."""
        return self.file.version

    def groups(self) -> dict[str, list[str]]:
        """Return all phrases by what they do: "strong:FRAME", "stance:cues" and so on."""
        file = self.file
        found = {
            "relevance:phrases": file.relevance.phrases,
            "relevance:related": file.relevance.related,
            "stance:cues": file.stance.cues,
            "stance:negations": file.stance.negations,
            "stance:unless": file.stance.unless,
            "voice:attribution": file.voice.attribution,
        }
        for frame in file.frames:
            for kind in get_args(Strength):
                found[f"{kind}:{frame.id}"] = getattr(frame, kind)
        return found

    def token_groups(self) -> dict[str, list[Tokens]]:
        """Return all token patterns by what they do, as groups() names it; empty without any."""
        found: dict[str, list[Tokens]] = {}
        for frame in self.file.frames:
            for pattern in frame.patterns:
                found.setdefault(f"{pattern.strength}:{frame.id}", []).append(pattern.tokens)
        return found

    @property
    def exclusions(self) -> tuple[frozenset[str], ...]:
        """Sets of frames of which a sentence is given at most one (see exclusions.outdone)."""
        return tuple(frozenset(exclusion.frames) for exclusion in self.file.exclusions)


def indicators(found: Iterable[Match], frame: str) -> tuple[list[Match], list[Match]]:
    """Return the strong and the weak matches of `frame`, without those an `unless` covers.

    A weak match inside a strong one is not counted again, nor one inside another weak one.
    """
    mine = {kind: _outermost(found, f"{kind}:{frame}") for kind in ("strong", "weak", "unless")}
    strong = [m for m in mine["strong"] if not _covered(m, mine["unless"])]
    strong += [m for m in _outermost(found, f"contested:{frame}") if not _covered(m, strong)]
    weak = [m for m in mine["weak"] if not _covered(m, mine["unless"] + strong)]
    return strong, weak


def rule_score(found: Iterable[Match], frame: str) -> float:
    """Return 1 for each strong and 0.5 for each weak indicator: from 1 the frame is invoked."""
    strong, weak = indicators(list(found), frame)
    return len(strong) + 0.5 * len(weak)


def _outermost(found: Iterable[Match], group: str) -> list[Match]:
    kept: list[Match] = []
    for match in sorted(
        (m for m in found if m.group == group), key=lambda m: (m.start, m.start - m.end)
    ):
        if not _covered(match, kept):
            kept.append(match)
    return kept


def _covered(match: Match, others: list[Match]) -> bool:
    return any(o.start <= match.start and match.end <= o.end for o in others)
