"""Find and check a codebook file: one clear line for each kind of mistake."""

import re
from collections.abc import Iterator
from pathlib import Path

from corpus.errors import StudyError
from corpus.identity import sha256
from corpus.study import STUDY_FILE, read_toml
from nlp.codebook.examples import example_problems
from nlp.codebook.exclusions import exclusion_problems, parents
from nlp.codebook.file import Codebook, CodebookFile, FrameRule, Problem
from nlp.codebook.patterns import mistake
from nlp.codebook.phrases import compile_expression, is_expression, plain_words

SHIPPED = Path(__file__).parent.parent / "codebooks"
_ID = re.compile(r"[a-z][a-z0-9_]*")
_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+-]*")

_right: set[str] = set()
"""Hashes of files that were found right: the examples of a large codebook take a moment."""


def shipped() -> list[str]:
    """Return the ids of the codebooks that come with framesay."""
    return sorted(path.stem for path in SHIPPED.glob("*.toml"))


def load_codebook(name_or_path: str, base: Path) -> Codebook:
    """Load a codebook: a path (from `base`) that ends in .toml, or a shipped one's id.

    Raises StudyError with file, key and what to do. What ships is taken as it is: our tests have
    checked it, and to check token patterns takes a second.
    """
    if name_or_path.endswith(".toml"):
        path = base / name_or_path
    elif name_or_path in shipped():
        path = SHIPPED / f"{name_or_path}.toml"
    else:
        raise StudyError(
            base / STUDY_FILE,
            "codebook",
            f"no codebook {name_or_path!r}; name a .toml file or one of {', '.join(shipped())}",
        )
    file = read_toml(path, CodebookFile)
    digest = sha256(path.read_bytes())
    if digest not in _right and path.resolve().parent != SHIPPED.resolve():
        for key, problem in problems(file):
            raise StudyError(path, key, problem)
        _right.add(digest)
    return Codebook(path, digest, file)


def problems(file: CodebookFile) -> Iterator[Problem]:
    """Yield what types alone cannot say, in the order of the file."""
    yield from _plain(file)
    bad = [*_phrases(file), *_patterns(file)]
    yield from bad
    for at, frame in enumerate(file.frames):
        yield from _frame(file, frame, f"frames[{at}]")
    yield from exclusion_problems(file)
    if not bad:
        yield from example_problems(file)


def _plain(file: CodebookFile) -> Iterator[Problem]:
    if not _ID.fullmatch(file.id):
        yield "id", f"{file.id!r} must be lower-case letters, digits and _, as in social_credit"
    if not _VERSION.fullmatch(file.version):
        yield "version", f"{file.version!r} must be like 1 or 1.2 (it becomes part of file names)"
    for key in ("title", "topic", "language"):
        if not getattr(file, key).strip():
            yield key, "is empty"
    if not 0 < file.threshold < 1:
        yield "threshold", "must lie between 0 and 1, as in 0.5"
    if not file.relevance.phrases:
        yield "relevance.phrases", "is empty; name what the topic is called"
    for key, least, value in (
        ("relevance.window", 0, file.relevance.window),
        ("stance.reach", 1, file.stance.reach),
        ("article.minimum", 1, file.article.minimum),
    ):
        if value < least:
            yield key, f"must be at least {least}"
    if not file.frames:
        yield "frames", "is empty; a codebook needs at least one [[frames]]"


def _phrases(file: CodebookFile) -> Iterator[Problem]:
    """Yield patterns that cannot be compiled and phrases given twice."""
    lists = [
        ("relevance", file.relevance, ("phrases", "related")),
        ("stance", file.stance, ("cues", "negations", "unless")),
        ("voice", file.voice, ("attribution",)),
    ]
    kinds = ("strong", "weak", "unless", "contested")
    lists += [(f"frames[{at}]", frame, kinds) for at, frame in enumerate(file.frames)]
    for where, owner, keys in lists:
        for key in keys:
            seen: set[str] = set()
            for at, phrase in enumerate(getattr(owner, key)):
                place = f"{where}.{key}[{at}]"
                if phrase.lower() in seen:
                    yield place, f"{phrase!r} stands there twice; leave one out"
                seen.add(phrase.lower())
                try:
                    (compile_expression if is_expression(phrase) else plain_words)(phrase)
                except ValueError as error:
                    yield place, str(error)


def _patterns(file: CodebookFile) -> Iterator[Problem]:
    """Yield token patterns that cannot match, and those given twice."""
    for number, frame in enumerate(file.frames):
        for at, pattern in enumerate(frame.patterns):
            place = f"frames[{number}].patterns[{at}]"
            if problem := mistake(pattern.tokens):
                yield f"{place}.tokens", problem
            if pattern.tokens in [other.tokens for other in frame.patterns[:at]]:
                yield f"{place}.tokens", "stands there twice; leave one out"


def _frame(file: CodebookFile, frame: FrameRule, where: str) -> Iterator[Problem]:
    ids = [other.id for other in file.frames]
    if not _ID.fullmatch(frame.id):
        yield f"{where}.id", f"{frame.id!r} must be lower-case letters, digits and _"
    if ids.count(frame.id) > 1:
        yield f"{where}.id", f"{frame.id!r} names two frames; give each its own id"
    for key in ("name", "definition"):
        if not getattr(frame, key).strip():
            yield f"{where}.{key}", "is empty"
    if not frame.strong:
        yield f"{where}.strong", "is empty; without phrases nothing can invoke the frame"
    if not frame.examples:
        yield f"{where}.examples", "is empty; write at least one [[frames.examples]]"
    if frame.part_of and (frame.part_of not in ids or frame.part_of == frame.id):
        yield f"{where}.part_of", f"{frame.part_of!r} is no other frame of this codebook"
    elif frame.id in parents(file, frame.id):
        yield f"{where}.part_of", f"{frame.part_of!r} is itself a part of {frame.id!r}"
