"""Find what stands between quotation marks."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace

from corpus.records import QuotationKind, Span

OPENING, CLOSING, STRAIGHT = "“„«", "”»", '"'
SMALL = 3
"""Letters of the longest word that a title may have in lower case: of, the, and."""
_MARK = re.compile(r"[“„«”»\"]|``|''")
_WORD = re.compile(r"\w+")


_SINGLE = re.compile(r"(?<![\w’'])[‘']([^‘“”\"\n]{6,}?[,.?!…])[’'](?=[\s—–)]|$)")
"""Single marks around something that ends like a sentence or before its cue: not apostrophes."""


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch in quotation marks, on one line."""

    start: int
    """First character after the opening mark."""
    end: int
    """Character of the closing mark (or end of the line)."""
    closed: bool
    """False when the line ends first: the quotation goes on in the next paragraph."""
    title: bool = False
    """True when its words look like a title."""


def regions(text: str) -> list[Region]:
    """Return the outermost regions in double quotation marks, curly, angular or straight.

    A straight mark opens after white space or an opening bracket and closes elsewhere; an
    unclosed one runs to the end of its line, as in a quotation over several paragraphs. Nested
    marks stay inside. Single marks count in lines without double ones, where the stretch ends in
    a comma, a full stop, a question or exclamation mark; elsewhere they may be apostrophes.
    """
    found: list[Region] = []
    offset = 0
    for line in text.split("\n"):
        inner = _line(line, offset)
        if not inner:
            inner = [
                Region(offset + m.start(1), offset + m.end(1), closed=True)
                for m in _SINGLE.finditer(line)
            ]
        found += [
            replace(r, title=is_title(line[r.start - offset : r.end - offset])) for r in inner
        ]
        offset += len(line) + 1
    return found


def _line(line: str, offset: int) -> list[Region]:
    found: list[Region] = []
    begun: int | None = None
    depth = 0
    for mark in _MARK.finditer(line):
        opens = _opens(line, mark.start(), mark.end(), begun=begun is not None)
        if opens and begun is None:
            begun, depth = mark.end(), 1
        elif opens:
            depth += 1
        elif begun is not None:
            depth -= 1
            # an unbalanced inner mark must not swallow the rest: a closing curly mark before
            # a space with nothing open behind it ends the region
            if depth <= 0 or not any(m in line[mark.end() :] for m in (*CLOSING, STRAIGHT)):
                found.append(Region(offset + begun, offset + mark.start(), closed=True))
                begun = None
    if begun is not None:
        found.append(Region(offset + begun, offset + len(line), closed=False))
    return found


def _opens(line: str, start: int, end: int, *, begun: bool) -> bool:
    mark = line[start:end]
    if mark in OPENING or mark == "``":
        return True
    if mark in CLOSING or mark == "''":
        return False
    before = line[start - 1] if start else " "
    after = line[end] if end < len(line) else " "
    if begun:
        return False  # straight marks do not nest
    return not after.isspace() and (before.isspace() or before in "([—–-:,")


def kind_of(content: tuple[Span, ...], found: list[Region], text: str) -> QuotationKind:
    """Return direct, mixed or indirect: all, some or none of the words stand in marks."""
    inside = outside = 0
    for start, end in content:
        for word in _WORD.finditer(text, start, end):
            if touching(found, word.start(), word.start() + 1):
                inside += 1
            else:
                outside += 1
    if not inside:
        return "indirect"
    return "mixed" if outside else "direct"


def touching(found: list[Region], start: int, end: int) -> range:
    """Return the numbers of the regions that share a character with start to end."""
    first = bisect_right(found, start, key=lambda region: region.end)
    return range(first, bisect_left(found, end, lo=first, key=lambda region: region.start))


def is_title(words: str) -> bool:
    """Say whether `words` look like a title: capitals throughout, and no sentence's end."""
    parts = _WORD.findall(words)
    capital = all(word[0].isupper() or word[0].isdigit() or len(word) <= SMALL for word in parts)
    return len(parts) > 1 and capital and words[:1].isupper() and words[-1:] not in {",", ".", "!"}
