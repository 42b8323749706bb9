"""Read outlet files: what an outlet is, where it announces its articles, what to expect of it.

One file an outlet: `outlets/SLUG.toml` beside a study's study.toml, or one of those that ship
with framesay in the folder `outlets/` beside this module.
"""

import re
from importlib.resources import as_file, files
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import msgspec
from lxml.cssselect import CSSSelector, SelectorError

from corpus.errors import StudyError
from corpus.records import Outlet
from corpus.study import Study, read_toml


class Archive(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An HTML page that lists articles; with {year} {month} {day} one page a day."""

    url: str
    links: str
    """CSS selector of the links to articles."""


class Announces(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where an outlet announces its articles; at least one of these."""

    feeds: list[str] = []
    news_sitemaps: list[str] = []
    sitemaps: list[str] = []
    archives: list[Archive] = []


class LinkRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which announced URLs are articles: regular expressions on the path of the URL."""

    include: list[str] = []
    exclude: list[str] = []


class Selectors(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """CSS selectors that override the general extraction of a field."""

    text: str = ""
    title: str = ""
    byline: str = ""
    published: str = ""
    remove: list[str] = []


class Expectation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A lower bound and the reason for it."""

    min: float
    why: str


class Expect(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a healthy outlet yields."""

    per_day: Expectation | None = None
    """Announced links per day."""
    dated: Expectation | None = None
    """Share of kept articles with a publication date, 0 to 1."""


class OutletFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The keys of an outlet file."""

    name: str
    domain: str
    country: str
    kind: Literal[
        "daily",
        "tabloid",
        "agency",
        "broadcaster",
        "magazine",
        "online",
        "ngo",
        "think_tank",
        "state_media",
    ]
    ownership: Literal["private", "public", "nonprofit", "state"]
    language: str
    paywall: Literal["none", "metered", "partial", "hard"]
    announces: Announces
    homepage: str | None = None
    notes: str = ""
    unchecked: list[str] = []
    links: LinkRules = LinkRules()
    selectors: Selectors = Selectors()
    expect: Expect = Expect()


class OutletSource(msgspec.Struct, frozen=True):
    """An outlet file with its slug and place."""

    slug: str
    path: str
    file: OutletFile

    @property
    def record(self) -> Outlet:
        """The outlet as the corpus knows it."""
        f = self.file
        return Outlet(
            self.slug,
            f.name,
            f.domain,
            f.country,
            f.kind,
            f.ownership,
            f.language,
            f.paywall,
            f.homepage,
        )

    def is_article(self, url: str) -> bool:
        """Say whether `url` may be an article by the outlet's link rules."""
        path = urlsplit(url).path or "/"
        rules = self.file.links
        if any(re.search(pattern, path) for pattern in rules.exclude):
            return False
        return not rules.include or any(re.search(pattern, path) for pattern in rules.include)


def read_outlets(study: Study, only: tuple[str, ...] = ()) -> list[OutletSource]:
    """Read the outlet files that `study` names, or `only` some of them.

    Raises StudyError, naming file and key, for the first that is missing or wrong.
    """
    unknown = set(only) - set(study.file.outlets)
    if unknown:
        raise StudyError(
            study.folder / "study.toml", "outlets", f"names no outlet {min(unknown)!r}"
        )
    return [read_outlet(study, slug) for slug in study.file.outlets if not only or slug in only]


def read_outlet(study: Study, slug: str) -> OutletSource:
    """Read one outlet file: the study's own if there is one, else the one that ships."""
    own = study.folder / "outlets" / f"{slug}.toml"
    if own.is_file():
        return _read(slug, own)
    with as_file(shipped() / f"{slug}.toml") as path:
        if not re.fullmatch(r"[a-z0-9-]+", slug) or not path.is_file():
            raise StudyError(
                study.folder / "study.toml",
                "outlets",
                f"{slug!r}: neither {own} nor an outlet that comes with framesay",
            )
        return _read(slug, path)


def shipped() -> Path:
    """Return the folder of the outlet files that come with framesay."""
    return Path(str(files("crawlers"))) / "outlets"


def _read(slug: str, path: Path) -> OutletSource:
    file = read_toml(path, OutletFile)
    for key, good, problem in _rules(file):
        if not good:
            raise StudyError(path, key, problem)
    return OutletSource(slug, str(path), file)


def _rules(file: OutletFile) -> list[tuple[str, bool, str]]:
    """Return (key, holds, what is wrong) for what types alone cannot say."""
    a = file.announces
    rules = [
        ("name", bool(file.name.strip()), "is empty"),
        ("domain", bool(re.fullmatch(r"[\w.-]+\.\w+", file.domain)), "is no domain name"),
        ("country", bool(re.fullmatch(r"[A-Z]{2}", file.country)), "must be two capital letters"),
        ("language", bool(re.fullmatch(r"[a-z]{2}", file.language)), "must be two letters"),
        (
            "announces",
            bool(a.feeds or a.news_sitemaps or a.sitemaps or a.archives),
            "names no feed, sitemap or archive page",
        ),
    ]
    for key in ("feeds", "news_sitemaps", "sitemaps"):
        rules += [
            (f"announces.{key}", _is_url(url), f"{url!r} is no http or https URL")
            for url in getattr(a, key)
        ]
    for archive in a.archives:
        bare = re.sub(r"\{(year|month|day)\}", "1", archive.url)
        rules.append(("announces.archives.url", _is_url(bare), f"{archive.url!r} is no URL"))
        rules.append(
            (
                "announces.archives.links",
                bool(archive.links.strip()),
                "is empty; name a CSS selector such as 'h2 a'",
            )
        )
    for key in ("include", "exclude"):
        for pattern in getattr(file.links, key):
            problem = _regex_problem(pattern)
            rules.append((f"links.{key}", not problem, f"{pattern!r}: {problem}"))
    for key, selector in _selectors(file):
        problem = _selector_problem(selector)
        rules.append((key, not problem, f"{selector!r}: {problem}"))
    if file.expect.dated is not None:
        rules.append(("expect.dated.min", 0 <= file.expect.dated.min <= 1, "must lie in 0 to 1"))
    return rules


def _selectors(file: OutletFile) -> list[tuple[str, str]]:
    """Return key and CSS selector of all that are set."""
    own = file.selectors
    named = [(f"selectors.{k}", getattr(own, k)) for k in ("text", "title", "byline", "published")]
    named += [("selectors.remove", selector) for selector in own.remove]
    named += [("announces.archives.links", archive.links) for archive in file.announces.archives]
    return [(key, selector) for key, selector in named if selector.strip()]


def _selector_problem(selector: str) -> str:
    try:
        CSSSelector(selector, translator="html")
    except SelectorError as error:
        return f"no CSS selector ({error})"
    return ""


def _is_url(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and "{" not in url


def _regex_problem(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        return f"no regular expression ({error})"
    return ""
