"""Parse a page and take text out of it, by trafilatura or by an outlet's own selector."""

import re
import unicodedata

import trafilatura
from lxml import etree
from lxml.cssselect import CSSSelector
from lxml.html import HtmlElement
from w3lib.encoding import html_to_unicode

from corpus.errors import PageError
from crawlers.pages import layout


def parsed(body: bytes, content_type: str, url: str) -> HtmlElement:
    """Decode and parse the page at `url`.

    Raises PageError (not_html, empty) for what is no web page.
    """
    if content_type and not re.search(r"html|xml|text/plain", content_type):
        raise PageError("not_html", f"{url}: is {content_type}, no web page")
    if not body.strip():
        raise PageError("empty", f"{url}: the page is empty")
    _, decoded = html_to_unicode(content_type, body.replace(b"\x00", b""))
    # an encoding declaration in an already decoded string would stop the parser
    decoded = re.sub(r"^\s*<\?xml[^>]*\?>", "", decoded)
    root = trafilatura.load_html(decoded)
    if root is None:
        raise PageError("not_html", f"{url}: no HTML in it")
    return root


def clean(text: str) -> str:
    """Return `text` as it is stored: NFC, no control characters, plain spaces, no blank lines."""
    text = unicodedata.normalize("NFC", text)
    text = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u200b\ufeff]", "", text)
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def main_text(root: HtmlElement, *, precise: bool) -> str:
    """Return the article's text as trafilatura finds it, favouring precision or by default."""
    text = trafilatura.extract(
        etree.tostring(layout.without_layout_tables(root), encoding="unicode", method="html"),
        favor_precision=precise,
        include_comments=False,
        include_tables=True,
        output_format="txt",
        deduplicate=False,
    )
    return text or ""


def author(root: HtmlElement) -> str:
    """Return the author as trafilatura finds it, "" for none."""
    metadata = trafilatura.extract_metadata(root)
    return (metadata.author or "") if metadata else ""


def selected(root: HtmlElement, selector: str) -> str | None:
    """Return the words under the first element that `selector` finds."""
    if not selector:
        return None
    found = CSSSelector(selector, translator="html")(root)
    if not found:
        return None
    value = found[0].get("datetime") or found[0].get("content") or found[0].text_content()
    return " ".join(value.split()) or None


def paragraphs(element: HtmlElement) -> str:
    """Return the words of the paragraphs under `element`, one a line."""
    blocks = element.xpath(".//p | .//h2 | .//h3 | .//li | .//blockquote[not(.//p)]")
    return "\n".join(" ".join(block.text_content().split()) for block in blocks or [element])
