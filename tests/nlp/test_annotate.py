"""Articles become sentences, quotations, actors and codings, offsets true of the text."""

from collections.abc import Callable

from spacy.language import Language

from corpus.records import Article, CodingRun, Quotation
from corpus.records import Coder as CoderRecord
from nlp.annotate import Stamp, annotate_articles, sources_words
from nlp.framing import Coder

STAMP = Stamp(
    "coding-1",
    CoderRecord("social_credit", "1", "c" * 64, "test 1", "m" * 64, "0.1.0"),
    "2026-03-01T08:00:00Z",
)
TEXT = (
    "China's social credit system grew last year.\n"
    "“The social credit system is an Orwellian tool of control,” said Ana Bell, an invented lawyer."
    "\nIt was cold that day."
)


def annotate(
    text: str, make: Callable[..., Article], nlp: Language, coder: Coder, **changes: object
) -> CodingRun:
    """Return the coding run of one article."""
    return annotate_articles([make(text, **changes)], nlp, coder, STAMP)[0]


def make_from(make_link: object, make_capture: object, make_article: object) -> object:
    """Return a maker of articles by text."""
    return lambda text, **changes: make_article(make_capture(make_link()), text, **changes)  # type: ignore[operator]


def test_an_article_is_coded_whole(
    make_link: object,
    make_capture: object,
    make_article: object,
    pipeline: Language,
    social_credit: Coder,
) -> None:
    """Sentences, the quotation with its frame, its source as an actor, codings with voice."""
    make = make_from(make_link, make_capture, make_article)
    run = annotate(TEXT, make, pipeline, social_credit)  # type: ignore[arg-type]
    assert [TEXT[s.start : s.end][:12] for s in run.sentences] == [
        "China's soci",
        "“The social ",
        "It was cold ",
    ]
    quotation = run.quotations[0]
    assert ("orwellian", "asserted") in quotation.frames
    assert quotation.actor_id in {actor.actor_id for actor in run.actors}
    coding = next(c for c in run.codings if c.frame == "orwellian")
    assert (coding.sentence, coding.stance, coding.voice) == (1, "asserted", "source")
    assert "Orwellian" in [TEXT[start:end] for start, end in coding.evidence]


def test_words_outside_a_quotation_lend_it_no_frame(
    make_link: object,
    make_capture: object,
    make_article: object,
    pipeline: Language,
    social_credit: Coder,
) -> None:
    """The author's judgement is not what the source said."""
    text = "“We keep the social credit list ourselves,” said the clerk of the Orwellian office."
    make = make_from(make_link, make_capture, make_article)
    run = annotate(text, make, pipeline, social_credit)  # type: ignore[arg-type]
    assert run.quotations
    assert all("orwellian" not in dict(q.frames) for q in run.quotations)
    assert "orwellian" in {c.frame for c in run.codings if c.present}


def test_an_article_with_nothing_to_code_has_a_run(
    make_link: object,
    make_capture: object,
    make_article: object,
    pipeline: Language,
    social_credit: Coder,
) -> None:
    """No codings is an answer, too; an empty text is no accident."""
    make = make_from(make_link, make_capture, make_article)
    for text in ("", "It rained."):
        run = annotate(text, make, pipeline, social_credit, title="Weather")  # type: ignore[arg-type]
        assert (run.codings, run.quotations, run.coder) == ((), (), STAMP.coder)
        assert len(run.sentences) == bool(text)


def test_a_batch_gives_what_each_article_gives_alone(
    make_link: object,
    make_capture: object,
    make_article: object,
    pipeline: Language,
    social_credit: Coder,
) -> None:
    """Batches may be cut anywhere."""
    make = make_from(make_link, make_capture, make_article)
    articles = [make(text) for text in (TEXT, "", "It rained.")]  # type: ignore[operator]
    together = annotate_articles(articles, pipeline, social_credit, STAMP)
    alone = [annotate_articles([a], pipeline, social_credit, STAMP)[0] for a in articles]
    assert together == alone


def test_only_others_words_are_a_sources() -> None:
    """Marks, or an actor; “I think that” is the author's, a clause without actor nobody's."""
    text = "I think it rains. Ren says it snows. The plan means it hails. “It pours,” a man said."

    def quotation(number: int, source: str, content: str, kind: str, actor: str | None) -> object:
        at, of = text.index(source), text.index(content)
        spans = ((of, of + len(content)),)
        return Quotation(number, spans, None, (at, at + len(source)), kind, number, actor)  # type: ignore[arg-type]

    found = [
        quotation(0, "I", "it rains", "indirect", "actor-1"),
        quotation(1, "Ren", "it snows", "indirect", "actor-2"),
        quotation(2, "The plan", "it hails", "indirect", None),
        quotation(3, "a man", "It pours", "direct", None),
    ]
    spans = sources_words(text, found)  # type: ignore[arg-type]
    assert [text[start:end] for start, end in spans] == ["it snows", "It pours"]


def test_the_article_is_measured_as_a_whole(
    make_link: object,
    make_capture: object,
    make_article: object,
    pipeline: Language,
    social_credit: Coder,
) -> None:
    """Sentences about the topic are counted, frames get their share, the threshold is kept."""
    make = make_from(make_link, make_capture, make_article)
    run = annotate(TEXT, make, pipeline, social_credit, title="A cold day")  # type: ignore[arg-type]
    assert run.threshold == social_credit.codebook.file.threshold
    assert run.relevant_sentences == 2
    measured = {frame.frame: frame for frame in run.article_frames}
    assert set(measured) == {coding.frame for coding in run.codings if coding.present}
    only = measured["orwellian"]
    assert (only.sentences, only.share, only.from_sources) == (1, 0.5, 1)
    assert (only.first_sentence, only.first, only.in_headline) == (1, True, False)
