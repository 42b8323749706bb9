"""The commands of nlp, a file each. They load spaCy and the like only when they run.

`annotate` and `codebook` are what pyproject.toml names as entry points.
"""

from nlp.cli.annotate import annotate
from nlp.cli.codebook import codebook

__all__ = ["annotate", "codebook"]
