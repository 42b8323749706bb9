"""The spaCy components, in anybody's pipeline."""

import spacy

from nlp.quotations import FoundQuotation
from nlp.quotations.component import framesay_quotations


def test_in_a_blank_pipeline() -> None:
    """It is found by its entry point, needs the text alone and leaves the Doc as it was."""
    nlp = spacy.blank("en")
    nlp.add_pipe("framesay_quotations")
    doc = nlp("“The list is wrong,” said Marta Okonedo.")
    (found,) = doc._.framesay_quotations
    assert isinstance(found, FoundQuotation)
    assert doc.text[slice(*found.source)] == "Marta Okonedo"
    assert [doc.text[slice(*span)] for span in found.content] == ["The list is wrong"]
    assert (found.kind, found.act) == ("direct", "says")


def test_a_text_without_quotations() -> None:
    """Nothing said is an empty tuple."""
    doc = framesay_quotations(spacy.blank("en")("It rained."))
    assert doc._.framesay_quotations == ()


def test_batches_and_processes_agree() -> None:
    """`nlp.pipe` gives what `nlp` gives."""
    nlp = spacy.blank("en")
    nlp.add_pipe("framesay_quotations")
    texts = ["“Stop!” cried Ada Bell.", "", "Critics say the list is wrong."]
    alone = [nlp(text)._.framesay_quotations for text in texts]
    assert [doc._.framesay_quotations for doc in nlp.pipe(texts, batch_size=2)] == alone
