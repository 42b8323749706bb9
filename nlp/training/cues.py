"""Count nlp/quotations/cues.json: how often each cue announces an attribution.

    python -m nlp.training.cues TRAIN.jsonl [--spacy-model NAME]

TRAIN.jsonl is in the form of PolNeAR as framesay's evaluation uses it: one document a line, with
`text` and `attributions` (lists of [start, end] for source, cue, content). A candidate counts as
right when its cue lies in a gold cue and its content shares half of its characters with that
attribution's. Shares are smoothed by one half wrong use, so that a rare word is not sure.
"""

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import click
from spacy.tokens import Doc

from nlp.quotations.candidates import Candidate, candidates
from nlp.quotations.marks import regions
from nlp.training.documents import Attribution, read_documents

TARGET = Path(__file__).parent.parent / "quotations" / "cues.json"
FEWEST = 3
"""Uses of a lemma in a construction below which it is not kept."""
HALF = 0.5
"""Share of characters in common from which on a candidate's content is the gold one."""
CONSTRUCTIONS = {"clause", "inverted"}
"""What reporting verbs do: say that X, and X, he says."""


def overlap(candidate: Candidate, doc: Doc, gold: list[Attribution]) -> float:
    """Return the share of characters in common with the attribution that has this cue, or 0."""
    cue = doc[slice(*candidate.cue)]
    for attribution in gold:
        if any(s < cue.end_char and cue.start_char < e for s, e in attribution["cue"]):
            chars = {
                p
                for start, end in candidate.content
                for p in range(doc[start].idx, doc[end - 1].idx + len(doc[end - 1]))
            }
            wanted = {p for s, e in attribution["content"] for p in range(s, e)}
            return len(chars & wanted) / max(1, len(chars | wanted))
    return 0.0


def count(pairs: Iterable[tuple[Doc, list[Attribution]]]) -> dict[str, dict[str, float]]:
    """Return construction -> lemma -> smoothed share of right candidates."""
    uses: Counter[tuple[str, str]] = Counter()
    hits: Counter[tuple[str, str]] = Counter()
    for doc, gold in pairs:
        for candidate in candidates(doc, regions(doc.text)):
            if candidate.construction not in CONSTRUCTIONS:
                continue
            key = (candidate.construction, candidate.lemma)
            uses[key] += 1
            hits[key] += overlap(candidate, doc, gold) >= HALF
    shares: dict[str, dict[str, float]] = {}
    for (construction, lemma), number in sorted(uses.items()):
        share = hits[construction, lemma] / (number + 0.5)
        if number >= FEWEST and share >= 0.15 and lemma.isascii() and lemma.isalpha():  # noqa: PLR2004
            shares.setdefault(construction, {})[lemma] = round(share, 3)
    return shares


@click.command()
@click.argument("train", type=click.Path(path_type=Path, exists=True))
@click.option("--spacy-model", default="en_core_web_sm")
def main(train: Path, spacy_model: str) -> None:
    """Count the cues of TRAIN and write them where the extractor reads them."""
    shares = count(read_documents(train, spacy_model))
    TARGET.write_text(json.dumps(shares, indent=1, sort_keys=True) + "\n", "utf-8")
    click.echo(f"{sum(map(len, shares.values()))} cues in {len(shares)} constructions: {TARGET}")


if __name__ == "__main__":
    main()
