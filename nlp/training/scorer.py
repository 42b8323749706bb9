"""Learn nlp/quotations/weights.json: which candidates are attributions.

    python -m nlp.training.scorer TRAIN.jsonl [--spacy-model NAME]

TRAIN.jsonl is in the form of nlp/training/cues.py. A logistic regression over the features of
nlp/quotations/features.py; of the candidates that share a cue, the one nearest to the gold
content is the right one if it shares half of its characters, all others are wrong.
"""

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

import click
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from spacy.tokens import Doc

from nlp.quotations.candidates import candidates
from nlp.quotations.features import features
from nlp.quotations.marks import regions, touching
from nlp.training.cues import overlap
from nlp.training.documents import Attribution, read_documents

TARGET = Path(__file__).parent.parent / "quotations" / "weights.json"
FEWEST = 6
"""Candidates in which a feature must be seen to get a weight."""
SMALLEST = 0.05
"""Weights nearer to zero are left out."""


def examples(
    pairs: Iterable[tuple[Doc, list[Attribution]]],
) -> Iterator[tuple[dict[str, float], bool]]:
    """Yield features and whether it is right for each candidate of each document."""
    for doc, gold in pairs:
        marked = regions(doc.text)
        found = [c for c in candidates(doc, marked) if c.content]
        outside = [
            c for c in found if not touching(marked, doc[c.cue[0]].idx, doc[c.cue[0]].idx + 1)
        ]
        for _, group in groupby(outside, key=lambda c: c.cue):
            same = [(overlap(c, doc, gold), c) for c in group]
            best = max(share for share, _ in same)
            for share, candidate in same:
                seen = dict.fromkeys(features(candidate, doc, marked), 1.0)
                yield seen, share >= max(0.5, best)


def learn(pairs: Iterable[tuple[Doc, list[Attribution]]]) -> dict[str, float]:
    """Return feature -> weight (log odds); "" is the intercept."""
    seen, right = zip(*examples(pairs), strict=True)
    vectors = DictVectorizer()
    matrix = vectors.fit_transform(seen)
    kept = (matrix > 0).sum(axis=0).A1 >= FEWEST
    model = LogisticRegression(C=0.5, max_iter=300)
    model.fit(matrix[:, kept], right)
    names = vectors.get_feature_names_out()[kept]
    weights = {
        str(name): round(float(weight), 3)
        for name, weight in zip(names, model.coef_[0], strict=True)
        if abs(weight) >= SMALLEST
    }
    return {"": round(float(model.intercept_[0]), 3)} | weights


@click.command()
@click.argument("train", type=click.Path(path_type=Path, exists=True))
@click.option("--spacy-model", default="en_core_web_sm")
def main(train: Path, spacy_model: str) -> None:
    """Learn the weights from TRAIN and write them where the extractor reads them."""
    weights = learn(read_documents(train, spacy_model))
    TARGET.write_text(json.dumps(weights, indent=0, sort_keys=True) + "\n", "utf-8")
    click.echo(f"{len(weights)} weights: {TARGET}")


if __name__ == "__main__":
    main()
