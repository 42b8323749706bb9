"""Return the quotations of a text: the encoder's attributions, trimmed and in order."""

from spacy.tokens import Doc

from corpus.records import Span
from nlp.quotations.acts import act_of
from nlp.quotations.attributions import Attribution, attributions
from nlp.quotations.encoder import Encoder, shipped
from nlp.quotations.marks import Region, kind_of, regions, touching
from nlp.quotations.pieces import tokenizer, windows
from nlp.quotations.records import FoundQuotation

TRIMMED = " \n\t.,;:—–-“”‘’\"„«»`'()[]"
OF_WORKS = {"read", "reads", "reading", "watched", "watches", "watching", "saw", "sang", "called",
    "titled", "entitled", "named", "published", "wrote", "starred", "singing", "sings"}  # fmt: skip
"""Cues behind which a title in quotation marks names a work and quotes nobody."""
ARTICLES = {"the", "a", "an"}
CUE_TRIMMED = " \n\t.,;“”\"„«»`'()[]"


def find_quotations(doc: Doc) -> tuple[FoundQuotation, ...]:
    """Return the quotations of a text, in order. Their contents never overlap."""
    return quotations_in(doc.text, shipped())


def quotations_in(text: str, encoder: Encoder) -> tuple[FoundQuotation, ...]:
    """Return the quotations of `text`, in order. Their contents never overlap."""
    marked = regions(text)
    found = attributions(windows(text, tokenizer()), encoder)
    finished = [f for a in found if (f := _finish(text, marked, a))]
    return tuple(sorted(finished, key=lambda quotation: quotation.content[0]))


def _finish(text: str, marked: list[Region], found: Attribution) -> FoundQuotation | None:
    """Trim and join the spans; None when nothing is left of the content."""
    spans: list[Span] = []
    for span in sorted(found.content):
        s, e = trimmed(text, *whole_words(text, *span))
        if e <= s:
            continue
        between = text[spans[-1][1] : s] if spans else "\n"
        if not between.strip(TRIMMED) and "\n" not in between:
            spans[-1] = (spans[-1][0], max(e, spans[-1][1]))
        else:
            spans.append((s, e))
    if not spans:
        return None
    content = tuple(spans)
    cue = _cue(text, found.cue) if found.cue else None
    source = None
    if found.source:
        source = _or_none(trimmed(text, *whole_words(text, *found.source)))
        if source and text[slice(*source)].lower() in ARTICLES:
            source = None  # "the claim that …": whose, the text does not say
    if cue and _names_a_work(text, content, cue, marked):
        return None
    act = act_of(text[slice(*cue)]) if cue else "says"
    return FoundQuotation(content, cue, source, kind_of(content, marked, text), act)


def _cue(text: str, span: Span) -> Span | None:
    """Return the words of a cue; a colon or dash only where it has no word."""
    words = trimmed(text, *whole_words(text, *span))
    return _or_none(words) or _or_none(trimmed(text, *span, CUE_TRIMMED))


def _names_a_work(text: str, content: tuple[Span, ...], cue: Span, marked: list[Region]) -> bool:
    """Say whether the content is but a title in marks that is read, watched or called so."""
    if len(content) > 1 or text[slice(*cue)].rsplit(maxsplit=1)[-1].lower() not in OF_WORKS:
        return False
    return any(
        marked[number].title and marked[number].start <= content[0][0] <= content[0][1] <= end
        for number in touching(marked, *content[0])
        for end in [marked[number].end]
    )


def whole_words(text: str, start: int, end: int) -> Span:
    """Return the span widened to whole words, where a piece of one was left out."""
    while start > 0 and text[start - 1].isalnum() and text[start : start + 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    return start, end


def trimmed(text: str, start: int, end: int, ends: str = TRIMMED) -> Span:
    """Return the span without marks, punctuation and white space at its ends."""
    while start < end and text[start] in ends:
        start += 1
    while end > start and text[end - 1] in ends:
        end -= 1
    return start, end


def _or_none(span: Span) -> Span | None:
    return span if span[1] > span[0] else None
