"""The extractor as a spaCy component, for anybody's pipeline.

    import spacy
    nlp = spacy.blank("en")
    nlp.add_pipe("framesay_quotations")
    doc = nlp("“The list is wrong,” said Marta Okonedo.")
    doc._.framesay_quotations  # a tuple of FoundQuotation, in the order of the text

It needs nothing but the text, so it may stand anywhere in a pipeline.
"""

from spacy.language import Language
from spacy.tokens import Doc

from nlp.quotations.find import find_quotations

EXTENSION = "framesay_quotations"


@Language.component("framesay_quotations", assigns=["doc._.framesay_quotations"])
def framesay_quotations(doc: Doc) -> Doc:
    """Set `doc._.framesay_quotations` to the quotations of `doc`."""
    doc._.framesay_quotations = find_quotations(doc)
    return doc


if not Doc.has_extension(EXTENSION):
    Doc.set_extension(EXTENSION, default=())
