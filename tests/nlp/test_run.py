"""An annotation run does what is left to do, writes as it goes, and says how it went."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock

from corpus.errors import StudyError, TryLater
from corpus.identity import sha256
from corpus.records import Article, CodingRun, Sentence
from corpus.store import Store
from corpus.study import Study
from nlp.codebook import load_codebook
from nlp.run import annotate, corpus, worker

CODED = (
    "SELECT article_id, version, sentence, frame, start, end, probability, present, stance, voice,"
    " evidence FROM coding JOIN coding_run USING (coding_run) WHERE is_current = 1"
    " ORDER BY article_id, sentence, frame"
)
QUOTED = (
    "SELECT article_id, quotation, kind, content, cue, source, actor_id, frame, stance"
    " FROM quotation_with_source ORDER BY article_id, quotation, frame"
)


def rows(study: Study, sql: str) -> list[tuple[object, ...]]:
    """Return rows of the study's corpus."""
    with Store(study.database) as store:
        return [tuple(row) for row in store.rows(sql)]


def test_a_second_run_does_nothing(
    full_study: Study, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What this coder has coded is not coded again, and no model is loaded for it."""
    first = annotate(full_study)
    monkeypatch.setattr(corpus, "start_worker", lambda _: pytest.fail("a model was loaded"))
    second = annotate(full_study)
    assert (first["articles"], second["articles"]) == (3, 0)
    assert rows(full_study, "SELECT count(*) FROM coding_run") == [(3,)]
    assert first["dominant_frames"] == {}  # two sentences are needed, by the codebook's rule
    log = (full_study.corpus_folder / "runs.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["articles"] for line in log] == [3, 0]
    assert capsys.readouterr().out.splitlines() == log


def test_what_a_release_needs_is_written(full_study: Study) -> None:
    """Frames in the corpus, the codebook's pages beside it; each present frame has its voice."""
    annotate(full_study)
    frames = rows(full_study, "SELECT frame FROM frame ORDER BY position")
    assert frames[:2] == [("orwellian",), ("trust_rebuilding",)]
    book = load_codebook("social_credit", full_study.folder)
    written = full_study.corpus_folder / "codebooks" / f"social_credit-{book.version}"
    pages = {suffix: Path(f"{written}{suffix}").read_bytes() for suffix in (".md", ".xml", ".toml")}
    assert pages[".md"].startswith(b"# Framing of China's social credit system")
    assert b'<codeBook xmlns="ddi:codebook:2_5"' in pages[".xml"]
    assert sha256(pages[".toml"]) == book.hash
    found = rows(full_study, "SELECT frame, stance, voice FROM coding WHERE present = 1")
    assert {"orwellian", "trust_rebuilding"} <= {frame for frame, _, _ in found}
    assert ("trust_rebuilding", "asserted", "source") in found
    assert all(stance and voice for _, stance, voice in found)


def test_a_new_version_is_coded_and_the_former_coding_kept(
    full_study: Study, add_article: Callable[..., Article]
) -> None:
    """A corrected article is a new text."""
    annotate(full_study)
    add_article(0, "The social credit system now rebuilds trust.", hour=12)
    assert annotate(full_study)["articles"] == 1
    assert rows(
        full_study,
        "SELECT version, is_current FROM coding_run WHERE article_id IN"
        " (SELECT article_id FROM article WHERE version = 2) ORDER BY version",
    ) == [(1, 0), (2, 1)]


def test_another_codebook_codes_beside_the_first(
    full_study: Study, write_codebook: Callable[..., Path]
) -> None:
    """Two codebooks live in one corpus; a changed one codes anew."""
    annotate(full_study)
    path = write_codebook()
    assert annotate(full_study, codebook=str(path))["articles"] == 3
    assert annotate(full_study, codebook=str(path))["articles"] == 0
    write_codebook(("Tea heals.", "Tea mends."))
    assert annotate(full_study, codebook=str(path))["articles"] == 3
    current = "SELECT codebook_id, count(*) FROM coding_run WHERE is_current = 1 GROUP BY 1"
    assert rows(full_study, current) == [("social_credit", 3), ("tea", 3)]


def test_a_failing_article_is_set_aside_and_comes_back(
    full_study: Study, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The others are coded, the exit code tells, and a later success clears it."""
    real = worker.annotate_articles

    def fail(articles: list[Article], *rest: object) -> object:
        if any("myth" in article.text for article in articles):
            message = "no parse\nfor this"
            raise ValueError(message)
        return real(articles, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(worker, "annotate_articles", fail)
    done = annotate(full_study)
    assert (done["articles"], done["set_aside"], done["exit_code"]) == (2, 1, 1)
    aside = rows(full_study, "SELECT stage, outlet, reason, message FROM set_aside")
    assert [row[:3] for row in aside] == [("annotate", "ledger", "crashed")]
    assert "no parse" in str(aside[0][3])
    assert capsys.readouterr().err.count("set aside") == 1
    monkeypatch.setattr(worker, "annotate_articles", real)
    assert annotate(full_study)["exit_code"] == 0
    assert rows(full_study, "SELECT * FROM set_aside") == []


def test_a_coding_that_the_corpus_refuses_is_set_aside(
    full_study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An offset outside its text is one article's failure, not the run's."""
    real = worker.annotate_articles

    def spoil(articles: list[Article], *rest: object) -> list[CodingRun]:
        first, *others = real(articles, *rest)  # type: ignore[arg-type]
        return [replace(first, sentences=(Sentence(0, 0, 10_000),)), *others]

    monkeypatch.setattr(worker, "annotate_articles", spoil)
    done = annotate(full_study)
    assert (done["articles"], done["set_aside"], done["exit_code"]) == (2, 1, 1)
    assert "lie outside the text" in str(rows(full_study, "SELECT message FROM set_aside")[0])


def test_a_broken_off_run_loses_only_its_batch(
    full_study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was written stays; the next run does the rest and doubles nothing."""
    monkeypatch.setattr(corpus, "BATCH", 1)
    real = corpus.annotate_batch
    seen: list[int] = []

    def break_off(articles: list[Article]) -> object:
        seen.append(len(articles))
        if len(seen) == 3:
            raise KeyboardInterrupt
        return real(articles)

    monkeypatch.setattr(corpus, "annotate_batch", break_off)
    with pytest.raises(KeyboardInterrupt):
        annotate(full_study)
    assert rows(full_study, "SELECT count(*) FROM coding_run") == [(2,)]
    monkeypatch.setattr(corpus, "annotate_batch", real)
    assert annotate(full_study)["articles"] == 1
    assert rows(full_study, "SELECT count(DISTINCT article_id), count(*) FROM coding_run") == [
        (3, 3)
    ]


@pytest.mark.slow
def test_two_jobs_give_what_one_gives(full_study: Study) -> None:
    """The number of processes changes the time, nothing else."""
    annotate(full_study, jobs=2)
    coded, quoted = rows(full_study, CODED), rows(full_study, QUOTED)
    with Store(full_study.database) as store, store.transaction() as db:
        tables = ("coding", "quotation_frame", "quotation", "mention", "actor_in_article")
        for table in (*tables, "article_frame", "sentence"):
            db.execute(f"DELETE FROM {table}")  # noqa: S608 - names stand above
        db.execute("DELETE FROM coding_run")
    annotate(full_study, jobs=1)
    assert coded
    assert rows(full_study, CODED) == coded
    assert rows(full_study, QUOTED) == quoted


@pytest.mark.slow
def test_a_killed_run_is_gone_on_with(full_study: Study) -> None:
    """A kill -9 leaves no lock, no half article."""
    program = (
        "import sys; from pathlib import Path; from corpus.study import read_study;"
        "from nlp.run import corpus; corpus.BATCH = 1; real = corpus.annotate_batch; seen = [];\n"
        "def slow(batch):\n"
        "    seen.append(batch)\n"
        "    if len(seen) == 2: print('second', flush=True); import time; time.sleep(60)\n"
        "    return real(batch)\n"
        "corpus.annotate_batch = slow; corpus.annotate(read_study(Path(sys.argv[1])))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(full_study.folder)], stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "second\n"
        with pytest.raises(TryLater, match="another annotation"):
            annotate(full_study)
        os.kill(child.pid, signal.SIGKILL)
    assert rows(full_study, "SELECT count(*) FROM coding_run") == [(1,)]
    assert annotate(full_study)["articles"] == 2


def test_a_locked_corpus_says_try_later(full_study: Study) -> None:
    """Two runs at once would code everything twice."""
    begin = time.perf_counter()
    with (
        FileLock(full_study.corpus_folder / "annotation.lock"),
        pytest.raises(TryLater, match="another annotation"),
    ):
        annotate(full_study)
    assert time.perf_counter() - begin < 5


def test_a_missing_pipeline_says_what_to_install() -> None:
    """The setting spacy_model is the scholar's."""
    with pytest.raises(StudyError, match="not installed"):
        worker.model_name_and_hash("xx_no_such_pipeline", load_codebook("social_credit", Path()))


def test_the_model_hash_knows_pipeline_and_rules(write_codebook: Callable[..., Path]) -> None:
    """Pipeline and codebook make it, and it does not change by itself."""
    book = load_codebook(str(write_codebook()), Path())
    name, digest = worker.model_name_and_hash("en_core_web_sm", book)
    assert "3.8.0" in name
    assert name.endswith("; codebook alone")
    assert len(digest) == 64
    assert worker.model_name_and_hash("en_core_web_sm", book) == (name, digest)


def test_a_model_beside_the_codebook_codes_anew(write_codebook: Callable[..., Path]) -> None:
    """What `framesay train` wrote is part of name and hash."""
    path = write_codebook()
    book = load_codebook(str(path), Path())
    _, alone = worker.model_name_and_hash("en_core_web_sm", book)
    path.with_name("tea.model.npz").write_bytes(b"learned")
    name, learned = worker.model_name_and_hash("en_core_web_sm", book)
    assert "tea.model.npz" in name
    assert learned != alone


def test_actors_are_merged_at_the_end_of_a_run(
    full_study: Study, add_article: Callable[..., Article]
) -> None:
    """Every quotation with a source leads to an actor of the corpus, by its rules or actors.csv."""
    add_article(3, "“It works,” said Mei Ren, an invented official. “It works,” Ren said again.")
    file = full_study.folder / "actors.csv"
    file.write_text("name,canonical,type,wikidata\ncritics,Critics of scoring,ngo,Q42\n")
    done = annotate(full_study)
    actors = rows(full_study, "SELECT name, type, wikidata FROM actor")
    assert done["actors"] == len(actors)
    assert ("Critics of scoring", "ngo", "Q42") in actors
    lost = "SELECT count(*) FROM quotation_with_source WHERE actor IS NOT NULL AND actor_id IS NULL"
    assert rows(full_study, lost) == [(0,)]
    assert rows(full_study, "SELECT count(*) FROM actor_merge WHERE rule = 'actors.csv'") == [(1,)]


def test_a_wrong_actors_file_is_said_before_the_coding(full_study: Study) -> None:
    """Nobody waits hours for the line that is wrong."""
    (full_study.folder / "actors.csv").write_text("name,type\nRen,wizard\n")
    with pytest.raises(StudyError, match=r"actors\.csv: line 2: no type"):
        annotate(full_study)
    assert rows(full_study, "SELECT count(*) FROM coding_run") == [(0,)]
