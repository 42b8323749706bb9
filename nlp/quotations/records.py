"""The quotation as the extractor finds it, before actors and frames are known."""

from bisect import bisect_right
from dataclasses import dataclass

from corpus.records import Act, Quotation, QuotationKind, Sentence, Span


@dataclass(frozen=True, slots=True)
class FoundQuotation:
    """One attribution. Spans count characters of the text; marks are not part of the content."""

    content: tuple[Span, ...]
    cue: Span | None
    source: Span | None
    kind: QuotationKind
    act: Act = "says"


def to_quotations(
    found: tuple[FoundQuotation, ...],
    actor_ids: tuple[str | None, ...],
    sentences: tuple[Sentence, ...],
) -> tuple[Quotation, ...]:
    """Return the corpus's records: numbered, with the sentence each begins in and its actor."""
    starts = [sentence.start for sentence in sentences]
    return tuple(
        Quotation(
            quotation=number,
            content=quotation.content,
            cue=quotation.cue,
            source=quotation.source,
            kind=quotation.kind,
            sentence=max(0, bisect_right(starts, quotation.content[0][0]) - 1),
            actor_id=actor_id,
            act=quotation.act,
        )
        for number, (quotation, actor_id) in enumerate(zip(found, actor_ids, strict=True))
    )
