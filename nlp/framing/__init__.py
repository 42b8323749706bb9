"""Which frame does each sentence invoke, does it stand, in whose voice, how sure are we.

    Coder(codebook).code([Passages(...), ...]) -> for each text a list of Codings

The coder knows nothing but the codebook: its phrases, examples and counter-examples. `features`
turns sentences into numbers, `learning` fits one logistic regression a frame, `stance` says
whether a frame stands and whose it is, `coder` puts it together, and `article` says which frame
dominates a text.
"""

from nlp.framing.article import dominant_frame
from nlp.framing.coder import Coder, Passages

__all__ = ["Coder", "Passages", "dominant_frame"]
