"""Files of codings: what is read from them, and one clear line for what is wrong."""

import csv
from pathlib import Path

import pytest

from corpus.errors import StudyError
from nlp.framing.learning.codings import read_codings, together

WIDE = "text,pride,waste,relevant,voice,article\nThe bridge is a joy.,1,,1,author,a1\n"


def written(folder: Path, text: str, name: str = "codings.csv") -> Path:
    """Write a file and return its path."""
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_a_wide_file(tmp_path: Path) -> None:
    """One column a frame; empty is not coded; spreadsheets write 2.0."""
    path = written(tmp_path, WIDE + "It is no joy.,2.0,0,,none,\n")
    codings = read_codings(path, ["pride", "waste", "art"])
    first, second = codings.sentences
    assert (codings.frames, codings.one_frame) == (["pride", "waste"], False)
    assert (first.codes, first.relevant, first.voice) == ({"pride": 1}, 1, "author")
    assert (second.codes, second.relevant, second.voice) == ({"pride": 2, "waste": 0}, None, None)
    assert (first.group, second.group) == ("a1", "codings.csv row 2")


def test_a_file_of_one_frame_a_sentence(tmp_path: Path) -> None:
    """Frames are those that occur, sorted; each sentence has one."""
    codings = read_codings(written(tmp_path, "text,frame\nA joy.,waste\nA debt.,pride\n"))
    assert (codings.frames, codings.one_frame) == (["pride", "waste"], True)
    assert [s.codes for s in codings.sentences] == [
        {"pride": 0, "waste": 1},
        {"pride": 1, "waste": 0},
    ]


def test_json_lines_and_byte_order_marks(tmp_path: Path) -> None:
    """The same rows however they are kept."""
    lines = '{"text": "A joy.", "pride": 1, "relevant": null}\n\n{"text": "A debt.", "pride": 0}\n'
    as_json = read_codings(written(tmp_path, lines, "codings.jsonl"))
    marked = read_codings(written(tmp_path, "\ufefftext,pride\nA joy.,1\nA debt.,0\n"))
    assert [s.codes for s in as_json.sentences] == [s.codes for s in marked.sentences]
    assert [s.text for s in marked.sentences] == ["A joy.", "A debt."]


def test_rows_of_a_passage_are_each_others_context(tmp_path: Path) -> None:
    """Neighbours come from the passage; a row without one keeps its own."""
    text = "text,frame,passage,prev\nOne.,x,p,\nTwo.,y,p,\nThree.,x,q,\nFour.,x,,Before.\n"
    found = read_codings(written(tmp_path, text)).sentences
    assert [(s.prev, s.next) for s in found] == [
        ("", "Two."),
        ("One.", ""),
        ("", ""),
        ("Before.", ""),
    ]
    assert [s.group for s in found[:3]] == ["p", "p", "q"]


@pytest.mark.parametrize(
    ("name", "text", "key", "says"),
    [
        ("a.csv", "", "text", "no coded sentence"),
        ("a.csv", "sentence,pride\nA joy.,1\n", "text", "is missing"),
        ("a.csv", "text,pride\nA joy.\n", "row 1", "more or fewer cells"),
        ("a.csv", "text,pride\nA joy.,1,2\n", "row 1", "more or fewer cells"),
        ("a.csv", "text,note\nA joy.,1\n", "frame", "codes no frame"),
        ("a.csv", "text,joy\nA joy.,1\n", "joy", "no frame of the codebook"),
        ("a.csv", "text,frame\nA joy.,joy\n", "frame", "no frame of the codebook"),
        ("a.csv", "text,pride\n ,1\n", "row 1: text", "is empty"),
        ("a.csv", "text,frame\nA,pride\nB,\n", "row 2: frame", "is empty"),
        ("a.csv", "text,pride\nA joy.,3\n", "row 1: pride", "must be one of 0, 1, 2"),
        ("a.csv", "text,pride,relevant\nA,1,2\n", "row 1: relevant", "must be one of 0, 1,"),
        ("a.csv", "text,pride,voice\nA,1,me\n", "row 1: voice", "author or source"),
        ("a.csv", "text,pride\n" + "x" * 140_000 + ",1\n", "", "is no CSV"),
        ("a.jsonl", '{"text"\n', "row 1", "is no JSON"),
        ("a.jsonl", "[1]\n", "row 1", "must be an object"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, name: str, text: str, key: str, says: str) -> None:
    """File, place and what to do, in one line."""
    path = written(tmp_path, text, name)
    before = csv.field_size_limit(2**17)  # other libraries raise it for the whole process
    try:
        with pytest.raises(StudyError) as caught:
            read_codings(path, ["pride", "waste"])
    finally:
        csv.field_size_limit(before)
    assert (caught.value.file, caught.value.key) == (str(path), key)
    assert says in caught.value.problem
    assert "\n" not in str(caught.value)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    """A file that is not there, and one in another encoding."""
    with pytest.raises(StudyError, match="cannot be read"):
        read_codings(tmp_path / "none.csv")
    path = tmp_path / "latin.csv"
    path.write_bytes("text,pride\nCafé,1\n".encode("latin-1"))
    with pytest.raises(StudyError, match="not UTF-8"):
        read_codings(path)


def test_files_are_put_together(tmp_path: Path) -> None:
    """Frames of all; a sentence of one frame has none of the others'."""
    one = read_codings(written(tmp_path, "text,frame\nA.,waste\n", "1.csv"))
    two = read_codings(written(tmp_path, "text,frame\nB.,pride\n", "2.csv"))
    wide = read_codings(written(tmp_path, WIDE, "3.csv"))
    both = together([one, two])
    assert both.frames == ["pride", "waste"]
    assert [s.codes for s in both.sentences] == [
        {"pride": 0, "waste": 1},
        {"pride": 1, "waste": 0},
    ]
    assert together([wide]) is wide
    with pytest.raises(StudyError, match="cannot be put together"):
        together([one, wide])
