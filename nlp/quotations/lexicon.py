"""Which verbs report speech, for stretches in marks that have no place in the parse.

cues.json holds, for each verb before or behind a clause, how often it announced an attribution,
counted on the training part of PolNeAR 1.0 (Newell et al. 2018) by nlp/training/cues.py: words
and figures, no text.
"""

import json
from functools import cache
from importlib.resources import files

SURE = 0.3
"""From this share on a verb beside quotation marks is taken for their cue."""


@cache
def weights() -> dict[str, dict[str, float]]:
    """Return construction -> lemma -> share of its uses that announce an attribution."""
    raw = files("nlp.quotations").joinpath("cues.json").read_text("utf-8")
    loaded: dict[str, dict[str, float]] = json.loads(raw)
    return loaded


def weight(construction: str, lemma: str) -> float:
    """Return how likely `lemma` announces an attribution in `construction`; 0 if never seen."""
    return weights().get(construction, {}).get(lemma, 0.0)
