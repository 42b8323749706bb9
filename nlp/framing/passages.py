"""What the coder is given and what it gives back."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus.records import Coding, Sentence, Span, Stance
from nlp.codebook import Match

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class Passages:
    """The sentences of one text, and what of it is quoted."""

    text: str
    sentences: Sequence[Sentence]
    title: str = ""
    quoted: Sequence[Span] = ()
    """Spans in which a source speaks, in characters of `text`."""
    quotations: Sequence[Sequence[Span]] = ()
    """Contents of quotations that are to be coded by themselves."""
    on_topic: bool = False
    """Take every sentence as relevant."""
    doc: "Doc | None" = None
    """The text as the language pipeline read it; without it token patterns find nothing."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One sentence (or headline, number -1) in its text."""

    number: int
    start: int
    end: int
    text: str
    found: list[Match]
    """Phrases of the codebook; offsets in the sentence."""


@dataclass(slots=True)
class Coded:
    """What the coder says of one text."""

    codings: list[Coding] = field(default_factory=list)
    relevant: set[int] = field(default_factory=set)
    """Numbers of the sentences about the topic; -1 for the headline."""
    quotations: list[tuple[tuple[str, Stance], ...]] = field(default_factory=list)
    """For each of Passages.quotations the frames that its own words invoke, with stance."""
