"""What makes two URLs one link, two captures one article, two names one actor.

URLs are cleaned by courlan (non-strict: strict mode drops query parameters that are
article ids) and w3lib; nothing here parses URLs by hand.
"""

import hashlib
import re
import unicodedata
from urllib.parse import urlsplit, urlunsplit

from courlan import normalize_url, scrub_url
from w3lib.url import canonicalize_url

from corpus.errors import PageError

_SESSION = re.compile(r"(?i);jsessionid=[0-9a-z.!_-]+|%3bjsessionid(?:=|%3d)[0-9a-z.!_-]+")


def canonical_url(url: str) -> str:
    """Return the form of `url` under which framesay knows a link.

    Tracking parameters, fragments, session ids, default ports and a trailing slash go; host
    and scheme are lower-cased; query parameters are sorted. Idempotent (property-tested).

    Raises PageError ("bad_url") when `url` is no absolute http(s) URL.
    """
    try:
        scrubbed = scrub_url(_SESSION.sub("", url))
        parts = urlsplit(scrubbed)
        usable = parts.scheme.lower() in {"http", "https"} and bool(parts.hostname)
        cleaned = _settled(scrubbed) if usable else ""
    except (ValueError, UnicodeError, AttributeError):
        cleaned = ""
    if not cleaned:
        raise PageError("bad_url", f"{url!r}: not an absolute http or https URL; left out")
    return cleaned


def _settled(url: str) -> str:
    """Normalise until nothing changes: one cleaner may uncover work for the other."""
    for _ in range(5):
        again = canonicalize_url(normalize_url(url, strict=False, trailing_slash=False))
        parts = urlsplit(again)
        again = urlunsplit((parts.scheme, parts.netloc, parts.path.rstrip("/"), parts.query, ""))
        if again == url:
            break
        url = again
    return url


def article_id(url: str) -> str:
    """Return the article's identifier: 16 hex digits of SHA-256 over its canonical URL.

    http and https, with or without "www.", are one article.
    """
    parts = urlsplit(canonical_url(url))
    host = parts.netloc.removeprefix("www.")
    return sha256(f"{host}{parts.path}?{parts.query}")[:16]


def capture_id(url: str, fetched_at: str, body_hash: str) -> str:
    """Return a capture's identifier: 16 hex digits over URL, time (ISO 8601) and body hash."""
    return sha256(f"{url}\n{fetched_at}\n{body_hash}")[:16]


def actor_id(name: str, actor_type: str) -> str:
    """Return an actor's identifier: 12 hex digits over name (case and accents folded) and type.

    Across the corpus the sort of name (corpus.actors.names.Sort) stands in place of the type.
    """
    bare = name.casefold()
    if not bare.isascii():
        folded = unicodedata.normalize("NFKD", bare)
        bare = "".join(c for c in folded if not unicodedata.combining(c))
    return sha256(f"{' '.join(bare.split())}\n{actor_type}")[:12]


def normalised_text(text: str) -> str:
    """Return `text` with case, punctuation and spacing folded: equal for the same words."""
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold()))


def sha256(text: str | bytes) -> str:
    """Return the SHA-256 of `text` (UTF-8) in hex digits."""
    raw = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    return hashlib.sha256(raw).hexdigest()


def on_domain(url: str, domain: str) -> bool:
    """Say whether `url` lies on `domain` or on a subdomain of it."""
    try:
        host = (urlsplit(url).hostname or "").lower().rstrip(".")
    except ValueError:
        return False
    domain = domain.lower()
    return host == domain or host.endswith(f".{domain}")
