"""Codings that somebody made: sentences with their codes, read from CSV or JSON lines.

A file has one row a sentence and the columns

    text                what is coded (required)
    frame               the one frame of the sentence; or instead, one column for each frame:
    FRAME               0 (absent), 1 (invoked and stands), 2 (contested); empty: not coded
    relevant            0 or 1
    voice               author or source
    article             which article it is from: cross-validation keeps articles together
    prev, next          the sentences before and after it; or instead of all three
    passage             rows that follow one another in the same passage are each other's context

In a file with `frame` each sentence has exactly one frame of those that occur in it.
"""

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from io import StringIO
from pathlib import Path

from corpus.errors import StudyError

KNOWN = ("text", "prev", "next", "article", "passage", "relevant", "voice", "frame")
OTHER = ("id", "headline", "register", "outlet", "date", "note", "coder")
"""Columns that may stand there and are not read."""
ABSENT, ASSERTED, CONTESTED = 0, 1, 2
VOICES = ("author", "source")


@dataclass(frozen=True, slots=True)
class CodedSentence:
    """One row."""

    text: str
    group: str
    """Article or passage; a sentence without either is a group of its own."""
    prev: str = ""
    next: str = ""
    relevant: int | None = None
    voice: str | None = None
    codes: dict[str, int] = field(default_factory=dict)
    """Frame -> ABSENT, ASSERTED or CONTESTED; frames that were not coded are not there."""


@dataclass(frozen=True, slots=True)
class Codings:
    """A file of codings."""

    path: Path
    sentences: list[CodedSentence]
    frames: list[str]
    """In the order of the columns; of a `frame` column, sorted."""
    one_frame: bool
    """Whether each sentence has exactly one of the frames."""


def read_codings(path: Path, frames: Sequence[str] | None = None) -> Codings:
    """Read a file of codings; `frames` are those of the codebook they were made by, if any.

    Raises StudyError with the file, the row and what to do.
    """
    rows = list(_rows(path))
    if not rows:
        raise StudyError(path, "text", "holds no coded sentence")
    columns = list(dict.fromkeys(column for row in rows for column in row))
    if "text" not in columns:
        raise StudyError(
            path, "text", "is missing; name the column of the sentences text (commas between)"
        )
    one_frame = "frame" in columns
    named = _frames(path, columns, rows, frames, one_frame=one_frame)
    sentences = [
        _sentence(path, n, row, named, one_frame=one_frame) for n, row in enumerate(rows, 1)
    ]
    return Codings(path, _in_context(rows, sentences), named, one_frame)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise StudyError(path, "", f"cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise StudyError(path, "", "is not UTF-8; save it as CSV UTF-8") from None
    if path.suffix in {".jsonl", ".json", ".ndjson"}:
        for number, line in enumerate(text.splitlines(), 1):
            if line.strip():
                yield _object(path, number, line)
        return
    try:
        for number, row in enumerate(csv.DictReader(StringIO(text, newline="")), 1):
            if None in row or None in row.values():
                raise StudyError(path, f"row {number}", "has more or fewer cells than the header")
            yield {str(key).strip(): value for key, value in row.items()}
    except csv.Error as error:
        raise StudyError(path, "", f"is no CSV: {error}") from None


def _object(path: Path, number: int, line: str) -> dict[str, str]:
    try:
        found = json.loads(line)
    except ValueError as error:
        raise StudyError(path, f"row {number}", f"is no JSON: {error}") from None
    if not isinstance(found, dict):
        raise StudyError(path, f"row {number}", 'must be an object, as in {"text": "…"}')
    return {key: "" if value is None else str(value) for key, value in found.items()}


def _frames(
    path: Path,
    columns: list[str],
    rows: list[dict[str, str]],
    wanted: Sequence[str] | None,
    *,
    one_frame: bool,
) -> list[str]:
    """Return the frames that the file codes."""
    if one_frame:
        found = sorted({row.get("frame", "").strip() for row in rows} - {""})
    else:
        found = [column for column in columns if column and column not in (*KNOWN, *OTHER)]
    if not found:
        raise StudyError(path, "frame", "codes no frame; add the column frame, or one a frame")
    if wanted is not None and (unknown := sorted(set(found) - set(wanted))):
        message = f"{', '.join(unknown)}: no frame of the codebook; it has {', '.join(wanted)}"
        raise StudyError(path, "frame" if one_frame else unknown[0], message)
    return found


def _sentence(
    path: Path, number: int, row: dict[str, str], frames: list[str], *, one_frame: bool
) -> CodedSentence:
    """Read one row; what is empty was not coded."""
    text = row.get("text", "").strip()
    if not text:
        raise StudyError(
            path, f"row {number}: text", "is empty; write the sentence or delete the row"
        )

    def code(column: str, allowed: str) -> int | None:
        value = row.get(column, "").strip().removesuffix(".0")  # as spreadsheets write it
        if value and value not in list(allowed):
            message = f"{value!r} must be one of {', '.join(allowed)}, or empty if not coded"
            raise StudyError(path, f"row {number}: {column}", message)
        return int(value) if value else None

    if one_frame:
        name = row.get("frame", "").strip()
        if not name:
            raise StudyError(
                path, f"row {number}: frame", "is empty; name the frame or delete the row"
            )
        codes = {frame: int(frame == name) for frame in frames}
    else:
        coded = {frame: code(frame, "012") for frame in frames}
        codes = {frame: value for frame, value in coded.items() if value is not None}
    voice = row.get("voice", "").strip()
    if voice not in ("", "none", *VOICES):
        message = f"{voice!r} must be author or source, or empty if not coded"
        raise StudyError(path, f"row {number}: voice", message)
    return CodedSentence(
        text,
        row.get("article") or row.get("passage") or f"{path.name} row {number}",
        row.get("prev", "").strip(),
        row.get("next", "").strip(),
        code("relevant", "01"),
        voice if voice in VOICES else None,
        codes,
    )


def _in_context(rows: list[dict[str, str]], sentences: list[CodedSentence]) -> list[CodedSentence]:
    """Give the sentences of a passage their neighbours."""
    passages = [row.get("passage", "") for row in rows]
    if not any(passages):
        return sentences
    found = []
    for at, one in enumerate(sentences):
        before, after = (
            sentences[other].text
            if 0 <= other < len(rows) and passages[other] == passages[at]
            else ""
            for other in (at - 1, at + 1)
        )
        found.append(replace(one, prev=before, next=after) if passages[at] else one)
    return found


def together(files: Sequence[Codings]) -> Codings:
    """Put the codings of several files one after the other; rows of one article stay together.

    Raises StudyError when some have one frame a sentence and others have not.
    """
    first = files[0]
    if len(files) == 1:
        return first
    for other in files:
        if other.one_frame != first.one_frame:
            message = f"has a column frame and {first.path.name} none, or the other way round"
            raise StudyError(other.path, "frame", f"{message}; they cannot be put together")
    frames = list(dict.fromkeys(frame for file in files for frame in file.frames))
    if first.one_frame:
        frames.sort()
    sentences = [
        replace(
            one, codes={f: one.codes.get(f, 0) for f in frames} if first.one_frame else one.codes
        )
        for file in files
        for one in file.sentences
    ]
    return Codings(first.path, sentences, frames, first.one_frame)
