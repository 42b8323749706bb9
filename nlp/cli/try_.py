"""The command `framesay codebook try`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from corpus.records import Coding


@click.command("try")
@click.argument("book", metavar="CODEBOOK")
@click.argument("sentence")
def try_(book: str, sentence: str) -> None:
    """Code one SENTENCE by CODEBOOK at once: frames, stance, voice and evidence."""
    from corpus.records import Sentence  # noqa: PLC0415 - scikit-learn loads slowly
    from nlp.codebook import load_codebook  # noqa: PLC0415
    from nlp.framing import Coder, Passages  # noqa: PLC0415

    text = sentence.strip()
    if not text:
        raise click.UsageError("the sentence is empty")
    coder = Coder(load_codebook(book, Path()))
    passage = Passages(text, [Sentence(0, 0, len(text))])
    if not coder.relevance(passage)[0]:
        click.echo("not about the codebook's topic by itself; coded as if its article were:")
        passage = Passages(text, [Sentence(0, 0, len(text))], on_topic=True)
    codings = coder.code([passage])[0]
    for coding in sorted(codings, key=lambda c: -c.probability):
        click.echo(_line(coding, text))
    if not codings:
        click.echo("no frame")


def _line(coding: "Coding", text: str) -> str:
    """Describe one coding for a person."""
    words = ", ".join(f"“{text[start:end]}”" for start, end in coding.evidence)
    what = f"{coding.stance}, {coding.voice}" if coding.present else "not present"
    return f"{coding.frame:22} {coding.probability:.2f}  {what}  [{words}]"
