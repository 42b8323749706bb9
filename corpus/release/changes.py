"""The change note of a release: what differs from the former one beside it."""

import csv
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.release.write import LONGEST

_CODER = ("codebook_id", "codebook_version", "codebook_hash", "model", "code_version")
_FRAME = ("codebook_id", "frame", "name", "definition")


@dataclass(frozen=True, slots=True)
class _Former:
    folder: Path
    created: str
    version: str
    rows: dict[str, int]


def changes(folder: Path, target: Path, name: str, version: str, created: str) -> str:
    """Return the change note of the release in `folder`, which becomes `target`.

    It is compared with the newest older release of the same study that lies beside `target`:
    number of rows, and what may move codings without any new article (codebook, model, program).
    """
    coders = _distinct(folder / "data" / "coding_runs.csv", _CODER)
    lines = [f"# Release {version}", "", "Coded by:", "", *map(_coder, coders)]
    former = _former(target, name, created)
    if former is None:
        return "\n".join([*lines, "", "First release.", ""])
    before = _distinct(former.folder / "data" / "coding_runs.csv", _CODER)
    lines += ["", f"## Against release {former.version}", ""]
    if before == coders:
        lines.append("Codebook, models and program are the same.")
    else:
        lines += ["**Coded differently: do not compare the codings of the two releases.**", ""]
        lines += [f"{_coder(c)} (no longer)" for c in before if c not in coders]
        lines += [f"{_coder(c)} (new)" for c in coders if c not in before]
    lines += _frames(former.folder, folder)
    lines += ["", "| table | rows before | rows now |", "|---|---|---|"]
    now = _rows(json.loads((folder / "datapackage.json").read_text("utf-8")))
    tables = [*now, *(table for table in former.rows if table not in now)]
    lines += [f"| {t} | {former.rows.get(t, '-')} | {now.get(t, '-')} |" for t in tables]
    return "\n".join([*lines, ""])


def _coder(coder: tuple[str, ...]) -> str:
    codebook, version, digest, model, code = coder
    return f"- codebook {codebook} {version} ({digest[:12]}), {model}, framesay {code}"


def _frames(before: Path, now: Path) -> list[str]:
    """Say which frames came, went, or were defined anew."""
    old, new = (
        {row[:2]: row[2:] for row in _distinct(f / "data" / "frames.csv", _FRAME)}
        for f in (before, now)
    )
    said = [f"- new frame `{key[1]}`" for key in new if key not in old]
    said += [f"- frame `{key[1]}` is gone" for key in old if key not in new]
    said += [f"- frame `{k[1]}` is defined anew" for k in new if k in old and old[k] != new[k]]
    return ["", *said] if said else []


def _distinct(path: Path, columns: Iterable[str]) -> list[tuple[str, ...]]:
    """Return the distinct values of some columns of a released CSV; nothing if it is missing."""
    if not path.is_file():
        return []
    csv.field_size_limit(LONGEST)
    with path.open(encoding="utf-8", newline="") as stream:
        return sorted({tuple(row.get(c) or "" for c in columns) for row in csv.DictReader(stream)})


def _former(target: Path, name: str, created: str) -> _Former | None:
    """Return the newest release of the study beside `target` that is older than `created`."""
    found = []
    for path in sorted(target.parent.glob("*/datapackage.json")):
        if path.parent.name.endswith((".partial", ".former")):
            continue
        package = _package(path)
        time = str(package.get("created", ""))
        if package.get("name") == name and time < created:
            version = str(package.get("version", "?"))
            found.append(_Former(path.parent, time, version, _rows(package)))
    return max(found, key=lambda f: (f.created, f.folder.name), default=None)


def _package(path: Path) -> dict[str, Any]:
    """Read a descriptor; what is none, or somebody else's, is nothing to compare with."""
    try:
        package = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return package if isinstance(package, dict) else {}


def _rows(package: dict[str, Any]) -> dict[str, int]:
    """Return the number of rows of each table."""
    resources = package.get("resources", [])
    return {
        str(r["name"]).replace("-", "_"): r["rowCount"]
        for r in resources
        if r.get("format") == "csv" and "name" in r and "rowCount" in r
    }
