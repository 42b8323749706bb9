"""Annotation runs: `corpus` reads and writes the corpus, `worker` codes batches in processes."""

from nlp.run.corpus import annotate, locked

__all__ = ["annotate", "locked"]
