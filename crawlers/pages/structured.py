"""Read JSON-LD, microdata, OpenGraph and meta tags of an article page.

Each reader returns `Claims`: what this kind of markup says, raw. The order in which they are
believed, field by field, is crawlers.extract's business.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml.html import HtmlElement

ARTICLE = re.compile(r"(Article|Report|BlogPosting|Review|Posting)$")
NO_ARTICLE = {"CollectionPage", "SearchResultsPage", "ProfilePage", "ItemPage", "LiveBlogPosting"}


@dataclass(frozen=True, slots=True)
class Claims:
    """What one kind of markup says of an article; None or () where it says nothing."""

    kind: str | None = None
    """schema.org or og type, such as "NewsArticle"."""
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    section: str | None = None
    language: str | None = None
    publisher: str | None = None
    """Who publishes: never an author, though many pages name it as one."""
    free: bool | None = None
    """isAccessibleForFree."""
    words: int | None = None
    """wordCount, or the words of articleBody: a text much shorter than this was cut."""


def json_ld(root: HtmlElement) -> Claims:
    """Return what the page's JSON-LD says of its article; empty Claims when there is none."""
    nodes = [node for script in _scripts(root) for node in _walk(script)]
    articles = [n for n in nodes if any(ARTICLE.search(kind) for kind in _kinds(n))]
    if not articles:
        kinds = {kind for node in nodes for kind in _kinds(node)}
        return Claims(kind=next(iter(sorted(kinds & NO_ARTICLE)), None))
    # several: the one that says most is the page's own, the others are teasers
    best = max(articles, key=lambda node: (bool(node.get("datePublished")), len(node)))
    by_id = {str(node["@id"]): node for node in nodes if "@id" in node and len(node) > 1}
    body = _text(best.get("articleBody"))
    return Claims(
        kind=next((k for k in _kinds(best) if k in NO_ARTICLE), _kinds(best)[0]),
        title=_text(best.get("headline")) or _text(best.get("name")),
        authors=tuple(_names(best.get("author") or best.get("creator"), by_id)),
        published=_text(best.get("datePublished")),
        modified=_text(best.get("dateModified")),
        section=_first(best.get("articleSection")),
        language=_first(best.get("inLanguage")),
        publisher=next(_names(best.get("publisher"), by_id), None),
        free=_boolean(best.get("isAccessibleForFree")),
        words=_number(best.get("wordCount")) or (len(body.split()) if body else None),
    )


def microdata(root: HtmlElement) -> Claims:
    """Return what the page's schema.org microdata says of its article."""
    scopes = [
        scope
        for scope in root.xpath("//*[@itemscope][@itemtype]")
        if ARTICLE.search(scope.get("itemtype").rstrip("/"))
    ]
    if not scopes:
        return Claims()
    scope = scopes[0]

    def values(name: str) -> list[str]:
        found = scope.xpath(f".//*[contains(concat(' ', @itemprop, ' '), ' {name} ')]")
        return [text for element in found if (text := _item_value(element))]

    authors = []
    for element in scope.xpath(".//*[contains(concat(' ', @itemprop, ' '), ' author ')]"):
        inner = element.xpath(".//*[contains(concat(' ', @itemprop, ' '), ' name ')]")
        authors += [text for e in inner or [element] if (text := _item_value(e))]
    return Claims(
        kind=scope.get("itemtype").rstrip("/").rpartition("/")[2],
        title=next(iter(values("headline")), None),
        authors=tuple(dict.fromkeys(authors)),
        published=next(iter(values("datePublished")), None),
        modified=next(iter(values("dateModified")), None),
        section=next(iter(values("articleSection")), None),
        free=_boolean(next(iter(values("isAccessibleForFree")), None)),
    )


def opengraph(root: HtmlElement) -> Claims:
    """Return what OpenGraph tags say; og:type "article" counts as an article."""
    tags = meta_tags(root)
    authors = [
        name
        for name in tags.get("article:author", []) + tags.get("og:article:author", [])
        if not name.startswith(("http://", "https://"))
    ]
    return Claims(
        kind=next(iter(tags.get("og:type", [])), None),
        title=next(iter(tags.get("og:title", [])), None),
        authors=tuple(authors),
        published=next(iter(tags.get("article:published_time", [])), None),
        modified=next(iter(tags.get("article:modified_time", [])), None),
        section=next(iter(tags.get("article:section", [])), None),
        language=next(iter(tags.get("og:locale", [])), None),
        publisher=next(iter(tags.get("og:site_name", [])), None),
    )


def meta(root: HtmlElement) -> Claims:
    """Return what plain meta tags (author, date, Dublin Core, Parsely, Sailthru) say."""
    tags = meta_tags(root)

    def first(*names: str) -> str | None:
        return next((value for name in names for value in tags.get(name, [])), None)

    authors = next(
        (
            tags[n]
            for n in ("author", "parsely-author", "sailthru.author", "dc.creator")
            if n in tags
        ),
        [],
    )
    return Claims(
        title=first("parsely-title", "sailthru.title", "dc.title", "twitter:title"),
        authors=tuple(authors),
        published=first(
            "parsely-pub-date",
            "sailthru.date",
            "dc.date.issued",
            "dc.date",
            "pubdate",
            "publishdate",
            "publish-date",
            "date",
            "cxenseparse:recs:publishtime",
        ),
        modified=first("last-modified", "dc.date.modified"),
        section=first("parsely-section", "section"),
    )


def meta_tags(root: HtmlElement) -> dict[str, list[str]]:
    """Return the contents of all meta tags by lower-case name or property."""
    tags: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = " ".join((element.get("content") or "").split())
        if name and content:
            tags.setdefault(name.lower(), []).append(content)
    return tags


def canonical_address(root: HtmlElement) -> str | None:
    """Return what the page gives as its canonical address (rel=canonical, else og:url)."""
    for link in root.xpath("//link[contains(concat(' ', @rel, ' '), ' canonical ')]/@href"):
        if str(link).strip():
            return str(link).strip()
    return next(iter(meta_tags(root).get("og:url", [])), None)


def _scripts(root: HtmlElement) -> Iterator[Any]:
    """Yield the parsed JSON-LD blocks; broken ones are read as far as they can be."""
    for script in root.xpath("//script[contains(@type, 'ld+json')]"):
        raw = (script.text or "").strip().removeprefix("<!--").removesuffix("-->")
        raw = raw.strip().removeprefix("//<![CDATA[").removesuffix("//]]>").strip().rstrip(";")
        try:
            yield json.loads(raw, strict=False)
        except (ValueError, RecursionError):
            continue


def _walk(node: Any, depth: int = 0) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - any JSON
    """Yield all objects, down to a depth that no honest page needs."""
    if depth > 12:  # noqa: PLR2004
        return
    if isinstance(node, dict):
        yield node
        for value in node.values():
            if isinstance(value, dict | list):
                yield from _walk(value, depth + 1)
    elif isinstance(node, list):
        for value in node:
            yield from _walk(value, depth + 1)


def _kinds(node: dict[str, Any]) -> list[str]:
    kinds = node.get("@type") or ""
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return [str(kind).rpartition("/")[2] for kind in kinds] or [""]


def _names(value: Any, by_id: dict[str, dict[str, Any]]) -> Iterator[str]:  # noqa: ANN401
    """Yield author names out of a string, an object, a reference or a list of these."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _names(item, by_id)
    elif isinstance(value, dict):
        whole = by_id.get(str(value.get("@id")), value) if "name" not in value else value
        yield from _names(whole.get("name") or "", {})


def _text(value: Any) -> str | None:  # noqa: ANN401 - any JSON
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _first(value: Any) -> str | None:  # noqa: ANN401 - any JSON
    if isinstance(value, list):
        return next((text for item in value if (text := _first(item))), None)
    if isinstance(value, dict):
        return _text(value.get("name")) or _text(value.get("alternateName"))
    return _text(value)


def _boolean(value: Any) -> bool | None:  # noqa: ANN401 - any JSON
    if isinstance(value, bool):
        return value
    word = str(value).strip().rpartition("/")[2].lower() if value is not None else ""
    return {"true": True, "1": True, "false": False, "0": False}.get(word)


def _number(value: Any) -> int | None:  # noqa: ANN401 - any JSON
    try:
        return int(str(value).replace(",", "")) or None
    except ValueError:
        return None


def _item_value(element: HtmlElement) -> str | None:
    """Return the value of a microdata property."""
    value = element.get("content") or element.get("datetime")
    return " ".join((value or element.text_content()).split()) or None
