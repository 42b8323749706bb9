"""study.toml: read strictly, refused in one clear line."""

from pathlib import Path

import pytest

from corpus.errors import StudyError
from corpus.study import patterns, read_study

GOOD = """
title = "A study"
codebook = "social_credit"
contact = "https://example.org/me"
outlets = ["ledger"]
[period]
from = 2020-01-01
[topic]
keep = ["social credit", "/zhima/"]
"""


def write(folder: Path, text: str) -> Path:
    """Write a study file and return its folder."""
    (folder / "study.toml").write_text(text, "utf-8")
    return folder


def test_a_study_is_read_with_polite_defaults(tmp_path: Path) -> None:
    """Without a [crawler] table the crawler waits two seconds between requests."""
    study = read_study(write(tmp_path, GOOD))
    assert study.file.crawler.delay == 2.0
    assert study.database == tmp_path / "corpus" / "corpus.db"
    assert study.name == tmp_path.name


def test_the_file_itself_may_be_named(tmp_path: Path) -> None:
    """`framesay crawl STUDY/study.toml` works as well as the folder."""
    write(tmp_path, GOOD)
    assert read_study(tmp_path / "study.toml").folder == tmp_path


@pytest.mark.parametrize(
    ("old", "new", "key", "says"),
    [
        ('title = "A study"', "", "title", "missing required field"),
        ('title = "A study"', 'title = " "', "title", "is empty"),
        ("[topic]", '[topic]\nkep = ["x"]', "topic", "unknown field `kep`"),
        ('outlets = ["ledger"]', "outlets = []", "outlets", "at least one"),
        ('outlets = ["ledger"]', 'outlets = ["a", "a"]', "outlets", "twice"),
        ('outlets = ["ledger"]', "outlets = [1]", "outlets", "Expected `str`"),
        ('"https://example.org/me"', '""', "contact", "e-mail address"),
        ("2020-01-01", '"soon"', "period", "date"),
        ("2020-01-01", "2020-01-01\nto = 2019-01-01", "period.to", "before period.from"),
        ('"/zhima/"', '"/zhi(ma/"', "topic.keep", "no regular expression"),
        ('"/zhima/"', '""', "topic.keep", "is empty"),
        ("[topic]", "[crawler]\ndelay = -1\n[topic]", "crawler.delay", "negative"),
        ("[topic]", "[[topic]", "", "not valid TOML"),
    ],
)
def test_each_mistake_names_file_key_and_remedy(
    tmp_path: Path, old: str, new: str, key: str, says: str
) -> None:
    """One line says where the mistake is and what is expected."""
    assert old in GOOD
    with pytest.raises(StudyError) as caught:
        read_study(write(tmp_path, GOOD.replace(old, new)))
    line = str(caught.value)
    assert line.startswith(f"{tmp_path / 'study.toml'}: ")
    assert key in line
    assert says in line
    assert "\n" not in line


def test_a_folder_without_a_study_says_how_to_begin_one(tmp_path: Path) -> None:
    """The commonest mistake of all: the wrong folder."""
    with pytest.raises(StudyError, match="framesay init"):
        read_study(tmp_path)


def test_phrases_match_whole_words_in_any_case() -> None:
    """A phrase does not match inside a longer word, but across a line break."""
    social, zhima = patterns(["social credit", "/zhima/"])
    assert social.search("China’s Social\nCredit system")
    assert not social.search("antisocial creditors")
    assert zhima.search("ZhimaCredit")
