"""Turn one capture into an article, or into the reason why it is none.

A pure function over what is handed to it: it opens neither the corpus nor the network, so it
runs in worker processes and can be repeated from the archive at any time.

The text comes from trafilatura (Barbaresi 2021, ACL demo): with precision favoured, because
related links and captions inside the text would be coded as if the article had said them; where
that leaves suspiciously little, its default is asked, too. Fields are believed in this order:
outlet rule, JSON-LD, OpenGraph, microdata, meta tags, feed, then what trafilatura and htmldate
find in the page. `Article.field_sources` keeps which one it was.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal
from urllib.parse import urljoin, urlsplit

import htmldate
import py3langid
import trafilatura
from lxml.cssselect import CSSSelector
from lxml.html import HtmlElement

from corpus.errors import PageError
from corpus.identity import article_id, canonical_url, on_domain, sha256
from corpus.records import Access, Article, Capture, Extraction, Link
from corpus.study import patterns
from crawlers.outlets import Selectors
from crawlers.pages import access, bylines, dates, structured
from crawlers.pages import text as text_of
from crawlers.pages import words as word

EXTRACTOR = f"framesay-1 trafilatura-{trafilatura.__version__}"
FEWEST_WORDS = 40
"""A shorter text is no article (the shortest wire items have some 60 words)."""
FEWEST_TEASER = 15
SHORTEST_SENTENCE = 10
"""Words; a short text without any line this long is the furniture of an empty page."""
DOUBTFUL_WORDS = 150
"""Below this the precise extraction gets a second opinion."""


@dataclass(frozen=True, slots=True)
class Job:
    """One capture with everything that is needed to read it."""

    capture: Capture
    link: Link
    headers: tuple[tuple[str, str], ...]
    body: bytes
    domain: str
    outlet_name: str
    extracted_at: str
    topic: tuple[str, ...]
    """topic.keep of the study."""
    selectors: Selectors = field(default_factory=Selectors)


def extract(job: Job) -> Extraction:
    """Read the capture of `job`.

    Returns an Extraction in state kept, paywalled or off_topic. Raises PageError with the
    reason (not_html, empty, no_text, not_article) for a page that is no article.
    """
    root = text_of.parsed(job.body, job.capture.content_type or "", job.link.url)
    for selector in job.selectors.remove:
        for element in CSSSelector(selector, translator="html")(root):
            element.drop_tree()
    claims = {
        "json-ld": structured.json_ld(root),
        "opengraph": structured.opengraph(root),
        "microdata": structured.microdata(root),
        "meta": structured.meta(root),
    }
    page = _Page(job, root, claims)
    text, text_from = page.text()
    title = page.title()
    reached = page.access(text)
    words = word.count(text)
    if claims["json-ld"].kind in structured.NO_ARTICLE and not claims["json-ld"].title:
        raise PageError("not_article", f"{job.link.url}: a {claims['json-ld'].kind}, no article")
    if words < (FEWEST_TEASER if reached == "paywalled" else FEWEST_WORDS):
        raise PageError("no_text", f"{job.link.url}: only {words} words of text found")
    if words < DOUBTFUL_WORDS and not any(
        word.count(line) >= SHORTEST_SENTENCE for line in text.split("\n")
    ):
        raise PageError("no_text", f"{job.link.url}: only menus and boxes found, no sentence")
    if not title:
        raise PageError("no_title", f"{job.link.url}: no headline found")
    article = page.article(title, text, reached)
    article.field_sources["text"] = text_from
    on_topic = any(p.search(f"{title}\n{text}") for p in _topic(job.topic))
    kept: Literal["paywalled", "kept"] = "paywalled" if reached == "paywalled" else "kept"
    return Extraction(
        capture_id=job.capture.capture_id,
        url=job.link.url,
        state=kept if on_topic else "off_topic",
        reason=None if on_topic else "text",
        article=article if on_topic else None,
        published=article.published,
        title=title,
        canonical_url=article.url,
    )


@lru_cache(maxsize=8)
def _topic(phrases: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(patterns(list(phrases)))


@dataclass(frozen=True, slots=True)
class _Page:
    """A parsed page and what its markup claims."""

    job: Job
    root: HtmlElement
    claims: dict[str, structured.Claims]
    sources: dict[str, str] = field(default_factory=dict)

    def text(self) -> tuple[str, str]:
        """Return the text, one paragraph a line, and where it came from."""
        if self.job.selectors.text:
            parts = CSSSelector(self.job.selectors.text, translator="html")(self.root)
            chosen = "\n".join(text_of.paragraphs(part) for part in parts)
            if chosen.strip():
                return text_of.clean(chosen), "outlet rule"
        precise = text_of.main_text(self.root, precise=True)
        words, claimed = word.count(precise), self.claims["json-ld"].words or 0
        if words < max(DOUBTFUL_WORDS, claimed * 0.6):
            # pay for a second opinion only where the first is doubtful
            default = text_of.main_text(self.root, precise=False)
            if word.count(default) * 0.6 > words:
                return text_of.clean(default), "trafilatura"
        return text_of.clean(precise), "trafilatura (precision)"

    def title(self) -> str:
        """Return the headline without the site's name."""
        tags = structured.meta_tags(self.root)
        parts = self.root.xpath("//title/text()")
        sites = (self.job.outlet_name, *tags.get("og:site_name", []), self.job.domain)
        heads = [text_of.clean(" ".join(h.text_content().split())) for h in self.root.xpath("//h1")]
        candidates = [
            ("outlet rule", text_of.selected(self.root, self.job.selectors.title)),
            *((name, claim.title) for name, claim in self.claims.items()),
            ("page", next((head for head in heads if len(head) > 10), None)),  # noqa: PLR2004
            ("page", str(parts[0]) if parts else None),
            ("feed", self.job.link.title),
        ]
        for source, raw in candidates:
            title = bylines.headline(text_of.clean(raw), sites) if raw else ""
            title = next((h for h in heads if _is_head_of(h, title)), title)
            if title and title.casefold() not in {site.casefold() for site in sites}:
                self.sources["title"] = source
                return title.replace("\n", " ")
        return ""

    def access(self, text: str) -> Access:
        """Say whether the whole text could be read."""
        frees = [claim.free for claim in self.claims.values() if claim.free is not None]
        free = frees[0] if frees else None
        claimed = self.claims["json-ld"].words
        return access.reached(self.root, text, free=free, claimed_words=claimed)

    def article(self, title: str, text: str, reached: Access) -> Article:
        """Put the article together."""
        job = self.job
        lines = text.split("\n")
        if len(lines) > 1 and lines[0].casefold() == title.casefold():
            text = "\n".join(lines[1:])  # the headline is kept beside the text, not in it
        byline_raw, names = self._byline()
        published_raw, published = self._date("published")
        _, modified = self._date("modified")
        address = self._address()
        return Article(
            article_id=article_id(address),
            version=1,
            url=address,
            outlet=job.link.outlet,
            title=title,
            text=text,
            text_hash=sha256(text),
            capture_id=job.capture.capture_id,
            extracted_at=job.extracted_at,
            extractor=EXTRACTOR,
            byline="; ".join(names) or None,
            byline_raw=byline_raw,
            published=published,
            published_raw=published_raw,
            modified=modified,
            section=self._first("section"),
            language=self._language(text),
            access=reached,
            word_count=word.count(text),
            field_sources=dict(self.sources),
        )

    def _byline(self) -> tuple[str | None, tuple[str, ...]]:
        """Return the byline as found and the names in it, without the outlet's own name.

        Many pages name their publisher as the author: it is believed only when nobody else is.
        """
        job = self.job
        sites = (job.domain, *(claim.publisher for claim in self.claims.values()))
        publishers = {bare for site in sites if (bare := _bare_site(site or ""))}
        own = {job.outlet_name.casefold(), job.domain.casefold()}
        candidates = [
            ("outlet rule", [text_of.selected(self.root, job.selectors.byline) or ""]),
            *((name, list(claim.authors)) for name, claim in self.claims.items()),
            ("trafilatura", [text_of.author(self.root)]),
        ]
        for avoided in (publishers, set()):
            for source, raw in candidates:
                names = [n for n in bylines.names(raw) if n.casefold() not in own]
                names = [n for n in names if _bare_site(n) not in avoided]
                if names:
                    self.sources["byline"] = source
                    return "; ".join(part for part in raw if part), tuple(names)
        return None, ()

    def _date(self, name: str) -> tuple[str | None, str | None]:
        """Return a date (published or modified) as found and in framesay's form."""
        job = self.job
        latest = job.capture.fetched_at
        wanted = job.selectors.published if name == "published" else ""
        candidates = [
            ("outlet rule", text_of.selected(self.root, wanted)),
            *((source, getattr(claim, name)) for source, claim in self.claims.items()),
            ("feed", job.link.published if name == "published" else None),
        ]
        for source, raw in candidates:
            date = dates.utc_date(raw, latest=latest)
            if date:
                self.sources[name] = source
                return raw, date
        if name == "published":
            found = htmldate.find_date(self.root, original_date=True, url=job.capture.final_url)
            date = dates.utc_date(found, latest=latest)
            if date:
                self.sources[name] = "htmldate"
                return found, date
        return None, None

    def _first(self, name: str) -> str | None:
        for source, claim in self.claims.items():
            value = getattr(claim, name)
            if value:
                self.sources[name] = source
                return text_of.clean(value).replace("\n", " ")
        return None

    def _language(self, text: str) -> str | None:
        """Return the language of the text; the page's own word only for short texts."""
        if len(text) >= 200:  # noqa: PLR2004 - characters; below that the classifier guesses
            self.sources["language"] = "py3langid"
            return str(py3langid.classify(text)[0])
        declared = (self.root.get("lang") or self._first("language") or "")[:2].lower()
        if declared:
            self.sources["language"] = "page"
        return declared or self.job.link.language

    def _address(self) -> str:
        """Return the article's canonical URL.

        rel=canonical is believed only for another form of the same page (an AMP twin, a mobile
        host, another query): a site that names one address for all its pages must not merge
        them into one article.
        """
        job = self.job
        try:
            own = canonical_url(job.capture.final_url)
            own = own if on_domain(own, job.domain) else job.link.url
            named = structured.canonical_address(self.root)
            address = canonical_url(urljoin(job.capture.final_url, named)) if named else own
        except (PageError, ValueError):
            return job.link.url
        same = on_domain(address, job.domain) and _slug(address) and _slug(address) == _slug(own)
        return address if same else own


def _is_head_of(head: str, title: str) -> bool:
    """Say whether `title` is the page's own headline with a site's name (or a date) behind it."""
    rest = title.removeprefix(head)
    return len(head) > 10 and rest != title and bool(re.match(r"\s+[|–—•·»-]+\s", rest))  # noqa: PLR2004


def _bare_site(name: str) -> str:
    """Return a site's name or domain without case, "www.", top-level domain and spacing."""
    bare = re.sub(r"^(?:www\d?\.|the\s+)|\.(?:com?\.)?[a-z]{2,4}$", "", name.strip().casefold())
    return re.sub(r"\W+", "", bare)


def _slug(url: str) -> str:
    """Return the longest part of the path that tells articles apart ("" if none does)."""
    parts = urlsplit(url).path.split("/")
    return max((part.removesuffix(".html").removesuffix(".amp") for part in parts), key=len)
