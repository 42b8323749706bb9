"""Make the model that ships for the founding codebook.

    python -m nlp.training.framing.social_credit --real FILE.jsonl

The first stage is learned from the codings that ship with the codebook, sentences the project's
authors wrote; what its scores are worth in real coverage, from the real sentences of FILE: one a
line with text, prev, next, article and gold (relevant, orwellian and trust as 0, 1 or 2, voice).
"""

import json
from collections.abc import Sequence
from pathlib import Path

import click
import numpy as np

from corpus.identity import sha256
from corpus.provenance import code_version
from corpus.records import Span
from nlp.annotate import source_spans
from nlp.codebook import load_codebook
from nlp.document import load_pipeline
from nlp.framing.encoder import MODEL
from nlp.framing.learning.codings import CodedSentence, Codings, read_codings
from nlp.framing.learning.train import Options, passages_of, train
from nlp.framing.models import SUFFIX
from nlp.training.framing.data import CODINGS

FRAMES = {"orwellian": "orwellian", "trust": "trust_rebuilding"}


def read_real(path: Path) -> Codings:
    """Return the coded sentences of a file in the form above."""
    rows = []
    for line in path.read_text("utf-8").splitlines():
        if line.strip():
            item = json.loads(line)
            gold = item["gold"]
            rows.append(
                CodedSentence(
                    item["text"],
                    item["article"],
                    item.get("prev") or "",
                    item.get("next") or "",
                    gold["relevant"],
                    gold["voice"] if gold["voice"] != "none" else None,
                    {frame: gold[name] for name, frame in FRAMES.items()},
                )
            )
    return Codings(path, rows, list(FRAMES.values()), one_frame=False)


@click.command()
@click.option("--real", type=click.Path(exists=True, path_type=Path), required=True)
@click.option("--out", type=click.Path(path_type=Path), default=MODEL / f"social_credit{SUFFIX}")
def main(real: Path, out: Path) -> None:
    """Learn and write the model."""
    book = load_codebook("social_credit", Path())
    written = read_codings(CODINGS, [frame.id for frame in book.file.frames])
    judged = read_real(real)
    texts = [passages_of(one)[0].text for one in judged.sentences]
    known: dict[str, Sequence[Span]] = dict(
        zip(texts, source_spans(texts, load_pipeline()), strict=True)
    )
    trained = train(written, book, judged, known.__getitem__, Options(say=click.echo))
    trained.model.about = {
        "learned_from": f"{len(written.sentences)} sentences written by the project's authors"
        f" ({CODINGS.name}), weighed on {len(judged.sentences)} real ones",
        "codings_sha256": sha256(CODINGS.read_bytes()),
        "real_sha256": sha256(real.read_bytes()),
        "encoder_sha256": sha256((MODEL / "encoder.onnx").read_bytes()),
        "codebook": book.id,
        "codebook_version": book.version,
        "codebook_hash": book.hash,
        "code_version": code_version(),
        "numpy": np.__version__,
    }
    trained.model.save(out)


if __name__ == "__main__":
    main()
