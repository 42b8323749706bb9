"""Find articles that carry the same or nearly the same text: syndicated and wire copy.

Candidates are found by MinHash and locality-sensitive hashing over five-word sequences (Broder
1997; the library is rensa), and each candidate is then measured exactly: `contained` is the share
of an article's sequences that stand in the first one (Broder's containment). Equal words make
"same_text", whatever case and punctuation. How the thresholds were chosen stands in
docs/release.md.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

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
    firsts: list[_Sequences] = []
    copies: dict[int, list[tuple[_Sequences, float]]] = {}
    lsh = RMinHashLSH(threshold=CONTAINED, num_perm=PERMUTATIONS, num_bands=BANDS)
    for text in ordered:
        own = _Sequences.of(text)
        if own.words < SHORTEST:
            continue
        sketch = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
        sketch.update(sorted(own.found))
        place = _closest(own, firsts, sorted(lsh.query(sketch)))
        if place is None:
            lsh.insert(len(firsts), sketch)
            firsts.append(own)
        else:
            contained = len(own.found & firsts[place].found) / len(own.found)
            copies.setdefault(place, []).append((own, contained))
    for place, members in copies.items():
        yield from _group(firsts[place], members, agencies)


@dataclass(frozen=True, slots=True)
class _Sequences:
    """A text as the set of its five-word sequences."""

    text: Text
    words: int
    normal: str
    found: set[str]

    @classmethod
    def of(cls, text: Text) -> "_Sequences":
        normal = normalised_text(text.text)
        words = normal.split()
        found = {" ".join(words[i : i + LENGTH]) for i in range(max(1, len(words) - LENGTH + 1))}
        return cls(text, len(words), normal, found)


def _closest(own: _Sequences, firsts: list[_Sequences], candidates: list[int]) -> int | None:
    """Return which first has most in common with a text, the earliest of equals; None if none."""
    shares = {}
    for place in candidates:
        other = firsts[place].found
        shares[place] = len(own.found & other) / min(len(own.found), len(other))
    best = max(shares, key=lambda place: (shares[place], -place), default=None)
    return best if best is not None and shares[best] >= CONTAINED else None


def _group(
    first: _Sequences, members: list[tuple[_Sequences, float]], agencies: Agencies
) -> Iterator[Row]:
    group = first.text.article_id
    wire = agencies.of(first.text.outlet, first.text.byline, first.text.text)
    yield (group, group, "first", 1.0, wire)
    for member, contained in members:
        text = member.text
        relation = "same_text" if member.normal == first.normal else "near_copy"
        agency = agencies.of(text.outlet, text.byline, text.text) or wire
        yield (text.article_id, group, relation, round(contained, 4), agency)
