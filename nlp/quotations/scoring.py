"""How likely a candidate is an attribution: a logistic regression, its weights in a data file.

weights.json was learnt by nlp/training/scorer.py on the training part of PolNeAR 1.0 (Newell et
al. 2018): names of features (words, tags) and figures, no text.
"""

import json
import math
from functools import cache
from importlib.resources import files

from spacy.tokens import Doc

from nlp.quotations.candidates import Candidate
from nlp.quotations.features import features
from nlp.quotations.marks import Region, touching


@cache
def weights() -> dict[str, float]:
    """Return feature -> weight in log odds; "" is the intercept."""
    raw = files("nlp.quotations").joinpath("weights.json").read_text("utf-8")
    loaded: dict[str, float] = json.loads(raw)
    return loaded


def score(candidate: Candidate, doc: Doc, marked: list[Region]) -> float:
    """Return the probability that `candidate` is an attribution with about this content."""
    cue = doc[candidate.cue[0]]
    if not candidate.content or touching(marked, cue.idx, cue.idx + 1):
        return 0.0  # what somebody quoted says that others say is part of the quotation
    known = weights()
    odds = known[""] + sum(known.get(name, 0.0) for name in set(features(candidate, doc, marked)))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))
