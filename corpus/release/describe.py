"""Write what stands beside the data: descriptor, codebook, variables, citation, changes."""

import json
import shutil
from pathlib import Path
from typing import Any

from corpus.datapackage import Column, Table
from corpus.identity import sha256
from corpus.provenance import code_version
from corpus.release import papers
from corpus.release.write import Written
from corpus.store import Store
from corpus.study import Study

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"


def describe(  # noqa: PLR0913 - it writes what was decided elsewhere
    study: Study,
    store: Store,
    folder: Path,
    target: Path,
    written: list[Written],
    version: str,
    *,
    with_text: bool,
    quotation_words: int,
) -> None:
    """Write all papers of the release into `folder`, which becomes `target`."""
    created = store.value(
        "SELECT max(t) FROM (SELECT max(finished_at) AS t FROM crawl_run"
        " UNION ALL SELECT max(coded_at) FROM coding_run)"
    )
    package = _package(study, written, version, created, with_text=with_text)
    _text(folder / "datapackage.json", json.dumps(package, indent=2, ensure_ascii=False) + "\n")
    _text(
        folder / "README.md",
        papers.readme(study, written, version, quotation_words, with_text=with_text),
    )
    _text(folder / "variables.md", papers.variables(written))
    _text(folder / "CITATION.cff", papers.citation(study, version, created))
    _text(folder / "CHANGES.md", papers.changes(store, written, target, version, created))
    _text(folder / "LICENSE.md", papers.licence(with_text=with_text))
    _codebooks(study, store, folder / "codebooks")


def _codebooks(study: Study, store: Store, folder: Path) -> None:
    """Copy the codebooks in Markdown as the annotation left them, else write what is known."""
    folder.mkdir()
    used = store.rows(
        "SELECT DISTINCT codebook_id, codebook_version FROM coding_run WHERE is_current = 1"
        " ORDER BY codebook_id, codebook_version"
    )
    for identifier, version in used:
        name = f"{identifier}-{version}.md"
        source = study.corpus_folder / "codebooks" / name
        if source.is_file():
            shutil.copyfile(source, folder / name)
        else:
            _text(folder / name, papers.codebook(store, identifier, version))


def _package(
    study: Study, written: list[Written], version: str, created: str, *, with_text: bool
) -> dict[str, Any]:
    """Return the descriptor (Data Package v2)."""
    return {
        "$schema": PROFILE,
        "name": study.name.lower().replace("_", "-"),
        "title": study.file.title,
        "description": f"Press coverage coded by framesay {code_version()}: articles, sentences"
        " with their frames, quotations with their sources, and what was not collected. Article"
        f" texts are {'included' if with_text else 'not included'}.",
        "version": version,
        "created": created,
        "contributors": [{"title": name, "roles": ["creator"]} for name in _authors(study)],
        "licenses": [
            {
                "name": "CC-BY-4.0",
                "title": "Creative Commons Attribution 4.0",
                "path": "https://creativecommons.org/licenses/by/4.0/",
            }
        ],
        "resources": [
            resource
            for item in written
            for resource in (_csv_resource(item), _parquet_resource(item))
        ],
    }


def _authors(study: Study) -> list[str]:
    return study.file.authors or [f"The authors of the study “{study.file.title}”"]


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
        "profile": "tabular-data-resource",
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
    field = {"name": column.name, "type": column.type, "description": column.definition}
    return field | ({"constraints": constraints} if constraints else {})


def _text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
