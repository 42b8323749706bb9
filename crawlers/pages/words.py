"""Count the words of a text, also of one in a script that puts no spaces between words."""

import re

_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u0e00-\u0e7f]")
"""Kana, Chinese characters, Thai."""
PER_WORD = 2
"""Characters to a word there: a round figure, good enough to tell an article from a scrap."""


def count(text: str) -> int:
    """Return the number of words of `text`.

    Words lie between spaces. A stretch of a script without spaces counts as its number of
    characters by PER_WORD, else a Chinese article of 2,000 characters would be a few words.
    """
    unspaced = len(_UNSPACED.findall(text))
    if not unspaced:
        return len(text.split())
    return len(_UNSPACED.sub(" ", text).split()) + -(-unspaced // PER_WORD)
