"""Merges are written, logged and undone in the corpus of a study."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from click.testing import CliRunner

from corpus import records as r
from corpus.actors import merge_actors
from corpus.actors.undo import undo
from corpus.cli import main
from corpus.errors import StudyError
from corpus.store import Store
from corpus.study import Study

Add = Callable[..., int]


@pytest.fixture
def add(
    make_link: Callable[..., r.Link],
    make_capture: Callable[..., r.Capture],
    make_article: Callable[..., r.Article],
    make_coding_run: Callable[..., r.CodingRun],
) -> Add:
    """Give what adds an article to the study's corpus in which one actor is quoted."""

    def write(study: Study, path: str, actor: r.Actor, run_id: str = "coding-1") -> int:
        with Store(study.database) as store:
            link = make_link(path)
            store.crawl.add_links([(link, "found", None)], "run-1", "2026-03-01T08:00:00Z")
            capture = make_capture(link)
            article = make_article(capture)
            if not store.rows("SELECT 1 FROM article WHERE url = ?", link.url):
                store.crawl.add_capture(capture, next_due=None)
                done = r.Extraction(capture.capture_id, link.url, "kept", article=article)
                store.crawl.add_extraction(done, "test 1", "2026-03-01T08:00:00Z", "run-1")
            run = make_coding_run(article, run_id=run_id)
            quoted = replace(run.quotations[1], quotation=0, actor_id=actor.actor_id, act="thinks")
            return store.codings.add_run(replace(run, quotations=(quoted,), actors=(actor,)))

    return write


def bell(number: int, name: str = "Ana Bell", description: str | None = None) -> r.Actor:
    """Return a person of one article."""
    return r.Actor(f"a{number}", name, "person", (), (), description)


def run(study: Study, name: str = "run") -> tuple[int, int]:
    """Merge; return how many merges are new and undone."""
    with Store(study.database) as store:
        done = merge_actors(store, study, name)
    return done.merged, done.undone


def rows(study: Study, sql: str) -> list[tuple[Any, ...]]:
    """Return rows of the study's corpus."""
    with Store(study.database) as store:
        return [tuple(row) for row in store.rows(sql)]


def test_every_quotation_leads_to_its_actor(study: Study, add: Add) -> None:
    """The view shows canonical name and type, the name in the article, the act."""
    add(study, "/1", bell(1, description="law professor at Lakeside"))
    add(study, "/2", bell(2, "Ms Bell"))
    before = rows(study, "SELECT actor, actor_id FROM quotation_with_source WHERE act = 'thinks'")
    assert sorted(before) == [("Ana Bell", None), ("Ms Bell", None)], "as found, until merged"
    assert run(study) == (1, 0)
    seen = rows(
        study,
        "SELECT DISTINCT actor, actor_type, name_in_article, act, actor_id IS NULL, description"
        " FROM quotation_with_source WHERE act = 'thinks' ORDER BY name_in_article",
    )
    assert seen == [
        ("Ana Bell", "person", "Ana Bell", "thinks", 0, "law professor at Lakeside"),
        ("Ana Bell", "person", "Ms Bell", "thinks", 0, None),
    ]
    assert rows(study, "SELECT count(*) FROM quotation_with_source WHERE actor_id IS NULL") == [
        (0,)
    ]


def test_a_second_run_writes_nothing(study: Study, add: Add) -> None:
    """Merging is idempotent, and the log does not grow."""
    add(study, "/1", bell(1))
    add(study, "/2", bell(2, "Bell"))
    assert run(study, "first") == (1, 0)
    before = rows(study, "SELECT * FROM actor_merge") + rows(study, "SELECT * FROM actor")
    assert run(study, "second") == (0, 0)
    after = rows(study, "SELECT * FROM actor_merge") + rows(study, "SELECT * FROM actor")
    assert after == before


def test_taking_the_cause_away_undoes_a_merge_and_the_log_keeps_it(study: Study, add: Add) -> None:
    """A row of actors.csv joins; without it the two are two again, and both moments are known."""
    add(study, "/1", bell(1))
    add(study, "/2", bell(2, "The Professor of Lakeside"))
    file = study.folder / "actors.csv"
    file.write_text("name,canonical\nThe Professor of Lakeside,Ana Bell\n")
    assert run(study, "joined") == (2, 0)
    assert rows(study, "SELECT count(*) FROM actor WHERE name = 'Ana Bell'") == [(1,)]
    file.unlink()
    assert run(study, "parted")[1] == 2
    log = rows(study, "SELECT DISTINCT rule, run_id, undone_run FROM actor_merge")
    assert ("actors.csv", "joined", "parted") in log
    assert len(rows(study, "SELECT 1 FROM actor WHERE name LIKE '%Lakeside%' OR name = 'Ana Bell'"))


def test_undo_holds_at_every_later_run(study: Study, add: Add) -> None:
    """--undo writes the row that keeps the surname apart; deleting the row joins it again."""
    add(study, "/1", bell(1))
    add(study, "/2", bell(2, "Bell"))
    run(study)
    ((number,),) = rows(study, "SELECT merge FROM actor_merge WHERE rule = 'surname'")
    with Store(study.database) as store:
        assert undo(store, study, number) == "Bell,Bell,person,,,,"
    assert run(study) == (1, 1)
    assert run(study) == (0, 0)
    add(study, "/3", bell(3))
    run(study)
    names = rows(study, "SELECT name FROM actor WHERE name LIKE '%Bell' ORDER BY name")
    assert names == [("Ana Bell",), ("Bell",)]
    with Store(study.database) as store, pytest.raises(StudyError, match="undone already"):
        undo(store, study, number)
    (study.folder / "actors.csv").unlink()
    run(study)
    assert rows(study, "SELECT name FROM actor WHERE name LIKE '%Bell'") == [("Ana Bell",)]


def test_undo_of_one_name_goes_by_description_or_article(study: Study, add: Add) -> None:
    """Two people whom the rules took for one are parted by what tells them apart."""
    add(study, "/1", bell(1, description="professor"))
    add(study, "/2", bell(2, description="law professor"))
    add(study, "/3", bell(3))
    run(study)
    ((number,),) = rows(study, "SELECT merge FROM actor_merge WHERE description = 'law professor'")
    ((blank,),) = rows(
        study, "SELECT merge FROM actor_merge WHERE name = 'Ana Bell' AND description IS NULL"
    )
    with Store(study.database) as store:
        undo(store, study, number)
        with pytest.raises(StudyError, match="--article ID"):
            undo(store, study, blank)
        ((article,),) = rows(study, "SELECT article_id FROM article WHERE url LIKE '%/3'")
        undo(store, study, blank, canonical="Ana Bell (poet)", article=article)
    run(study)
    names = rows(study, "SELECT name FROM actor WHERE name LIKE 'Ana%' ORDER BY name")
    assert names == [("Ana Bell",), ("Ana Bell (law professor)",), ("Ana Bell (poet)",)]


def test_undo_says_what_it_cannot_do(study: Study, add: Add) -> None:
    """No such merge; a merge of actors.csv itself; a file without the column it needs."""
    add(study, "/1", bell(1, description="poet"))
    add(study, "/2", bell(2, "Ann Bell"))
    file = study.folder / "actors.csv"
    file.write_text("name,canonical\nAnn Bell,Ana Bell\n")
    add(study, "/3", bell(3, "Bell"))
    run(study)
    ((by_file,),) = rows(study, "SELECT merge FROM actor_merge WHERE rule = 'actors.csv'")
    ((surname,),) = rows(study, "SELECT merge FROM actor_merge WHERE rule = 'surname'")
    with Store(study.database) as store:
        with pytest.raises(StudyError, match="no such merge"):
            undo(store, study, 999)
        with pytest.raises(StudyError, match="line 2 says so"):
            undo(store, study, by_file)
        with pytest.raises(StudyError, match="add the column “type”"):
            undo(store, study, surname)
    assert file.read_text() == "name,canonical\nAnn Bell,Ana Bell\n"


def test_former_codings_have_no_say(study: Study, add: Add) -> None:
    """What an older coding found neither counts nor keeps an actor alive."""
    add(study, "/1", bell(1, "Old Mistake"))
    run(study)
    add(study, "/1", bell(1), run_id="coding-2")
    run(study)
    assert rows(study, "SELECT name FROM actor WHERE name IN ('Old Mistake', 'Ana Bell')") == [
        ("Ana Bell",)
    ]
    former = rows(study, "SELECT actor_id FROM actor_in_article WHERE name = 'Old Mistake'")
    assert former == [(None,)]


def test_a_wrong_file_changes_nothing(study: Study, add: Add) -> None:
    """The actors stay as they were until the file is mended."""
    add(study, "/1", bell(1))
    run(study)
    before = rows(study, "SELECT * FROM actor")
    (study.folder / "actors.csv").write_text("name,type\nAna Bell,wizard\n")
    with pytest.raises(StudyError, match="no type"):
        run(study)
    assert rows(study, "SELECT * FROM actor") == before


def test_the_command_lists_merges_and_undoes_them(study: Study, add: Add) -> None:
    """What a scholar sees: names, rules, numbers; rows that fit nothing are pointed out."""
    add(study, "/1", bell(1))
    add(study, "/2", bell(2, "Bell"))
    (study.folder / "actors.csv").write_text("name,canonical,type\nNobody,Somebody,\n")
    ask = CliRunner().invoke
    folder = str(study.folder)
    shown = ask(main, ["actors", folder, "--list", "--merges"])
    assert shown.exit_code == 0, shown.output
    assert "surname" in shown.output
    assert "the only full name of the corpus with “bell”" in shown.output
    assert "actors.csv, line 2: no article has “Nobody” so" in shown.output
    ((number,),) = rows(study, "SELECT merge FROM actor_merge WHERE rule = 'surname'")
    undone = ask(main, ["actors", folder, "--undo", str(number), "--history"])
    assert undone.exit_code == 0, undone.output
    assert "1 new merges, 1 undone" in undone.output
    assert ask(main, ["actors", folder, "--as", "X"]).exit_code == 2


def test_a_second_codebook_counts_no_quotation_twice(study: Study, add: Add) -> None:
    """Each codebook's coding holds the quotations of an article anew; the list counts them once."""
    for path in ("/2026/x", "/2026/y"):
        add(study, path, bell(1))
    with Store(study.database) as store, store.transaction() as db:
        db.execute("UPDATE coding_run SET codebook_id = 'other'")
    for path in ("/2026/x", "/2026/y"):
        add(study, path, bell(1), "coding-2")
    assert run(study)
    listed = CliRunner().invoke(main, ["actors", str(study.folder), "--list"]).output
    line = next(line for line in listed.splitlines() if "Ana Bell" in line)
    assert line.split()[-3:] == ["2", "2", "1"]
