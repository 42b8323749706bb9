"""Releases: verified, reproducible, without texts, readable everywhere."""

import csv
import io
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import frictionless
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import records as r
from corpus.datapackage import tables
from corpus.errors import StoreError, StudyError
from corpus.identity import sha256
from corpus.release import release
from corpus.release.verify import verify
from corpus.release.write import cut_words, read_csv, read_parquet, register_functions, write_table
from corpus.store import Store
from corpus.study import Study, read_study
from corpus.worklist import article


def contents(folder: Path) -> dict[str, bytes]:
    """Return all files of a folder with their bytes."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_the_same_corpus_gives_the_same_bytes(study: Study, tmp_path: Path) -> None:
    """A release can be made again by anybody who has the corpus."""
    one = release(study, tmp_path / "one")
    two = release(study, tmp_path / "two")
    assert contents(one) == contents(two)
    assert release(study, tmp_path / "one") == one


def test_frictionless_validates_it_and_sees_a_change(study: Study, tmp_path: Path) -> None:
    """The package passes an independent validator, and a tampered copy does not."""
    folder = release(study, tmp_path / "out")
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.valid, report.to_summary()
    assert report.stats["tasks"] == 24
    broken = tmp_path / "broken"
    shutil.copytree(folder, broken)
    path = broken / "data" / "codings.csv"
    path.write_bytes(path.read_bytes().replace(b"asserted", b"believed"))
    assert not frictionless.validate(str(broken / "datapackage.json")).valid


def test_no_text_unless_asked_and_quotations_are_cut(study: Study, tmp_path: Path) -> None:
    """The articles belong to their publishers."""
    without = release(study, tmp_path / "without", quotation_words=2)
    everything = b"".join(contents(without).values())
    assert b"The ministry said the system builds trust" not in everything
    quotations = pd.read_csv(without / "data" / "quotations.csv")
    assert list(quotations["content"]) == ["the system […]", "It is […]"]
    assert list(quotations["content_cut"]) == [1, 1]
    with_text = release(study, tmp_path / "with", with_text=True)
    texts = pd.read_csv(with_text / "data" / "texts.csv")
    articles = pd.read_csv(with_text / "data" / "articles.csv")
    assert [sha256(t) for t in texts["text"]] == list(articles["text_hash"])


def test_offsets_and_hashes_lead_back_to_the_sentences(study: Study, tmp_path: Path) -> None:
    """Whoever has the text can put every label back on it and check that it fits."""
    folder = release(study, tmp_path / "out")
    sentences = pd.read_csv(folder / "data" / "sentences.csv")
    with Store(study.database) as store:
        rows = store.rows("SELECT article_id, text, title FROM article")
    texts = {row["article_id"]: row["text"] for row in rows}
    titles = {row["article_id"]: row["title"] for row in rows}
    for row in sentences.itertuples():
        text = titles[row.article_id] if row.sentence == -1 else texts[row.article_id]
        assert sha256(text[row.start : row.end]) == row.sentence_hash
    assert len(sentences) == 2 * 3  # two sentences and a headline each
    assert sentences["frame_orwellian"].notna().sum() == 1


def test_values_stand_as_they_were_found(study: Study, tmp_path: Path) -> None:
    """A headline that looks like a formula is not altered: this is a research file."""
    folder = release(study, tmp_path / "out")
    data = (folder / "data" / "articles.csv").read_bytes()
    assert not data.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in data
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8"), newline="")))
    assert '=1+1, "quoted" tab – “curly” 日本' in {r["title"].replace("\t", " ") for r in rows}


def test_pandas_reads_csv_and_parquet_alike(study: Study, tmp_path: Path) -> None:
    """Every table has the same rows in both forms."""
    folder = release(study, tmp_path / "out")
    names = sorted(p.stem for p in (folder / "data").glob("*.csv"))
    assert len(names) == 12
    for name in names:
        from_csv = pd.read_csv(folder / "data" / f"{name}.csv")
        from_parquet = pd.read_parquet(folder / "data" / f"{name}.parquet")
        assert list(from_csv.columns) == list(from_parquet.columns)
        assert len(from_csv) == len(from_parquet)


def test_it_refuses_what_differs_from_the_corpus(study: Study, tmp_path: Path) -> None:
    """A row that is missing, a value that was changed: no release."""
    with Store(study.database) as store:
        register_functions(store.connection, 25)
        for spoil in ("row", "value"):
            folder = tmp_path / spoil
            folder.mkdir()
            written = [write_table(store, t, folder) for t in tables(store)]
            path = folder / "articles.csv"
            text = path.read_bytes().decode()
            lines = text.splitlines(keepends=True)
            changed = "".join(lines[:-1]) if spoil == "row" else text.replace("ledger", "Ledger")
            path.write_bytes(changed.encode())
            with pytest.raises(StoreError, match=r"release refused: articles\.csv"):
                verify(store, folder, written, 25)


def test_a_changed_text_in_the_corpus_stops_the_release(study: Study, tmp_path: Path) -> None:
    """Labels hold for exactly one text: if it was altered, nothing is published."""
    with Store(study.database) as store, store.transaction() as db:
        db.execute("UPDATE article SET text = text || '!'")
    with pytest.raises(StoreError, match="does not fit its hash"):
        release(study, tmp_path / "out")
    assert list(tmp_path.glob("out*")) == []


def test_another_release_is_not_overwritten_unasked(study: Study, tmp_path: Path) -> None:
    """Published data do not vanish by a second run."""
    out = release(study, tmp_path / "out")
    with pytest.raises(StudyError, match="another release"):
        release(study, out, with_text=True)
    assert not (out / "data" / "texts.csv").exists()
    release(study, out, with_text=True, force=True)
    assert (out / "data" / "texts.csv").exists()


def test_the_change_note_counts_against_the_former_release(study: Study, tmp_path: Path) -> None:
    """A reader sees at once what grew."""
    former = release(study, tmp_path / "former")
    assert "First release" in (former / "CHANGES.md").read_text()
    with Store(study.database) as store, store.transaction() as db:
        db.execute("UPDATE crawl_run SET finished_at = '2026-04-01T00:00:00Z'")
    now = release(study, tmp_path / "now")
    assert "| articles | 2 | 2 |" in (now / "CHANGES.md").read_text()


def test_an_uncoded_or_empty_corpus_says_what_to_do(study: Study, tmp_path: Path) -> None:
    """Nothing to release is a mistake of order, said in one line."""
    with Store(study.database) as store, store.transaction() as db:
        for table in (
            "quotation_frame",
            "quotation",
            "mention",
            "actor_in_article",
            "article_frame",
            "coding",
            "sentence",
            "coding_run",
        ):
            db.execute(f"DELETE FROM {table}")  # noqa: S608 - names from the line above
    with pytest.raises(StudyError, match="framesay annotate"):
        release(study, tmp_path / "out")


def test_every_column_is_described(study: Study, tmp_path: Path) -> None:
    """Nobody has to guess what a column means."""
    folder = release(study, tmp_path / "out")
    package = json.loads((folder / "datapackage.json").read_text())
    for resource in package["resources"]:
        assert all(field["description"] for field in resource["schema"]["fields"])
    assert package["contributors"] == [{"title": "Ada Example", "roles": ["creator"]}]
    assert "cff-version: 1.2.0" in (folder / "CITATION.cff").read_text()
    assert (folder / "codebooks" / "social_credit-1.md").is_file()


def test_codebooks_are_taken_along(study: Study, tmp_path: Path) -> None:
    """What the annotation left beside the corpus is in the release, its README and its sums."""
    kept = study.corpus_folder / "codebooks"
    kept.mkdir()
    for suffix in (".md", ".xml", ".toml"):
        (kept / f"social_credit-1{suffix}").write_text(f"the {suffix}", "utf-8")
    (kept / "other-1.md").write_text("of no coding", "utf-8")
    folder = release(study, tmp_path / "out")
    names = sorted(path.name for path in (folder / "codebooks").iterdir())
    assert names == ["social_credit-1.md", "social_credit-1.toml", "social_credit-1.xml"]
    assert (folder / "codebooks" / names[1]).read_text("utf-8") == "the .toml"
    sums = (folder / "SHA256SUMS").read_text("utf-8")
    assert all(f"  codebooks/{name}\n" in sums for name in names)
    assert "DDI-Codebook 2.5" in (folder / "README.md").read_text("utf-8")
    assert release(study, tmp_path / "out") == folder  # knows its own files: no stranger


@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")), min_size=1
    )
)
def test_csv_and_parquet_round_trip_any_text(
    tmp_path_factory: pytest.TempPathFactory, values: list[str]
) -> None:
    """Commas, quotes, line breaks, formulas, emoji: what goes in comes out."""
    folder = tmp_path_factory.mktemp("trip")
    with Store(folder / "c.db", create=True) as store:
        with store.transaction() as db:
            db.executemany(
                "INSERT INTO frame VALUES ('b', '1', ?, ?, 'd', 0)",
                [(f"f{i:04}", value or "-") for i, value in enumerate(values)],
            )
            db.execute("PRAGMA foreign_keys = OFF")
        table = next(t for t in tables(store) if t.name == "frames")
        everything = table.sql[: table.sql.index(" WHERE")] + " ORDER BY frame"
        table = type(table)(table.name, table.title, everything, table.columns, table.key)
        written = write_table(store, table, folder)
    for rows in (list(read_csv(written.csv, table)), list(read_parquet(written.parquet))):
        assert [row[3] for row in rows] == [value or "-" for value in values]


@given(st.text(), st.integers(0, 30))
def test_cut_words_never_gives_more_than_asked(text: str, most: int) -> None:
    """The cut holds for any text."""
    cut = cut_words(text, most)
    words = text.split()
    if len(words) <= most:
        assert cut == text
    elif most == 0:
        assert cut is None
    else:
        assert cut is not None
        assert cut.split()[:-1] == words[:most]


def test_the_study_of_the_fixture_is_a_study(study: Study) -> None:
    """The factory writes what the reader reads."""
    assert read_study(study.folder).file.authors == ["Ada Example"]


def test_actors_are_released_with_what_was_merged_to_them(study: Study, tmp_path: Path) -> None:
    """One row an actor, with its Wikidata item; a changed actors.csv counts without new coding."""
    (study.folder / "actors.csv").write_text(
        "name,canonical,type,wikidata\nRen,Ren Example,academic,Q42\n", "utf-8"
    )
    folder = release(study, tmp_path / "out")
    actors = pd.read_csv(folder / "data" / "actors.csv").set_index("name")
    ren = actors.loc["Ren Example"]
    assert (ren["type"], ren["wikidata"], ren["named"]) == ("academic", "Q42", 1)
    assert json.loads(ren["merged_from"]) == [["Ren", "person", None, "actors.csv"]]
    assert actors.loc["ministry", "named"] == 0
    quotations = pd.read_csv(folder / "data" / "quotations.csv")
    assert list(quotations["act"]) == ["says", "says"]
    assert ren["actor_id"] in set(quotations["actor_id"])
    assert list(quotations["name_in_article"]) == ["the ministry", "Ren"]


def test_articles_are_measured_as_wholes(study: Study, tmp_path: Path) -> None:
    """One row an article and frame, one row an article; what an article lacks has no row."""
    folder = release(study, tmp_path / "out")
    frames = pd.read_csv(folder / "data" / "article_frames.csv").set_index("frame")
    assert list(frames.loc["orwellian", ["sentences", "share", "contested"]]) == [1, 0.5, 1]
    assert list(frames["dominant"]) == [0, 1]
    runs = pd.read_csv(folder / "data" / "coding_runs.csv")
    assert list(runs["dominant_frame"].fillna("")) == ["trust_rebuilding", ""]
    assert list(runs["relevant_sentences"]) == [2, 2]
    assert list(runs["threshold"]) == [0.5, 0.5]
    page = (folder / "README.md").read_text("utf-8")
    assert "`dominant` follows the rule that the codebook" in page
    assert "Several codebooks" not in page


def test_counts_that_the_codings_do_not_add_up_to_are_refused(study: Study, tmp_path: Path) -> None:
    """An article-level figure rests on codings that are released with it."""
    with Store(study.database) as store, store.transaction() as db:
        db.execute("UPDATE article_frame SET sentences = 2 WHERE frame = 'orwellian'")
    with pytest.raises(StoreError, match=r"article_frames\.csv: coding 1, frame orwellian"):
        release(study, tmp_path / "out")


def test_two_codebooks_do_not_collide_nor_double(
    study: Study, tmp_path: Path, make_coding_run: Callable[..., r.CodingRun]
) -> None:
    """A shared frame has a column for each codebook; actors' quotations are counted once."""
    once = pd.read_csv(release(study, tmp_path / "one") / "data" / "actors.csv")
    with Store(study.database) as store:
        store.codings.save_frames(
            [
                r.Frame("other", "1", "orwellian", "Big Brother", "As in the novel.", 0),
                r.Frame("other", "1", "cost", "Cost", "What it costs.", 1),
            ]
        )
        for row in store.rows("SELECT article_id, version FROM article ORDER BY article_id"):
            run = make_coding_run(article(store, row["article_id"], row["version"]))
            only = tuple(c for c in run.codings if c.frame == "orwellian")
            second = replace(run.coder, codebook_id="other")
            run = replace(run, coder=second, codings=only, article_frames=(), run_id="coding-2")
            store.codings.add_run(run)
    folder = release(study, tmp_path / "out")
    assert frictionless.validate(str(folder / "datapackage.json")).valid
    sentences = pd.read_csv(folder / "data" / "sentences.csv")
    columns = [name for name in sentences if name.startswith("frame_")]
    assert columns == [
        "frame_cost", "frame_other__orwellian", "frame_social_credit__orwellian",
        "frame_trust_rebuilding",
    ]  # fmt: skip
    by_codebook = sentences.groupby("codebook_id")[columns].count().to_dict("index")
    assert list(by_codebook["other"].values()) == [0, 2, 0, 0]
    assert list(by_codebook["social_credit"].values()) == [0, 0, 1, 1]
    actors = pd.read_csv(folder / "data" / "actors.csv")
    assert dict(zip(once["name"], once["quotations"], strict=True)) == {"Ren": 1, "ministry": 1}
    assert set(actors["quotations"]) == {2}  # two articles, each once
    assert "keep the rows of one `codebook_id`" in (folder / "README.md").read_text("utf-8")
