"""Find articles that carry the same or nearly the same text: syndicated and wire copy.

Equal texts are found by hash of their words; near copies by MinHash and locality-sensitive
hashing over five-word sequences (Broder 1997; the library is rensa), and each candidate is then
measured exactly: `contained` is the share of an article's sequences that stand in the first one
(Broder's containment). Thresholds were chosen on simulated wire copy (cuts, added heads and
tails), see docs/method.md.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rensa import RMinHash, RMinHashLSH

from corpus.identity import normalised_text, sha256
from corpus.store import Store

PERMUTATIONS, BANDS, SEED = 128, 32, 1
SIMILAR = 0.35
"""Estimated Jaccard similarity from which a pair is measured exactly."""
CONTAINED = 0.6
"""Share of the shorter text's sequences in the longer one from which it is a near copy."""
LENGTH = 5
"""Words in a sequence."""
_CREDIT = re.compile(
    r"\((?P<a>[A-Z][\w&. ]{1,40})\)\s*(?:[-–—]|$)|^[A-Z][A-Z ,.]+[-–—]\s*(?P<b>[A-Z]{2,5})\b",
    re.MULTILINE,
)


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

    Idempotent: the table is written anew, by the same rule, from the articles alone.
    """
    texts = [
        Text(r["article_id"], r["outlet"], r["published"] or "9999", r["byline"] or "", r["text"])
        for r in store.rows(
            "SELECT article_id, outlet, published, byline, text FROM article WHERE is_current = 1"
        )
    ]
    agencies = [
        name
        for row in store.rows("SELECT outlet, name FROM outlet WHERE kind = 'agency'")
        for name in (row["name"], re.sub(r"\s*\(.*\)", "", row["name"]))
    ]
    rows = list(find_duplicates(texts, agencies))
    store.duplicates.replace(rows)
    return len({row[1] for row in rows})


def find_duplicates(texts: Iterable[Text], agencies: Iterable[str] = ()) -> Iterator[Row]:
    """Yield a row for each article that shares its text with another.

    The first of a group is the one published earliest (then by identifier).
    """
    ordered = sorted(texts, key=lambda t: (t.published, t.article_id))
    words = {t.article_id: normalised_text(t.text).split() for t in ordered}
    sequences = {key: _sequences(value) for key, value in words.items()}
    hashes = {key: sha256(" ".join(value)) for key, value in words.items()}
    names = tuple(agencies)
    first_of: dict[str, Text] = {}
    members: dict[str, list[Row]] = {}
    lsh = RMinHashLSH(threshold=SIMILAR, num_perm=PERMUTATIONS, num_bands=BANDS)
    firsts: list[Text] = []
    for text in ordered:
        sketch = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
        sketch.update(sorted(sequences[text.article_id]))
        best: tuple[float, Text] | None = None
        for index in lsh.query(sketch):
            candidate = firsts[index]
            a, b = sequences[text.article_id], sequences[candidate.article_id]
            share = len(a & b) / max(1, min(len(a), len(b)))
            if share >= CONTAINED and (best is None or share > best[0]):
                best = (share, candidate)
        if best is None:
            lsh.insert(len(firsts), sketch)
            firsts.append(text)
            first_of[text.article_id] = text
            continue
        first = best[1]
        same = hashes[text.article_id] == hashes[first.article_id]
        own = sequences[text.article_id]
        contained = len(own & sequences[first.article_id]) / max(1, len(own))
        row: Row = (
            text.article_id,
            first.article_id,
            "same_text" if same else "near_copy",
            round(contained, 4),
            _agency(text, names) or _agency(first, names),
        )
        members.setdefault(first.article_id, []).append(row)
    for group, rows in sorted(members.items()):
        yield (group, group, "first", 1.0, _agency(first_of[group], names))
        yield from rows


def _sequences(words: list[str]) -> set[str]:
    """Return the five-word sequences of a text; a shorter text is one sequence."""
    if len(words) <= LENGTH:
        return {" ".join(words)}
    return {" ".join(words[i : i + LENGTH]) for i in range(len(words) - LENGTH + 1)}


def _agency(text: Text, names: tuple[str, ...]) -> str | None:
    """Return the agency that byline or credit line names."""
    ends = f"{text.byline}\n{text.text[:300]}\n{text.text[-300:]}"
    for name in names:
        if name and name.casefold() in ends.casefold():
            return name
    credit = _CREDIT.search(ends)
    return (credit["a"] or credit["b"]).strip() if credit and names else None
