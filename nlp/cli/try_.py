"""The command `framesay codebook try`."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from corpus.records import Coding


@click.command("try")
@click.argument("book", metavar="CODEBOOK")
@click.argument("sentence")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead.")
def try_(book: str, sentence: str, *, as_json: bool) -> None:
    """Code one SENTENCE by CODEBOOK at once: frames, stance, voice and evidence."""
    from dataclasses import replace  # noqa: PLC0415 - with the rest

    from corpus.records import Sentence  # noqa: PLC0415 - scikit-learn and spaCy load slowly
    from nlp.annotate import source_spans  # noqa: PLC0415
    from nlp.codebook import load_codebook  # noqa: PLC0415
    from nlp.document import load_pipeline, parse  # noqa: PLC0415
    from nlp.framing import Coder, Passages  # noqa: PLC0415

    text = " ".join(sentence.split())
    if not text:
        raise click.UsageError("the sentence is empty")
    codebook = load_codebook(book, Path())
    nlp = load_pipeline()
    coder = Coder(codebook, nlp.vocab)
    passage = Passages(
        text,
        [Sentence(0, 0, len(text))],
        quoted=source_spans([text], nlp)[0],
        doc=parse(nlp, text),
    )
    coded = coder.code([passage])[0]
    relevant = 0 in coded.relevant
    if not relevant:
        coded = coder.code([replace(passage, on_topic=True)])[0]
    codings = sorted(coded.codings, key=lambda c: -c.probability)
    if as_json:
        found = [_object(coding, text) for coding in codings]
        click.echo(json.dumps({"relevant": relevant, "codings": found}, ensure_ascii=False))
        return
    if not relevant:
        click.echo("not about the codebook's topic by itself; coded as if its article were:")
    for coding in codings:
        click.echo(_line(coding, text))
    if not codings:
        click.echo("no frame")


def _line(coding: "Coding", text: str) -> str:
    """Describe one coding for a person."""
    words = ", ".join(f"“{text[start:end]}”" for start, end in coding.evidence)
    what = f"{coding.stance}, {coding.voice}" if coding.present else "not present"
    return f"{coding.frame:22} {coding.probability:.2f}  {what}  [{words}]"


def _object(coding: "Coding", text: str) -> dict[str, object]:
    """Describe one coding for a program."""
    return {
        "frame": coding.frame,
        "probability": coding.probability,
        "present": coding.present,
        "stance": coding.stance,
        "voice": coding.voice,
        "evidence": [
            {"start": start, "end": end, "text": text[start:end]} for start, end in coding.evidence
        ],
    }
