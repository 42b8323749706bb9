"""Cut a text into word pieces and windows, as the quotation encoder reads it.

Windows hold whole paragraphs, a separator between two. Each piece carries what the uncased
vocabulary loses: whether it stands in quotation marks, and whether its word is Capitalised or ALL
CAPS. `[CLS]` and `[SEP]` are the encoder's own (BERT, Devlin et al. 2019).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from nlp.quotations.marks import regions

Part = tuple[int, int]
"""A paragraph in a window: first piece, last piece + 1."""
CLS, SEP = 101, 102
LOWER, CAPITAL, CAPITALS = 0, 1, 2
TYPES = 6
"""Lower, Capital, CAPITALS outside quotation marks, then the three inside them."""
PIECE_LIMIT, LONGEST = 128, 250
"""Pieces up to which paragraphs share a window, and of the longest window. Short ones are quicker
(activations stay in the processor's cache) and leave links fewer wrong pieces to point to."""
ENDS = ".?!…"
VOCABULARY = Path(__file__).parent.parent / "models" / "quotations" / "tokenizer.json"


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of whole paragraphs, piece by piece; T pieces with the special ones."""

    ids: NDArray[np.int64]
    """(T,) numbers in the vocabulary."""
    types: NDArray[np.int64]
    """(T,) 0 to 5: in quotation marks × case."""
    starts: NDArray[np.int64]
    """(T,) first character of each piece in the text; -1 for `[CLS]` and `[SEP]`."""
    ends: NDArray[np.int64]
    """(T,) character after its last; -1 likewise."""


@cache
def tokenizer(path: Path = VOCABULARY) -> Tokenizer:
    """Return the word-piece tokenizer, which neither cuts nor pads."""
    found = Tokenizer.from_file(str(path))
    found.no_truncation()
    found.no_padding()
    return found


def windows(
    text: str, cutter: Tokenizer, limit: int = PIECE_LIMIT, longest: int = LONGEST
) -> list[Window]:
    """Return the windows of `text`, in order.

    Paragraphs are put together up to `limit` pieces; one that is longer has a window of its own up
    to `longest` pieces, and is cut at the end of a sentence beyond that.
    """
    encoding = cutter.encode(text, add_special_tokens=False)
    offsets = np.asarray(encoding.offsets, dtype=np.int64).reshape(-1, 2)
    if not len(offsets):
        return []
    ids = np.asarray(encoding.ids, dtype=np.int64)
    types = piece_types(text, offsets, encoding.word_ids)
    packed = _packed(text, offsets, limit - 1, max(limit, longest) - 1)
    return [_window(ids, types, offsets, parts) for parts in packed]


def _packed(text: str, offsets: NDArray[np.int64], limit: int, longest: int) -> list[list[Part]]:
    """Return for each window its paragraphs; `limit` and `longest` leave out `[CLS]`."""
    packed: list[list[Part]] = []
    room = 0
    for begin, end in _paragraphs(text, offsets, longest - 1):
        if end - begin + 1 > room:
            packed.append(_introduction(text, offsets, packed, limit - (end - begin + 1)))
            room = limit - sum(e - b + 1 for b, e in packed[-1])
        packed[-1].append((begin, end))
        room -= end - begin + 1
    return packed


def _paragraphs(text: str, offsets: NDArray[np.int64], longest: int) -> Iterator[Part]:
    """Yield the lines of the text as pieces, too long ones in parts that end with a sentence."""
    breaks = np.asarray([i for i, char in enumerate(text) if char == "\n"], dtype=np.int64)
    lines = np.searchsorted(breaks, offsets[:, 0])
    edges = [0, *(np.flatnonzero(np.diff(lines)) + 1).tolist(), len(lines)]
    for first, last in pairwise(edges):
        begin = first
        while last - begin > longest:
            stops = (i for i in range(begin + longest, begin + longest // 2, -1)
                     if text[offsets[i - 1, 0]] in ENDS)  # fmt: skip
            end = next(stops, begin + longest)
            yield begin, end
            begin = end
        yield begin, last


def _introduction(
    text: str, offsets: NDArray[np.int64], packed: list[list[Part]], room: int
) -> list[Part]:
    """Take the last paragraph out of the window before when it introduces this one: "He said:"."""
    if not packed or len(packed[-1]) == 1:
        return []
    begin, end = packed[-1][-1]
    ends_in = text[offsets[end - 1, 0] : offsets[end - 1, 1]]
    return [packed[-1].pop()] if ends_in == ":" and end - begin + 1 <= room else []


def _window(
    ids: NDArray[np.int64],
    types: NDArray[np.int64],
    offsets: NDArray[np.int64],
    parts: list[Part],
) -> Window:
    """Put the paragraphs of one window together: [CLS] a [SEP] b [SEP]."""
    size = 1 + sum(end - begin + 1 for begin, end in parts)
    window = Window(
        np.full(size, SEP, np.int64),
        np.zeros(size, np.int64),
        np.full(size, -1, np.int64),
        np.full(size, -1, np.int64),
    )
    window.ids[0] = CLS
    at = 1
    for begin, end in parts:
        here = slice(at, at + end - begin)
        window.ids[here] = ids[begin:end]
        window.types[here] = types[begin:end]
        window.starts[here] = offsets[begin:end, 0]
        window.ends[here] = offsets[begin:end, 1]
        at += end - begin + 1
    return window


def piece_types(
    text: str, offsets: NDArray[np.int64], words: list[int | None]
) -> NDArray[np.int64]:
    """Return the type (T,) of each piece of `text` at `offsets` (T, 2), of the words numbered.

    All pieces of a word have its case.
    """
    inside = np.zeros(len(text) + 1, dtype=bool)
    for region in regions(text):
        inside[region.start : region.end] = True
    types = np.zeros(len(offsets), dtype=np.int64)
    begin = 0
    for end in range(1, len(words) + 1):
        if end < len(words) and words[end] == words[begin]:
            continue
        word = text[offsets[begin, 0] : offsets[end - 1, 1]]
        if word[:1].isupper():
            types[begin:end] = CAPITALS if len(word) > 1 and word.isupper() else CAPITAL
        begin = end
    types[inside[offsets[:, 0]]] += CAPITALS + 1
    return types
