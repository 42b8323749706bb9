"""The commands of nlp, a file each. They load spaCy and the like only when they run.

`annotate`, `codebook`, `explain` and `train` are what pyproject.toml names as entry points.
"""

from nlp.cli.annotate import annotate
from nlp.cli.codebook import codebook
from nlp.cli.explain import explain
from nlp.cli.train import train

__all__ = ["annotate", "codebook", "explain", "train"]
