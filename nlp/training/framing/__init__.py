"""How the framing encoder was trained; needs torch, which nothing else here needs.

    python -m nlp.training.framing.train --trunk FOLDER --out FOLDER
    python -m nlp.training.framing.export OUT/epoch4.pt --out nlp/models/framing

The encoder turns sentences into vectors in which frames lie apart. It learns from sentences that
the project's authors wrote: `topics.csv` (42 topics, frames of each told apart by contrast) and
the codings that ship with codebooks (`nlp/codebooks/*.codings.csv`). See docs/models/framing.md.
"""
