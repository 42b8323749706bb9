"""Articles in, codings and quotations out: a pure function over a batch.

It neither opens the corpus nor keeps state, so a process pool (or a cluster) can run it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.language import Language

from corpus.records import (
    Article,
    Coder,
    Coding,
    CodingRun,
    Quotation,
    Sentence,
    Span,
    Stance,
)
from nlp.actors import find_actors
from nlp.document import parse_many, sentences
from nlp.framing import Coder as FrameCoder
from nlp.framing import Passages
from nlp.framing.article import HEADLINE, article_frames
from nlp.quotations import find_quotations, to_quotations

AUTHORS = {"i", "we", "you", "one"}
"""Sources that are the author (or the reader) and no source."""
WHOLE = 0
"""Number of the one sentence as which a quotation's content is coded."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What every coding run of one annotation run carries."""

    run_id: str
    coder: Coder
    coded_at: str


def annotate_articles(
    articles: Sequence[Article], nlp: Language, coder: FrameCoder, stamp: Stamp
) -> list[CodingRun]:
    """Return one coding run for each article, in order; it may hold no coding at all."""
    runs = []
    for article, doc in zip(articles, parse_many(nlp, (a.text for a in articles)), strict=True):
        found = find_quotations(doc)
        actors, actor_ids = find_actors(doc, found)
        cut = sentences(doc)
        runs.append(
            CodingRun(
                run_id=stamp.run_id,
                article_id=article.article_id,
                version=article.version,
                coder=stamp.coder,
                coded_at=stamp.coded_at,
                sentences=cut,
                quotations=to_quotations(found, actor_ids, cut),
                actors=actors,
            )
        )
    return _with_frames(articles, runs, coder)


def sources_words(text: str, quotations: Sequence[Quotation]) -> list[Span]:
    """Return the spans of `text` in which somebody else than the author speaks.

    Words in marks are a source's, whoever it is. Words without marks are when their source is a
    known actor: “the plan means that” is a verb with a clause, and “I think that” the author's.
    """
    return [
        span
        for q in quotations
        if q.source is None or text[slice(*q.source)].lower() not in AUTHORS
        if q.kind != "indirect" or (q.actor_id is not None and q.source is not None)
        for span in q.content
    ]


def _with_frames(
    articles: Sequence[Article], runs: list[CodingRun], coder: FrameCoder
) -> list[CodingRun]:
    """Code sentences, headlines and quotations of all articles at once."""
    passages = [
        Passages(
            article.text,
            run.sentences,
            title=article.title,
            quoted=sources_words(article.text, run.quotations),
        )
        for article, run in zip(articles, runs, strict=True)
    ]
    return [
        replace(
            run,
            codings=tuple(coded),
            quotations=_framed(text.text, run.quotations, coded, coder),
            article_frames=article_frames(coded, run.sentences, about, coder.codebook.file.article),
            relevant_sentences=len(about),
            threshold=coder.codebook.file.threshold,
        )
        for run, text, coded in zip(runs, passages, coder.code(passages), strict=True)
        for about in [_about(text, coder)]
    ]


def _about(text: Passages, coder: FrameCoder) -> set[int]:
    """Return the numbers of the sentences of a text that are about the topic, without headline."""
    numbers = [s.sentence for s in text.sentences]
    if text.title.strip():
        numbers.insert(0, HEADLINE)
    told = zip(numbers, coder.relevance(text), strict=True)
    return {number for number, relevant in told if relevant and number != HEADLINE}


def _framed(
    text: str,
    quotations: Sequence[Quotation],
    coded: Sequence[Coding],
    coder: FrameCoder,
) -> tuple[Quotation, ...]:
    """Give each quotation the frames that its own words invoke.

    The content is coded on its own, so that "… , she said, calling it a nightmare" does not lend
    the quotation what stands outside it. Whether it contests the frame may hang on words just
    outside ("It is a myth that", she said): the stance of its sentences counts, too.
    """
    contents = [" … ".join(text[start:end] for start, end in q.content) for q in quotations]
    alone = coder.code(
        [
            Passages(content, [Sentence(WHOLE, 0, len(content))], on_topic=True)
            for content in contents
        ]
    )
    denied = [c for c in coded if c.present and c.stance == "contested" and c.sentence >= 0]
    return tuple(
        replace(
            quotation,
            frames=tuple(
                (c.frame, _stance(c, quotation.content, denied)) for c in codings if c.present
            ),
        )
        for quotation, codings in zip(quotations, alone, strict=True)
    )


def _stance(coding: Coding, content: Sequence[Span], denied: Sequence[Coding]) -> Stance:
    """Contested by its own words, or by the sentence in which its evidence is contested."""
    around = any(
        other.frame == coding.frame
        and any(
            start <= begin and end <= stop
            for begin, end in other.evidence
            for start, stop in content
        )
        for other in denied
    )
    return "contested" if around else coding.stance or "asserted"
