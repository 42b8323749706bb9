"""Training texts of the framing encoder: sentences of many topics, passages coded in context."""

import csv
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from tokenizers import Tokenizer

from nlp.framing.windows import Window, windows

HOME = Path(__file__).parent
TOPICS = HOME / "topics.csv"
CODINGS = HOME.parent.parent / "codebooks" / "social_credit.codings.csv"
TASKS = {
    "relevant": 2,
    "voice": 2,
    "orwellian": 3,
    "trust_rebuilding": 3,
    "privacy": 3,
    "accountability": 3,
    "transparency": 3,
    "checks_and_balances": 3,
    "public_approval": 3,
}
"""Questions asked of a passage's sentences, with their number of answers: absent, stands, and
contested for frames."""
UNCODED = -1
VOICES = {"author": 0, "source": 1}
LONG_TOPIC_TEXT = 96
"""Pieces read of a topic's sentence."""


@dataclass(slots=True)
class Row:
    """A sentence with its answers; UNCODED where the two coders differed or it does not apply."""

    text: str
    answers: dict[str, int]


@dataclass(slots=True)
class Example:
    """Windows of one stretch of a passage, and the rows by the numbers the windows use."""

    windows: list[Window]
    rows: list[Row] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Topical:
    """A sentence that invokes one frame of its topic."""

    topic: str
    frame: str
    definition: str
    text: str


def read_passages(path: Path = CODINGS) -> list[list[Row]]:
    """Return the sentences of each passage, in order."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return [[_row(row) for row in group] for _, group in groupby(rows, lambda r: r["passage"])]


def _row(row: dict[str, str]) -> Row:
    answers = {task: int(row[task]) if row.get(task) else UNCODED for task in TASKS
               if task != "voice"}  # fmt: skip
    answers["voice"] = VOICES.get(row["voice"], UNCODED)
    return Row(row["text"], answers)


def example(rows: Sequence[Row], cutter: Tokenizer) -> Example:
    """Return the windows of consecutive sentences."""
    text, spans = "", []
    for row in rows:
        spans.append((len(text), len(text) + len(row.text)))
        text += row.text + " "
    return Example(windows(text, spans, range(len(rows)), cutter), list(rows))


def stretches(
    passages: Sequence[list[Row]], cutter: Tokenizer, shuffle: random.Random
) -> list[Example]:
    """Return one stretch of each passage, half the time whole, else one to three sentences."""
    found = []
    for passage in passages:
        rows = passage
        if len(rows) > 1 and shuffle.random() < 0.5:  # noqa: PLR2004 - half
            size = shuffle.choice((1, 2, 3, 3, 3))
            begin = shuffle.randrange(max(1, len(rows) - size + 1))
            rows = rows[begin : begin + size]
        found.append(example(rows, cutter))
    return found


def read_topics(path: Path = TOPICS) -> list[Topical]:
    """Return the sentences of all topics."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [
            Topical(r["topic"], r["frame"], r["definition"], r["text"])
            for r in csv.DictReader(lines)
        ]


def topic_batches(
    rows: Sequence[Topical], shuffle: random.Random, each: int = 4, topics: int = 2
) -> Iterator[list[Topical]]:
    """Yield batches of `topics` topics, `each` sentences of every frame: each sentence once."""
    by: dict[str, dict[str, list[Topical]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        by[row.topic][row.frame].append(row)
    parts = []
    for frames in by.values():
        for sentences in frames.values():
            shuffle.shuffle(sentences)
        rounds = max(map(len, frames.values())) // each
        parts += [
            [row for sentences in frames.values() for row in sentences[n * each : (n + 1) * each]]
            for n in range(rounds)
        ]
    shuffle.shuffle(parts)
    for at in range(0, len(parts) - topics + 1, topics):
        yield [row for part in parts[at : at + topics] for row in part]
