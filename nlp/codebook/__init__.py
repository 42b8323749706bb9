"""Codebooks: what a coder, human or machine, works by.

    load_codebook("social_credit", study.folder) -> Codebook

`file` holds the keys of the TOML file; `check` what types alone cannot say, with `examples` and
`exclusions`; `phrases` and `patterns` how its phrases and token patterns are found; `export` and
`ddi` what goes to the corpus and to readers; `diff` what changed between two; `starter` the file
to begin a new one with.
"""

from nlp.codebook.check import load_codebook, shipped
from nlp.codebook.ddi import to_ddi
from nlp.codebook.exclusions import outdone
from nlp.codebook.export import to_frames, to_json, to_markdown
from nlp.codebook.file import (
    ArticleRule,
    Codebook,
    CodebookFile,
    Exclusion,
    FrameRule,
    TokenPattern,
    rule_score,
)
from nlp.codebook.patterns import TokenMatcher
from nlp.codebook.phrases import Match, Matcher

__all__ = [
    "ArticleRule",
    "Codebook",
    "CodebookFile",
    "Exclusion",
    "FrameRule",
    "Match",
    "Matcher",
    "TokenMatcher",
    "TokenPattern",
    "load_codebook",
    "outdone",
    "rule_score",
    "shipped",
    "to_ddi",
    "to_frames",
    "to_json",
    "to_markdown",
]
