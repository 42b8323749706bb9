"""The command `framesay explain`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from corpus.records import Article, CodingRun


@click.command()
@click.argument("article")
@click.argument("study", type=click.Path(path_type=Path), default=Path())
@click.option("--codebook", "book", help="Codebook id or .toml file; else the last that coded.")
@click.option(
    "--version", type=click.IntRange(min=1), help="Version of the article; else the last."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead.")
def explain(
    article: str, study: Path, book: str | None, version: int | None, *, as_json: bool
) -> None:
    """Show an ARTICLE of STUDY as it was coded: every sentence, and why.

    ARTICLE is an article's id, how it begins, or its URL; or a text file, which is coded at once
    by --codebook without any corpus. Words that carried a decision are underlined (*so* where no
    terminal is), frames stand in the margin with their probability, in brackets when they are not
    present; below stand quotations, the measures of the article and the coding run.
    """
    from nlp.cli.explained import as_object, show  # noqa: PLC0415 - rich loads with it

    if Path(article).is_file():
        if not book:
            raise click.UsageError("a text file needs the --codebook to code it by")
        found, run, names = _of_file(Path(article), book)
    else:
        found, run, names = _of_corpus(article, study, book, version)
    if as_json:
        import json  # noqa: PLC0415 - only here

        click.echo(json.dumps(as_object(found, run, names), ensure_ascii=False))
        return
    show(found, run, names, plain=not sys.stdout.isatty())


def _of_corpus(
    wanted: str, study: Path, book: str | None, version: int | None
) -> "tuple[Article, CodingRun, dict[str, str]]":
    """Read an article and its coding from the corpus of a study."""
    from corpus.store import Store  # noqa: PLC0415 - only here
    from corpus.store.reading import (  # noqa: PLC0415
        find_article,
        frame_names,
        read_article,
        read_coding_run,
    )
    from corpus.study import read_study  # noqa: PLC0415

    opened = read_study(study)
    if book and book.endswith(".toml"):
        from nlp.codebook import load_codebook  # noqa: PLC0415 - only here

        book = load_codebook(book, Path() if Path(book).is_file() else opened.folder).id
    with Store(opened.database) as store:
        article = read_article(store, find_article(store, wanted), version)
        run = read_coding_run(store, article, book)
        return article, run, frame_names(store, run.coder)


def _of_file(path: Path, book: str) -> "tuple[Article, CodingRun, dict[str, str]]":
    """Code a text file: its first line is the headline if an empty line follows."""
    from corpus.errors import StudyError  # noqa: PLC0415 - only here
    from corpus.identity import sha256  # noqa: PLC0415
    from corpus.provenance import code_version, now  # noqa: PLC0415
    from corpus.records import Article, Coder  # noqa: PLC0415
    from nlp.annotate import Stamp, annotate_articles  # noqa: PLC0415 - spaCy loads slowly
    from nlp.codebook import load_codebook  # noqa: PLC0415
    from nlp.document import load_pipeline  # noqa: PLC0415
    from nlp.framing import Coder as FrameCoder  # noqa: PLC0415
    from nlp.models import NEWS  # noqa: PLC0415
    from nlp.run.worker import model_name_and_hash  # noqa: PLC0415

    try:
        whole = path.read_text("utf-8-sig").strip()
    except (OSError, UnicodeDecodeError):
        raise StudyError(path, "", "cannot be read as a UTF-8 text file") from None
    first, gap, rest = whole.partition("\n\n")
    title, text = (first.strip(), rest.strip()) if gap and "\n" not in first else ("", whole)
    codebook, nlp, at = load_codebook(book, Path()), load_pipeline(), now()
    coder = Coder(
        codebook.id,
        codebook.version,
        codebook.hash,
        *model_name_and_hash(NEWS, codebook),
        code_version(),
    )
    article = Article(
        article_id="",
        version=1,
        url=str(path),
        outlet="",
        title=title,
        text=text,
        text_hash=sha256(text),
        capture_id="",
        extracted_at=at,
        extractor="",
    )
    stamp = Stamp("", coder, at)
    run = annotate_articles([article], nlp, FrameCoder(codebook, nlp.vocab), stamp)[0]
    return article, run, {frame.id: frame.name for frame in codebook.file.frames}
