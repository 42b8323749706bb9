"""The records that cross from one folder to another, and nothing else.

Plain frozen dataclasses of the standard library. Times are UTC, ISO 8601 with a trailing
"Z" and seconds ("2026-05-04T03:02:01Z"); dates are "YYYY-MM-DD". Offsets count Python
characters in the text they belong to, and `text[start:end]` is always the string meant.
A value that is not known is None, never an empty string.
"""

from dataclasses import dataclass, field
from typing import Literal

Span = tuple[int, int]
"""Start (inclusive) and end (exclusive) in characters."""

Found = Literal["feed", "news_sitemap", "sitemap", "archive", "import"]
LinkState = Literal[
    "found",  # announced, not fetched yet
    "fetched",  # a capture waits for its extraction
    "kept",  # an article of the study, with text
    "paywalled",  # an article of the study of which only a part could be read
    "off_topic",  # not about the study's topic: known, counted, its text not kept
    "out_of_period",  # announced with a date outside the study's period
    "refused",  # robots.txt forbids it
    "set_aside",  # could not be used; the reason stands beside it
    "failed",  # no answer so far; will be asked again
]
Access = Literal["open", "paywalled", "unknown"]
Stance = Literal["asserted", "contested"]
Voice = Literal["author", "source"]
QuotationKind = Literal["direct", "mixed", "indirect"]
Act = Literal["says", "writes", "thinks", "intends"]
"""What a source does with the content: speech (says, writes), a belief, an intention."""
ActorType = Literal[
    "person",
    "government",
    "politician",
    "party",
    "company",
    "ngo",
    "academic",
    "media",
    "citizen",
    "document",
    "unnamed",
    "organisation",
]
MentionKind = Literal["name", "pronoun", "nominal"]


@dataclass(frozen=True, slots=True)
class Outlet:
    """A publication, as its outlet file describes it."""

    outlet: str
    """Slug, the name of the outlet file."""
    name: str
    domain: str
    country: str
    """ISO 3166-1 alpha-2."""
    kind: str
    ownership: str
    language: str
    paywall: str
    homepage: str | None = None


@dataclass(frozen=True, slots=True)
class Announcement:
    """What is known of a feed, sitemap or archive page between two visits."""

    url: str
    outlet: str
    found_via: Found
    etag: str | None = None
    last_modified: str | None = None
    status: int | None = None
    visited_at: str | None = None
    links: int = 0
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A URL that an outlet announced, fetched or not: the denominator of every share."""

    url: str
    """Canonical (see corpus.identity)."""
    outlet: str
    announced_url: str
    """As announced: this is what is fetched."""
    found_via: Found
    announced_at: str
    """The feed, sitemap or archive page that named it."""
    title: str | None = None
    summary: str | None = None
    published: str | None = None
    """When the outlet says it was published (time or date)."""
    modified: str | None = None
    """lastmod or <updated>: newer than the last capture means a page worth asking again."""
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Capture:
    """One fetch of one page, archived as a WARC record."""

    capture_id: str
    """Hash of URL, time and body: stable and unique."""
    url: str
    """Canonical URL of the link it answers."""
    outlet: str
    run_id: str
    requested_url: str
    final_url: str
    """After redirects."""
    fetched_at: str
    status: int
    content_type: str | None
    body_hash: str
    """SHA-256 of the body as received after transfer decoding."""
    body_size: int
    """Bytes."""
    warc_file: str
    """Name inside the study's captures folder."""
    warc_offset: int
    """Byte offset of the response record."""
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One version of one text."""

    article_id: str
    """From the canonical URL (see corpus.identity)."""
    version: int
    """1 for the first text seen at the URL, then one more for each changed text."""
    url: str
    outlet: str
    title: str
    text: str
    text_hash: str
    capture_id: str
    extracted_at: str
    extractor: str
    """Name and version of what extracted it."""
    byline: str | None = None
    """Names separated by "; "."""
    byline_raw: str | None = None
    published: str | None = None
    published_raw: str | None = None
    modified: str | None = None
    section: str | None = None
    language: str | None = None
    access: Access = "unknown"
    word_count: int = 0
    field_sources: dict[str, str] = field(default_factory=dict)
    """Field name -> where its value came from: outlet rule, json-ld, opengraph, microdata,
    meta, feed, trafilatura, htmldate, page."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """What became of one capture: an article, or the reason why not."""

    capture_id: str
    url: str
    state: Literal["kept", "paywalled", "off_topic", "set_aside"]
    reason: str | None = None
    message: str | None = None
    article: Article | None = None
    published: str | None = None
    """The page's date, also when its text is not kept (for the coverage ledger)."""
    title: str | None = None
    canonical_url: str | None = None
    """What the page itself gives as its address, canonical; None when it gives none."""


@dataclass(frozen=True, slots=True)
class SetAside:
    """An item that a run could not use, kept where it can be seen."""

    stage: Literal["discover", "fetch", "extract", "annotate"]
    item: str
    """URL of the page, feed or sitemap, or the article's id."""
    outlet: str | None
    reason: str
    """A short code for counting, such as "http_500" or "no_text"."""
    message: str
    """One line for people: what happened and what to do."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an article version, as the language pipeline cut it."""

    sentence: int
    """Number within the article, from 0; the headline is not among them."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Coding:
    """One frame in one sentence: what the coder found."""

    sentence: int
    """Number of the sentence; -1 for the headline (offsets then count in the title)."""
    start: int
    end: int
    frame: str
    probability: float
    """0 to 1; see the coder's model card for how far it is calibrated."""
    present: bool
    stance: Stance | None
    """None when the frame is not present."""
    voice: Voice | None
    evidence: tuple[Span, ...] = ()
    """Spans (in the text, or in the title for the headline) that carried the decision."""


@dataclass(frozen=True, slots=True)
class ArticleFrame:
    """One frame in one text that invokes it, in headline or text: the article-level measures."""

    frame: str
    sentences: int
    """Sentences of the text that invoke it; the headline is not among them."""
    share: float | None
    """`sentences` of the sentences about the topic, 0 to 1; None when none is about it."""
    contested: int
    """Of `sentences`, those in which it is contested."""
    from_sources: int
    """Of `sentences`, those in a source's voice."""
    probability_sum: float
    """Probabilities added up over these sentences and the headline, if it invokes the frame."""
    first_sentence: int | None
    """Number of the first of `sentences`; None when the headline alone invokes the frame."""
    in_headline: bool
    first: bool
    """First frame of the text (headline not counted); of several, the most probable."""
    dominant: bool
    """Dominates the article by the codebook's rule."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is quoted or named as a source, under one name within an article."""

    actor_id: str
    """From name and type (see corpus.identity)."""
    name: str
    type: ActorType
    aliases: tuple[str, ...] = ()
    mentions: tuple[tuple[int, int, MentionKind], ...] = ()
    """Start, end and kind of each mention in the article's text."""
    description: str | None = None
    """The role that the article gives it, such as "law professor at Lakeside"."""
    speaks_for: str | None = None
    """Whom a spokesperson speaks for."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words or claims that an article attributes to somebody."""

    quotation: int
    """Number within the article, from 0, by position."""
    content: tuple[Span, ...]
    """One or several spans (split around its cue); marks are not part of it."""
    cue: Span | None
    source: Span | None
    kind: QuotationKind
    sentence: int
    """Number of the sentence in which the content begins."""
    actor_id: str | None = None
    frames: tuple[tuple[str, Stance], ...] = ()
    """Frames that the content invokes, with stance."""
    act: Act = "says"


@dataclass(frozen=True, slots=True)
class Coder:
    """Who (which codebook, model and program) codes; equal coders give equal codings."""

    codebook_id: str
    codebook_version: str
    codebook_hash: str
    model: str
    """Names and versions of the models, such as "en_core_web_sm 3.8.0"."""
    model_hash: str
    code_version: str


@dataclass(frozen=True, slots=True)
class CodingRun:
    """Everything one coder said of one article version. No codings is an answer, too."""

    run_id: str
    article_id: str
    version: int
    coder: Coder
    coded_at: str
    sentences: tuple[Sentence, ...] = ()
    codings: tuple[Coding, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    actors: tuple[Actor, ...] = ()
    article_frames: tuple[ArticleFrame, ...] = ()
    """One for each frame that headline or text invokes."""
    relevant_sentences: int | None = None
    """Sentences of the text about the topic, headline not counted; None when not known."""
    threshold: float | None = None
    """Probability from which a frame counts as present; None when not known."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One code of a codebook, as the corpus and the releases describe it."""

    codebook_id: str
    codebook_version: str
    frame: str
    name: str
    definition: str
    position: int


@dataclass(frozen=True, slots=True)
class CrawlRun:
    """One crawl, from its start to its end (or to where it was cut off)."""

    run_id: str
    started_at: str
    code_version: str
    finished_at: str | None = None
    outcome: Literal["running", "fine", "set_aside", "stopped", "failed"] = "running"
    exit_code: int | None = None
    announcements: int = 0
    announcements_unchanged: int = 0
    links_announced: int = 0
    links_new: int = 0
    pages_fetched: int = 0
    pages_unchanged: int = 0
    kept: int = 0
    paywalled: int = 0
    off_topic: int = 0
    refused: int = 0
    set_aside: int = 0
    message: str | None = None
