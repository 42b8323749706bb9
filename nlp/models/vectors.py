"""Word vectors kept in their quantised form: a few bytes a word, decoded when asked for.

Product quantisation (Jégou, Douze and Schmid 2011): a vector is cut into parts, and of each part
only the number of the nearest of 256 centroids is kept. spaCy asks for the vectors of a batch of
words, which are put together from the centroids then; the whole table is never expanded.
"""

import gzip
import io
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Self, TypeAlias

import numpy as np
import numpy.typing as npt
from spacy.attrs import LOWER
from spacy.strings import StringStore, hash_string  # type: ignore[attr-defined]
from spacy.util import registry
from spacy.vectors import BaseVectors
from spacy.vocab import Vocab

FILE = "vectors.npz"
WORDS = "vectors.words.gz"
NAME = "framesay.QuantisedVectors.v1"

Codes: TypeAlias = npt.NDArray[np.uint8]
Floats: TypeAlias = npt.NDArray[np.float32]
Keys: TypeAlias = npt.NDArray[np.uint64]


class QuantisedVectors(BaseVectors):  # type: ignore[misc]
    """The vectors of a vocabulary of lower-case words, looked up by a token's lower-case form.

    words: as many as codes has rows. codes: (words, parts). centroids: (parts, 256, width of a
    part). A word that is not among them has the zero vector.
    """

    attr = LOWER
    mode = "framesay_quantised"
    name = "framesay_quantised"

    def __init__(
        self,
        *,
        strings: StringStore | None = None,
        words: Iterable[str] = (),
        codes: Codes | None = None,
        centroids: Floats | None = None,
    ) -> None:
        """Make the table; without words it is empty, to be filled by from_disk or from_bytes."""
        self.strings = strings if strings is not None else StringStore()
        self._fill(
            list(words),
            np.zeros((0, 1), np.uint8) if codes is None else codes,
            np.zeros((1, 256, 0), np.float32) if centroids is None else centroids,
        )

    def _fill(self, words: list[str], codes: Codes, centroids: Floats) -> None:
        """Take over the table, ordered by the words' hashes so that they can be searched."""
        keys = np.fromiter((hash_string(word) for word in words), np.uint64, len(words))
        order = np.argsort(keys)
        self.words = words
        self._keys: Keys = keys[order]
        self._rows = order
        self._codes = codes
        self._centroids: Floats = centroids.astype(np.float32)

    def _find(self, keys: Keys) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.intp]]:
        """Return which of `keys` are known, and the rows of those that are."""
        if not len(self._keys):
            return np.zeros(keys.shape, bool), np.zeros(0, np.intp)
        places = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        known = self._keys[places] == keys
        return known, self._rows[places[known]]

    def get_batch(self, keys: Iterable[int | str]) -> Floats:
        """Return the vectors of `keys` (hashes or words), one a row; zeros for an unknown one."""
        if isinstance(keys, np.ndarray):
            hashes = keys.astype(np.uint64)
        else:
            hashes = np.array([self.strings.as_int(key) for key in keys], np.uint64)
        known, rows = self._find(hashes)
        found = np.zeros((len(hashes), self.vectors_length), np.float32)
        parts = np.arange(len(self._centroids))
        chosen = self._centroids[parts, self._codes[rows]]
        found[known] = chosen.reshape(len(rows), self.vectors_length)
        return found

    def __getitem__(self, key: int | str) -> Floats:
        """Return the vector of one word or hash; zeros for an unknown one."""
        return self.get_batch([key])[0]  # type: ignore[no-any-return]

    def __contains__(self, key: int | str) -> bool:
        """Say whether the word or hash has a vector."""
        return bool(self._find(np.array([self.strings.as_int(key)], np.uint64))[0][0])

    def rank(self, word: str) -> int:
        """Return the place of `word` among the words, the most frequent first; unknown: last."""
        rows = self._find(np.array([hash_string(word)], np.uint64))[1]
        return int(rows[0]) if len(rows) else len(self.words)

    def __len__(self) -> int:
        """Return the number of words."""
        return len(self.words)

    def __eq__(self, other: object) -> bool:
        """Say whether both are the same table; spaCy asks before it shares a component."""
        if not isinstance(other, QuantisedVectors):
            return NotImplemented
        return (
            self.words == other.words
            and np.array_equal(self._codes, other._codes)
            and np.array_equal(self._centroids, other._centroids)
        )

    __hash__ = None  # type: ignore[assignment]  # as of every object with contents that change

    def __iter__(self) -> Iterator[int]:
        """Yield the words' hashes."""
        return iter(self._keys.tolist())

    def keys(self) -> Iterator[int]:
        """Yield the words' hashes."""
        return iter(self)

    @property
    def n_keys(self) -> int:
        """The number of words."""
        return len(self)

    @property
    def shape(self) -> tuple[int, int]:
        """Words and dimensions."""
        return len(self), self.vectors_length

    @property
    def size(self) -> int:
        """Words times dimensions."""
        return len(self) * self.vectors_length

    @property
    def vectors_length(self) -> int:
        """Dimensions of a vector."""
        return int(self._centroids.shape[0] * self._centroids.shape[2])

    @property
    def data(self) -> Floats:
        """The whole table, expanded: spaCy looks at its class; it costs 400 bytes a word."""
        return self.get_batch(self._keys)

    @property
    def is_full(self) -> bool:
        """True: no word can be added."""
        return True

    def to_bytes(self, **_options: object) -> bytes:
        """Return the table as bytes."""
        words = np.frombuffer("\n".join(self.words).encode(), np.uint8)
        file = io.BytesIO()
        centroids = self._centroids.astype(np.float16)
        np.savez(file, codes=self._codes, centroids=centroids, words=words)
        return file.getvalue()

    def from_bytes(self, data: bytes, **_options: object) -> Self:
        """Take over the table of `to_bytes`."""
        with np.load(io.BytesIO(data), allow_pickle=False) as table:
            words = table["words"].tobytes().decode()
            self._fill(words.split("\n") if words else [], table["codes"], table["centroids"])
        return self

    def to_disk(self, path: str | Path, **_options: object) -> None:
        """Write the table into the folder `path`."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        np.savez_compressed(
            folder / FILE, codes=self._codes, centroids=self._centroids.astype(np.float16)
        )
        with (folder / WORDS).open("wb") as file, gzip.GzipFile("", "wb", 9, file, 0) as packed:
            packed.write("\n".join(self.words).encode())

    def from_disk(self, path: str | Path, **_options: object) -> Self:
        """Read the table from the folder `path`; a folder without one leaves it empty."""
        folder = Path(path)
        if (folder / FILE).exists():
            words = gzip.decompress((folder / WORDS).read_bytes()).decode().split("\n")
            with np.load(folder / FILE, allow_pickle=False) as table:
                self._fill(words, table["codes"], table["centroids"])
        return self


def quantised_vectors() -> Callable[[Vocab], QuantisedVectors]:
    """Return the function with which spaCy makes a pipeline's empty table."""

    def create(vocab: Vocab) -> QuantisedVectors:
        return QuantisedVectors(strings=vocab.strings)

    return create


registry.vectors.register(NAME, func=quantised_vectors)
