"""Find quotations: what is said, the cue that announces it, and its source.

    find_quotations(doc) -> quotations, in the order of the text

A rule system over the dependency parse, with a lexicon of cues whose weights were counted on
news (see lexicon.py). It follows Krestel et al. (2008) and Pareti (2015) in what it takes for an
attribution: speech, writing, thought and intention, with or without quotation marks.
"""

from nlp.quotations.find import find_quotations
from nlp.quotations.records import FoundQuotation, to_quotations

__all__ = ["FoundQuotation", "find_quotations", "to_quotations"]
