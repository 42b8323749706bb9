"""The articles of the invented press, read from articles/OUTLET.md and articles/OUTLET.PART.md.

A file holds several articles; each begins with a line "+++", TOML, "+++", then its paragraphs,
separated by blank lines. Keys of the TOML:

    slug, title, published (with offset)            always
    author, section, summary, modified              usual
    state, reason        what a crawl has to make of it ("kept" if not given)
    path                 address on the outlet's host (made from date and slug if not given)
    teaser = N           behind a paywall: only the first N paragraphs are served
    wire = "slug"        carries this article of Meridian Wire (the body then follows its text)
    edition = 2          appears on the second day only
    correction, was      on the second day the sentence `was` reads `correction`
    status               HTTP status served instead of the page
    moved_from           an address that redirects here, announced in place of the article's own
    twin                 an address with an AMP twin of the page, announced as well
    kind                 "live" for a live blog, "shell" for a page that holds only a script
"""

import datetime as dt
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Piece:
    """One article of one outlet."""

    outlet: str
    facts: dict[str, Any]
    paragraphs: tuple[str, ...]
    corrected: bool = field(default=False)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever its TOML holds
        """Give the facts of the TOML as attributes; None for those not given."""
        if name.startswith("__"):
            raise AttributeError(name)
        return self.facts.get(name)

    @property
    def host(self) -> str:
        """Host name of the outlet."""
        return f"{self.outlet}.example"

    @property
    def address(self) -> str:
        """Path of the page on the outlet's host."""
        return str(self.facts.get("path") or f"/{self.published:%Y/%m/%d}/{self.slug}")

    @property
    def url(self) -> str:
        """Whole address of the page."""
        return f"http://{self.host}{self.address}"

    @property
    def changed(self) -> dt.datetime:
        """Time of the last change."""
        if self.corrected:
            return self.published + dt.timedelta(days=1)
        return self.facts.get("modified") or self.published

    @property
    def announced_urls(self) -> list[str]:
        """Addresses under which feeds and sitemaps announce it."""
        first = f"http://{self.host}{self.moved_from}" if self.moved_from else self.url
        return [first, *([f"http://{self.host}{self.twin}"] if self.twin else [])]

    @property
    def shown(self) -> tuple[str, ...]:
        """The paragraphs that are served: all, or the teaser."""
        return self.paragraphs[: self.teaser] if self.teaser else self.paragraphs

    @property
    def words(self) -> int:
        """Words of the whole text."""
        return sum(len(paragraph.split()) for paragraph in self.paragraphs)


def read_pieces(edition: int) -> list[Piece]:
    """Return all articles as they stand on day 1 or 2 (`edition`)."""
    pieces: dict[str, Piece] = {}
    for path in sorted((HERE / "articles").glob("*.md")):
        _, *parts = re.split(r"(?m)^\+\+\+\n", path.read_text("utf-8"))
        for head, body in zip(parts[::2], parts[1::2], strict=True):
            facts = tomllib.loads(head)
            if facts.get("edition", 1) <= edition:
                piece = _piece(path.name.partition(".")[0], facts, body, edition)
                pieces[piece.slug] = piece
    return [_with_wire_copy(piece, pieces) for piece in pieces.values()]


def _piece(outlet: str, facts: dict[str, Any], body: str, edition: int) -> Piece:
    corrected = edition > 1 and "correction" in facts
    if corrected:
        changed = body.replace(facts["was"], facts["correction"])
        assert changed != body, f"{facts['slug']}: the sentence to correct is not in the text"  # noqa: S101
        body = changed
    paragraphs = [" ".join(p.strip().split("\n")) for p in body.split("\n\n") if p.strip()]
    if corrected:
        paragraphs.append(
            f"Correction: an earlier version of this article was wrong. {facts['note']}"
        )
    return Piece(outlet, facts, tuple(paragraphs), corrected)


def _with_wire_copy(piece: Piece, pieces: dict[str, Piece]) -> Piece:
    """Put the agency's text in front of the outlet's own paragraphs."""
    if not piece.wire:
        return piece
    wire = pieces[piece.wire]
    cut = piece.facts.get("keep") or len(wire.paragraphs)
    return Piece(piece.outlet, piece.facts, (*wire.paragraphs[:cut], *piece.paragraphs))
