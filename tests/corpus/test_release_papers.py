"""What stands beside the data: README, changes, descriptor."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import frictionless
import pandas as pd
import pytest

from corpus.datapackage.collected import KINDS, OWNERSHIP, PAYWALLS
from corpus.errors import StoreError, StudyError
from corpus.identity import sha256
from corpus.release import release
from corpus.store import Store
from corpus.study import Study, read_study
from crawlers.outlets import OutletFile


def change(study: Study, *statements: str) -> None:
    """Change the corpus behind the program's back."""
    with Store(study.database) as store, store.transaction() as db:
        for statement in statements:
            db.execute(statement)


def blocks(folder: Path) -> list[str]:
    """Return the Python of the release's README."""
    return re.findall(r"```python\n(.+?)```", (folder / "README.md").read_text(), re.DOTALL)


def test_the_readme_reads_what_readers_get_wrong(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Namibia, a frame called None and version 1.10 survive the lines the README gives."""
    change(
        study,
        "UPDATE outlet SET country = 'NA'",
        "UPDATE link SET title = 'None'",
        "UPDATE frame SET codebook_version = '1.10'",
        "UPDATE coding_run SET codebook_version = '1.10'",
    )
    folder = release(study, tmp_path / "out")
    code = next(block for block in blocks(folder) if "read_csv" in block)
    monkeypatch.chdir(folder)
    names: dict[str, Any] = {}
    exec(code, names)  # noqa: S102 - the README's own lines
    tables = names["tables"]
    assert list(tables["outlets"]["country"]) == ["NA"]
    assert set(tables["links"]["title"]) == {"None"}
    assert set(tables["coding-runs"]["codebook_version"]) == {"1.10"}
    for name, frame in tables.items():
        parquet = pd.read_parquet(folder / "data" / f"{name.replace('-', '_')}.parquet")
        for column in frame:
            left, right = frame[column], parquet[column]
            assert list(left.isna()) == list(right.isna()), (name, column)
            assert list(left.dropna()) == list(right.dropna()), (name, column)


def test_the_readme_rehydrates_a_sentence(study: Study, tmp_path: Path) -> None:
    """The function it gives finds the sentence in the right text and refuses another."""
    folder = release(study, tmp_path / "out")
    code = next(block for block in blocks(folder) if "sentence_at" in block)
    names: dict[str, Any] = {}
    exec(code, names)  # noqa: S102 - the README's own lines
    sentence_at = names["sentence_at"]
    text = "Trust is scored. It is far."
    assert sentence_at(text, 0, 16, sha256("Trust is scored.")) == "Trust is scored."
    with pytest.raises(ValueError, match="not the text that was coded"):
        sentence_at(text + "!", 1, 17, sha256("Trust is scored."))
    assert "2 of 2 articles are coded" in (folder / "README.md").read_text()


def test_changes_name_a_new_codebook_and_model(study: Study, tmp_path: Path) -> None:
    """Codings that moved because the coder changed are not taken for a change of the press."""
    release(study, tmp_path / "former")
    change(
        study,
        "UPDATE crawl_run SET finished_at = '2026-04-01T00:00:00Z'",
        "UPDATE coding_run SET codebook_version = '2', codebook_hash = 'd', model = 'test 2'",
        "UPDATE frame SET codebook_version = '2', definition = 'Anew.' WHERE frame = 'orwellian'",
        "UPDATE frame SET codebook_version = '2', frame = 'hope' WHERE frame = 'trust_rebuilding'",
        "UPDATE coding SET frame = 'hope' WHERE frame = 'trust_rebuilding'",
        "UPDATE article_frame SET frame = 'hope' WHERE frame = 'trust_rebuilding'",
    )
    note = (release(study, tmp_path / "now") / "CHANGES.md").read_text()
    for line in (
        "**Coded differently",
        "- codebook social_credit 1 (cccccccccccc), test 1, framesay 0.1.0 (no longer)",
        "- codebook social_credit 2 (d), test 2, framesay 0.1.0 (new)",
        "- new frame `hope`",
        "- frame `trust_rebuilding` is gone",
        "- frame `orwellian` is defined anew",
        "| sentences | 6 | 6 |",
    ):
        assert line in note


@pytest.mark.parametrize(
    "descriptor",
    [
        "{",
        "[]",
        '{"created": "2001", "name": "small-study"}',
        '{"created": "2001", "resources": 1}',
    ],
)
def test_other_packages_beside_it_do_not_disturb(
    study: Study, tmp_path: Path, descriptor: str
) -> None:
    """A folder of downloads is full of things called datapackage.json."""
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "datapackage.json").write_text(descriptor)
    out = release(study, tmp_path / "out")
    assert (out / "CHANGES.md").is_file()


def test_another_study_is_no_former_release(study: Study, tmp_path: Path) -> None:
    """Row counts are compared within a study only."""
    other = tmp_path / "other"
    other.mkdir()
    package = {"name": "nuclear", "created": "2001", "version": "1", "resources": []}
    (other / "datapackage.json").write_text(json.dumps(package))
    assert "First release" in (release(study, tmp_path / "out") / "CHANGES.md").read_text()


def test_a_frame_renamed_between_versions_is_one_column(study: Study, tmp_path: Path) -> None:
    """While a corpus is half coded anew, a release is still a valid table."""
    change(
        study,
        "INSERT INTO frame VALUES ('social_credit', '2', 'orwellian', 'Control', 'x', 0)",
        "UPDATE coding_run SET codebook_version = '2' WHERE coding_run = 1",
    )
    folder = release(study, tmp_path / "out")
    header = (folder / "data" / "sentences.csv").read_text().splitlines()[0]
    assert header.count("frame_orwellian") == 1
    assert "“Orwellian / Control”" in (folder / "variables.md").read_text()
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.valid, report.to_summary()


def test_a_folder_name_with_spaces_gives_a_lawful_package(study: Study, tmp_path: Path) -> None:
    """Names of packages are narrower than names of folders; equal data have one identifier."""
    moved = study.folder.rename(tmp_path / "Ünser Study (2)")
    again = read_study(moved)
    one, two = release(again, tmp_path / "one"), release(again, tmp_path / "two", with_text=True)
    packages = [json.loads((f / "datapackage.json").read_text()) for f in (one, two)]
    assert re.fullmatch(r"[a-z0-9._-]+", packages[0]["name"])
    assert packages[0]["id"] != packages[1]["id"]
    assert packages[0]["sources"] == [{"title": "Ledger", "path": "https://ledger.example/"}]
    assert frictionless.validate(str(one / "datapackage.json")).valid


def test_codes_are_those_of_the_outlet_files() -> None:
    """What an outlet file may say is what a release may hold."""
    hints = OutletFile.__annotations__
    codes = {name: hints[name].__args__ for name in ("kind", "ownership", "paywall")}
    assert codes == {"kind": KINDS, "ownership": OWNERSHIP, "paywall": PAYWALLS}


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE outlet SET kind = 'gazette'", r"outlets\.csv: kind 'gazette' is none of"),
        ("UPDATE coding SET frame = 'unknown'", r"codings\.csv: frame 'unknown' is none of"),
        ("UPDATE article SET title = ''", r"articles\.csv: title is missing"),
        ("UPDATE quotation SET source = 'She'", r"quotations\.csv: coding 1, number 0 does not"),
        ("UPDATE coding SET evidence = '[[0, 999]]'", r"codings\.csv: coding 1, number 0 does not"),
    ],
)
def test_what_does_not_hold_is_not_released(
    study: Study, tmp_path: Path, statement: str, says: str
) -> None:
    """Codes, missing values and every label are checked, not only counts."""
    change(study, "DELETE FROM coding WHERE sentence = 1", statement)
    with pytest.raises(StoreError, match=says):
        release(study, tmp_path / "out")
    assert list(tmp_path.glob("out*")) == []


def test_codings_of_former_versions_alone_are_nothing_to_release(
    study: Study, tmp_path: Path
) -> None:
    """Texts that changed since they were coded wait for the next annotation."""
    change(study, "UPDATE coding_run SET is_current = 0")
    with pytest.raises(StudyError, match="framesay annotate"):
        release(study, tmp_path / "out")


def test_empty_tables_and_very_long_texts_are_valid(study: Study, tmp_path: Path) -> None:
    """A corpus without any finding is a result; a long report is an article."""
    with Store(study.database) as store, store.transaction() as db:
        for table in ("quotation_frame", "quotation", "mention", "article_frame", "coding"):
            db.execute(f"DELETE FROM {table}")  # noqa: S608 - names from the line above
        long = store.value("SELECT text FROM article LIMIT 1") + " word" * 40_000
        db.execute("UPDATE article SET text = ?, text_hash = ?", (long, sha256(long)))
        db.execute("UPDATE link SET title = '', reason = ''")
    folder = release(study, tmp_path / "out", with_text=True)
    assert len(pd.read_csv(folder / "data" / "quotations.csv")) == 0
    assert set(pd.read_csv(folder / "data" / "texts.csv")["text"]) == {long}
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.valid, report.to_summary()


def test_the_sums_see_what_validators_do_not(study: Study, tmp_path: Path) -> None:
    """Frictionless does not check hashes of Parquet files; sha256sum does, and of every file."""
    folder = release(study, tmp_path / "out")
    check = [shutil.which("sha256sum") or "sha256sum", "--check", "--quiet", "SHA256SUMS"]
    assert subprocess.run(check, cwd=folder, check=False).returncode == 0
    listed = {line.split("  ")[1] for line in (folder / "SHA256SUMS").read_text().splitlines()}
    files = {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()}
    assert listed == files - {"SHA256SUMS"}
    path = folder / "data" / "codings.parquet"
    table = pd.read_parquet(path)
    table["probability"] = 0.5
    table.to_parquet(path)
    assert subprocess.run(check, cwd=folder, check=False, capture_output=True).returncode == 1
