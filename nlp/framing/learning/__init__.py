"""Learning a codebook from codings: a file of sentences in, a model and its worth out.

`codings` reads the file, `first` learns scores (with `tuning` of the encoder's upper layers),
`second` makes them probabilities, `train` does both with cross-validation, `worth` judges.
"""
