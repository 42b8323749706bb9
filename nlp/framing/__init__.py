"""Which frame does each sentence invoke, does it stand, in whose voice, how sure are we.

    Coder(codebook).code([Passages(...), ...]) -> for each text a Coded

`units` cuts a text and finds the codebook's words (`lexical`), `encoder` turns sentences into
vectors, `model` scores them and `second` makes probabilities of scores and words; `evidence` names
the words that decided, `article` says which frame dominates. `learning` makes models from codings,
`alone` one from a codebook without any.
"""

from nlp.framing.article import dominant_frame
from nlp.framing.coder import Coder
from nlp.framing.passages import Coded, Passages

__all__ = ["Coded", "Coder", "Passages", "dominant_frame"]
