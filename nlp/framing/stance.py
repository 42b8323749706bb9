"""Whether a frame stands or is contested, and whose it is."""

import re
from collections.abc import Iterable, Sequence

from corpus.records import Span, Voice
from nlp.codebook import Match

_WORD = re.compile(r"\w+")


def denied(
    text: str, found: Iterable[Match], frame: str, evidence: Sequence[Span], reach: int
) -> bool:
    """Say whether a cue of the codebook denies the frame.

    A cue works on its whole sentence; a negation on evidence that begins at most `reach` words
    after it; a contesting phrase of the frame by itself. What `unless` covers is no cue.
    """
    found = list(found)
    never = _spans(found, "stance:unless")
    if any(m.group == f"contested:{frame}" for m in found):
        return True
    cues = [cue for cue in _spans(found, "stance:cues") if not _covered(cue, [*never, *evidence])]
    if cues:
        return True
    for start, end in _spans(found, "stance:negations"):
        if _covered((start, end), [*never, *evidence]):
            continue
        for begin, _ in evidence:
            if end <= begin and len(_WORD.findall(text[end:begin])) < reach:
                return True
    return False


def voice_of(
    span: Span,
    evidence: Sequence[Span],
    quoted: Sequence[Span],
    found: Iterable[Match],
) -> Voice:
    """Return whose frame it is. Spans count in the same text; `quoted` are quotations' contents.

    A source's, when most of the evidence (without any: most of the sentence) lies in a
    quotation, or when the sentence holds words of attribution; else the author's.
    """
    places = list(evidence) or [span]
    length = sum(end - start for start, end in places)
    inside = sum(_overlap(place, quote) for place in places for quote in quoted)
    if inside * 2 > length:
        return "source"
    attributed = any(m.group == "voice:attribution" for m in found)
    return "source" if attributed else "author"


def _overlap(one: Span, other: Span) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def _spans(found: Iterable[Match], group: str) -> list[Span]:
    return [(m.start, m.end) for m in found if m.group == group]


def _covered(span: Span, others: Sequence[Span]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in others)
