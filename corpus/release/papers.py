"""The texts that go with a release: README, variables, citation, changes, licence, codebook."""

import json
from pathlib import Path

from corpus.release.write import Written
from corpus.store import Store
from corpus.study import Study


def readme(
    study: Study, written: list[Written], version: str, quotation_words: int, *, with_text: bool
) -> str:
    """Return the page for the person who downloads the data."""
    text = (
        "The texts of the articles are in `data/texts.csv`. They belong to their publishers:"
        " do not pass them on."
        if with_text
        else "The texts of the articles are **not** included: they belong to their publishers."
        " `articles.csv` has each text's address and SHA-256, and every sentence, frame and"
        " quotation has its offsets, so whoever has lawful access to the same text can put the"
        " labels back on it: if the hash of your text equals `text_hash`, then"
        " `text[start:end]` is exactly the sentence meant."
    )
    files = "\n".join(
        f"| `data/{item.csv.name}` | {item.rows} | {item.table.title} |" for item in written
    )
    return f"""# {study.file.title}

Release {version}. What each column means stands in [variables.md](variables.md), what each frame
means in [codebooks/](codebooks/), what changed since the last release in [CHANGES.md](CHANGES.md),
how to cite in [CITATION.cff](CITATION.cff).

| file (each also as .parquet) | rows | what |
|---|---|---|
{files}

## Opening it

CSV in UTF-8 without byte order mark, comma, CRLF, quoted as in RFC 4180; an empty cell is a
missing value; times are UTC. Values stand as they were found: a headline may begin with "=".

```python
pandas.read_csv("data/sentences.csv")
```

```r
readr::read_csv("data/sentences.csv")
```

In Excel use Data > From Text/CSV and choose UTF-8; a double click guesses the encoding wrongly.

## What is not in it

{text} Quotations are cut to {quotation_words} words (`content_cut` says where).

## What the numbers are

Frames, quotations and actors were coded by a program. `coding_runs.csv` names codebook, model
and program version of each. A program errs: before you rest a claim on these labels, code a
sample by hand. `links.csv` and `coverage_ledger.csv` say what was announced and not collected:
silence in the data is not silence in the press.
"""


def variables(written: list[Written]) -> str:
    """Return the codebook of the columns."""
    parts = ["# Variables", ""]
    for item in written:
        parts += [f"## {item.csv.stem}", "", item.table.title + ".", ""]
        parts += ["| column | type | definition | codes |", "|---|---|---|---|"]
        parts += [
            f"| `{c.name}` | {c.type} | {c.definition} | {', '.join(map(str, c.codes))} |"
            for c in item.table.columns
        ]
        parts.append("")
    return "\n".join(parts)


def citation(study: Study, version: str, created: str) -> str:
    """Return CITATION.cff (Citation File Format 1.2)."""
    authors = study.file.authors or [f"The authors of the study “{study.file.title}”"]
    names = "\n".join(f"  - name: {json.dumps(name, ensure_ascii=False)}" for name in authors)
    return f"""cff-version: 1.2.0
message: "If you use this dataset, please cite it as below."
type: dataset
title: {json.dumps(study.file.title, ensure_ascii=False)}
version: "{version}"
date-released: "{created[:10]}"
license: CC-BY-4.0
authors:
{names}
"""


def licence(*, with_text: bool) -> str:
    """Return what may be done with the data."""
    text = (
        "The texts in `data/texts.csv` are the property of their publishers and are not covered."
        if with_text
        else "Headlines and the short quotations belong to their publishers and are given to"
        " identify and to evidence the coding."
    )
    return f"""# Licence

The codings, the tables and their description are licensed under the Creative Commons Attribution
4.0 International licence (CC BY 4.0, https://creativecommons.org/licenses/by/4.0/).

{text}
"""


def codebook(store: Store, identifier: str, version: str) -> str:
    """Return a codebook as far as the corpus itself knows it."""
    frames = store.rows(
        "SELECT * FROM frame WHERE codebook_id = ? AND codebook_version = ? ORDER BY position",
        identifier,
        version,
    )
    parts = [f"# Codebook {identifier}, version {version}", ""]
    for frame in frames:
        parts += [f"## {frame['name']} (`{frame['frame']}`)", "", frame["definition"], ""]
    return "\n".join(parts)


def changes(store: Store, written: list[Written], target: Path, version: str, created: str) -> str:
    """Return the change note against the newest older release beside `target`."""
    former = _former(target, created)
    coders = store.rows(
        "SELECT DISTINCT codebook_id, codebook_version, model, code_version FROM coding_run"
        " WHERE is_current = 1 ORDER BY 1, 2, 3, 4"
    )
    lines = [f"# Release {version}", "", "Coded by:", ""]
    lines += [f"- codebook {c[0]} {c[1]}, {c[2]}, framesay {c[3]}" for c in coders]
    if former is None:
        return "\n".join([*lines, "", "First release.", ""])
    name, rows = former
    lines += ["", f"Rows, against release {name}:", "", "| table | before | now |", "|---|---|---|"]
    lines += [
        f"| {item.csv.stem} | {rows.get(item.table.name.replace('_', '-'), 0)} | {item.rows} |"
        for item in written
    ]
    return "\n".join([*lines, ""])


def _former(target: Path, created: str) -> tuple[str, dict[str, int]] | None:
    """Return version and row counts of the newest release that is older than `created`."""
    found = []
    for path in target.parent.glob("*/datapackage.json"):
        package = json.loads(path.read_text("utf-8"))
        if package.get("created", "") < created:
            rows = {r["name"]: r.get("rowCount", 0) for r in package["resources"]}
            found.append((package["created"], package["version"], rows))
    newest = max(found, key=lambda f: f[:2], default=None)
    return (newest[1], newest[2]) if newest else None
