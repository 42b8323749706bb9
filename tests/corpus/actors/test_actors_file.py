"""The scholar's actors.csv always wins, and says in one line what is wrong with it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.actors import Found, merge
from corpus.actors.scholar import check_actors_file, read_actors_file
from corpus.errors import StudyError

Make = Callable[..., Found]
Who = Callable[..., dict[str, frozenset[str]]]


def test_without_a_file_there_are_no_rows(tmp_path: Path) -> None:
    """A study needs no actors.csv."""
    assert read_actors_file(tmp_path).rows == []


def test_an_alias_joins_what_no_rule_would(found: Make, who: Who) -> None:
    """A row counts one name as another one, and what joins that one by rule comes along."""
    text = "name,canonical\nPaper Tiger,Xi Jinping\n"
    actors = who([found("1", "Paper Tiger"), found("2", "Xi Jinping"), found("3", "Critic")], text)
    assert actors["Xi Jinping"] == {"1", "2"}


def test_rows_with_conditions_split_a_name(found: Make, who: Who) -> None:
    """By description, outlet or article; the row with most conditions counts."""
    text = (
        "name,canonical,description,outlet,article\n"
        "John Smith,John Smith (Acme),engineer,,\n"
        "John Smith,John Smith (wire),,wire,\n"
        "John Smith,John Smith (third),,wire,http://wire.example/3\n"
    )
    findings = [
        found("1", "John Smith", "person", "an Engineer at Acme"),
        found("2", "John Smith", outlet="wire"),
        found("3", "John Smith", outlet="wire"),
        found("4", "John Smith"),
    ]
    assert who(findings, text) == {
        "John Smith (Acme)": {"1"},
        "John Smith (wire)": {"2"},
        "John Smith (third)": {"3"},
        "John Smith": {"4"},
    }


def test_a_row_wins_over_contradicting_descriptions(found: Make, who: Who) -> None:
    """The scholar knows that the engineer teaches law."""
    findings = [
        found("1", "John Smith", "person", "an engineer"),
        found("2", "John Smith", "academic", "a law professor"),
    ]
    assert len(who(findings)) == 2
    assert who(findings, "name\nJohn Smith\n") == {"John Smith": {"1", "2"}}


def test_a_row_keeps_apart_what_a_rule_would_join(found: Make, who: Who) -> None:
    """A name that is its own canonical joins nobody."""
    findings = [found("1", "Ana Bell"), found("2", "Bell")]
    assert len(who(findings)) == 1
    assert len(who(findings, "name,canonical\nBell,Bell\n")) == 2


def test_type_and_wikidata_hold_for_the_whole_actor(found: Make) -> None:
    """Also for the articles that joined by rule; other columns may be missing."""
    file = check_actors_file(
        Path("actors.csv"), "wikidata;type;name;canonical\nQ42;academic;Ana B. Bell;Ana Bell\n"
    )
    findings = [found("1", "Ana B. Bell"), found("2", "Ana Bell", "citizen"), found("3", "Bell")]
    merged = merge((f, file.pin(f)) for f in findings)
    (actor,) = [a for a in merged.actors if a.wikidata]
    assert (actor.name, actor.type, actor.wikidata) == ("Ana Bell", "academic", "Q42")
    assert file.used == {2}
    (merge_by_file,) = [m for m in merged.merges if m.rule == "actors.csv"]
    assert merge_by_file.reason == "actors.csv, line 2"


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("canonical\nx\n", "line 1", "no column “name”"),
        ("name,kanonical\nx,y\n", "line 1", "unknown column “kanonical”"),
        ("name,name\nx,y\n", "line 1", "twice"),
        ("name,canonical\n\n,Ana\n", "line 3", "has no name"),
        ("name,type\nAna,wizard\n", "line 2", "no type “wizard”"),
        ("name,wikidata\nAna,42\n", "line 2", "no Wikidata item"),
        ("name,canonical\nAna,Bell, Ana\n", "line 2", "more cells than the header"),
        ("name,canonical\nAna,!\n", "line 2", "no letter"),
        ('name,canonical\nAna,"Bell" x\n', "line 2", "mind the quotes"),
        ("name,canonical\nAna,A\nANA,B\n", "line 3", "than line 2; delete one"),
        ("name,canonical,type\nA,Z,person\nB,Z,citizen\n", "line 3", "type of “Z”"),
        ("name,canonical,wikidata\nA,Z,Q1\nB,Z,Q2\n", "line 3", "wikidata of “Z”"),
        ("name,canonical\nA,B\nB,C\n", "line 2", "write that one as canonical"),
        ("name,article\nA,ftp://x/y\n", "line 2", "not an absolute http"),
    ],
)
def test_a_bad_row_is_one_clear_line(tmp_path: Path, text: str, line: str, problem: str) -> None:
    """File, line and what to do; nothing is guessed."""
    path = tmp_path / "actors.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(StudyError) as caught:
        read_actors_file(tmp_path)
    message = str(caught.value)
    assert message.startswith(f"{path}: {line}: ")
    assert problem in message
    assert "\n" not in message


def test_a_file_that_is_no_utf8_says_how_to_save_it(tmp_path: Path) -> None:
    """As spreadsheets may write it."""
    (tmp_path / "actors.csv").write_bytes("name\nJosé\n".encode("latin-1"))
    with pytest.raises(StudyError, match="UTF-8"):
        read_actors_file(tmp_path)


def test_a_byte_order_mark_and_empty_lines_do_no_harm(tmp_path: Path) -> None:
    """Spreadsheets write both."""
    (tmp_path / "actors.csv").write_bytes(b"\xef\xbb\xbfname,canonical\r\n,\r\nA,B\r\n")
    (row,) = read_actors_file(tmp_path).rows
    assert (row.line, row.name, row.canonical) == (3, "A", "B")


def test_the_example_of_the_documentation_does_what_is_said_of_it(found: Make, who: Who) -> None:
    """docs/actors-file.md shows an alias, a split, a name kept by itself, a Wikidata item."""
    page = (Path(__file__).parents[3] / "docs" / "actors-file.md").read_text("utf-8")
    findings = [
        found("1", "Paper Tiger"),
        found("2", "Ada Hunter"),
        found("3", "John Smith", "person", "an engineer at Acme"),
        found("4", "John Smith", "person", "a law professor"),
        found("5", "Bell", outlet="lakeside"),
        found("6", "Bell"),
        found("7", "Ana Bell"),
    ]
    assert who(findings, page.split("```csv\n")[1].split("```")[0]) == {
        "Ada Hunter": {"1", "2"},
        "John Smith (engineer)": {"3"},
        "John Smith (law)": {"4"},
        "Ben Bell": {"5"},
        "Bell": {"6"},
        "Ana Bell": {"7"},
    }
