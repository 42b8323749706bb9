"""Write what stands beside the data: descriptor, codebook, variables, citation, changes."""

import json
import re
import shutil
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.datapackage import Column, Table
from corpus.identity import sha256
from corpus.provenance import code_version
from corpus.release import papers
from corpus.release.changes import changes
from corpus.release.place import CODEBOOK
from corpus.release.write import Written
from corpus.store import Store
from corpus.study import Study

SUMS = "SHA256SUMS"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"


@dataclass(frozen=True, slots=True)
class Edition:
    """Which release is written, and how."""

    study: Study
    target: Path
    """The folder it becomes."""
    version: str
    """Day of the newest entry in the corpus."""
    created: str
    """Time of that entry."""
    quotation_words: int
    with_text: bool

    @property
    def name(self) -> str:
        """Name of the package as Data Package allows it: a-z, 0-9, ".", "_" and "-"."""
        return re.sub(r"[^a-z0-9._-]+", "-", self.study.name.lower()).strip("-") or "study"

    @property
    def authors(self) -> list[str]:
        """Who is to be cited."""
        file = self.study.file
        return file.authors or [f"The authors of the study “{file.title}”"]


def describe(store: Store, folder: Path, edition: Edition, written: list[Written]) -> None:
    """Write all papers of the release into `folder`."""
    study, version, created = edition.study, edition.version, edition.created
    package = _package(store, edition, written)
    _text(folder / "datapackage.json", json.dumps(package, indent=2, ensure_ascii=False) + "\n")
    page = papers.readme(
        study, store, written, version, edition.quotation_words, with_text=edition.with_text
    )
    _text(folder / "README.md", page)
    _text(folder / "variables.md", papers.variables(written))
    _text(
        folder / "CITATION.cff",
        papers.citation(study.file.title, edition.authors, version, created),
    )
    note = changes(folder, edition.target, edition.name, version, created)
    _text(folder / "CHANGES.md", note)
    _text(folder / "LICENSE.md", papers.licence(with_text=edition.with_text))
    _codebooks(study, store, folder / "codebooks")
    _text(folder / SUMS, sums(folder))


def sums(folder: Path) -> str:
    """Return SHA-256 and path of every file in `folder`, as `sha256sum --check` reads them."""
    files = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
    return "".join(f"{sha256((folder / f).read_bytes())}  {f}\n" for f in files if f != SUMS)


def _codebooks(study: Study, store: Store, folder: Path) -> None:
    """Copy the codebooks as the annotation left them, else write what is known.

    As Markdown for readers, as DDI-Codebook 2.5 for archives, and the TOML file that coded.
    """
    folder.mkdir()
    used = store.rows(
        "SELECT DISTINCT codebook_id, codebook_version FROM coding_run WHERE is_current = 1"
        " ORDER BY codebook_id, codebook_version"
    )
    for identifier, version in used:
        for suffix in CODEBOOK:
            name = f"{identifier}-{version}{suffix}"
            source = study.corpus_folder / "codebooks" / name
            if source.is_file():
                shutil.copyfile(source, folder / name)
            elif suffix == ".md":
                _text(folder / name, papers.codebook(store, identifier, version))


def _package(store: Store, edition: Edition, written: list[Written]) -> dict[str, Any]:
    """Return the descriptor (Data Package v2)."""
    resources = [
        resource for item in written for resource in (_csv_resource(item), _parquet_resource(item))
    ]
    hashes = " ".join(resource["hash"] for resource in resources)
    outlets = store.rows("SELECT name, domain FROM outlet ORDER BY outlet")
    texts = "included" if edition.with_text else "not included"
    return {
        "$schema": PROFILE,
        "name": edition.name,
        # from the data: equal data have equal identifiers, and no others
        "id": str(uuid.uuid5(uuid.NAMESPACE_OID, hashes)),
        "title": edition.study.file.title,
        "description": f"Press coverage coded by framesay {code_version()}: articles, sentences"
        " with their frames, quotations with their sources, and what was not collected. Article"
        f" texts are {texts}.",
        "version": edition.version,
        "created": edition.created,
        "contributors": [{"title": name, "roles": ["creator"]} for name in edition.authors],
        "licenses": [
            {
                "name": "CC-BY-4.0",
                "title": "Creative Commons Attribution 4.0",
                "path": "https://creativecommons.org/licenses/by/4.0/",
            }
        ],
        "sources": [{"title": o["name"], "path": f"https://{o['domain']}/"} for o in outlets],
        "resources": resources,
    }


def _csv_resource(item: Written) -> dict[str, Any]:
    return {
        **_resource(item.table.name, item, item.csv),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "header": True},
        "schema": _schema(item.table, foreign=True),
    }


def _parquet_resource(item: Written) -> dict[str, Any]:
    described = _resource(f"{item.table.name}-parquet", item, item.parquet)
    del described["bytes"]  # frictionless counts no bytes of Parquet, and calls any number wrong
    return {
        **described,
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "schema": _schema(item.table, foreign=False),
    }


def _resource(name: str, item: Written, path: Path) -> dict[str, Any]:
    data = path.read_bytes()
    return {
        "name": name.replace("_", "-"),
        "title": item.table.title,
        "path": f"data/{path.name}",
        "type": "table",
        "bytes": len(data),
        "hash": f"sha256:{sha256(data)}",
        "rowCount": item.rows,
    }


def _schema(table: Table, *, foreign: bool) -> dict[str, Any]:
    fields = [_field(column) for column in table.columns]
    for field, column in zip(fields, table.columns, strict=True):
        if not foreign and column.type == "integer" and not column.required:
            # readers of Parquet (frictionless through pandas) turn integers with gaps into floats
            field["type"] = "number"
    schema: dict[str, Any] = {
        "fields": fields,
        "primaryKey": list(table.key),
        "missingValues": [""],
    }
    if foreign and table.foreign:
        schema["foreignKeys"] = [
            {
                "fields": list(columns),
                "reference": {"resource": target.replace("_", "-"), "fields": list(columns)},
            }
            for columns, target in table.foreign.items()
        ]
    return schema


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.codes:
        constraints["enum"] = list(column.codes)
    field = {
        "name": column.name,
        "type": column.type,
        "title": column.name.replace("_", " ").capitalize(),
        "description": column.definition,
    }
    return field | ({"constraints": constraints} if constraints else {})


def _text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
