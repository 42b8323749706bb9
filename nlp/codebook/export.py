"""What leaves a codebook: frames for the corpus, Markdown for readers, JSON for programs."""

import json
from collections.abc import Iterable

import msgspec

from corpus.records import Frame
from nlp.codebook.file import Codebook, FrameRule, TokenPattern


def to_frames(codebook: Codebook) -> tuple[Frame, ...]:
    """Return the codebook's frames, as the corpus keeps them."""
    return tuple(
        Frame(codebook.id, codebook.version, f.id, f.name, _line(f.definition), position)
        for position, f in enumerate(codebook.file.frames)
    )


def to_json(codebook: Codebook) -> str:
    """Return the whole codebook as JSON: the keys of its file, and its hash."""
    keys = {"hash": codebook.hash} | msgspec.to_builtins(codebook.file)
    return json.dumps(keys, indent=2, ensure_ascii=False) + "\n"


def to_markdown(codebook: Codebook) -> str:
    """Return the whole codebook as one Markdown page; equal files give equal pages."""
    file = codebook.file
    parts = [
        f"# {file.title}",
        f"Codebook `{file.id}`, version {file.version}, language `{file.language}`.",
        f"SHA-256 of its file: `{codebook.hash}`.",
        _line(file.topic),
        "## When a sentence is about the topic",
        _line(file.relevance.rule),
        _phrases("Names of the topic", file.relevance.phrases),
        _phrases(
            f"Words that mean it within {file.relevance.window} sentence(s) of such a name",
            file.relevance.related,
        ),
        "## Frames",
        *(part for frame in file.frames for part in _frame(frame)),
        *_exclusions(codebook),
        "## Stance: asserted or contested",
        _line(file.stance.definition),
        _phrases("Cues that contest the frames of their sentence", file.stance.cues),
        _phrases(
            f"Negations that contest a frame up to {file.stance.reach} words after them",
            file.stance.negations,
        ),
        _phrases("No cues", file.stance.unless),
        "## Voice: author or source",
        _line(file.voice.definition),
        _phrases("Words of attribution", file.voice.attribution),
        "## From sentences to the article",
        _line(file.article.rule),
        f"Computed as `{file.article.dominant}`, from {file.article.minimum} sentence(s) on.",
        f"A frame counts as present from a probability of {file.threshold:g}.",
        _bullets("Sentences on the topic that invoke no frame", file.neutral),
        _bullets("Literature", file.literature),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _frame(frame: FrameRule) -> Iterable[str]:
    part_of = f" A part of `{frame.part_of}`." if frame.part_of else ""
    yield f"### {frame.name} (`{frame.id}`)"
    yield _line(frame.definition) + part_of
    yield _bullets("Decision rules", frame.rules)
    yield _phrases("One is enough", frame.strong)
    yield _phrases("Two are needed", frame.weak)
    yield _phrases("Not counted", frame.unless)
    yield _phrases("Invoked and denied at once", frame.contested)
    yield _bullets("Token patterns", [pattern_line(pattern) for pattern in frame.patterns])
    yield _bullets(
        "Examples",
        [
            f"“{e.text}” ({e.stance}, {e.voice}){': ' + _line(e.why) if e.why else ''}"
            for e in frame.examples
        ],
    )
    yield _bullets(
        "Counter-examples", [f"“{c.text}” {_line(c.why)}" for c in frame.counter_examples]
    )


def _exclusions(codebook: Codebook) -> Iterable[str]:
    if codebook.file.exclusions:
        yield "## Frames that exclude one another"
        yield "Of each line, a sentence is given at most one frame: the more probable."
        yield "\n".join(
            f"- {', '.join(f'`{frame}`' for frame in e.frames)}: {_line(e.rule)}"
            for e in codebook.file.exclusions
        )


def pattern_line(pattern: TokenPattern, *, note: bool = True) -> str:
    """Return a token pattern in one line of Markdown, as the file writes it."""
    tokens = " ".join(_toml(token) for token in pattern.tokens)
    said = f": {_line(pattern.note)}" if note and pattern.note else ""
    return f"{pattern.strength}: `{tokens}`{said}"


def _toml(value: object) -> str:
    """Return a value of a token pattern as TOML writes it."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_toml(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def _line(text: str) -> str:
    return " ".join(text.split())


def _phrases(title: str, phrases: list[str]) -> str:
    return f"{title}: " + ", ".join(f"`{phrase}`" for phrase in phrases) + "." if phrases else ""


def _bullets(title: str, lines: list[str]) -> str:
    return f"{title}:\n\n" + "\n".join(f"- {_line(line)}" for line in lines) if lines else ""
