"""Choose among the candidates, bring in what stands in quotation marks, and return quotations."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from corpus.records import Span
from nlp.quotations import syntax
from nlp.quotations.candidates import Candidate, candidates
from nlp.quotations.lexicon import SURE, weight
from nlp.quotations.marks import Region, kind_of, regions, touching
from nlp.quotations.records import FoundQuotation
from nlp.quotations.scoring import score

PROBABLE = 0.2
"""From this probability on a candidate is taken for an attribution. Low, because candidates that
differ only in where the content ends share what is due to their cue."""
FEWEST_WORDS = 4
"""A shorter stretch in marks with no cue beside it is a title or a scare quote."""
TRIMMED = " \n\t.,;:—–-“”\"„«»`'()[]"
ENDS = ".?!…"


@dataclass
class _Draft:
    """A quotation in the making; spans in characters."""

    spans: list[Span]
    cue: Span | None
    source: Token | None
    weight: float
    regions: set[int] = field(default_factory=set)


def find_quotations(doc: Doc) -> tuple[FoundQuotation, ...]:
    """Return the quotations of a parsed text, in order. Their contents never overlap."""
    text = doc.text  # put together anew at each use: once is enough
    marked = regions(text)
    drafts = _choose(doc, marked)
    _take_in_regions(text, marked, drafts)
    _add_uncued(doc, text, marked, drafts)
    found = [quotation for draft in drafts if (quotation := _finish(doc, text, marked, draft))]
    return tuple(sorted(found, key=lambda q: q.content[0]))


def _choose(doc: Doc, marked: list[Region]) -> list[_Draft]:
    """Keep the probable candidates: of those with one cue the best, then the longest first.

    A word is in one content only, and what stands inside a content announces no other: the
    outermost attribution wins, as in the data the scorer was learnt from.
    """
    best: dict[int, tuple[float, Candidate]] = {}
    for candidate in candidates(doc, marked):
        sure = score(candidate, doc, marked)
        key = candidate.cue[0]
        if sure >= PROBABLE and (key not in best or sure > best[key][0]):
            best[key] = (sure, candidate)
    drafts: list[_Draft] = []
    taken = [False] * len(doc)
    for sure, candidate in sorted(best.values(), key=lambda pair: -_length(pair[1])):
        tokens = [i for start, end in candidate.content for i in range(start, end)]
        if taken[candidate.cue[0]] or any(taken[i] for i in tokens):
            continue
        for i in tokens:
            taken[i] = True
        spans = [
            (doc[start].idx, doc[end - 1].idx + len(doc[end - 1]))
            for start, end in candidate.content
        ]
        cue = doc[slice(*candidate.cue)]
        drafts.append(_Draft(spans, (cue.start_char, cue.end_char), candidate.source, sure))
    return drafts


def _length(candidate: Candidate) -> int:
    return sum(end - start for start, end in candidate.content)


def _take_in_regions(text: str, marked: list[Region], drafts: list[_Draft]) -> None:
    """Give each draft the whole of the marks its content touches, and what follows its cue.

    The parse may cut a long quotation; the marks say where it ends. `"A," she said. "B."` is one
    attribution when B follows in the same paragraph and nothing else announces it.
    """
    for draft in drafts:
        first, end = min(s for s, _ in draft.spans), max(e for _, e in draft.spans)
        for number in touching(marked, first, end):
            region = marked[number]
            words = [s for s in draft.spans if s[0] < region.end and s[1] > region.start]
            if words and _mostly_inside(words, region):
                draft.regions.add(number)
                draft.spans = [s for s in draft.spans if s not in words] + [
                    (region.start, region.end),
                    *((s, region.start) for s, e in words if s < region.start - 1),
                    *((region.end, e) for s, e in words if e > region.end + 1),
                ]
    owned = {number for draft in drafts for number in draft.regions}
    for draft in sorted(drafts, key=lambda d: d.spans[0]):
        if not draft.regions or draft.cue is None:
            continue
        last = max(draft.regions)
        following = last + 1
        while following < len(marked) and following not in owned:
            between = text[marked[following - 1].end : marked[following].start]
            cued = draft.cue is not None and marked[last].end <= draft.cue[0]
            if "\n" in between or not cued or len(between.split()) > 30:  # noqa: PLR2004
                break
            if following > last + 1 and len(between.strip(TRIMMED).split()) > 0:
                break
            if len(text[marked[following].start : marked[following].end].split()) < 2:  # noqa: PLR2004
                break
            draft.regions.add(following)
            owned.add(following)
            draft.spans.append((marked[following].start, marked[following].end))
            following += 1


def _mostly_inside(spans: list[Span], region: Region) -> bool:
    inside = sum(min(e, region.end) - max(s, region.start) for s, e in spans)
    return inside >= 0.5 * (region.end - region.start) or inside >= 0.8 * sum(
        e - s for s, e in spans
    )


def _add_uncued(doc: Doc, text: str, marked: list[Region], drafts: list[_Draft]) -> None:
    """Attribute the stretches in marks that no candidate took.

    To a reporting verb beside the marks; else to the speaker of the paragraph before, when that
    one ended without a closing mark; else, if long enough, to nobody known.
    """
    covered = bytearray(len(text))
    by_cue: dict[int, _Draft] = {}
    for draft in drafts:
        for start, end in draft.spans:
            covered[start:end] = b"1" * (end - start)
        by_cue |= dict.fromkeys(range(*(draft.cue or (0, 0))), draft)
    by_region = {number: draft for draft in drafts for number in draft.regions}
    for number, region in enumerate(marked):
        words = len(text[region.start : region.end].split())
        if number in by_region or any(covered[region.start : region.end]) or not words:
            continue
        cue = _cue_beside(doc, text, region)
        before = by_region.get(number - 1)
        same = by_cue.get(cue[0][0]) if cue is not None else None
        if same is not None and words > 1:
            same.spans.append((region.start, region.end))
            same.regions.add(number)
            by_region[number] = same
            continue
        if cue is not None and (words >= 2 or cue[1] is not None):  # noqa: PLR2004
            draft = _Draft([(region.start, region.end)], cue[0], cue[1], 1.0, {number})
        elif before is not None and not marked[number - 1].closed:
            before.spans.append((region.start, region.end))
            before.regions.add(number)
            by_region[number] = before
            continue
        elif words >= FEWEST_WORDS and _whole_sentence(text, region):
            source = (
                before.source if before is not None and _next_line(text, marked, number) else None
            )
            draft = _Draft([(region.start, region.end)], None, source, 0.5, {number})
        else:
            continue
        drafts.append(draft)
        by_region[number] = draft
        by_cue |= dict.fromkeys(range(*(draft.cue or (0, 0))), draft)


def _whole_sentence(text: str, region: Region) -> bool:
    """Say whether a stretch in marks reads as a sentence, not as a title or a single phrase."""
    inner = text[region.start : region.end].rstrip()
    return (inner[:1].isupper() and inner[-1:] in f"{ENDS},") or not region.closed


def _next_line(text: str, marked: list[Region], number: int) -> bool:
    return text[marked[number - 1].end : marked[number].start].count("\n") <= 2  # noqa: PLR2004


def _cue_beside(doc: Doc, text: str, region: Region) -> tuple[Span, Token | None] | None:
    """Return the reporting verb right before or after the marks, with its subject."""
    span = doc.char_span(region.start, region.end, alignment_mode="expand")
    if span is None:
        return None
    after = [t for t in doc[span.end : span.end + 7] if t.idx >= region.end]
    before = [t for t in doc[max(0, span.start - 8) : span.start] if t.idx < region.start]
    verb = next((t for t in _until(after, "\n") if _says(t)), None)
    verb = verb or next((t for t in _until(before[::-1], ENDS) if _says(t)), None)
    last = text[region.start : region.end].rstrip()[-1:]
    goes_on = next((t.text[:1].islower() for t in after if t.is_alpha), False)
    if verb is None and (last == "," or (last in {"?", "!"} and goes_on)):
        # `…,” mused X`, `…!” cried X`: after these marks any finite verb reports
        verb = next((t for t in _until(after, "\n") if t.tag_ in {"VBD", "VBZ", "VBP"}), None)
    if verb is None:
        return None
    return (verb.idx, verb.idx + len(verb)), syntax.subject(verb) or syntax.noun_beside(verb)


def _until(tokens: list[Token], ends: str) -> Iterator[Token]:
    """Yield `tokens` up to a new line or one of `ends`."""
    for token in tokens:
        if "\n" in token.text or token.text in ends:
            return
        yield token


def _says(token: Token) -> bool:
    if token.pos_ not in {"VERB", "AUX"}:
        return False
    lemma = token.lemma_.lower()
    return max(weight("clause", lemma), weight("inverted", lemma)) >= SURE


def _finish(doc: Doc, text: str, marked: list[Region], draft: _Draft) -> FoundQuotation | None:
    """Trim and join the spans of a draft; None when nothing is left of its content."""
    spans: list[Span] = []
    for start, end in sorted(draft.spans):
        s, e = trimmed(text, start, end)
        if e <= s:
            continue
        between = text[spans[-1][1] : s] if spans else "\n"
        if not between.strip(TRIMMED) and "\n" not in between:
            spans[-1] = (spans[-1][0], max(e, spans[-1][1]))
        elif not spans or s >= spans[-1][1]:
            spans.append((s, e))
    if not spans:
        return None
    content = tuple(spans)
    source = None
    if draft.source is not None:
        left, right = syntax.phrase(draft.source)
        piece = doc[left:right]
        source = trimmed(text, piece.start_char, piece.end_char)
        if source[1] <= source[0] or any(s < source[1] and source[0] < e for s, e in content):
            head = draft.source
            source = (head.idx, head.idx + len(head))
            if any(s < source[1] and source[0] < e for s, e in content):
                source = None
    return FoundQuotation(content, draft.cue, source, kind_of(content, marked, text))


def trimmed(text: str, start: int, end: int) -> Span:
    """Return the span without marks, punctuation and white space at its ends."""
    while start < end and text[start] in TRIMMED:
        start += 1
    while end > start and text[end - 1] in TRIMMED:
        end -= 1
    return start, end
