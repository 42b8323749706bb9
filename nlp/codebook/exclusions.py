"""Exclusions: frames of which a sentence is given at most one."""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet

from nlp.codebook.file import CodebookFile, Exclusion, Problem

FEWEST = 2


def outdone(exclusions: Iterable[AbstractSet[str]], chances: Mapping[str, float]) -> frozenset[str]:
    """Return the frames of one sentence that give way to a more probable one.

    exclusions: as Codebook.exclusions has them. chances: probability of each frame that counts as
    present; of two equal ones the first stays. A frame that gives way outdoes no other.
    """
    sets = list(exclusions)
    kept: list[str] = []
    for frame in sorted(chances, key=lambda f: -chances[f]):  # stable: equal ones stay in order
        if not any(frame in group and not group.isdisjoint(kept) for group in sets):
            kept.append(frame)
    return frozenset(chances) - frozenset(kept)


def exclusion_problems(file: CodebookFile) -> Iterator[Problem]:
    """Yield what is wrong with the exclusions by themselves."""
    seen: set[frozenset[str]] = set()
    for at, exclusion in enumerate(file.exclusions):
        where = f"exclusions[{at}]"
        for problem in _of(file, exclusion):
            yield f"{where}.frames", problem
        if not exclusion.rule.strip():
            yield f"{where}.rule", "is empty; say how a coder tells these frames apart"
        if frozenset(exclusion.frames) in seen:
            yield f"{where}.frames", "the same frames stand in another exclusion; leave one out"
        seen.add(frozenset(exclusion.frames))


def _of(file: CodebookFile, exclusion: Exclusion) -> Iterator[str]:
    ids = [frame.id for frame in file.frames]
    for name in exclusion.frames:
        if name not in ids:
            yield f"{name!r} is no frame of this codebook; name some of {', '.join(ids)}"
    named = set(exclusion.frames)
    if len(named) < len(exclusion.frames):
        yield "names a frame twice"
    elif len(named) < FEWEST:
        yield "must name at least two frames"
    for frame in file.frames:
        if frame.id in named and (above := parents(file, frame.id) & named):
            yield f"{frame.id!r} is a part of {min(above)!r}: they cannot exclude one another"


def parents(file: CodebookFile, frame: str) -> frozenset[str]:
    """Return the frames of which `frame` is a sub-dimension, all the way up.

    `frame` is among them when part_of leads round in a circle.
    """
    above = {f.id: f.part_of for f in file.frames if f.part_of}
    found: set[str] = set()
    while (up := above.get(frame)) and up not in found:
        found.add(up)
        frame = up
    return frozenset(found)
