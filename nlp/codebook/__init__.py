"""Codebooks: what a coder, human or machine, works by.

    load_codebook("social_credit", study.folder) -> Codebook

`file` holds the keys of the TOML file, `check` what types alone cannot say, `phrases` how its
phrases are found in a text, `export` what goes to the corpus and to readers.
"""

from nlp.codebook.check import load_codebook, shipped
from nlp.codebook.export import to_frames, to_markdown
from nlp.codebook.file import ArticleRule, Codebook, CodebookFile, FrameRule, rule_score
from nlp.codebook.phrases import Match, Matcher

__all__ = [
    "ArticleRule",
    "Codebook",
    "CodebookFile",
    "FrameRule",
    "Match",
    "Matcher",
    "load_codebook",
    "rule_score",
    "shipped",
    "to_frames",
    "to_markdown",
]
