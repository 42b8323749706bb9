"""From sentences to the article: which frame dominates, by the codebook's own rule."""

from collections import Counter
from collections.abc import Iterable

from corpus.records import Coding
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
