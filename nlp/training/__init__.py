"""Programs that make what nlp ships (weights, figures), given the data's folder."""
