"""Put every released label back on its text, as the person who downloads it would."""

import json
from collections.abc import Iterator
from typing import Any

from corpus.errors import StoreError
from corpus.identity import sha256
from corpus.release.write import Written, cut_words, read_csv
from corpus.store import Store

_HEADLINE = -1


def check_labels(store: Store, written: dict[str, Written], quotation_words: int) -> None:
    """Check sentences, evidence and quotations of a release against the texts in the corpus.

    This uses Python's offsets, not SQLite's, which wrote them. Article-level counts are checked
    against the released codings. Raises StoreError naming the first label that does not stand in
    its text, or the first count that is not that of the codings.
    """
    texts = _Texts(store)
    for row in _records(written["sentences"]):
        text = texts.of(row)[row["start"] : row["end"]]
        _demand(sha256(text) == row["sentence_hash"], "sentences", row)
    found: dict[tuple[int, str], list[int]] = {}
    for row in _records(written["codings"]):
        _count(found, row)
        size = len(texts.of(row))
        spans = json.loads(row["evidence"])
        _demand(all(0 <= start < end <= size for start, end in spans), "codings", row)
    for row in _records(written["quotations"]):
        _check_quotation(row, texts.of(row | {"sentence": 0}), quotation_words)
    _check_article_frames(written["article_frames"], found)


def _count(found: dict[tuple[int, str], list[int]], row: dict[str, Any]) -> None:
    """Add a coding to its article's sentences, contested, from sources, headline of its frame."""
    if not row["present"]:
        return
    counts = found.setdefault((row["coding_run"], row["frame"]), [0, 0, 0, 0])
    if row["sentence"] == _HEADLINE:
        counts[3] += 1
        return
    counts[0] += 1
    counts[1] += row["stance"] == "contested"
    counts[2] += row["voice"] == "source"


def _check_article_frames(item: Written, found: dict[tuple[int, str], list[int]]) -> None:
    for row in _records(item):
        counts = [row[n] for n in ("sentences", "contested", "from_sources", "in_headline")]
        if counts != found.get((row["coding_run"], row["frame"])):
            raise StoreError(
                f"release refused: article_frames.csv: coding {row['coding_run']}, frame"
                f" {row['frame']}: not what codings.csv adds up to"
            )


def _check_quotation(row: dict[str, Any], text: str, quotation_words: int) -> None:
    spans = json.loads(row["content_spans"])
    content = " … ".join(text[start:end] for start, end in spans)
    _demand(row["content"] == cut_words(content, quotation_words), "quotations", row)
    for part in ("cue", "source"):
        start, end = row[f"{part}_start"], row[f"{part}_end"]
        if row[part] is not None:
            _demand(row[part] == text[start:end], "quotations", row)


class _Texts:
    """Headline and text of the article version that a coding belongs to, one at a time."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._run: int | None = None
        self._parts = ("", "")

    def of(self, row: dict[str, Any]) -> str:
        """Return the text that the offsets of `row` count in."""
        if row["coding_run"] != self._run:
            found = self._store.rows(
                "SELECT a.title, a.text FROM coding_run JOIN article AS a"
                " USING (article_id, version) WHERE coding_run = ?",
                row["coding_run"],
            )[0]
            self._run, self._parts = row["coding_run"], (found["title"], found["text"])
        return self._parts[0] if row["sentence"] == _HEADLINE else self._parts[1]


def _records(item: Written) -> Iterator[dict[str, Any]]:
    names = [column.name for column in item.table.columns]
    for row in read_csv(item.csv, item.table):
        yield dict(zip(names, row, strict=True))


def _demand(good: bool, table: str, row: dict[str, Any]) -> None:  # noqa: FBT001 - as in verify
    if not good:
        number = row.get("quotation", row["sentence"])
        raise StoreError(
            f"release refused: {table}.csv: coding {row['coding_run']}, number {number} does not"
            " stand in its text"
        )
