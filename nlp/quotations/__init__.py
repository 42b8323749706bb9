"""Find quotations: what is said, the cue that announces it, and its source.

    find_quotations(doc) -> quotations, in the order of the text

A small encoder tags sources, cues and contents and links them (encoder.py, decode.py); it was
tuned on PolNeAR (Newell, Margolin and Ruths 2018), whose idea of an attribution it shares: speech,
writing, thought and intention, with or without quotation marks.
"""

from nlp.quotations.find import find_quotations
from nlp.quotations.records import FoundQuotation, to_quotations

__all__ = ["FoundQuotation", "find_quotations", "to_quotations"]
