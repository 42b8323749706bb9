"""Tell a whole text from a teaser, by evidence on the page."""

import re

from lxml.html import HtmlElement

from corpus.records import Access
from crawlers.pages import words as word

_MARKER = re.compile(
    r"subscribe to (?:continue|read|keep)|to (?:continue|keep) reading|already a subscriber|"
    r"this (?:article|content|story) is (?:for|exclusive to|reserved for|available to) "
    r"(?:our )?subscribers|log in to (?:continue|read)|subscribers only|for subscribers",
    re.IGNORECASE,
)
_PAYWALL_CLASS = (
    "//*[contains(@class, 'paywall') or contains(@id, 'paywall')"
    " or contains(@class, 'subscriber-only') or contains(@class, 'piano-offer')]"
)
SHORT = 250
"""Words; a text longer than this is not taken for a teaser on a marker alone."""
CUT = 0.6
"""A text with less than this share of the words that the page claims was cut."""


def reached(
    root: HtmlElement, text: str, *, free: bool | None, claimed_words: int | None
) -> Access:
    """Return "paywalled" when only a teaser can be read, "open" when all can, else "unknown".

    `free` is the page's isAccessibleForFree, `claimed_words` its wordCount or the length of its
    articleBody. Some outlets set the flag on every page, so it needs a second sign: a text
    much shorter than claimed, or a short one beside a paywall marker or an unfinished end.
    """
    words = word.count(text)
    if claimed_words and words < claimed_words * CUT and claimed_words - words > 60:  # noqa: PLR2004
        return "paywalled" if free is False or _marked(root) else "unknown"
    if free is False:
        return "paywalled" if words < SHORT or _unfinished(text) else "unknown"
    if free is None and words < SHORT and _marked(root) and (_unfinished(text) or words < 80):  # noqa: PLR2004
        return "paywalled"
    return "open"


def _marked(root: HtmlElement) -> bool:
    if root.xpath(_PAYWALL_CLASS):
        return True
    body = root.find("body")
    return bool(_MARKER.search((root if body is None else body).text_content()))


def _unfinished(text: str) -> bool:
    """Say whether the text ends in the middle of a sentence."""
    return not re.search(r"[.!?…]['\"’”)\]]*$", text.rstrip()) or text.rstrip().endswith(
        ("...", "…")
    )
