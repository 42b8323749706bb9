"""From sentences to the article: measures of each frame, and which one dominates.

As in the Media Frames Corpus (Card et al. 2015) an article has many frames in places and at most
one that stands above the others; there coders name it, here the codebook's own rule does.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from corpus.records import ArticleFrame, Coding, Sentence
from nlp.codebook.file import ArticleRule

HEADLINE = -1


def dominant_frame(codings: Iterable[Coding], rule: ArticleRule) -> str | None:
    """Return the frame that dominates an article, or None.

    Stance does not matter: a contested frame is talked about, too. Of two frames with equal
    claims the one invoked first wins (headline before text).
    """
    present = sorted((c for c in codings if c.present), key=lambda c: c.sentence)
    sentences = Counter(coding.frame for coding in present)
    claims: dict[str, float] = {}
    for coding in present:
        claim = coding.probability if rule.dominant == "highest_probability" else 1.0
        claims[coding.frame] = claims.get(coding.frame, 0.0) + claim
    if rule.dominant == "headline_first":
        headline = {c.frame for c in present if c.sentence == HEADLINE}
        claims = {f: claim for f, claim in claims.items() if f in headline} or claims
    claims = {f: claim for f, claim in claims.items() if sentences[f] >= rule.minimum}
    return max(claims, key=lambda frame: claims[frame], default=None)


def article_frames(
    codings: Sequence[Coding],
    sentences: Sequence[Sentence],
    relevant: Collection[int],
    rule: ArticleRule,
) -> tuple[ArticleFrame, ...]:
    """Return the measures of each frame that an article invokes, in the order of first mention.

    `relevant` holds the numbers of the sentences about the topic, each a number of `sentences`;
    HEADLINE may be among them and does not count: neither in the shares nor in any other figure
    but `in_headline`, `probability_sum` and `dominant`. Codings that are not present, or of no
    sentence in `sentences`, do not count either. No frame gives no row.
    """
    text = {sentence.sentence for sentence in sentences}
    about = len(text & set(relevant))
    present = sorted(
        (c for c in codings if c.present and (c.sentence in text or c.sentence == HEADLINE)),
        key=lambda c: c.sentence,
    )
    first, dominant = _first_frame(present), dominant_frame(present, rule)
    by_frame: dict[str, list[Coding]] = {}
    for coding in present:
        by_frame.setdefault(coding.frame, []).append(coding)
    measured = []
    for frame, all_found in by_frame.items():
        found = [c for c in all_found if c.sentence != HEADLINE]
        measured.append(
            ArticleFrame(
                frame=frame,
                sentences=len(found),
                share=round(len(found) / about, 4) if about else None,
                contested=sum(c.stance == "contested" for c in found),
                from_sources=sum(c.voice == "source" for c in found),
                probability_sum=round(sum(c.probability for c in all_found), 4),
                first_sentence=found[0].sentence if found else None,
                in_headline=len(found) < len(all_found),
                first=frame == first,
                dominant=frame == dominant,
            )
        )
    return tuple(measured)


def _first_frame(present: Sequence[Coding]) -> str | None:
    """Return the first frame of the text: of several in one sentence the most probable."""
    text = [c for c in present if c.sentence != HEADLINE]
    first = min(text, key=lambda c: (c.sentence, -c.probability), default=None)
    return first.frame if first else None
