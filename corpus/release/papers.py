"""The texts that go with a release: README, variables, citation, licence, codebook."""

import json

from corpus.datapackage.model import CURRENT
from corpus.release.write import Written
from corpus.store import Store
from corpus.study import Study


def readme(
    study: Study,
    store: Store,
    written: list[Written],
    version: str,
    quotation_words: int,
    *,
    with_text: bool,
) -> str:
    """Return the page for the person who downloads the data."""
    files = "\n".join(
        f"| `data/{item.csv.name}` | {item.rows} | {item.table.title} |" for item in written
    )
    articles = store.value("SELECT count(*) FROM article WHERE is_current = 1")
    coded = store.value(f"SELECT count(DISTINCT r.article_id) FROM {CURRENT}")  # noqa: S608
    return f"""# {study.file.title}

Release {version}. What each column means stands in [variables.md](variables.md), what each frame
means in [codebooks/](codebooks/) (.md for readers, .xml for archives: DDI-Codebook 2.5, .toml the
file that coded), what changed since the last release in [CHANGES.md](CHANGES.md), how to cite in
[CITATION.cff](CITATION.cff), what you may do with it in [LICENSE.md](LICENSE.md).

| file (each also as .parquet) | rows | what |
|---|---|---|
{files}

{_OPENING}
{_MEASURES}{_several_codebooks(store)}
## Checking it

`sha256sum --check SHA256SUMS` says whether every file arrived as it was released; `frictionless
validate datapackage.json` checks types, keys and codes (of CSV and Parquet) and the hashes of CSV.

## What is not in it

{_WITH_TEXT if with_text else _WITHOUT_TEXT}
Quotations are cut to {quotation_words} words (`content_cut` says which).

## What the numbers are

{coded} of {articles} articles are coded, by a program: `coding_runs.csv` names codebook, model and
program version for each. A program errs: before you rest a claim on these labels, code a sample
by hand. `links.csv` and `coverage_ledger.csv` say what was announced and not collected: silence
in the data is not silence in the press. Articles that carry the same or nearly the same text have
the same `group_id`; whoever counts stories rather than printings keeps the rows whose `relation`
is empty or `first`.
"""


_OPENING = """## Opening it

The Parquet files know the type of every column; they are the surest way:

```r
sentences <- arrow::read_parquet("data/sentences.parquet")
```

```python
sentences = pandas.read_parquet("data/sentences.parquet")
```

The CSV files are UTF-8 without byte order mark, comma, CRLF, quoted as in RFC 4180. Times are
UTC, offsets count characters from 0. Values stand as they were found: a headline may begin with
"=" or be the word "NA". Only an empty cell is a missing value, and identifiers are text even
where they look like numbers (codebook version 1.10 is not 1.1), so tell your program:

```r
sentences <- readr::read_csv("data/sentences.csv", na = "", guess_max = Inf)
```

```python
import json, pandas, pathlib

package = json.loads(pathlib.Path("datapackage.json").read_text("utf-8"))
types = {"string": "string", "integer": "Int64", "number": "float64"}
tables = {
    r["name"]: pandas.read_csv(
        r["path"],
        dtype={field["name"]: types[field["type"]] for field in r["schema"]["fields"]},
        keep_default_na=False,
        na_values=[""],
    )
    for r in package["resources"]
    if r["format"] == "csv"
}
```

In Excel use Data > From Text/CSV, choose UTF-8 and "do not detect data types"; a double click
guesses the encoding wrongly and may turn text into formulas.
"""

_MEASURES = """## Which table for which question

- **Sentences**: `sentences.csv` is wide, a row a sentence (`sentence` -1 is the headline) and a
  column a frame with its stance. `codings.csv` is long, a row a sentence and frame, with
  `probability`, `present`, `stance`, `voice` and `evidence`; rows with `present` 0 are near misses.
- **Articles**: `coding_runs.csv` has a row for each article (and codebook) with its dominant frame,
  first frame, headline frame and contested share. `article_frames.csv` has a row for each article
  and frame that it invokes; a frame without a row was not invoked (share 0). Where
  `relevant_sentences` is empty an older framesay coded, and nothing is known of the whole article.
- **Who says what**: `quotations.csv` with `quotation_frames.csv` and `actors.csv`.

The article-level measures, as `article_frames.csv` has them: `share` is the number of the text's
sentences that invoke the frame, divided by `relevant_sentences`, the number about the topic with or
without a frame; the headline counts in neither. A sentence may invoke several frames, so shares
need not add up to 1. `first` marks the first frame of the text (of several in one sentence the most
probable), `in_headline` whether the headline invokes it, `contested` and `from_sources` how many of
its sentences deny it or give it in a source's voice. `dominant` follows the rule that the codebook
states in its part on articles (in codebooks/); for that rule the headline counts as one more
sentence, and of two frames with equal claims the one invoked first dominates.
"""


def _several_codebooks(store: Store) -> str:
    """Say how to keep codebooks apart where several coded; nothing where there is one."""
    names = [
        row["codebook_id"]
        for row in store.rows(f"SELECT DISTINCT r.codebook_id FROM {CURRENT} ORDER BY 1")  # noqa: S608
    ]
    if len(names) < 2:  # noqa: PLR2004 - several
        return ""
    listed = ", ".join(f"`{name}`" for name in names)
    return f"""
**Several codebooks coded these articles: {listed}.** Each sentence, quotation and article stands in
the tables of codings once for each of them: keep the rows of one `codebook_id` before you count.
Where two codebooks have a frame of the same identifier, its column in `sentences.csv` is called
`frame_CODEBOOK__FRAME`; otherwise columns are called `frame_FRAME`.
"""


_WITHOUT_TEXT = """The texts of the articles are **not** included: they belong to their publishers.
`articles.csv` has the address and SHA-256 of each text, and every sentence, frame and quotation
has its offsets, so whoever has lawful access to a text can put the labels back on it:

```python
import hashlib

def sentence_at(text: str, start: int, end: int, sentence_hash: str) -> str:
    found = text[start:end]
    if hashlib.sha256(found.encode("utf-8")).hexdigest() != sentence_hash:
        raise ValueError("this is not the text that was coded")
    return found
```

For `sentence` -1 the offsets count in the headline (`title` in `articles.csv`).
"""

_WITH_TEXT = """**This release holds the texts of the articles (`data/texts.csv`). They belong to
their publishers: use them as the law of your country allows, and do not pass them on.** A text may
be longer than Python's csv module reads by default (`csv.field_size_limit`).
"""


def variables(written: list[Written]) -> str:
    """Return the codebook of the columns."""
    parts = ["# Variables", ""]
    for item in written:
        parts += [f"## {item.csv.stem}", "", item.table.title + ".", ""]
        parts += ["| column | type | definition | codes |", "|---|---|---|---|"]
        parts += [
            f"| `{c.name}` | {c.type} | {_cell(c.definition)} | {', '.join(map(str, c.codes))} |"
            for c in item.table.columns
        ]
        parts.append("")
    return "\n".join(parts)


def _cell(text: str) -> str:
    """Return `text` fit for a cell of a Markdown table."""
    return " ".join(text.split()).replace("|", "\\|")


def citation(title: str, authors: list[str], version: str, created: str) -> str:
    """Return CITATION.cff (Citation File Format 1.2)."""
    names = "\n".join(f"  - name: {json.dumps(name, ensure_ascii=False)}" for name in authors)
    return f"""cff-version: 1.2.0
message: "If you use this dataset, please cite it as below."
type: dataset
title: {json.dumps(title, ensure_ascii=False)}
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
