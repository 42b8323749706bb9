"""Find articles that carry the same or nearly the same text: syndicated and wire copy.

Candidates are found by MinHash and locality-sensitive hashing over five-word sequences (Broder
1997; the library is rensa), and each candidate is then measured exactly: `contained` is the share
of an article's sequences that stand in the first one (Broder's containment). Equal words make
"same_text", whatever case and punctuation. How the thresholds were chosen stands in
docs/release.md.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rensa import RMinHash, RMinHashLSH

from corpus.duplicates.agencies import Agencies
from corpus.identity import normalised_text
from corpus.store import Store

PERMUTATIONS, BANDS, SEED = 128, 64, 1
"""Bands of two: a brief that keeps a third of a text must become a candidate, and a candidate
too many costs microseconds. (Thirty-two bands of four found a quarter of such briefs.)"""
CONTAINED = 0.6
"""Share of the shorter text's sequences in the longer one from which it is a near copy."""
LENGTH = 5
"""Words in a sequence."""
SHORTEST = 25
"""Words from which a text is compared: equal paywall notices make no equal articles."""


@dataclass(frozen=True, slots=True)
class Text:
    """What is needed of an article to compare it."""

    article_id: str
    outlet: str
    published: str
    byline: str
    text: str


Row = tuple[str, str, str, float, str | None]
"""article_id, group_id, relation, contained, agency: a row of the table duplicate."""


def mark_duplicates(store: Store) -> int:
    """Find the groups among the current article versions and store them; return their number.

    Idempotent: the groups follow from the articles alone, and nothing is written when they are
    already stored.
    """
    texts = [
        Text(r["article_id"], r["outlet"], r["published"] or "9999", r["byline"] or "", r["text"])
        for r in store.rows(
            "SELECT article_id, outlet, published, byline, text FROM article WHERE is_current = 1"
        )
    ]
    wires = store.rows("SELECT outlet, name FROM outlet WHERE kind = 'agency'")
    rows = sorted(find_duplicates(texts, {r["outlet"]: r["name"] for r in wires}))
    if rows != [tuple(row) for row in store.rows("SELECT * FROM duplicate ORDER BY article_id")]:
        store.duplicates.replace(rows)
    return len({row[1] for row in rows})


def find_duplicates(texts: Iterable[Text], wires: Mapping[str, str] | None = None) -> Iterator[Row]:
    """Yield a row for each article that shares its text with another.

    The first of a group is the one published earliest (then by identifier); a copy belongs to
    the first it has most in common with. `wires` are the outlets that are agencies, with their
    names.
    """
    agencies = Agencies(wires or {})
    ordered = sorted(texts, key=lambda t: (t.published, t.article_id))
    firsts: list[Text] = []
    copies: dict[int, list[Text]] = {}
    lsh = RMinHashLSH(threshold=CONTAINED, num_perm=PERMUTATIONS, num_bands=BANDS)
    for text in ordered:
        if len(normalised_text(text.text).split()) < SHORTEST:
            continue
        sketch = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
        sketch.update(sorted(_sequences(text.text)))
        place = _closest(text, firsts, sorted(lsh.query(sketch)))
        if place is None:
            lsh.insert(len(firsts), sketch)
            firsts.append(text)
        else:
            copies.setdefault(place, []).append(text)
    for place, members in copies.items():
        yield from _group(firsts[place], members, agencies)
    _sequences.cache_clear()


@lru_cache(maxsize=512)
def _sequences(text: str) -> frozenset[str]:
    """Return the five-word sequences of a text, made anew when needed: all are too many to keep."""
    words = normalised_text(text).split()
    return frozenset(
        " ".join(words[i : i + LENGTH]) for i in range(max(1, len(words) - LENGTH + 1))
    )


def _closest(text: Text, firsts: list[Text], candidates: list[int]) -> int | None:
    """Return which first has most in common with a text, the earliest of equals; None if none."""
    own, shares = _sequences(text.text), {}
    for place in candidates:
        other = _sequences(firsts[place].text)
        shares[place] = len(own & other) / min(len(own), len(other))
    best = max(shares, key=lambda place: (shares[place], -place), default=None)
    return best if best is not None and shares[best] >= CONTAINED else None


def _group(first: Text, members: list[Text], agencies: Agencies) -> Iterator[Row]:
    words, sequences = normalised_text(first.text), _sequences(first.text)
    wire = agencies.of(first.outlet, first.byline, first.text)
    yield (first.article_id, first.article_id, "first", 1.0, wire)
    for text in members:
        own = _sequences(text.text)
        relation = "same_text" if normalised_text(text.text) == words else "near_copy"
        contained = round(len(own & sequences) / len(own), 4)
        agency = agencies.of(text.outlet, text.byline, text.text) or wire
        yield (text.article_id, first.article_id, relation, contained, agency)
