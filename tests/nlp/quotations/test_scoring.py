"""The scorer's weights, and what they prefer."""

from spacy.language import Language

from nlp.document import parse
from nlp.quotations.candidates import candidates
from nlp.quotations.lexicon import SURE, weight
from nlp.quotations.marks import regions
from nlp.quotations.scoring import score, weights


def best(pipeline: Language, text: str) -> float:
    """Return the highest probability of any candidate in `text`."""
    doc = parse(pipeline, text)
    marked = regions(text)
    return max((score(c, doc, marked) for c in candidates(doc, marked)), default=0.0)


def test_saying_is_more_likely_than_doing(pipeline: Language) -> None:
    """The same clause counts after "said that", not after "so that"."""
    said = best(pipeline, "The ministry said that the list was closed.")
    done = best(pipeline, "The ministry worked so that the list was closed.")
    assert said > 0.8
    assert done < 0.2


def test_a_cue_inside_a_quotation_announces_nothing(pipeline: Language) -> None:
    """What somebody quoted says that others say belongs to the quotation."""
    assert best(pipeline, "“The ministry said that the list was closed.”") == 0.0


def test_weights_are_words_and_figures() -> None:
    """The data file holds names of features, no stretch of any text, and an intercept."""
    known = weights()
    assert "" in known
    assert all(len(name.split()) <= 4 for name in known)
    assert all(abs(value) < 20 for value in known.values())


def test_reporting_verbs_are_known() -> None:
    """Verbs of speech are sure, others are not."""
    assert weight("clause", "say") > SURE
    assert weight("clause", "open") < SURE
