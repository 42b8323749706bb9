"""Articles in, codings and quotations out: a pure function over a batch.

It neither opens the corpus nor keeps state, so a process pool (or a cluster) can run it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.language import Language
from spacy.tokens import Doc

from corpus.records import (
    Article,
    Coder,
    CodingRun,
    Quotation,
    Span,
)
from nlp.actors import find_actors
from nlp.document import parse_many, sentences
from nlp.framing import Coder as FrameCoder
from nlp.framing import Passages
from nlp.framing.article import HEADLINE, article_frames
from nlp.quotations import find_quotations, to_quotations

AUTHORS = {"i", "we", "you", "one"}
"""Sources that are the author (or the reader) and no source."""


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
    docs = list(parse_many(nlp, (a.text for a in articles)))
    for article, doc in zip(articles, docs, strict=True):
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
    return _with_frames(articles, docs, runs, coder)


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


def source_spans(texts: Sequence[str], nlp: Language) -> list[list[Span]]:
    """Return for each text the spans in which a source speaks."""
    found = []
    for text, doc in zip(texts, parse_many(nlp, texts), strict=True):
        quoted = find_quotations(doc)
        quotations = to_quotations(quoted, find_actors(doc, quoted)[1], sentences(doc))
        found.append(sources_words(text, quotations))
    return found


def _with_frames(
    articles: Sequence[Article], docs: Sequence[Doc], runs: list[CodingRun], coder: FrameCoder
) -> list[CodingRun]:
    """Code sentences, headlines and quotations of all articles."""
    passages = [
        Passages(
            article.text,
            run.sentences,
            title=article.title,
            quoted=sources_words(article.text, run.quotations),
            quotations=[quotation.content for quotation in run.quotations],
            doc=doc,
        )
        for article, doc, run in zip(articles, docs, runs, strict=True)
    ]
    rule, threshold = coder.codebook.file.article, coder.codebook.file.threshold
    return [
        replace(
            run,
            codings=tuple(coded.codings),
            quotations=tuple(
                replace(quotation, frames=frames)
                for quotation, frames in zip(run.quotations, coded.quotations, strict=True)
            ),
            article_frames=article_frames(coded.codings, run.sentences, coded.relevant, rule),
            relevant_sentences=len(coded.relevant - {HEADLINE}),
            threshold=threshold,
        )
        for run, coded in zip(runs, coder.code(passages), strict=True)
    ]
