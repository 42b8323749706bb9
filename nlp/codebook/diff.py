"""What changed for a coder between two codebooks, and whether their codings can be compared."""

import json
from collections.abc import Iterable, Iterator
from typing import Literal

import msgspec

from nlp.codebook.export import pattern_line
from nlp.codebook.file import Codebook, CodebookFile, FrameRule

Level = Literal["wording", "coding", "frames"]
"""What a change touches: words for readers, what the machine codes by, or the frames themselves."""
LEVELS: tuple[Level, ...] = ("wording", "coding", "frames")
SAYS = {
    "equal": "Nothing changed: codings are the same.",
    "wording": "Only words for readers changed: codings by the machine stay comparable.",
    "coding": "Phrases, patterns, examples or settings changed: the same sentence may be coded"
    " otherwise. Code anew before you compare.",
    "frames": "The frames themselves changed: codings of the two are not comparable.",
}
SCALARS: tuple[tuple[str, Level], ...] = (
    ("id", "wording"),
    ("version", "wording"),
    ("title", "wording"),
    ("topic", "wording"),
    ("language", "coding"),
    ("threshold", "coding"),
    ("relevance.rule", "wording"),
    ("relevance.window", "coding"),
    ("stance.definition", "wording"),
    ("stance.reach", "coding"),
    ("voice.definition", "wording"),
    ("article.rule", "wording"),
    ("article.dominant", "coding"),
    ("article.minimum", "coding"),
)
LISTS: tuple[tuple[str, Level], ...] = (
    ("literature", "wording"),
    ("neutral", "coding"),
    ("relevance.phrases", "coding"),
    ("relevance.related", "coding"),
    ("stance.cues", "coding"),
    ("stance.negations", "coding"),
    ("stance.unless", "coding"),
    ("voice.attribution", "coding"),
)
OF_FRAMES: tuple[tuple[str, Level], ...] = (
    ("name", "wording"),
    ("definition", "wording"),
    ("part_of", "frames"),
)
LISTS_OF_FRAMES: tuple[tuple[str, Level], ...] = (
    ("rules", "wording"),
    ("strong", "coding"),
    ("weak", "coding"),
    ("unless", "coding"),
    ("contested", "coding"),
)
FOR_PEOPLE = ("definition", "rules", "rule", "exclusions")
"""Keys by which people code: where they changed, codings by hand may differ."""
ALIKE = 0.5
"""Share of strong phrases by which a frame of another id is the same one, renamed."""


class Change(msgspec.Struct, frozen=True):
    """One thing that stands in one codebook and not, or otherwise, in the other."""

    where: str
    """Key path; a frame by its (new) id, as in frames.orwellian.strong."""
    level: Level
    old: str | None
    """None for what was added."""
    new: str | None
    """None for what was removed."""


class Difference(msgspec.Struct, frozen=True):
    """All changes, what they mean for codings, and what to mend."""

    old: str
    new: str
    codings: Literal["equal", "wording", "coding", "frames"]
    changes: list[Change]
    warnings: list[str]


def compare(old: Codebook, new: Codebook) -> Difference:
    """Return what changed from `old` to `new`. Comments, layout and order of phrases do not count.

    A frame that is gone counts as renamed when a new one has its name, its definition, or half of
    their strong phrases in common.
    """
    changes = list(_changes(old.file, new.file))
    levels = [change.level for change in changes]
    content = [change for change in changes if change.where not in {"version", "id"}]
    warnings = []
    if old.id != new.id:
        warnings.append(f"{old.id} and {new.id} are two codebooks, not versions of one")
    elif content and old.version == new.version:
        warnings.append(f"the content changed, the version did not: raise it from {new.version}")
    return Difference(
        f"{old.id} {old.version} ({old.hash[:12]})",
        f"{new.id} {new.version} ({new.hash[:12]})",
        max(levels, key=LEVELS.index) if levels else "equal",
        changes,
        warnings,
    )


def to_json(difference: Difference) -> str:
    """Return the difference as one JSON object."""
    keys = msgspec.to_builtins(difference)
    return json.dumps(keys, indent=2, ensure_ascii=False) + "\n"


def to_text(difference: Difference) -> str:
    """Return the difference as lines for people."""
    lines = [f"{difference.old} → {difference.new}", ""]
    where = ""
    for change in difference.changes:
        if change.where != where:
            where = change.where
            lines.append(where)
        if change.where == "frames" and change.old and change.new:
            lines.append(f"  ~ {change.old} → {change.new}: renamed")
            continue
        lines += [f"  - {change.old}"] if change.old is not None else []
        lines += [f"  + {change.new}"] if change.new is not None else []
    lines += [""] if difference.changes else []
    lines.append(SAYS[difference.codings])
    if any(c.where.rpartition(".")[2] in FOR_PEOPLE for c in difference.changes):
        lines.append("Definitions or rules changed: people who code must read them again.")
    return "\n".join(lines) + "\n"


def _changes(old: CodebookFile, new: CodebookFile) -> Iterator[Change]:
    yield from _fields("", old, new, SCALARS, LISTS)
    pairs = list(_pairs(old.frames, new.frames))
    for before, after in pairs:
        if before is None or after is None or before.id != after.id:
            yield Change("frames", "frames", _title(before), _title(after))
    names = {before.id: after.id for before, after in pairs if before and after}
    order = [names[frame.id] for frame in old.frames if frame.id in names]
    stayed = [frame.id for frame in new.frames if frame.id in order]
    if order != stayed:
        yield Change("frames.order", "wording", ", ".join(order), ", ".join(stayed))
    for before, after in pairs:
        if before and after:
            yield from _frame(before, after)
    yield from _exclusions(old, new)


def _frame(old: FrameRule, new: FrameRule) -> Iterator[Change]:
    where = f"frames.{new.id}."
    yield from _fields(where, old, new, OF_FRAMES, LISTS_OF_FRAMES)
    plain = [[pattern_line(p, note=False) for p in frame.patterns] for frame in (old, new)]
    noted = [[pattern_line(p) for p in frame.patterns] for frame in (old, new)]
    yield from _two_levels(f"{where}patterns", plain, noted)
    texts = [[f"“{e.text}” ({e.stance}, {e.voice})" for e in f.examples] for f in (old, new)]
    whys = [[f"“{e.text}” {e.why}" for e in frame.examples] for frame in (old, new)]
    yield from _two_levels(f"{where}examples", texts, whys)
    texts = [[f"“{c.text}”" for c in frame.counter_examples] for frame in (old, new)]
    whys = [[f"“{c.text}” {c.why}" for c in frame.counter_examples] for frame in (old, new)]
    yield from _two_levels(f"{where}counter_examples", texts, whys)


def _exclusions(old: CodebookFile, new: CodebookFile) -> Iterator[Change]:
    sets = [[" | ".join(sorted(e.frames)) for e in file.exclusions] for file in (old, new)]
    rules = [
        [f"{name}: {_line(e.rule)}" for name, e in zip(names, file.exclusions, strict=True)]
        for names, file in zip(sets, (old, new), strict=True)
    ]
    yield from _two_levels("exclusions", sets, rules)


def _two_levels(where: str, coded: list[list[str]], said: list[list[str]]) -> Iterator[Change]:
    """Compare what the machine codes by, then what is said about those that stayed.

    coded, said: of the old and of the new codebook, one entry each for the same things.
    """
    yield from _list(where, "coding", *coded)
    both = set(coded[0]) & set(coded[1])
    stayed = [
        [text for key, text in zip(*pair, strict=True) if key in both]
        for pair in zip(coded, said, strict=True)
    ]
    yield from _list(where, "wording", *stayed)


def _fields(
    where: str,
    old: msgspec.Struct,
    new: msgspec.Struct,
    scalars: Iterable[tuple[str, Level]],
    lists: Iterable[tuple[str, Level]],
) -> Iterator[Change]:
    for key, level in scalars:
        before, after = _line(_get(old, key)), _line(_get(new, key))
        if before != after:
            yield Change(where + key, level, before or None, after or None)
    for key, level in lists:
        quoted = [[json.dumps(p, ensure_ascii=False) for p in _get(f, key)] for f in (old, new)]
        yield from _list(where + key, level, *quoted)


def _list(where: str, level: Level, old: list[str], new: list[str]) -> Iterator[Change]:
    yield from (Change(where, level, item, None) for item in old if item not in new)
    yield from (Change(where, level, None, item) for item in new if item not in old)


def _get(struct: msgspec.Struct, path: str) -> list[str]:
    """Return the value at a dotted path (a list, or anything that can be written in a line)."""
    value = struct
    for key in path.split("."):
        value = getattr(value, key)
    return value  # type: ignore[return-value] # the tables above say which are lists


def _line(value: object) -> str:
    return " ".join(str(value).split())


def _title(frame: FrameRule | None) -> str | None:
    return f"{frame.id} ({frame.name})" if frame else None


def _pairs(
    old: list[FrameRule], new: list[FrameRule]
) -> Iterator[tuple[FrameRule | None, FrameRule | None]]:
    """Yield the frames of both, each with what it became or was (None: gone, or new)."""
    by_id = {frame.id: frame for frame in new}
    known = {frame.id for frame in old}
    free = [frame for frame in new if frame.id not in known]
    for frame in old:
        after = by_id.get(frame.id) or next((f for f in free if _same(frame, f)), None)
        if after in free:
            free.remove(after)
        yield frame, after
    yield from ((None, frame) for frame in free)


def _same(old: FrameRule, new: FrameRule) -> bool:
    both = set(old.strong) & set(new.strong)
    return (
        old.name.lower() == new.name.lower()
        or _line(old.definition) == _line(new.definition)
        or len(both) >= ALIKE * max(len(old.strong), len(new.strong))
    )
