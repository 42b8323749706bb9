"""Where a release is put: beside its place first, and never over what is no release."""

import filecmp
import shutil
from pathlib import Path

from corpus.errors import StoreError, StudyError

PAPERS = {
    "CHANGES.md",
    "CITATION.cff",
    "LICENSE.md",
    "README.md",
    "SHA256SUMS",
    "datapackage.json",
    "variables.md",
}
CODEBOOK = (".md", ".xml", ".toml")
"""Each codebook: Markdown for readers, DDI-Codebook 2.5 for archives, the file that coded."""
_FOLDERS = {"data": {".csv", ".parquet"}, "codebooks": set(CODEBOOK)}


def partial_of(target: Path) -> Path:
    """Return where the release that becomes `target` is written."""
    return target.with_name(target.name + ".partial")


def check_place(target: Path) -> None:
    """Raise StudyError unless `target` (absolute) is free, empty, or holds a release alone.

    What lies there besides is not ours: not even `--force` takes it away.
    """
    if target == Path.cwd():
        raise StudyError(target, "", "you stand in this folder; name one that is made for you")
    for place in (target, partial_of(target)):
        if place.exists() and not place.is_dir():
            raise StudyError(place, "", "is a file; name a folder for the release")
        if place.is_dir() and (stranger := _stranger(place)):
            raise StudyError(
                place, "", f"holds {stranger}, which is no part of a release; name another folder"
            )


def clear_partial(partial: Path) -> None:
    """Remove what a release that was cut off has left (see `check_place`)."""
    if partial.is_dir():
        shutil.rmtree(partial)


def put(partial: Path, target: Path, *, force: bool) -> None:
    """Give the finished release its name, never overwriting another one unasked.

    An identical release stays as it is. With `force` the former one goes only when the new one
    stands in its place.
    """
    former = target.with_name(target.name + ".former")
    try:
        if target.is_dir() and any(target.iterdir()):
            if _same(partial, target):
                shutil.rmtree(partial)
                return
            if not force:
                shutil.rmtree(partial)
                raise StudyError(
                    target, "", "holds another release; name another folder, or add --force"
                )
            target.rename(former)
        target.parent.mkdir(parents=True, exist_ok=True)
        partial.rename(target)  # takes the place of an empty folder, too
        if former.is_dir() and not _stranger(former):
            shutil.rmtree(former)
    except OSError as error:
        raise StoreError(f"{target}: cannot be written: {error}") from error


def _stranger(folder: Path) -> str | None:
    """Return the path of something in `folder` that no release writes, or None."""
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if path.is_symlink():
            return str(inside)
        top = inside.parts[0]
        known = (
            inside.name in PAPERS
            if len(inside.parts) == 1 and path.is_file()
            else top in _FOLDERS and (path.is_dir() or path.suffix in _FOLDERS[top])
        )
        if not known or len(inside.parts) > 2:  # noqa: PLR2004 - a folder and a file
            return str(inside)
    return None


def _same(one: Path, other: Path) -> bool:
    """Say whether two folders hold the same files with the same bytes."""
    names = [{str(p.relative_to(f)) for p in f.rglob("*") if p.is_file()} for f in (one, other)]
    if names[0] != names[1]:
        return False
    _, different, unreadable = filecmp.cmpfiles(one, other, list(names[0]), shallow=False)
    return not different and not unreadable
