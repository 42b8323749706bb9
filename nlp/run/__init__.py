"""Annotation runs: `corpus` reads and writes the corpus, `worker` codes batches in processes."""

from nlp.run.corpus import annotate

__all__ = ["annotate"]
