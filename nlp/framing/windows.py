"""Cut a text into windows of whole sentences, as the framing encoder reads them.

Each sentence that is wanted stands in exactly one window, with its neighbours on both sides: what
"it" or "the scheme" means is settled by them. Pieces carry case and quotation marks, as those of
the quotation encoder do (nlp.quotations.pieces).
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from corpus.records import Span
from nlp.quotations.pieces import CLS, SEP, piece_types

Ints = NDArray[np.int64]
NOBODY = -1
LIMIT = 128
"""Pieces of wanted sentences in a window; one longer sentence has a window of its own."""
LONGEST = 192
"""Pieces read of one sentence; what follows them is not read."""
CONTEXT = 48
"""Pieces of a neighbour that is only context: the last of the one before, the first of the next."""


@dataclass(frozen=True, slots=True)
class Window:
    """Some sentences of one text, piece by piece; T pieces with the special ones."""

    ids: Ints
    """(T,) numbers in the vocabulary."""
    types: Ints
    """(T,) 0 to 5: in quotation marks × case."""
    owner: Ints
    """(T,) number of the wanted sentence a piece belongs to; -1 for all others."""
    starts: Ints
    """(T,) first character in the text of each piece of a wanted sentence; -1 for all others."""
    ends: Ints
    """(T,) character after its last; -1 likewise."""


def windows(
    text: str, sentences: Sequence[Span], wanted: Collection[int], cutter: Tokenizer
) -> list[Window]:
    """Return the windows that hold the sentences numbered in `wanted`, in order."""
    if not wanted:
        return []
    cut = _pieces(text, sentences, cutter)
    found: list[Window] = []
    group: list[int] = []
    room = LIMIT
    for at in sorted(wanted):
        size = cut[at].shape[1]
        if group and (at != group[-1] + 1 or size > room):
            found.append(_window(cut, group))
            group, room = [], LIMIT
        group.append(at)
        room -= size
    found.append(_window(cut, group))
    return found


def _pieces(text: str, sentences: Sequence[Span], cutter: Tokenizer) -> list[Ints]:
    """Return for each sentence its pieces, (4, n): id, type, start, end."""
    encoding = cutter.encode(text, add_special_tokens=False)
    offsets = np.asarray(encoding.offsets, dtype=np.int64).reshape(-1, 2)
    if not len(offsets):
        return [np.zeros((4, 0), np.int64) for _ in sentences]
    types = piece_types(text, offsets, encoding.word_ids)
    rows = np.stack([np.asarray(encoding.ids, np.int64), types, offsets[:, 0], offsets[:, 1]])
    edges = np.asarray(sentences, dtype=np.int64).reshape(-1, 2)
    first = np.searchsorted(offsets[:, 0], edges[:, 0])
    last = np.searchsorted(offsets[:, 0], edges[:, 1])
    return [rows[:, a : min(b, a + LONGEST)] for a, b in zip(first, last, strict=True)]


def _window(cut: Sequence[Ints], group: Sequence[int]) -> Window:
    """Put consecutive sentences and their two neighbours together.

    [CLS] a [SEP] b [SEP] …
    """
    parts = list(_parts(cut, group))
    size = 1 + sum(rows.shape[1] + 1 for _, rows in parts)
    ids, types = np.full(size, SEP, np.int64), np.zeros(size, np.int64)
    owner, starts, ends = (np.full(size, NOBODY, np.int64) for _ in range(3))
    ids[0] = CLS
    at = 1
    for number, rows in parts:
        here = slice(at, at + rows.shape[1])
        ids[here], types[here] = rows[0], rows[1]
        if number != NOBODY:
            owner[here], starts[here], ends[here] = number, rows[2], rows[3]
        at += rows.shape[1] + 1
    return Window(ids, types, owner, starts, ends)


def _parts(cut: Sequence[Ints], group: Sequence[int]) -> Iterator[tuple[int, Ints]]:
    """Yield the sentences of a window with their numbers, neighbours with NOBODY."""
    before, after = group[0] - 1, group[-1] + 1
    if before >= 0 and cut[before].shape[1]:
        yield NOBODY, cut[before][:, -CONTEXT:]
    for number in group:
        yield number, cut[number]
    if after < len(cut) and cut[after].shape[1]:
        yield NOBODY, cut[after][:, :CONTEXT]
