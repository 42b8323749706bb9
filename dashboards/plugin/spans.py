"""Cut a text at the borders of overlapping spans and write it as well-formed HTML.

A quotation may cross sentences, evidence may lie across a quotation's end: elements would
overlap, which HTML forbids. So the text is cut at every border; each piece knows the marks that
lie over it, and neighbouring pieces under the same mark share an element, outermost layer first.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from markupsafe import Markup, escape


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A span of the text that stands for something."""

    start: int
    end: int
    layer: str
    """What kind of thing it is, such as "sentence" or "quotation"."""
    key: int
    """Number of the thing within its layer; several marks may share one."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text over which the same marks lie from end to end."""

    start: int
    end: int
    marks: frozenset[Mark]

    def keys(self, layer: str) -> tuple[int, ...]:
        """Return the numbers of the marks of `layer` over this piece, smallest first."""
        return tuple(sorted({mark.key for mark in self.marks if mark.layer == layer}))


Opening = Callable[[str, tuple[int, ...], int], Markup]
"""(layer, keys, character where the element starts) -> its opening tag, a <span …>."""


def cut(text: str, marks: Iterable[Mark], borders: Iterable[int] = ()) -> list[Piece]:
    """Cut `text` at every start and end of `marks` and at `borders` (characters).

    The pieces are in order, none is empty, and together they are the text. Marks are clipped
    to the text; empty ones are left out.
    """
    size = len(text)
    clipped = [
        Mark(max(m.start, 0), min(m.end, size), m.layer, m.key)
        for m in marks
        if max(m.start, 0) < min(m.end, size)
    ]
    places = {0, size, *(b for b in borders if 0 < b < size)}
    opens: dict[int, list[Mark]] = {}
    closes: dict[int, list[Mark]] = {}
    for mark in set(clipped):
        places |= {mark.start, mark.end}
        opens.setdefault(mark.start, []).append(mark)
        closes.setdefault(mark.end, []).append(mark)
    pieces = []
    active: set[Mark] = set()
    ordered = sorted(places)
    for start, end in pairwise(ordered):
        active.difference_update(closes.get(start, ()))
        active.update(opens.get(start, ()))
        pieces.append(Piece(start, end, frozenset(active)))
    return pieces


def html(text: str, pieces: Sequence[Piece], layers: Sequence[str], opening: Opening) -> Markup:
    """Write `pieces` of `text` as nested spans, outermost of `layers` first; all text escaped."""
    if not layers:
        return Markup("").join(escape(text[piece.start : piece.end]) for piece in pieces)
    layer, inner = layers[0], layers[1:]
    out = Markup("")
    for keys, group in groupby(pieces, key=lambda piece: piece.keys(layer)):
        members = list(group)
        content = html(text, members, inner, opening)
        if keys:
            out += opening(layer, keys, members[0].start) + content + Markup("</span>")
        else:
            out += content
    return out


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Return start and end of each line of `text` that is not blank (a line is a paragraph)."""
    found = []
    start = 0
    for line in text.split("\n"):
        if line.strip():
            found.append((start, start + len(line)))
        start += len(line) + 1
    return found
